package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"dateline/feed/document"
	"dateline/feed/jsonscan"
	"dateline/feed/parallel"
	"dateline/model"
	"dateline/model/transfer/jsonlines"
)

// LooksJSON reports whether a document begins like JSON Lines, or like a JSON
// array of objects.
func LooksJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n\x1e")
	if rest, ok := bytes.CutPrefix(head, []byte("[")); ok {
		head = bytes.TrimLeft(rest, " \t\r\n")
		if len(head) > 0 && head[0] == ']' {
			return len(bytes.TrimSpace(head)) == 1
		}
	}
	rest, ok := bytes.CutPrefix(head, []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// batch is so many objects as are read by one goroutine at a time: few at
// first, so that the first headlines come at once.
type batch struct {
	bytes []byte
	ends  []int // where each object ends in bytes
	lines []int // and the line on which it began
}

const (
	firstBatch = 16 << 10  // bytes
	lastBatch  = 512 << 10 // bytes
)

// ReadJSON reads JSON Lines (jsonlines.org), objects one after another, or one
// JSON array of objects, an article each, on all cores. An object that holds a
// list of articles ("articles", "items", "results", ...) and no text of its own
// stands for those. The
// members it knows are listed at names. Lines that are no objects are passed
// over with a note, and the error says so in the end.
func ReadJSON(ctx context.Context, d *document.Document, emit document.Emit) error {
	r, _ := document.UTF8Reader(d.Body, d.Charset)
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReaderSize(r, document.Sniff)
	}
	o := &objects{r: br, limit: d.Limits.Line, again: againInAll}
	order := &dayOrder{d: d, emit: emit}
	objects, found, stopped := 0, 0, false
	err := parallel.Read(ctx, d, func(put func(batch) error) (err error) {
		objects, err = cutBatches(d, o, put)
		return err
	}, readBatch, func(a dated) error {
		found++
		err := order.take(a)
		stopped = stopped || err != nil
		return err
	})
	if !stopped && ctx.Err() == nil {
		if flushErr := order.flush(); flushErr != nil {
			err = flushErr
		}
	}
	if err == nil && found == 0 && objects > 0 {
		return document.ErrNothing
	}
	return err
}

// cutBatches cuts the stream into batches. It returns how many things there were, and
// what was wrong with the stream.
func cutBatches(d *document.Document, o *objects, put func(batch) error) (int, error) {
	var (
		b    batch
		all  int
		size = firstBatch
		bad  trouble
	)
	for {
		buf, line, err := o.next(b.bytes)
		switch {
		case errors.Is(err, io.EOF):
			if len(b.ends) > 0 {
				if err := put(b); err != nil {
					return all, err
				}
			}
			return all, bad.err()
		case errors.Is(err, errObject):
			all++
			bad.add(line, err)
			d.Note(line, "dropped", "%v", err)
			continue
		case err != nil:
			return all, fmt.Errorf("read line %d: %w", line, err)
		}
		all++
		b.bytes, b.ends, b.lines = buf, append(b.ends, len(buf)), append(b.lines, line)
		if len(b.bytes) < size {
			continue
		}
		if err := put(b); err != nil {
			return all, err
		}
		size = min(2*size, lastBatch)
		b = batch{bytes: make([]byte, 0, size+size/4)}
	}
}

// trouble counts what could not be read and keeps the first.
type trouble struct {
	first error
	line  int
	n     int
}

func (t *trouble) add(line int, err error) {
	if t.n++; t.n == 1 {
		t.first, t.line = err, line
	}
}

func (t *trouble) err() error {
	switch t.n {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("line %d: %w", t.line, t.first)
	}
	return fmt.Errorf("line %d and %d more: %w", t.line, t.n-1, t.first)
}

// readBatch makes articles of the objects of b.
func readBatch(d *document.Document, b batch, out *parallel.Outcome[dated]) {
	out.Found = make([]dated, 0, len(b.ends))
	var bad trouble
	start := 0
	for i, end := range b.ends {
		n := len(out.Found)
		err := readObject(jsonscan.Value{Kind: jsonscan.Object, Raw: b.bytes[start:end]}, b.lines[i], 0, &out.Found)
		switch {
		case err != nil:
			bad.add(b.lines[i], err)
			d.Note(b.lines[i], "dropped", "%v", err)
		case len(out.Found) == n:
			d.Note(b.lines[i], "dropped", "an object without title, text and address")
		}
		start = end
	}
	out.Err = bad.err()
}

// lists are the members under which objects keep lists of articles.
var lists = map[string]bool{
	"articles": true, "items": true, "results": true, "data": true, "entries": true, "documents": true, "docs": true,
	"stories": true, "news": true, "posts": true, "response": true, "records": true, "hits": true,
}

// readObject adds the article that the object v is, or those it holds.
func readObject(v jsonscan.Value, line, depth int, out *[]dated) error {
	const deepest = 3 // {"response": {"docs": [{...}]}}
	var (
		r    record
		held []jsonscan.Value
		own  int // signs of a line that this program wrote
	)
	err := v.Members(func(key []byte, m jsonscan.Value) bool {
		if (m.Kind == jsonscan.Object || m.Kind == jsonscan.Array) && lists[string(key)] {
			held = append(held, m)
		}
		k := rankOf(key)
		if r.offers(k) {
			r.take(k, m)
		}
		switch string(key) {
		case "date_from":
			own += 2
		case "read", "starred": // what is undated has no origin
			own++
		}
		return true
	})
	if err != nil {
		return err
	}
	if own >= 2 {
		if a := jsonlines.DecodeArticle(v.Raw); a != nil {
			a.Line = line
			*out = append(*out, dated{Article: a})
			return nil
		}
	}
	a := r.article(line)
	if depth < deepest && (a == nil || r.bare()) {
		var inner []dated
		for _, h := range held {
			if err := readHeld(h, line, depth+1, &inner); err != nil {
				return err
			}
		}
		if a == nil || slices.ContainsFunc(inner, func(a dated) bool { return a.Title != "" }) {
			for _, a := range inner {
				a.Source = cmp.Or(a.Source, model.CleanLine(r.text[fieldTitle]))
				*out = append(*out, a)
			}
			return nil
		}
	}
	if a != nil {
		*out = append(*out, dated{a, r.numeric})
	}
	return nil
}

func readHeld(h jsonscan.Value, line, depth int, out *[]dated) error {
	if h.Kind == jsonscan.Object {
		return readObject(h, line, depth, out)
	}
	var inner error
	err := h.Elements(func(v jsonscan.Value) bool {
		if v.Kind == jsonscan.Object {
			inner = readObject(v, line, depth, out)
		}
		return inner == nil
	})
	return errors.Join(err, inner)
}
