package corpus

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"dateline/feed/doc"
)

// delimiters are what may part the columns of a table, the likeliest first.
var delimiters = [...]rune{'\t', ',', ';', '|'}

// LooksTable reports whether a document begins with a header line that names
// columns of articles: a title or a text, and one more that is known.
func LooksTable(head []byte) bool {
	line, _, whole := bytes.Cut(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("\n"))
	if !whole || len(line) > 4096 {
		return false
	}
	_, columns := header(line)
	return columns != nil
}

// header returns the delimiter and the columns of a header line; nil columns
// when it is none.
func header(line []byte) (rune, []name) {
	for _, d := range delimiters {
		r := csv.NewReader(bytes.NewReader(line))
		r.Comma, r.LazyQuotes = d, true
		row, err := r.Read()
		if err != nil || len(row) < 2 {
			continue
		}
		if columns := columnsOf(row); columns != nil {
			return d, columns
		}
	}
	return 0, nil
}

func columnsOf(row []string) []name {
	columns := make([]name, len(row))
	known, text := 0, false
	for i, h := range row {
		if len(h) > 40 {
			return nil
		}
		columns[i] = lookUp(h)
		if columns[i].is != none {
			known++
		}
		text = text || columns[i].is == title || columns[i].is == body
	}
	if !text || known < 2 {
		return nil
	}
	return columns
}

// ReadTable reads comma- or tab-separated values (RFC 4180, tolerantly) with a
// header, a row an article.
func ReadTable(ctx context.Context, d *doc.Document, emit doc.Emit) error {
	r, _ := doc.UTF8Reader(d.Body, d.Charset)
	limited := &rowLimit{r: r, limit: d.Limits.Line}
	line, err := limited.line()
	if err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	comma, columns := header(bytes.TrimPrefix(line, []byte("\ufeff")))
	if columns == nil {
		return errors.New("its first line names no columns of articles")
	}
	c := csv.NewReader(limited)
	c.Comma, c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = comma, true, -1, true
	var rec record
	n, bad := 0, 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		limited.spent = 0
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return finished(n, bad)
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			bad++
			d.Note(broken.Line+1, "dropped", "%v", broken.Err)
			continue
		}
		if err != nil {
			return err
		}
		rec.reset()
		for i, v := range row {
			if i < len(columns) {
				rec.set(columns[i], v)
			}
		}
		at, _ := c.FieldPos(0)
		a := rec.article()
		if a == nil {
			d.Note(at+1, "dropped", "a row without title and text")
			continue
		}
		a.Line = at + 1
		if err := emit(a); err != nil {
			return err
		}
		n++
	}
}

// rowLimit bounds how much a single row may take, so that a quote that is never
// closed does not take all memory.
type rowLimit struct {
	r     io.Reader
	spent int
	limit int
	rest  []byte
}

// line reads the first line.
func (l *rowLimit) line() ([]byte, error) {
	buf := make([]byte, 0, 4096)
	for {
		if i := bytes.IndexByte(buf, '\n'); i >= 0 {
			l.rest = buf[i+1:]
			return buf[:i], nil
		}
		if len(buf) > doc.Sniff {
			return nil, &doc.LimitError{What: "size of the header", Limit: doc.Size(doc.Sniff)}
		}
		if len(buf) == cap(buf) {
			buf = append(buf, make([]byte, len(buf)+1)...)[:len(buf)]
		}
		n, err := l.r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil {
			return buf, ignoreEOF(err)
		}
	}
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// Read hands on what follows the header.
func (l *rowLimit) Read(p []byte) (int, error) {
	if len(l.rest) > 0 {
		n := copy(p, l.rest)
		l.rest = l.rest[n:]
		return n, nil
	}
	n, err := l.r.Read(p)
	if l.spent += n; l.limit > 0 && l.spent > l.limit+len(p) {
		return n, &doc.LimitError{What: "size of one row", Limit: doc.Size(int64(l.limit))}
	}
	return n, err
}
