package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/transfer/jsonlines"
	"dateline/model/transfer/opml"
)

const exportLong = `Write the library as text, to FILE or to standard output. The formats:
  jsonl  JSON Lines: feeds, saved views and articles, with all that is kept of
         them; 'dateline import' takes them in again, and 'dateline FILE' opens
         the articles as any other document
  opml   the feeds that you follow, with their folders
  urls   likewise, as newsboat has them

With --query only the articles that it finds, without feeds and views. An article
is an object as 'dateline list --format json' prints it; "dateline guide moving"
tells what it has beside. FILE is a whole export or what it was before.`

const exportFormats = "jsonl, opml or urls"

// exportOptions are the flags of `export`.
type exportOptions struct {
	format string
	query  string
	part   bool // query was given
	force  bool
}

func (p *program) exportCommand() *cobra.Command {
	o := exportOptions{}
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Export the library, or the feeds you follow",
		Long:  exportLong,
		Example: "  dateline export news.jsonl\n  dateline export | gzip > news.jsonl.gz\n" +
			"  dateline export --query is:starred starred.jsonl\n  dateline export --format opml feeds.opml",
		Args: usage(between(0, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.part = cmd.Flags().Changed("query")
			file := "-"
			if len(args) > 0 {
				file = args[0]
			}
			return p.export(cmd.Context(), file, o)
		},
	}
	cmd.Flags().StringVarP(&o.format, "format", "f", "jsonl", "the `FORMAT`: "+exportFormats)
	cmd.Flags().StringVarP(&o.query, "query", "q", "", "only the articles that this `QUERY` finds")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace FILE if it exists")
	return cmd
}

// export writes the library to a file, or to standard output.
func (p *program) export(ctx context.Context, file string, o exportOptions) error {
	if o.part && o.format != "jsonl" {
		return &usageError{fmt.Errorf("export --format %s: --query chooses articles, and there are none in this format", o.format)}
	}
	q, err := p.parse(ctx, o.query)
	if err != nil {
		return err
	}
	var write func(lib model.Library, w io.Writer) error
	switch o.format {
	case "jsonl":
		write = func(lib model.Library, w io.Writer) error { return p.exportLines(ctx, lib, q, o.part, w) }
	case "opml":
		write = func(lib model.Library, w io.Writer) error {
			subs, err := lib.Subscriptions(ctx)
			if err != nil {
				return err
			}
			return opml.Write(w, "dateline", subs)
		}
	case "urls":
		write = func(lib model.Library, w io.Writer) error {
			subs, err := lib.Subscriptions(ctx)
			if err != nil {
				return err
			}
			return opml.WriteURLs(w, subs)
		}
	default:
		return &usageError{fmt.Errorf("--format %q: want %s", o.format, exportFormats)}
	}
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return err
	}
	defer lib.Close()
	if file == "-" {
		return write(lib, p.stdout)
	}
	err = atomicfile.Write(file, o.force, func(w io.Writer) error { return write(lib, w) })
	if errors.Is(err, fs.ErrExist) {
		err = errors.New("the file exists; --force replaces it")
	}
	if err != nil {
		return fmt.Errorf("export to %s: %w", file, err)
	}
	return nil
}

const (
	exportPage = 500 // headlines that are asked for at once
	exportPart = 64  // articles that are held at once
)

// exportLines writes the articles that q finds, in the order of the list, and
// before them, unless they are but a part, feeds and views.
func (p *program) exportLines(ctx context.Context, lib model.Library, q model.Query, part bool, w io.Writer) error {
	out := bufio.NewWriterSize(w, 256<<10)
	err := p.exportHead(ctx, lib, part, out)
	if err == nil {
		report, wipe := p.progressTo()
		if w == p.stdout && p.terminal { // the lines are on the screen themselves
			report, wipe = func(string, int) {}, func() {}
		}
		if q, err = withHidden(ctx, lib, q); err == nil {
			err = exportArticles(ctx, lib, q, out, report)
		}
		wipe()
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// exportHead writes what stands before the articles.
func (p *program) exportHead(ctx context.Context, lib model.Library, part bool, out *bufio.Writer) error {
	head := jsonlines.Head{Version: jsonlines.Version, Exported: p.now().UTC().Truncate(1e9)}
	if part {
		_, err := out.Write(jsonlines.Line{Head: &head}.Append(nil))
		return err
	}
	views, err := lib.Views(ctx)
	if err != nil {
		return err
	}
	for _, v := range model.FirstViews {
		if !slices.ContainsFunc(views, func(have model.View) bool { return strings.EqualFold(have.Name, v.Name) }) {
			head.Dropped = append(head.Dropped, v.Name)
		}
	}
	lines := jsonlines.Line{Head: &head}.Append(nil)
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		lines = jsonlines.Line{Subscription: &f}.Append(lines)
	}
	for _, v := range views {
		lines = jsonlines.Line{View: &v}.Append(lines)
	}
	rules, err := lib.Rules(ctx)
	if err != nil {
		return err
	}
	for _, r := range rules { // before the articles: these name them
		lines = jsonlines.Line{Rule: r.Query}.Append(lines)
	}
	_, err = out.Write(lines)
	return err
}

// exportArticles writes the articles that q finds, page by page. One that gets
// another date meanwhile may be missed, but none comes twice.
func exportArticles(ctx context.Context, lib model.Library, q model.Query, out *bufio.Writer, report func(string, int)) error {
	total, err := lib.Count(ctx, q)
	if err != nil {
		return err
	}
	report("exporting", 0)
	seed := maphash.MakeSeed()
	written := make(map[uint64]struct{}, total.Total) // eight bytes an article, of some thousands that it has
	for w := (model.Window{After: exportPage}); ; {
		page, err := lib.Find(ctx, q, w)
		if err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(page.Headlines), func(h model.Headline) bool {
			key := maphash.String(seed, string(h.ID))
			_, known := written[key]
			written[key] = struct{}{}
			return known
		})
		for part := range slices.Chunk(fresh, exportPart) {
			lines, err := exportPartOf(ctx, lib, part)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if _, err := out.Write(l); err != nil {
					return err
				}
			}
		}
		if page.Last || len(page.Headlines) == 0 {
			return nil
		}
		w.At.Place = &page.Headlines[len(page.Headlines)-1].Place
		report("exporting", min(100, 100*len(written)/max(1, total.Total)))
	}
}

// withHidden makes q find hidden articles, too, where there are any.
func withHidden(ctx context.Context, lib model.Library, q model.Query) (model.Query, error) {
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

// exportPartOf returns the lines of some articles, made by all processors. One
// that was removed meanwhile has an empty line.
func exportPartOf(ctx context.Context, lib model.Library, part []model.Headline) ([][]byte, error) {
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
