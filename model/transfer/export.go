package transfer

import (
	"bufio"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/model/transfer/jsonlines"
)

const (
	exportPage = 500 // headlines that are asked for at once
	exportPart = 64  // articles that are held at once
)

// Source is the library that Export writes.
type Source interface {
	model.Finder
	model.RecordStore
	model.SubscriptionStore
	model.ViewStore
	model.RuleStore
}

// ExportOptions say what is exported beside the articles that a query finds.
type ExportOptions struct {
	Now      time.Time
	Part     bool              // articles alone: without feeds, views and rules
	Hidden   bool              // also hidden articles, unless the query says which of these
	Progress func(percent int) // may be nil
}

// Export writes the articles that q finds, in the order of the list, as JSON Lines
// (package jsonlines), which Import takes in again, and returns how many there were. One
// that gets another date meanwhile may be missed, but none comes twice.
func Export(ctx context.Context, lib Source, q model.Query, w io.Writer, o ExportOptions) (int, error) {
	out := bufio.NewWriterSize(w, 256<<10)
	head, err := headOf(ctx, lib, o)
	if err != nil {
		return 0, err
	}
	if _, err := out.Write(head); err != nil {
		return 0, err
	}
	if o.Hidden {
		if q, err = withHidden(ctx, lib, q); err != nil {
			return 0, err
		}
	}
	if o.Progress == nil {
		o.Progress = func(int) {}
	}
	n, err := exportArticles(ctx, lib, q, out, o.Progress)
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

// headOf returns the lines before the articles.
func headOf(ctx context.Context, lib Source, o ExportOptions) ([]byte, error) {
	head := jsonlines.Head{Version: jsonlines.Version, Exported: o.Now.UTC().Truncate(time.Second)}
	if o.Part {
		return jsonlines.Line{Head: &head}.Append(nil), nil
	}
	views, err := lib.Views(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range model.FirstViews {
		if !slices.ContainsFunc(views, func(have model.View) bool { return tokenize.Same(have.Name, v.Name) }) {
			head.Dropped = append(head.Dropped, v.Name)
		}
	}
	lines := jsonlines.Line{Head: &head}.Append(nil)
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	feeds, _ = Portable(feeds)
	for _, f := range feeds {
		lines = jsonlines.Line{Subscription: &f}.Append(lines)
	}
	for _, v := range views {
		lines = jsonlines.Line{View: &v}.Append(lines)
	}
	rules, err := lib.Rules(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range rules { // before the articles: these name them
		lines = jsonlines.Line{Rule: &r}.Append(lines)
	}
	return lines, nil
}

// exportArticles writes the articles that q finds, page by page, and counts them.
func exportArticles(ctx context.Context, lib Source, q model.Query, out io.Writer, report func(percent int)) (int, error) {
	total, err := lib.Count(ctx, q)
	if err != nil {
		return 0, err
	}
	report(0)
	seed := maphash.MakeSeed()
	written := make(map[uint64]struct{}, total.Total) // eight bytes an article, of some thousands that it has
	for w := (model.Window{After: exportPage}); ; {
		page, err := lib.Find(ctx, q, w)
		if err != nil {
			return len(written), err
		}
		fresh := slices.DeleteFunc(slices.Clone(page.Headlines), func(h model.Headline) bool {
			key := maphash.String(seed, string(h.ID))
			_, known := written[key]
			written[key] = struct{}{}
			return known
		})
		for part := range slices.Chunk(fresh, exportPart) {
			lines, err := linesOf(ctx, lib, part)
			if err != nil {
				return len(written), err
			}
			for _, l := range lines {
				if _, err := out.Write(l); err != nil {
					return len(written), err
				}
			}
		}
		if page.Last || len(page.Headlines) == 0 {
			return len(written), nil
		}
		w.At.Place = &page.Headlines[len(page.Headlines)-1].Place
		report(min(100, 100*len(written)/max(1, total.Total)))
	}
}

// withHidden makes q find hidden articles, too, where there are any.
func withHidden(ctx context.Context, lib Source, q model.Query) (model.Query, error) {
	hidden := model.Is{State: model.IsHidden}
	t, err := lib.Count(ctx, model.Query{Now: q.Now, Where: hidden})
	if err != nil || t.Total == 0 || q.AsksHidden() {
		return q, err
	}
	any := model.Or{hidden, model.Not{X: hidden}}
	if q.Where == nil {
		q.Where = any
	} else {
		q.Where = model.And{q.Where, any}
	}
	return q, nil
}

// linesOf returns the lines of some articles, made by all processors. One
// that was removed meanwhile has an empty line.
func linesOf(ctx context.Context, lib Source, part []model.Headline) ([][]byte, error) {
	lines := make([][]byte, len(part))
	errs := make([]error, len(part))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(part)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(part); i = int(next.Add(1)) - 1 {
				r, err := lib.Record(ctx, part[i].ID)
				switch {
				case errors.Is(err, model.ErrNotFound):
				case err != nil:
					errs[i] = err
					return
				default:
					lines[i] = jsonlines.Line{Article: &r}.Append(nil)
				}
			}
		})
	}
	group.Wait()
	return lines, errors.Join(errs...)
}
