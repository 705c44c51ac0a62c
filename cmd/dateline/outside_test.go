package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

func outsider(t *testing.T) (*program, string) {
	home := t.TempDir()
	return &program{now: func() time.Time { return noon }, getenv: func(name string) string {
		return map[string]string{"HOME": home}[name]
	}}, home
}

var harbour = model.Article{
	Title: "Harbour", URL: "https://coast.example/", Body: "It is **open**; `$(rm -rf /)` \"quoted\".",
	Published: model.OnDay(20000, model.FromStated), Source: "Coast Daily",
}

func TestSaveArticle(t *testing.T) {
	p, home := outsider(t)
	for _, c := range []struct{ name, want, begins string }{
		{"a.md", "a.md", "---\ntitle: \"Harbour\"\ndate: 2024-10-04\n"},
		{"a.md", "a-2.md", "---\n"},
		{"a.md", "a-3.md", "---\n"},
		{"a.txt", "a.txt", "Harbour\n\nCoast Daily"},
		{"bare", "bare", "---\n"},
		{"bare", "bare-2", "---\n"},
	} {
		got, err := p.saveArticle(t.Context(), harbour, "~/"+c.name)
		if err != nil || got != filepath.Join(home, c.want) {
			t.Fatalf("%s: got %s, %v", c.name, got, err)
		}
		text, err := os.ReadFile(got)
		if err != nil || !strings.HasPrefix(string(text), c.begins) {
			t.Errorf("%s holds %q, %v", got, text, err)
		}
	}
	for _, name := range []string{home, home + "/", filepath.Join(home, "none", "a.md")} {
		if got, err := p.saveArticle(t.Context(), harbour, name); err == nil {
			t.Errorf("%s: saved as %s", name, got)
		}
	}
	t.Run("what a link points to is not written to", func(t *testing.T) {
		victim := filepath.Join(home, "victim")
		link := filepath.Join(home, "link.md")
		if err := errors.Join(os.WriteFile(victim, nil, 0o600), os.Symlink(victim, link)); err != nil {
			t.Fatal(err)
		}
		if got, err := p.saveArticle(t.Context(), harbour, link); err != nil || got == link {
			t.Errorf("saved as %s, %v", got, err)
		}
		if text, _ := os.ReadFile(victim); len(text) > 0 {
			t.Error("the file behind the link was written to")
		}
	})
}

func TestPipeArticle(t *testing.T) {
	p, _ := outsider(t)
	for _, c := range []struct {
		name, command string
		markdown      bool
		want          string
		fails         bool
	}{
		{"text", "head -n 1", false, "Harbour\n", false},
		{"nothing of it is run", "tail -n 1", false, "It is open; $(rm -rf /) \"quoted\".\n", false},
		{"Markdown", "tail -n 1", true, harbour.Body + "\n", false},
		{"one that does not read", "echo done", false, "done\n", false},
		{"failing", "echo why >&2; exit 3", false, "why\n", true},
		{"unknown", "no-such-program-at-all 2>/dev/null", false, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := p.pipeArticle(t.Context(), harbour, c.markdown, c.command)
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
	t.Run("too much", func(t *testing.T) {
		got, err := p.pipeArticle(t.Context(), harbour, false, "head -c 1000000 /dev/zero")
		if err != nil || len(got) > maxOutput+100 || !strings.HasSuffix(got, "(there is more)") {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
	t.Run("stopped with all that it started", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, stop)
		if _, err := p.pipeArticle(ctx, harbour, false, "sleep 600 & sleep 600"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
