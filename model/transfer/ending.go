package transfer

import (
	"bufio"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"dateline/model"
	"dateline/model/listing"
)

// Exporter writes the articles that q finds, and returns how many there were.
type Exporter func(ctx context.Context, lib Source, q model.Query, w io.Writer, o ExportOptions) (int, error)

// ByEnding returns what exports in the format that the ending of a file's name says: JSON
// Lines as Export does, or a list of headlines in Markdown or TSV.
func ByEnding(name string) (Exporter, error) {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".jsonl", ".json", ".ndjson":
		return Export, nil
	case ".md", ".markdown":
		return func(ctx context.Context, lib Source, q model.Query, w io.Writer, o ExportOptions) (int, error) {
			return exportList(ctx, lib, q, listing.Markdown(q.Zone()), w, o)
		}, nil
	case ".tsv", ".tab":
		return func(ctx context.Context, lib Source, q model.Query, w io.Writer, o ExportOptions) (int, error) {
			return exportList(ctx, lib, q, listing.TSV(), w, o)
		}, nil
	}
	return nil, errors.New("a name that ends in .jsonl, .md or .tsv says the format")
}

// exportList writes what q finds in a format of lists.
func exportList(ctx context.Context, lib Source, q model.Query, f listing.Format, w io.Writer, o ExportOptions) (n int, err error) {
	total, err := lib.Count(ctx, q)
	if err != nil {
		return 0, err
	}
	all := total.Total
	if q.Limit > 0 {
		all = min(all, q.Limit)
	}
	row := f.Row
	f.Row = func(dst []byte, a *model.Article, section model.Section) []byte {
		if n++; n%exportPage == 0 && o.Progress != nil {
			o.Progress(min(100, 100*n/max(1, all)))
		}
		return row(dst, a, section)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := listing.Print(ctx, lib, q, f, out); err != nil {
		return n, err
	}
	return n, out.Flush()
}
