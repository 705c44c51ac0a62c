// Package jsonscan walks JSON without building anything, which is many times
// faster than decoding records of which few fields are wanted: values in memory,
// and those of a large object or array on a stream. It knows nothing of what they
// mean.
package jsonscan

import (
	"bytes"
	"errors"
	"strconv"

	"dateline/feed/document"
)

// SyntaxError says that a byte is not what the JSON grammar (RFC 8259) allows there.
type SyntaxError struct{ Byte byte }

// Error says so.
func (*SyntaxError) Error() string { return "not valid JSON" }

// errShort means that a value goes on behind what there is.
var errShort = errors.New("not valid JSON")

// Kind is the kind of a JSON value.
type Kind byte

// The kinds of values.
const (
	String Kind = '"'
	Number Kind = '0'
	Object Kind = '{'
	Array  Kind = '['
	Word   Kind = 'w' // true, false, null
)

// Value is a JSON value within its document. Raw is, for a string, what stands
// between the quotes, still escaped.
type Value struct {
	Kind Kind
	Raw  []byte

	forgiving bool // see Stream
}

// MaxDepth is how deep values in memory may be nested. What documents state stands
// at the top; the rest is only skipped.
const MaxDepth = 512

// scanner walks JSON. It accepts a little more than the grammar: control characters
// in strings, any word, any number. One that forgives makes do with commas that are
// missing or too many.
type scanner struct {
	b         []byte
	i         int
	depth     int // most levels
	forgiving bool

	// Of a value that goes on behind b: what ends the containers that are open, what
	// comes next in them ('"': a name, ':' or a value), and how much of the string at i
	// has been searched for its end.
	open     []byte
	expected byte
	searched int
}

func (s *scanner) unexpected() error { return &SyntaxError{s.b[s.i]} }

func (s *scanner) space() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\n', '\r':
		case ',':
			if !s.forgiving {
				return
			}
		default:
			return
		}
		s.i++
	}
}

// next reads a value.
func (s *scanner) next() (Value, error) {
	s.space()
	if s.i >= len(s.b) {
		return Value{}, errShort
	}
	return s.value(s.i)
}

// value reads the value that begins at start, or goes on with it at i.
func (s *scanner) value(start int) (Value, error) {
	v := Value{forgiving: s.forgiving}
	switch c := s.b[start]; {
	case c == '"':
		if err := s.str(); err != nil {
			return v, err
		}
		v.Kind, v.Raw = String, s.b[start+1:s.i-1]
		return v, nil
	case c == '{', c == '[':
		var err error
		if s.forgiving {
			err = s.check()
		} else {
			err = s.skip()
		}
		v.Kind, v.Raw = Kind(c), s.b[start:s.i]
		return v, err
	case c == '-', c >= '0' && c <= '9', s.forgiving && (c == '+' || c == '.'):
		v.Kind = Number
	case c >= 'a' && c <= 'z', c == 'N', c == 'I', s.forgiving && c >= 'A' && c <= 'Z': // NaN and Infinity, as Python writes them
		v.Kind = Word
	default:
		return v, s.unexpected()
	}
	s.bare()
	v.Raw = s.b[start:s.i]
	return v, nil
}

// str skips the string that begins at i.
func (s *scanner) str() error {
	for j := s.i + max(1, s.searched); ; {
		n := bytes.IndexByte(s.b[j:], '"')
		if n < 0 {
			s.searched = len(s.b) - s.i
			return errShort
		}
		j += n
		back := j
		for back > s.i+1 && s.b[back-1] == '\\' {
			back--
		}
		j++
		if (j-1-back)%2 == 0 {
			s.i, s.searched = j, 0
			return nil
		}
	}
}

// goesOn reports whether v, which has just been read, is a number or word that may
// go on behind what there is.
func (v Value) goesOn(s *scanner) bool {
	return (v.Kind == Number || v.Kind == Word) && s.i == len(s.b)
}

// bare skips a number or word.
func (s *scanner) bare() {
	for s.i < len(s.b) {
		switch c := s.b[s.i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '-', c == '+', c == '.':
		case s.forgiving, bytes.IndexByte([]byte(" \t\n\r,:]}\"{["), c) >= 0:
			return
		}
		s.i++
	}
}

// skip skips the object or array that begins at i, without recursion.
func (s *scanner) skip() error {
	for s.i < len(s.b) {
		switch c := s.b[s.i]; c {
		case '"':
			if err := s.str(); err != nil {
				return err
			}
			continue
		case '{', '[':
			if err := s.enter(c); err != nil {
				return err
			}
		case '}', ']':
			if s.open[len(s.open)-1] != c {
				return s.unexpected()
			}
			if s.open = s.open[:len(s.open)-1]; len(s.open) == 0 {
				s.i++
				return nil
			}
		}
		s.i++
	}
	return errShort
}

// enter notes that an object or array begins.
func (s *scanner) enter(c byte) error {
	if s.depth > 0 && len(s.open) == s.depth {
		return &document.LimitError{What: "the nesting of values", Limit: strconv.Itoa(s.depth)}
	}
	s.open = append(s.open, c+2) // '}' and ']' follow two places on
	return nil
}

// check skips the object or array that begins at i, as skip does, and says where it
// is none.
func (s *scanner) check() error {
	for {
		s.space()
		if s.i >= len(s.b) {
			return errShort
		}
		c, end := s.b[s.i], byte(0)
		if len(s.open) > 0 {
			end = s.open[len(s.open)-1]
		}
		switch {
		case s.expected == ':' && c == ':':
			s.i, s.expected = s.i+1, 0
			continue
		case s.expected == ':', s.expected == '"' && c != '"' && c != end:
			return s.unexpected()
		case s.expected == '"' && c == '"':
			if err := s.str(); err != nil {
				return err
			}
			s.expected = ':'
			continue
		case c == end && (c == ']' || s.expected == '"'):
			s.open = s.open[:len(s.open)-1]
			s.i++
		case c == '{', c == '[':
			if err := s.enter(c); err != nil {
				return err
			}
			s.i++
		default:
			start := s.i
			v, err := s.value(start)
			if err == nil && v.goesOn(s) {
				s.i, err = start, errShort
			}
			if err != nil {
				return err
			}
		}
		if len(s.open) == 0 {
			s.expected = 0
			return nil
		}
		if s.expected = 0; s.open[len(s.open)-1] == '}' {
			s.expected = '"'
		}
	}
}

// inside returns a scanner of what v, an object or array, holds.
func (v Value) inside() scanner {
	return scanner{b: v.Raw, i: 1, depth: MaxDepth, forgiving: v.forgiving}
}

// Members calls each with every member of the object v, until it returns
// false. key is still escaped.
func (v Value) Members(each func(key []byte, v Value) bool) error {
	s := v.inside()
	if s.empty('}') {
		return nil
	}
	for {
		key, err := s.key()
		if err != nil {
			return err
		}
		v, err := s.next()
		if err != nil {
			return err
		}
		if !each(key, v) {
			return nil
		}
		if done, err := s.comma('}'); done || err != nil {
			return err
		}
	}
}

// key reads the name of a member and the colon behind it.
func (s *scanner) key() ([]byte, error) {
	key, err := s.next()
	if err == nil && key.Kind != String {
		err = &SyntaxError{key.Raw[0]}
	}
	if s.space(); err == nil && s.i >= len(s.b) {
		err = errShort
	}
	if err != nil {
		return nil, err
	}
	if s.b[s.i] != ':' {
		return nil, s.unexpected()
	}
	s.i++
	return key.Raw, nil
}

// Elements calls each with every element of the array v, until it returns
// false.
func (v Value) Elements(each func(v Value) bool) error {
	s := v.inside()
	if s.empty(']') {
		return nil
	}
	for {
		v, err := s.next()
		if err != nil {
			return err
		}
		if !each(v) {
			return nil
		}
		if done, err := s.comma(']'); done || err != nil {
			return err
		}
	}
}

// empty reports whether what ends an object or array follows.
func (s *scanner) empty(end byte) bool {
	s.space()
	return s.i < len(s.b) && s.b[s.i] == end
}

// comma reads what follows a member or element: a comma, or the end.
func (s *scanner) comma(end byte) (done bool, err error) {
	s.space()
	if s.i >= len(s.b) {
		return false, errShort
	}
	switch c := s.b[s.i]; {
	case c == end:
		s.i++
		return true, nil
	case s.forgiving:
		return false, nil
	case c == ',':
		s.i++
		return false, nil
	default:
		return false, s.unexpected()
	}
}
