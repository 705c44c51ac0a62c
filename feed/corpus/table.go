package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/feed/document"
)

// delimiters are what may part the columns of a table, the likeliest first.
const delimiters = "\t,;|"

// LooksTable reports whether a document begins with a header that names the
// columns of articles: a title, text or address, and one more that is known.
func LooksTable(head []byte) bool {
	line, rest, ok := bytes.Cut(head, []byte("\n"))
	if ok && saysSeparator(line) {
		line, rest, ok = bytes.Cut(rest, []byte("\n"))
	}
	if !ok || len(line) > 4096 || len(bytes.TrimSpace(rest)) == 0 {
		return false
	}
	// The first name has an end, and is no sentence.
	if !bytes.ContainsAny(line[:min(len(line), longestName+3)], delimiters) {
		return false
	}
	_, columns := columnsIn(line)
	return columns != nil
}

// saysSeparator reports whether line is one such as "sep=;", with which Excel
// has tables begin.
func saysSeparator(line []byte) bool {
	line = bytes.Trim(line, " \t\r\n\"")
	return (len(line) == len("sep=;") || len(line) == len("sep=")) && bytes.EqualFold(line[:4], []byte("sep="))
}

// longestName is the longest name of a column, in bytes.
const longestName = 48

// columnsIn returns the delimiter and the columns of a header line, or no columns
// when it is none.
func columnsIn(line []byte) (rune, []rank) {
	for _, delimiter := range delimiters {
		r := csv.NewReader(bytes.NewReader(line))
		r.Comma, r.LazyQuotes = delimiter, true
		row, err := r.Read()
		if err != nil || len(row) < 2 {
			continue
		}
		if columns := columnsOf(row); columns != nil {
			return delimiter, columns
		}
	}
	return 0, nil
}

func columnsOf(row []string) []rank {
	columns := make([]rank, len(row))
	known, telling := 0, false
	for i, name := range row {
		if len(name) > longestName {
			return nil
		}
		columns[i] = rankOf([]byte(strings.TrimSpace(name)))
		switch columns[i].field {
		case none:
		case fieldTitle, fieldText, fieldURL, fieldSummary, fieldMarkdown:
			telling = true
			known++
		default:
			known++
		}
	}
	if known < 2 || !telling {
		return nil
	}
	return columns
}

// ReadTable reads comma-, tab-, semicolon- or bar-separated values (RFC 4180,
// and more forgiving) with a header, an article a row. The columns it knows
// are listed at names.
func ReadTable(ctx context.Context, d *document.Document, emit document.Emit) error {
	r, _ := document.UTF8Reader(d.Body, d.Charset)
	bounded := &rowBound{r: bufio.NewReaderSize(r, document.Sniff), limit: d.Limits.Line}
	first, err := bounded.r.ReadBytes('\n')
	above := 1 // lines above the rows
	if err == nil && saysSeparator(first) {
		above++
		first, err = bounded.r.ReadBytes('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read header: %w", err)
	}
	comma, columns := columnsIn(first)
	if columns == nil {
		return errors.New("its first line names no columns of articles")
	}
	rows := csv.NewReader(bounded)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord, rows.ReuseRecord = comma, true, -1, true
	var bad trouble
	order := &dayOrder{d: d, emit: emit}
	found, seen := 0, 0
	for ; ctx.Err() == nil; seen++ {
		bounded.spent = 0
		row, err := rows.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			if err := order.flush(); err != nil {
				return err
			}
			if found == 0 && seen > 0 && bad.n == 0 {
				return document.ErrNothing
			}
			return bad.err()
		case errors.As(err, &broken):
			bad.add(broken.StartLine+above, broken.Err)
			d.Note(broken.StartLine+above, "dropped", "%v", broken.Err)
			continue
		case err != nil:
			return errors.Join(order.flush(), err)
		}
		line, _ := rows.FieldPos(0)
		r := rowRecord(columns, row)
		a := r.article(line + above)
		if a == nil {
			d.Note(line+above, "dropped", "a row without title, text and address")
			continue
		}
		found++
		if err := order.take(dated{a, r.numeric}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func rowRecord(columns []rank, row []string) *record {
	var r record
	for i, cell := range row[:min(len(row), len(columns))] {
		if k := columns[i]; r.offers(k) && !nothing(cell) {
			if k.field != fieldText {
				cell = strings.Clone(cell) // cells share the memory of their row
			}
			r.set(k, cell)
		}
	}
	return &r
}

// rowBound bounds what a row may take, so that a quotation mark that is never
// closed does not take all memory.
type rowBound struct {
	r     *bufio.Reader
	spent int
	limit int // bytes; 0: no bound
}

// Read fails with a *document.LimitError once a row is too long.
func (b *rowBound) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.spent += n; b.limit > 0 && b.spent > b.limit+len(p) {
		return 0, &document.LimitError{What: "the size of one row", Limit: document.Size(int64(b.limit))}
	}
	return n, err
}
