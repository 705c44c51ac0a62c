package rss

import (
	"bytes"
	"errors"
	"io"
)

// kind says what a token is.
type kind uint8

const (
	textToken  kind = iota // character data, with its references
	cdataToken             // the inside of a CDATA section, or a piece of it
	startToken
	endToken
)

// attr is an attribute as written: its value still holds references.
type attr struct{ name, value []byte }

// scanner cuts a stream of UTF-8 into the tokens of XML. It is forgiving: a
// '<' or '&' that begins nothing is text, attributes need no quotes, nothing
// need be closed. It holds one tag at a time in memory; long text comes in
// pieces. Comments and processing instructions are passed over.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	err      error // what ended the stream

	cdata  bool
	lines  int // before counted
	marked int // up to where in buf lines have been counted

	entities map[string]string // declared in the document type
	declared bool              // a document type has been met

	// The token. All slices are valid until the next call of next.
	text  []byte
	name  []byte
	attrs []attr
	empty bool // <name/>
}

const (
	chunk    = 64 << 10 // bytes read at once; longest piece of text
	maxTag   = 4 << 20  // bytes in a tag; a longer one is taken for text
	maxReach = 64 << 10 // bytes in which a quotation mark or a document type must end
)

func newScanner(r io.Reader) *scanner {
	return &scanner{r: r, buf: make([]byte, chunk)}
}

// line returns the 1-based line at which the scanner stands.
func (s *scanner) line() int {
	s.lines += bytes.Count(s.buf[s.marked:s.pos], []byte{'\n'})
	s.marked = s.pos
	return s.lines + 1
}

// more reads more into buf behind end, keeping everything from pos on. It
// reports whether there is more.
func (s *scanner) more() bool {
	if s.err != nil {
		return false
	}
	if s.pos > 0 {
		s.line()
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos, s.marked = 0, 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.err = err
		}
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// need makes at least n bytes available after pos, if the stream has them.
func (s *scanner) need(n int) bool {
	for s.end-s.pos < n {
		if !s.more() {
			return false
		}
	}
	return true
}

// next reads the next token. At the end of the stream it returns io.EOF, or
// the error of the reader.
func (s *scanner) next() (kind, error) {
	for {
		if s.pos == s.end && !s.more() {
			return 0, s.err
		}
		if s.cdata {
			if s.section() {
				return cdataToken, nil
			}
			continue
		}
		if s.buf[s.pos] != '<' {
			s.run()
			return textToken, nil
		}
		s.need(3)
		rest := s.buf[s.pos:s.end]
		switch {
		case len(rest) > 1 && nameStart(rest[1]):
			if s.tag(1) {
				return startToken, nil
			}
		case len(rest) > 2 && rest[1] == '/' && nameStart(rest[2]):
			if s.tag(2) {
				return endToken, nil
			}
		case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?' || rest[1] == '/'):
			if s.markup(rest[1]) {
				continue
			}
			// Nothing in reach ends it, nor any tag: all that is text.
			s.take(s.end - s.pos)
			return textToken, nil
		}
		s.text = s.buf[s.pos : s.pos+1] // a '<' that begins nothing
		s.pos++
		return textToken, nil
	}
}

// run makes a token of the text up to the next '<', or of a piece of it that
// cuts no reference in two.
func (s *scanner) run() {
	from := 0
	for {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], '<'); i >= 0 {
			s.take(from + i)
			return
		}
		from = s.end - s.pos
		if from >= chunk || !s.more() {
			break
		}
	}
	n := from
	if s.err == nil {
		tail := s.buf[s.pos+n-min(n-1, maxReference) : s.pos+n]
		if i := bytes.LastIndexByte(tail, '&'); i >= 0 && bytes.IndexByte(tail[i:], ';') < 0 {
			n -= len(tail) - i
		} else {
			n -= partialRune(tail)
		}
	}
	s.take(n)
}

// partialRune returns how many bytes at the end of b begin a character that is
// not complete.
func partialRune(b []byte) int {
	for i := 1; i <= min(3, len(b)); i++ {
		switch c := b[len(b)-i]; {
		case c < 0x80:
			return 0
		case c >= 0xc0:
			if i < 2 || c >= 0xe0 && i < 3 || c >= 0xf0 && i < 4 {
				return i
			}
			return 0
		}
	}
	return 0
}

func (s *scanner) take(n int) {
	s.text = s.buf[s.pos : s.pos+n]
	s.pos += n
}

// section makes a token of a piece of a CDATA section. It reports false for
// the end of the section when nothing stands before it.
func (s *scanner) section() bool {
	for {
		rest := s.buf[s.pos:s.end]
		if i := bytes.Index(rest, []byte("]]>")); i >= 0 {
			s.text = rest[:i]
			s.pos += i + 3
			s.cdata = false
			return i > 0
		}
		if len(rest) >= chunk {
			n := len(rest) - 2
			s.take(n - partialRune(rest[:n]))
			return true
		}
		if !s.more() {
			s.take(s.end - s.pos)
			return len(s.text) > 0
		}
	}
}

// tag makes a token of the tag at pos, whose name begins after skip bytes. It
// reports false when there is no end to it.
func (s *scanner) tag(skip int) bool {
	from := skip
	for {
		n, next := tagEnd(s.buf[s.pos:s.end], from)
		if n > 0 {
			s.parse(bytes.TrimSuffix(s.buf[s.pos+skip:s.pos+n], []byte{'>'}))
			s.pos += n
			return true
		}
		from = next
		if s.end-s.pos > maxTag || !s.more() {
			break
		}
	}
	if s.err != nil && !errors.Is(s.err, io.EOF) {
		return false
	}
	// The end was looked for within quotation marks that are never closed.
	if i := bytes.IndexByte(s.buf[s.pos:s.end], '>'); i > 0 {
		s.parse(s.buf[s.pos+skip : s.pos+i])
		s.pos += i + 1
		return true
	}
	return false
}
