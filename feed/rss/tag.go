package rss

import "bytes"

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// lower returns b in lower case where it is an ASCII letter.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// hasPrefixFold reports whether b begins with prefix, letters of either case
// being equal. prefix is ASCII.
func hasPrefixFold(b []byte, prefix string) bool {
	if len(b) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(b[i]) != lower(prefix[i]) {
			return false
		}
	}
	return true
}

// tagEnd returns the length of the tag at the beginning of b, with its '>' if
// it has one, or 0 and the offset from which to look again when there is more
// of b. from is such an offset, never within quotation marks.
func tagEnd(b []byte, from int) (n, again int) {
	for i := from; i < len(b); {
		switch c := b[i]; {
		case c == '>':
			return i + 1, 0
		case (c == '"' || c == '\'') && isAssigned(b[:i]):
			end := bytes.IndexByte(b[i+1:], c)
			if end < 0 {
				if len(b)-i > maxReach { // never closed: as if it were not there
					i++
					continue
				}
				return 0, i
			}
			value := b[i+1 : i+1+end]
			if bytes.IndexByte(value, '<') >= 0 && !closesTag(b, i+2+end) {
				i++ // the quotation mark of a later tag
				continue
			}
			i += end + 2
		case c == '<' && i > 0:
			// The tag was never closed and another begins.
			if i+1 < len(b) && (nameStart(b[i+1]) || b[i+1] == '/' || b[i+1] == '!') {
				return i, 0
			}
			i++
		default:
			i++
		}
	}
	return 0, len(b)
}

// isAssigned reports whether b ends with '=' and white space: what follows is a
// value.
func isAssigned(b []byte) bool {
	for i := len(b) - 1; i >= 0; i-- {
		if !space(b[i]) {
			return b[i] == '='
		}
	}
	return false
}

// closesTag reports whether a quotation mark before i may be the end of a value.
func closesTag(b []byte, i int) bool {
	return i >= len(b) || space(b[i]) || b[i] == '>' || b[i] == '/' || b[i] == '?'
}

// parse takes the inside of a tag apart into name, attrs and empty.
func (s *scanner) parse(b []byte) {
	s.attrs, s.empty = s.attrs[:0], false
	if n := len(b); n > 0 && b[n-1] == '/' {
		b, s.empty = b[:n-1], true
	}
	i := 0
	for i < len(b) && !space(b[i]) && b[i] != '/' {
		i++
	}
	s.name = b[:i]
	for len(s.attrs) < maxAttrs {
		for i < len(b) && (space(b[i]) || b[i] == '/' || b[i] == '"' || b[i] == '\'') {
			i++
		}
		if i >= len(b) {
			return
		}
		a, n := attribute(b[i:])
		i += n
		if len(a.name) > 0 {
			s.attrs = append(s.attrs, a)
		}
	}
}

const maxAttrs = 256

// attribute reads the attribute at the beginning of b and returns how many
// bytes it takes, at least one.
func attribute(b []byte) (attr, int) {
	i := 0
	for i < len(b) && !space(b[i]) && b[i] != '=' {
		i++
	}
	a := attr{name: b[:i]}
	j := i
	for j < len(b) && space(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		return a, max(1, i)
	}
	j++
	for j < len(b) && space(b[j]) {
		j++
	}
	if j >= len(b) {
		return a, j
	}
	if q := b[j]; q == '"' || q == '\'' {
		if end := bytes.IndexByte(b[j+1:], q); end >= 0 {
			a.value = b[j+1 : j+1+end]
			return a, j + end + 2
		}
		j++ // never closed
	}
	start := j
	for j < len(b) && !space(b[j]) {
		j++
	}
	a.value = b[start:j]
	return a, j
}

// attr returns the decoded value of the attribute with one of names (lower
// case, as written in the document with its prefix), or "".
func (s *scanner) attr(names ...string) string {
	v, _ := s.lookup(names...)
	return v
}

// lookup is attr, and whether there is such an attribute.
func (s *scanner) lookup(names ...string) (string, bool) {
	for _, name := range names {
		for _, a := range s.attrs {
			if len(a.name) == len(name) && hasPrefixFold(a.name, name) {
				return s.value(a.value), true
			}
		}
	}
	return "", false
}

// value decodes the references in an attribute's value.
func (s *scanner) value(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	return string(s.appendText(nil, raw))
}
