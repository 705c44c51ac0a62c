package rss

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"dateline/feed/document"
)

// jsonScanner reads JSON from a stream, value by value. It is forgiving: commas
// may be missing or too many, strings may hold control characters, and
// escapes that mean nothing stand for themselves.
type jsonScanner struct {
	scanner
	nesting int    // deepest value that is read
	member  []byte // the name of the member that was read last
}

// peek passes over white space and commas and returns the next byte.
func (s *jsonScanner) peek() (byte, error) {
	for {
		for s.pos < s.end {
			if c := s.buf[s.pos]; !space(c) && c != ',' {
				return c, nil
			}
			s.pos++
		}
		if !s.more() {
			if errors.Is(s.err, io.EOF) {
				return 0, io.ErrUnexpectedEOF
			}
			return 0, s.err
		}
	}
}

// open passes over the byte that begins an object or array. It reports false
// when the next value is another.
func (s *jsonScanner) open(bracket byte) (bool, error) {
	c, err := s.peek()
	if err != nil || c != bracket {
		return false, err
	}
	s.pos++
	return true, nil
}

// closed passes over the end of an array. It reports whether it was there.
func (s *jsonScanner) closed(bracket byte) (bool, error) { return s.open(bracket) }

// key reads the name of the next member of an object, up to its value. ok is
// false at the end of the object. name is valid until the next call.
func (s *jsonScanner) key() (name []byte, ok bool, err error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return nil, false, err
	case c == '}':
		s.pos++
		return nil, false, nil
	case c != '"':
		return nil, false, s.unexpected(c)
	}
	raw, _, err := s.raw()
	if err != nil {
		return nil, false, err
	}
	s.member = append(s.member[:0], raw...)
	if c, err = s.peek(); err != nil {
		return nil, false, err
	}
	if c != ':' {
		return nil, false, s.unexpected(c)
	}
	s.pos++
	return s.member, true, nil
}

func (s *jsonScanner) unexpected(c byte) error {
	return fmt.Errorf("line %d: unexpected %q", s.line(), rune(c))
}

// raw reads a string and returns what stands between its quotation marks,
// valid until the next call, and whether that has escapes.
func (s *jsonScanner) raw() (b []byte, escaped bool, err error) {
	from := 1
	for {
		i := bytes.IndexByte(s.buf[s.pos+from:s.end], '"')
		if i < 0 {
			from = s.end - s.pos
			if !s.more() {
				if errors.Is(s.err, io.EOF) {
					return nil, false, io.ErrUnexpectedEOF
				}
				return nil, false, s.err
			}
			continue
		}
		end := from + i
		slashes := 0
		for end-1-slashes > 0 && s.buf[s.pos+end-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 1 {
			from = end + 1
			continue
		}
		b = s.buf[s.pos+1 : s.pos+end]
		s.pos += end + 1
		return b, bytes.IndexByte(b, '\\') >= 0, nil
	}
}

// value reads the next value: a string, also for numbers, a []any, a
// map[string]any, or nil for the others.
func (s *jsonScanner) value(depth int) (any, error) {
	if s.nesting > 0 && depth > s.nesting {
		return nil, &document.LimitError{What: "the nesting of values", Limit: fmt.Sprint(s.nesting)}
	}
	c, err := s.peek()
	if err != nil {
		return nil, err
	}
	switch c {
	case '"':
		b, escaped, err := s.raw()
		if err != nil || !escaped {
			return string(b), err
		}
		return unescape(b), nil
	case '[':
		return s.array(depth)
	case '{':
		return s.object(depth, nil)
	}
	return s.literal()
}

func (s *jsonScanner) array(depth int) (any, error) {
	var all []any
	s.pos++
	for {
		if end, err := s.closed(']'); end || err != nil {
			return all, err
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if len(all) < maxNames {
			all = append(all, v)
		}
	}
}

// object reads an object. Where wanted is not nil, members with other names
// are left out.
func (s *jsonScanner) object(depth int, wanted map[string]bool) (map[string]any, error) {
	all := map[string]any{}
	s.pos++
	for {
		name, ok, err := s.key()
		if err != nil || !ok {
			return all, err
		}
		keep := len(all) < maxNames && (wanted == nil || wanted[string(name)])
		key := ""
		if keep {
			key = string(name)
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if keep {
			all[key] = v
		}
	}
}

// literal reads a number, true, false or null. Numbers are returned as they
// are written.
func (s *jsonScanner) literal() (any, error) {
	n := 0
	for {
		if s.end-s.pos <= n && !s.more() {
			break
		}
		c := s.buf[s.pos+n]
		if !asciiLetter(c) && (c < '0' || c > '9') && c != '-' && c != '+' && c != '.' {
			break
		}
		if n++; n > maxReach {
			break
		}
	}
	if n == 0 {
		return nil, s.unexpected(s.buf[s.pos])
	}
	b := s.buf[s.pos : s.pos+n]
	s.pos += n
	if asciiLetter(b[0]) {
		return nil, nil
	}
	return string(b), nil
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// unescape replaces the escapes of a string (RFC 8259 section 7).
func unescape(b []byte) string {
	var out strings.Builder
	out.Grow(len(b))
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 || i+1 == len(b) {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		c := b[i+1]
		b = b[i+2:]
		switch c {
		case 'b', 'f':
		case 'n':
			out.WriteByte('\n')
		case 'r':
			out.WriteByte('\r')
		case 't':
			out.WriteByte('\t')
		case 'u':
			r, n := codeUnit(b)
			b = b[n:]
			if utf16.IsSurrogate(r) && len(b) > 1 && b[0] == '\\' && b[1] == 'u' {
				low, m := codeUnit(b[2:])
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					r, b = both, b[2+m:]
				}
			}
			out.WriteRune(r)
		default:
			out.WriteByte(c)
		}
	}
}

// codeUnit reads the four digits of "\u".
func codeUnit(b []byte) (r rune, n int) {
	if len(b) < 4 {
		return utf8.RuneError, 0
	}
	for _, c := range b[:4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return utf8.RuneError, 0
		}
		r = r<<4 | rune(c)
	}
	return r, 4
}
