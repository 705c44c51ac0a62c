package corpus

import (
	"bytes"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// errJSON means that bytes are not what the JSON grammar (RFC 8259) allows.
var errJSON = errors.New("not valid JSON")

// kind is the kind of a JSON value.
type kind byte

const (
	isString kind = '"'
	isNumber kind = '0'
	isObject kind = '{'
	isArray  kind = '['
	isWord   kind = 'w' // true, false, null
)

// value is a JSON value within its document: for a string what stands between
// the quotes, still escaped.
type value struct {
	kind kind
	raw  []byte
}

// maxDepth is how deep values may be nested. What corpora state stands at the
// top; the rest is only skipped.
const maxDepth = 512

// scanner walks JSON without building anything, which is many times faster
// than decoding records of which few fields are wanted. It accepts a little
// more than the grammar: control characters in strings, any word, any number.
type scanner struct {
	b []byte
	i int
}

func (s *scanner) space() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\n', '\r':
			s.i++
		default:
			return
		}
	}
}

// next reads a value.
func (s *scanner) next() (value, error) {
	s.space()
	if s.i >= len(s.b) {
		return value{}, errJSON
	}
	start := s.i
	switch c := s.b[s.i]; {
	case c == '"':
		err := s.str()
		return value{isString, s.b[start+1 : max(start+1, s.i-1)]}, err
	case c == '{', c == '[':
		err := s.skip()
		return value{kind(c), s.b[start:s.i]}, err
	case c == '-', c >= '0' && c <= '9':
		s.bare()
		return value{isNumber, s.b[start:s.i]}, nil
	case c >= 'a' && c <= 'z', c == 'N', c == 'I': // NaN and Infinity, as Python writes them
		s.bare()
		return value{isWord, s.b[start:s.i]}, nil
	}
	return value{}, errJSON
}

// str skips the string that begins at i.
func (s *scanner) str() error {
	for j := s.i + 1; ; {
		n := bytes.IndexByte(s.b[j:], '"')
		if n < 0 {
			s.i = len(s.b)
			return errJSON
		}
		j += n
		back := j
		for back > s.i+1 && s.b[back-1] == '\\' {
			back--
		}
		j++
		if (j-1-back)%2 == 0 {
			s.i = j
			return nil
		}
	}
}

// bare skips a number or word.
func (s *scanner) bare() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\n', '\r', ',', ':', ']', '}', '"', '{', '[':
			return
		}
		s.i++
	}
}

// skip skips the object or array that begins at i, without recursion.
func (s *scanner) skip() error {
	var open []byte
	for s.i < len(s.b) {
		switch c := s.b[s.i]; c {
		case '"':
			if err := s.str(); err != nil {
				return err
			}
			continue
		case '{', '[':
			if len(open) == maxDepth {
				return errors.New("nested deeper than 512 values")
			}
			open = append(open, c+2) // '}' and ']' follow two places on
		case '}', ']':
			if open[len(open)-1] != c {
				return errJSON
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				s.i++
				return nil
			}
		}
		s.i++
	}
	return errJSON
}

// members calls each with every member of the object v, until it returns
// false.
func (v value) members(each func(key []byte, v value) bool) error {
	s := scanner{b: v.raw, i: 1}
	for first := true; ; first = false {
		s.space()
		if s.i < len(s.b) && s.b[s.i] == '}' && first {
			return nil
		}
		key, err := s.next()
		if err != nil || key.kind != isString {
			return errJSON
		}
		if s.space(); s.i >= len(s.b) || s.b[s.i] != ':' {
			return errJSON
		}
		s.i++
		v, err := s.next()
		if err != nil {
			return err
		}
		if !each(key.raw, v) {
			return nil
		}
		if done, err := s.comma('}'); done || err != nil {
			return err
		}
	}
}

// elements calls each with every element of the array v, until it returns
// false.
func (v value) elements(each func(v value) bool) error {
	s := scanner{b: v.raw, i: 1}
	for first := true; ; first = false {
		s.space()
		if s.i < len(s.b) && s.b[s.i] == ']' && first {
			return nil
		}
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

// comma reads what follows a member or element: a comma, or the end.
func (s *scanner) comma(end byte) (done bool, err error) {
	s.space()
	if s.i >= len(s.b) {
		return false, errJSON
	}
	c := s.b[s.i]
	s.i++
	switch c {
	case end:
		return true, nil
	case ',':
		return false, nil
	}
	return false, errJSON
}

// text returns the string that v is, unescaped; a number or true or false as
// it is written; nothing for null, objects and arrays.
func (v value) text() string {
	switch v.kind {
	case isString:
		return unescape(v.raw)
	case isNumber:
		return string(v.raw)
	case isWord:
		if w := string(v.raw); w == "true" || w == "false" {
			return w
		}
	}
	return ""
}

// unescape resolves the escapes of a JSON string (RFC 8259, section 7). What
// is no escape stays as it is.
func unescape(raw []byte) string {
	i := bytes.IndexByte(raw, '\\')
	if i < 0 {
		return string(raw)
	}
	out := make([]byte, 0, len(raw))
	for i >= 0 && i+1 < len(raw) {
		out = append(out, raw[:i]...)
		n := 2
		switch c := raw[i+1]; c {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b', 'f':
			out = append(out, ' ')
		case '"', '\\', '/':
			out = append(out, c)
		case 'u':
			var r rune
			r, n = escaped(raw[i:])
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, '\\', c)
		}
		raw = raw[i+n:]
		i = bytes.IndexByte(raw, '\\')
	}
	return string(append(out, raw...))
}

// escaped reads \uXXXX, or two of them that are one character, at the
// beginning of raw, and returns how many bytes that takes.
func escaped(raw []byte) (rune, int) {
	r, ok := hex4(raw)
	if !ok {
		return utf8.RuneError, 2
	}
	if utf16.IsSurrogate(r) {
		if low, ok := hex4(raw[6:]); ok {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return both, 12
			}
		}
		return utf8.RuneError, 6
	}
	return r, 6
}

func hex4(raw []byte) (rune, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range raw[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
