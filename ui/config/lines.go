package config

import (
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// keyLines is the line, from 1, on which each key and table of a TOML document first
// stands; the decoder does not tell.
type keyLines map[string]int

// of returns the line of what stands at a path, or of the nearest table around it; 1
// when none is known.
func (l keyLines) of(path ...string) int {
	for n := len(path); n > 0; n-- {
		if line, ok := l[strings.Join(path[:n], ".")]; ok {
			return line
		}
	}
	return 1
}

// note notes that a path, and each table around it, stands on a line.
func (l keyLines) note(path []string, line int) {
	for n := 1; n <= len(path); n++ {
		if name := strings.Join(path[:n], "."); l[name] == 0 {
			l[name] = line
		}
	}
}

// ends finds what the last of several lines of a statement has: the end of a list, of a
// table in one, or of a long text.
var ends = regexp.MustCompile("[]}]|\"\"\"|'''")

// findKeys finds the keys of a document that can be decoded. It decodes each statement
// by itself: the least number of lines that can be.
func findKeys(text string) keyLines {
	found := make(keyLines)
	var table []string
	var statement string
	line, first := 0, 1
	for part := range strings.Lines(text) {
		line++
		var tree map[string]any
		if statement += part; len(statement) > len(part) && !ends.MatchString(part) {
			continue
		}
		about, err := toml.Decode(statement, &tree)
		if err != nil {
			continue // it goes on in the next line
		}
		header := strings.HasPrefix(strings.TrimLeft(statement, " \t\ufeff"), "[")
		for _, key := range about.Keys() {
			if header {
				table = key
				found.note(key, first)
			} else {
				found.note(append(table[:len(table):len(table)], key...), first)
			}
		}
		statement, first = "", line+1
	}
	return found
}
