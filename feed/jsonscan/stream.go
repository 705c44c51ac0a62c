package jsonscan

import (
	"bytes"
	"errors"
	"io"
)

// Stream reads a large object or array from a stream, and what it holds value by
// value, each whole. It is forgiving, also within the values: commas may be missing
// or too many, and a backslash that begins no escape means nothing.
type Stream struct {
	r     io.Reader
	s     scanner
	start int   // of the value that is being read, which is kept
	err   error // what ended r

	lines   int // before s.b[counted]
	counted int
}

// chunk is how many bytes are read at once at first.
const chunk = 64 << 10

// NewStream returns a Stream of r. Values that are nested deeper than depth are a
// *document.LimitError; 0: no limit.
func NewStream(r io.Reader, depth int) *Stream {
	return &Stream{r: r, s: scanner{b: make([]byte, 0, chunk), depth: depth, forgiving: true}}
}

// Line returns the 1-based line at which the stream stands.
func (st *Stream) Line() int {
	st.count(st.s.i)
	return st.lines + 1
}

// count counts the lines that end before to.
func (st *Stream) count(to int) {
	if to > st.counted {
		st.lines += bytes.Count(st.s.b[st.counted:to], []byte{'\n'})
		st.counted = to
	}
}

// more reads more behind what there is, and reports whether there was more.
func (st *Stream) more() bool {
	if st.err != nil {
		return false
	}
	s := &st.s
	if st.start > 0 {
		st.count(st.start)
		s.b = s.b[:copy(s.b, s.b[st.start:])]
		s.i, st.counted, st.start = s.i-st.start, st.counted-st.start, 0
	}
	if len(s.b) == cap(s.b) {
		s.b = append(make([]byte, 0, 2*cap(s.b)), s.b...)
	}
	for range 100 {
		n, err := st.r.Read(s.b[len(s.b):cap(s.b)])
		s.b, st.err = s.b[:len(s.b)+n], err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	st.err = io.ErrNoProgress
	return false
}

// Peek passes over white space and commas and returns the next byte. The end of the
// stream is io.ErrUnexpectedEOF.
func (st *Stream) Peek() (byte, error) {
	for {
		st.s.space()
		st.start = st.s.i
		if st.s.i < len(st.s.b) {
			return st.s.b[st.s.i], nil
		}
		if !st.more() {
			return 0, st.ended()
		}
	}
}

func (st *Stream) ended() error {
	if errors.Is(st.err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return st.err
}

// Skip passes over the byte that begins or ends an object or array. It reports false
// when another is next.
func (st *Stream) Skip(bracket byte) (bool, error) {
	c, err := st.Peek()
	if err != nil || c != bracket {
		return false, err
	}
	st.s.i++
	return true, nil
}

// Key reads the name of the next member of an object, up to its value. ok is false
// at the end of the object. name is still escaped.
func (st *Stream) Key() (name string, ok bool, err error) {
	c, err := st.Peek()
	switch {
	case err != nil:
		return "", false, err
	case c == '}':
		st.s.i++
		return "", false, nil
	case c != '"':
		return "", false, &SyntaxError{c}
	}
	v, err := st.Value()
	if err != nil {
		return "", false, err
	}
	name = string(v.Raw)
	if colon, err := st.Skip(':'); err != nil {
		return "", false, err
	} else if !colon {
		return "", false, &SyntaxError{st.s.b[st.s.i]}
	}
	return name, true, nil
}

// Value reads the next value, which is valid until the next call.
func (st *Stream) Value() (Value, error) {
	if _, err := st.Peek(); err != nil {
		return Value{}, err
	}
	for {
		v, err := st.s.value(st.start)
		short := errors.Is(err, errShort)
		switch {
		case !short && (err != nil || !v.goesOn(&st.s)):
			return v, err
		case st.more():
		case short:
			return Value{}, st.ended()
		default: // the number or word was all there is
			return st.s.value(st.start)
		}
	}
}
