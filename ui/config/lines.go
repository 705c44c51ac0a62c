package config

import (
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// keyLines holds the line, from 1, of the first occurrence of each key and table in
// a TOML document. The decoder does not provide it.
type keyLines map[string]int

// line returns the line of a path, or of the nearest table around it; 1 if neither is
// known.
func (l keyLines) line(path ...string) int {
	for n := len(path); n > 0; n-- {
		if line, ok := l[strings.Join(path[:n], ".")]; ok {
			return line
		}
	}
	return 1
}

// add records the line of a path and of each new table around it.
func (l keyLines) add(path []string, line int) {
	for n := 1; n <= len(path); n++ {
		if name := strings.Join(path[:n], "."); l[name] == 0 {
			l[name] = line
		}
	}
}

// mayEnd matches a line that may end a statement of several lines: it closes a list,
// an inline table or a long string.
var mayEnd = regexp.MustCompile("[]}]|\"\"\"|'''")

// findKeys finds the keys of a valid document. It decodes each statement by itself,
// adding lines until they are valid.
func findKeys(text string) keyLines {
	found := make(keyLines)
	var table []string
	var statement string
	line, first := 0, 1
	for part := range strings.Lines(text) {
		line++
		var tree map[string]any
		if statement += part; len(statement) > len(part) && !mayEnd.MatchString(part) {
			continue
		}
		meta, err := toml.Decode(statement, &tree)
		if err != nil {
			continue // the statement continues on the next line
		}
		header := strings.HasPrefix(strings.TrimLeft(statement, " \t\ufeff"), "[")
		for _, key := range meta.Keys() {
			if header {
				table = key
				found.add(key, first)
			} else {
				found.add(append(table[:len(table):len(table)], key...), first)
			}
		}
		statement, first = "", line+1
	}
	return found
}
