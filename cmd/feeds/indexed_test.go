package feeds_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dateline/cmd/feeds"
	"dateline/model"
)

// indexer indexes in portions, until its context ends.
type indexer struct{ portions int }

func (i *indexer) Index(ctx context.Context, report model.Report) error {
	for ; i.portions > 0; i.portions-- {
		report("indexing", 100-i.portions)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (i *indexer) Waiting(ctx context.Context) (int, error) { return 1000 * i.portions, ctx.Err() }

// TestIndexed: what waits is indexed at the end, also after a failure, and it is said where
// it is not.
func TestIndexed(t *testing.T) {
	failed := errors.New("a source failed")
	for _, c := range []struct {
		name    string
		add     error
		stopped int // in which report
		err     error
		said    string
	}{
		{name: "all", said: "indexing 98; indexing 99; "},
		{name: "after a failure", add: failed, err: failed, said: "indexing 98; indexing 99; "},
		{name: "interrupted", stopped: 99, err: context.Canceled, said: "indexing 98; indexing 99; dateline: 1,000 articles not searched yet: dateline goes on when the library is opened next\n"},
		{name: "at once", stopped: 1, err: context.Canceled, said: "indexing 98; dateline: 2,000 articles not searched yet: dateline goes on when the library is opened next\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			var said strings.Builder
			console := feeds.Console{Stderr: &said, Progress: func() (model.Report, func()) {
				return func(doing string, percent int) {
					fmt.Fprintf(&said, "%s %d; ", doing, percent)
					if percent == c.stopped {
						stop()
					}
				}, func() {}
			}}
			err := feeds.Indexed(ctx, console, &indexer{2}, feeds.AddingMemory, func() error {
				if c.stopped == 1 {
					stop()
				}
				return c.add
			})
			if !errors.Is(err, c.err) || said.String() != c.said {
				t.Errorf("%v, %q; want %v, %q", err, said.String(), c.err, c.said)
			}
		})
	}
}
