package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// orders are what a document might try to give a terminal: raw, as entities
// that a renderer decodes, as C1 controls, in each kind of string sequence, by
// the direction of writing, and by overwriting the line.
var orders = strings.Join([]string{
	"\x1b]0;pwned\x07", "\x1b]52;c;cHduZWQ=\x07", "\x1bPq#0~\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b[2J\x1b[31m",
	"\u009b31m", "\u009d0;pwned\u009c", "\u0090q\u009c", "&#27;]0;pwned&#7;", "&#x1b;[2J", "&#x9b;31m", "&#155;2J",
	"\u202eesrever\u202c", "\u2066x\u2069", "&#x202e;", "\u200b", "\ufeff", "line\roverwritten", "\b\b\x00\x7f",
}, " ")

// hostile writes documents of every kind full of orders and returns their paths.
func hostile(t *testing.T) []string {
	t.Helper()
	xml := strings.NewReplacer("\x1b", "", "\x07", "", "\b", "", "\x00", "").Replace(orders)
	docs := map[string]string{
		"text.txt": "Headline " + orders + " - June 4, 2026\n\nSecond " + orders + " - June 3, 2026\n\nA story " + orders +
			"\nIt was a long day, and " + orders + " nobody knew what would come of it, said the captain of the ship.\n",
		"front.md": "---\ntitle: 'Front " + strings.ReplaceAll(orders, "\x00", "") + "'\ndate: 2026-06-04\nauthors: ['" + xml + "']\ntags: ['" +
			xml + "']\n---\n\nBody " + orders + "\n\n```\n" + orders + "\n```\n\n[link](https://example.org/" + orders + ") `" + orders + "`\n",
		"page.html": "<html><head><title>Page " + orders + "</title><meta name=author content=\"" + orders + "\"></head><body><article><h1>Page " +
			orders + "</h1><p>" + strings.Repeat("Some words of a paragraph, so that it counts. ", 10) + orders + "</p><pre>" + orders + "</pre></article></body></html>",
		"feed.xml": `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ` + xml + `</title><link>https://example.org/</link><item><title>Item ` +
			xml + `</title><author>` + xml + `</author><category>` + xml + `</category><guid>` + xml + `</guid><link>https://example.org/` + xml +
			`</link><description>` + xml + `</description></item></channel></rss>`,
		"lines.jsonl": `{"title":"Lines \u001b]0;pwned\u0007 \u009b31m \u202e","text":"Text \u001b]52;c;AAAA\u0007 \u001b[2J of a line.","url":"https://example.org/\u001b[2J"}` + "\n",
	}
	dir := t.TempDir()
	var paths []string
	for name, text := range docs {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// TestHostileDocuments: whatever is printed of a hostile document is text.
func TestHostileDocuments(t *testing.T) {
	paths := hostile(t)
	evil := "gone\x1b]0;pwned\x07\u009b\u202e.txt"
	home := t.TempDir()
	for _, args := range [][]string{
		{"list"},
		{"list", "--query", "-nothing"},
		{"list", "--format", "json"},
		{"list", "--format", "markdown"},
		{"list", "--format", "tsv"},
		{"list", "--format", "json", "--query", "-nothing"},
		{"add"},
		{},
	} {
		run(t, home, append(args, append(paths, evil)...)...)
	}
	run(t, home, "list", "--format", "json")
	run(t, home, "list")
	run(t, home, "sources")
	for _, path := range append(paths, evil) {
		run(t, home, "show", path)
		run(t, home, "show", path, "--explain")
		for _, format := range []string{"text", "json", "markdown"} {
			run(t, home, "show", path, "--format", format)
		}
	}
	run(t, home, "list", "--query", "nonsense:\x1b]0;pwned\x07\u009b")
	run(t, home, "list", "--config", evil)
	run(t, home, "guide", evil)
	run(t, home, "mark", "--query", "", evil)
	run(t, home, "--"+evil)
}

// run runs the program without a terminal and checks what it prints.
func run(t *testing.T, home string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{
		args: args, now: time.Now, console: console{
			stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
			getenv: func(name string) string { return map[string]string{"HOME": home}[name] },
		},
	}
	p.run(context.Background())
	if stdout.Len()+stderr.Len() == 0 {
		t.Errorf("dateline %q prints nothing", args)
	}
	for name, out := range map[string]string{"stdout": stdout.String(), "stderr": stderr.String()} {
		if got := model.CleanText(out); got != out {
			i := 0
			for i < len(got) && got[i] == out[i] {
				i++
			}
			t.Errorf("dateline %q: %s has %q", args, name, out[max(0, i-40):min(len(out), i+40)])
		}
	}
}

// broken is an output that cannot be written to.
type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestOutputFails(t *testing.T) {
	p := &program{
		args: []string{"guide"}, now: time.Now, console: console{
			stdout: broken{errors.New("no space left on device")}, stderr: &bytes.Buffer{}, getenv: func(string) string { return "" },
		},
	}
	if code := p.run(context.Background()); code != exitFailed {
		t.Errorf("exit code %d when output cannot be written, want %d", code, exitFailed)
	}
}
