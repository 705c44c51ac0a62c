package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/listing"
	"dateline/model/transfer"
	"dateline/ui"
	"dateline/ui/session"
)

// exporter lets the screen export what its filter shows of a library, which may be
// closed when running is done.
func (p *program) exporter(lib model.Library, running *sync.WaitGroup) func(context.Context, model.Query, string, bool, func(ui.Progress)) (string, error) {
	return func(ctx context.Context, q model.Query, name string, replace bool, report func(ui.Progress)) (string, error) {
		running.Add(1)
		defer running.Done()
		if err := ctx.Err(); err != nil {
			return "", err // begun after the screen had ended
		}
		name = p.machine().Path(name)
		n, shown := 0, model.CleanLine(filepath.Base(name))
		write, err := p.shownWriter(ctx, lib, q, name, &n, func(percent int) {
			report(ui.Progress{Doing: fmt.Sprintf("Exporting to %s: %d%%", shown, percent)})
		})
		if err == nil {
			err = atomicfile.Write(name, replace, write)
		}
		if err != nil {
			return "", fmt.Errorf("export to %s: %w", model.CleanLine(name), err)
		}
		return fmt.Sprintf("Exported %s to %s.", session.Articles(n), model.CleanLine(name)), nil
	}
}

// reportEvery is after how many lines it is said how far an export is.
const reportEvery = 500

// shownWriter returns what writes the articles that q finds, as the ending of a name
// says, and counts them in n.
func (p *program) shownWriter(ctx context.Context, lib model.Library, q model.Query, name string, n *int, report func(percent int)) (func(io.Writer) error, error) {
	q.FoldStories = false
	total, err := lib.Count(ctx, q)
	if err != nil {
		return nil, err
	}
	all := total.Total
	if q.Limit > 0 {
		all = min(all, q.Limit)
	}
	format := ""
	switch strings.ToLower(filepath.Ext(name)) {
	case "", ".jsonl", ".json", ".ndjson":
		return func(w io.Writer) error {
			*n = all
			return transfer.Export(ctx, lib, q, w, transfer.ExportOptions{Now: p.now(), Part: true, Progress: report})
		}, nil
	case ".md", ".markdown":
		format = "markdown"
	case ".tsv", ".tab":
		format = "tsv"
	default:
		return nil, errors.New("a name that ends in .jsonl, .md or .tsv says the format")
	}
	rows, err := p.newFormat(format, q, false)
	if err != nil {
		return nil, err
	}
	row := rows.Row
	rows.Row = func(dst []byte, a *model.Article, section model.Section) []byte {
		if *n++; *n%reportEvery == 0 {
			report(min(100, 100*(*n)/max(1, all)))
		}
		return row(dst, a, section)
	}
	return func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 64<<10)
		if err := listing.Print(ctx, lib, q, rows, out); err != nil {
			return err
		}
		return out.Flush()
	}, nil
}
