package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPlainly: when there are lines and a prompt without being asked for.
func TestPlainly(t *testing.T) {
	pipe, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	defer w.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "typed"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		name   string
		term   string
		stdin  *os.File
		places []string
		flag   bool
		want   bool
	}{
		{"a terminal and nothing to type", "xterm", null, nil, false, false},
		{"asked for", "xterm", null, nil, true, true},
		{"no cursor", "dumb", null, nil, false, true},
		{"no name", "", null, nil, false, true},
		{"typed through a pipe", "xterm", pipe, []string{"news.txt"}, false, true},
		{"typed into a file", "xterm", file, nil, false, true},
		{"a document through a pipe", "xterm", pipe, []string{"-"}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &program{console: console{stdin: c.stdin, getenv: func(string) string { return c.term }}}
			p.config.Plain = c.flag
			if got := p.plainly(c.places); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
