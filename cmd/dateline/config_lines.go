package main

import (
	"strconv"
	"strings"
)

// keyLines is the line, from 1, on which each key and table of a TOML document
// first stands; the decoder does not tell.
type keyLines map[string]int

// of returns the line of what stands at a path, or of the nearest table around
// it; 1 when none is known.
func (l keyLines) of(path ...string) int {
	for n := len(path); n > 0; n-- {
		if line, ok := l[strings.Join(path[:n], ".")]; ok {
			return line
		}
	}
	return 1
}

// findKeys finds the keys of a document that can be decoded: of anything else it
// finds some or none.
func findKeys(text string) keyLines {
	s := lineScanner{text: text, line: 1}
	lines := make(keyLines)
	note := func(path []string, line int) {
		for n := 1; n <= len(path); n++ {
			if name := strings.Join(path[:n], "."); lines[name] == 0 {
				lines[name] = line
			}
		}
	}
	var table []string
	for s.blank(); s.at < len(s.text); s.blank() {
		line := s.line
		if s.text[s.at] == '[' {
			s.skip("[")
			table = s.key()
			note(table, line)
			s.value() // the brackets that close it
			continue
		}
		path := append(append([]string{}, table...), s.key()...)
		note(path, line)
		s.value()
	}
	return lines
}

// lineScanner goes through a TOML document.
type lineScanner struct {
	text     string
	at, line int
}

// skip passes over all that stands in a set.
func (s *lineScanner) skip(set string) {
	for s.at < len(s.text) && strings.IndexByte(set, s.text[s.at]) >= 0 {
		if s.text[s.at] == '\n' {
			s.line++
		}
		s.at++
	}
}

// blank passes over blanks, empty lines and comments.
func (s *lineScanner) blank() {
	for {
		s.skip(" \t\r\n\ufeff")
		if s.at >= len(s.text) || s.text[s.at] != '#' {
			return
		}
		s.toLineEnd()
	}
}

func (s *lineScanner) toLineEnd() {
	if n := strings.IndexByte(s.text[s.at:], '\n'); n >= 0 {
		s.at += n
	} else {
		s.at = len(s.text)
	}
}

// key reads a key with dots in it.
func (s *lineScanner) key() []string {
	var path []string
	for {
		s.skip(" \t")
		from := s.at
		switch {
		case s.at < len(s.text) && (s.text[s.at] == '"' || s.text[s.at] == '\''):
			s.quoted()
			word := s.text[from:s.at]
			if plain, err := strconv.Unquote(word); err == nil && word[0] == '"' {
				path = append(path, plain)
			} else {
				path = append(path, strings.Trim(word, `"'`))
			}
		default:
			for s.at < len(s.text) && strings.IndexByte(" \t\r\n.=]#", s.text[s.at]) < 0 {
				s.at++
			}
			path = append(path, s.text[from:s.at])
		}
		s.skip(" \t")
		if s.at >= len(s.text) || s.text[s.at] != '.' {
			return path
		}
		s.at++
	}
}

// value passes over the rest of an assignment, to the end of its last line.
func (s *lineScanner) value() {
	depth := 0
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case '"', '\'':
			s.quoted()
			continue
		case '#':
			s.toLineEnd()
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				return
			}
			s.line++
		}
		s.at++
	}
}

// quoted passes over a text in quotes, of one line or of several.
func (s *lineScanner) quoted() {
	quote := s.text[s.at]
	end := string(quote)
	if long := strings.Repeat(end, 3); strings.HasPrefix(s.text[s.at:], long) {
		end = long
	}
	s.at += len(end)
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case strings.HasPrefix(s.text[s.at:], end):
			s.at += len(end)
			// A quote may stand right before those that end a long text.
			for len(end) == 3 && s.at < len(s.text) && s.text[s.at] == quote {
				s.at++
			}
			return
		case c == '\\' && quote == '"' && s.at+1 < len(s.text):
			s.at++
			if s.text[s.at] == '\n' {
				s.line++
			}
		case c == '\n':
			if len(end) == 1 {
				return // it is not a document
			}
			s.line++
		}
		s.at++
	}
}
