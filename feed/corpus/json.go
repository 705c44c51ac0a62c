package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"dateline/feed/doc"
)

// maxBadLines is how many lines may be no JSON before a document counts as
// something else.
const maxBadLines = 1000

// LooksJSON reports whether a document begins like JSON Lines or a JSON array
// of objects.
func LooksJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n\ufeff")
	if len(head) == 0 {
		return false
	}
	if head[0] == '[' {
		head = bytes.TrimLeft(head[1:], " \t\r\n")
		return len(head) > 0 && head[0] == '{'
	}
	if head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t\r\n")
	return len(head) > 0 && (head[0] == '"' || head[0] == '}')
}

// ReadJSON reads JSON Lines (jsonlines.org), objects one after another, or one
// JSON array of objects, an article each, and holds one object at a time.
// Objects that cannot be read are passed over with a note.
func ReadJSON(ctx context.Context, d *doc.Document, emit doc.Emit) error {
	r, _ := doc.UTF8Reader(d.Body, d.Charset)
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReaderSize(r, doc.Sniff)
	}
	s := &objects{r: br, limit: d.Limits.Line, depth: d.Limits.Nesting}
	var rec record
	n, bad := 0, 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		obj, line, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return finished(n, bad)
		case errors.Is(err, errNotJSON):
			bad++
			d.Note(line, "dropped", "no JSON object: %s", excerpt(obj))
			if bad > maxBadLines && n == 0 {
				return fmt.Errorf("line %d: %w", line, errNotJSON)
			}
			continue
		case err != nil:
			return fmt.Errorf("line %d: %w", line, err)
		}
		rec.reset()
		if err := rec.fill(obj); err != nil {
			bad++
			d.Note(line, "dropped", "%v", err)
			continue
		}
		a := rec.article()
		if a == nil {
			d.Note(line, "dropped", "an object without title and text")
			continue
		}
		a.Line = line
		if err := emit(a); err != nil {
			return err
		}
		n++
		if d.Limits.Entries > 0 && n >= d.Limits.Entries {
			return &doc.LimitError{What: "number of articles", Limit: fmt.Sprint(d.Limits.Entries)}
		}
	}
}

// finished says how a collection ended.
func finished(n, bad int) error {
	switch {
	case n > 0 && bad > 0:
		return fmt.Errorf("%d of its records could not be read", bad)
	case n > 0:
		return nil
	case bad > 0:
		return errNotJSON
	}
	return doc.ErrNothing
}

var errNotJSON = errors.New("not a JSON object")

func excerpt(b []byte) []byte { return b[:min(len(b), 60)] }

// objects cuts a stream into top-level objects, of JSON Lines or of one array.
type objects struct {
	r     *bufio.Reader
	buf   []byte
	line  int // lines passed
	limit int
	depth int
}

// next returns the next object, valid until the call after, and the line on
// which it begins.
func (s *objects) next() ([]byte, int, error) {
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return nil, s.line + 1, err
		}
		switch c {
		case '\n':
			s.line++
		case ' ', '\t', '\r', ',', '[', ']':
		case '{':
			return s.object()
		default:
			return s.junk(c)
		}
	}
}

// junk passes over the rest of a line that begins with no object.
func (s *objects) junk(c byte) ([]byte, int, error) {
	s.buf = append(s.buf[:0], c)
	for {
		part, err := s.r.ReadSlice('\n')
		if len(s.buf) < 128 {
			s.buf = append(s.buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			s.line++
			return s.buf, s.line, errNotJSON
		}
	}
}

// object reads on to the brace that closes the object. A line break inside a
// string ends it as broken: that is how JSON Lines recover.
func (s *objects) object() ([]byte, int, error) {
	first := s.line + 1
	s.buf = append(s.buf[:0], '{')
	depth, text, escaped := 1, false, false
	for {
		if s.r.Buffered() == 0 {
			if _, err := s.r.Peek(1); err != nil {
				if errors.Is(err, io.EOF) {
					return s.buf, first, errNotJSON
				}
				return nil, first, err
			}
		}
		chunk, _ := s.r.Peek(s.r.Buffered())
		for i := 0; i < len(chunk); i++ {
			c := chunk[i]
			if text && !escaped { // most bytes are text
				for c != '"' && c != '\\' && c >= 0x20 && i+1 < len(chunk) {
					i++
					c = chunk[i]
				}
			}
			switch {
			case escaped:
				escaped = false
			case text && c == '\\':
				escaped = true
			case c == '"':
				text = !text
			case c == '\n':
				s.line++
				if text {
					s.buf = append(s.buf, chunk[:i]...)
					_, _ = s.r.Discard(i + 1)
					return s.buf, first, errNotJSON
				}
			case text:
			case c == '{' || c == '[':
				if depth++; s.depth > 0 && depth > s.depth {
					return nil, first, &doc.LimitError{What: "nesting", Limit: fmt.Sprint(s.depth)}
				}
			case c == '}' || c == ']':
				if depth--; depth == 0 {
					s.buf = append(s.buf, chunk[:i+1]...)
					_, _ = s.r.Discard(i + 1)
					return s.buf, first, nil
				}
			}
		}
		s.buf = append(s.buf, chunk...)
		_, _ = s.r.Discard(len(chunk))
		if s.limit > 0 && len(s.buf) > s.limit {
			return nil, first, &doc.LimitError{What: "size of one object", Limit: doc.Size(int64(s.limit))}
		}
	}
}
