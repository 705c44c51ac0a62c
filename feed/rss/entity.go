package rss

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

const (
	maxReference = 40   // bytes in a reference; the longest name of HTML has 33
	maxEntities  = 1000 // that a document may declare
	maxEntity    = 1024 // bytes in the value of one
)

// appendText appends raw to dst with its references replaced: those of XML,
// those of HTML, which feeds use without declaring them, and those that the
// document declares. Declared values are not looked into again, so nothing
// can grow beyond them; nothing outside the document is ever asked. What is no
// reference stays as it is.
func (s *scanner) appendText(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		raw = raw[i:]
		var n int
		if dst, n = s.appendReference(dst, raw); n == 0 {
			dst = append(dst, '&')
			n = 1
		}
		raw = raw[n:]
	}
}

// appendReference appends what the reference at the beginning of raw stands
// for and returns its length, or 0 when it is none.
func (s *scanner) appendReference(dst, raw []byte) ([]byte, int) {
	end := bytes.IndexByte(raw[:min(len(raw), maxReference)], ';')
	if end < 2 {
		return dst, 0
	}
	name := raw[1:end]
	switch string(name) {
	case "amp":
		return append(dst, '&'), end + 1
	case "lt":
		return append(dst, '<'), end + 1
	case "gt":
		return append(dst, '>'), end + 1
	case "quot":
		return append(dst, '"'), end + 1
	case "apos":
		return append(dst, '\''), end + 1
	case "nbsp":
		return append(dst, "\u00a0"...), end + 1
	}
	if name[0] == '#' {
		r, ok := number(name[1:])
		if !ok {
			return dst, 0
		}
		return utf8.AppendRune(dst, r), end + 1
	}
	if v, ok := s.entities[string(name)]; ok {
		return append(dst, v...), end + 1
	}
	for _, c := range name {
		if !nameStart(c) && (c < '0' || c > '9') {
			return dst, 0
		}
	}
	ref := string(raw[:end+1])
	v := html.UnescapeString(ref)
	if v == ref || len(v) > 1 && strings.HasSuffix(v, ";") { // "&notit;" begins with "&not"
		return dst, 0
	}
	return append(dst, v...), end + 1
}

// number returns the character that a numeric reference stands for. As in
// HTML, 128 to 159 are those of windows-1252.
func number(digits []byte) (rune, bool) {
	base, n := rune(10), rune(0)
	if len(digits) > 0 && lower(digits[0]) == 'x' {
		base, digits = 16, digits[1:]
	}
	if len(digits) == 0 {
		return 0, false
	}
	for _, c := range digits {
		d := rune(99)
		switch c = lower(c); {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case c >= 'a' && c <= 'f':
			d = rune(c-'a') + 10
		}
		if d >= base {
			return 0, false
		}
		n = min(n*base+d, utf8.MaxRune+1)
	}
	if n >= 0x80 && n < 0xa0 {
		n = windows1252[n-0x80]
	}
	if n == 0 || n > utf8.MaxRune || n >= 0xd800 && n < 0xe000 {
		n = utf8.RuneError
	}
	return n, true
}

// windows1252 are the characters 128 to 159 of that encoding, which stray into
// documents as C1 controls (WHATWG HTML, numeric character reference end state).
var windows1252 = [32]rune{
	'€', '\u0081', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u008d', 'Ž', '\u008f',
	'\u0090', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u009d', 'ž', 'Ÿ',
}

// doctypeEnd returns the length of the document type declaration at the
// beginning of b and its internal subset; 0 when it does not end in b.
func doctypeEnd(b []byte) (n int, subset []byte) {
	start := -1
	for i := len("<!DOCTYPE"); i < len(b); i++ {
		switch c := b[i]; {
		case c == '"' || c == '\'':
			end := bytes.IndexByte(b[i+1:], c)
			if end < 0 {
				return 0, nil
			}
			i += end + 1
		case bytes.HasPrefix(b[i:], []byte("<!--")):
			end := bytes.Index(b[i+4:], []byte("-->"))
			if end < 0 {
				return 0, nil
			}
			i += end + 6
		case c == '[' && start < 0:
			start = i + 1
		case c == ']' && start >= 0 && subset == nil:
			subset = b[start:i]
		case c == '>' && (start < 0 || subset != nil):
			return i + 1, subset
		}
	}
	return 0, nil
}

const white = " \t\r\n"

// declare keeps the general entities that subset declares with a value of
// their own. Values may hold single references, but none to other entities.
func (s *scanner) declare(subset []byte) {
	for range maxEntities {
		i := bytes.Index(subset, []byte("<!ENTITY"))
		if i < 0 {
			return
		}
		subset = bytes.TrimLeft(subset[i+len("<!ENTITY"):], white)
		end := bytes.IndexAny(subset, white)
		if end < 0 {
			return
		}
		name, rest := string(subset[:end]), bytes.TrimLeft(subset[end:], white)
		if name == "" || name == "%" || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			continue // a parameter entity, or an external one
		}
		value, _, ok := bytes.Cut(rest[1:], rest[:1])
		if !ok || len(value) > maxEntity || s.entities[name] != "" {
			continue
		}
		if s.entities == nil {
			s.entities = map[string]string{}
		}
		s.entities[name] = s.entityValue(value)
	}
}

// entityValue returns an entity's value with its numeric references replaced,
// but those that stand for markup, which are read where the entity is used.
func (s *scanner) entityValue(raw []byte) string {
	var plain scanner // knows no declared entities: nothing is expanded twice
	return string(plain.appendText(nil, raw))
}
