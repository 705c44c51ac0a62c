package jsonscan

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns the string that v is, unescaped; a number or true or false as
// it is written; nothing for null, objects and arrays.
func (v Value) Text() string {
	switch v.Kind {
	case String:
		return unescape(v.Raw, v.forgiving)
	case Number:
		return string(v.Raw)
	case Word:
		if w := string(v.Raw); w == "true" || w == "false" {
			return w
		}
	}
	return ""
}

// unescape resolves the escapes of a JSON string (RFC 8259, section 7). What is no
// escape stays as it is, or, if that is forgiven, loses its backslash.
func unescape(raw []byte, forgiving bool) string {
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
			if !forgiving {
				out = append(out, ' ')
			}
		case '"', '\\', '/':
			out = append(out, c)
		case 'u':
			var r rune
			r, n = escaped(raw[i:])
			out = utf8.AppendRune(out, r)
		default:
			if !forgiving {
				out = append(out, '\\')
			}
			out = append(out, c)
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
