package feeds

import (
	"context"
	"fmt"
	"runtime/debug"

	"dateline/cmd/outcome"
	"dateline/model"
)

// From how many bytes on the collector of garbage works harder while articles come: the
// program's file and SQLite's cache come on top of them. Where files are added, batches are
// large; of feeds, which are refreshed unseen, little is held at a time.
const (
	AddingMemory     = 320 << 20
	refreshingMemory = 52 << 20
)

// Indexed has articles added to a library, and then has it index what waits, also where
// some could not be added. When ctx ends before, it says that the rest waits. The collector
// of garbage works harder from so many bytes of memory on.
func Indexed(ctx context.Context, c Console, lib model.Indexer, memory int64, add func() error) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))
	err := add()
	report, clear := c.Progress()
	failed := lib.Index(ctx, report)
	clear()
	if ctx.Err() != nil {
		if n, err := lib.Waiting(context.WithoutCancel(ctx)); err == nil && n > 0 {
			fmt.Fprintf(c.Stderr, "dateline: %s\n", outcome.Waiting(n))
		}
	}
	if err == nil && failed != nil {
		err = fmt.Errorf("index the articles: %w", failed)
	}
	return err
}
