package handoff

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/model"
)

func machine(t *testing.T, env map[string]string) (Machine, string) {
	home := t.TempDir()
	all := maps.Clone(env)
	if all == nil {
		all = make(map[string]string)
	}
	all["HOME"] = home
	return Machine{Getenv: func(name string) string { return all[name] }, Zone: time.UTC, Busy: new(atomic.Int32)}, home
}

var harbour = model.Article{
	Title: "Harbour", URL: "https://coast.example/", Body: "It is **open**; `$(rm -rf /)` \"quoted\".",
	Published: model.OnDay(20000, model.FromStated), Source: "Coast Daily",
}

func TestSave(t *testing.T) {
	m, home := machine(t, nil)
	for _, c := range []struct{ name, want, begins string }{
		{"a.md", "a.md", "---\ntitle: \"Harbour\"\ndate: 2024-10-04\n"},
		{"a.md", "a-2.md", "---\n"},
		{"a.md", "a-3.md", "---\n"},
		{"a.txt", "a.txt", "Harbour\n\nCoast Daily"},
		{"bare", "bare", "---\n"},
		{"bare", "bare-2", "---\n"},
	} {
		got, err := m.Save(t.Context(), harbour, "~/"+c.name)
		if err != nil || got != filepath.Join(home, c.want) {
			t.Fatalf("%s: got %s, %v", c.name, got, err)
		}
		text, err := os.ReadFile(got)
		if err != nil || !strings.HasPrefix(string(text), c.begins) {
			t.Errorf("%s holds %q, %v", got, text, err)
		}
	}
	for _, name := range []string{home, home + "/", filepath.Join(home, "none", "a.md")} {
		if got, err := m.Save(t.Context(), harbour, name); err == nil {
			t.Errorf("%s: saved as %s", name, got)
		}
	}
	t.Run("what a link points to is not written to", func(t *testing.T) {
		victim := filepath.Join(home, "victim")
		link := filepath.Join(home, "link.md")
		if err := errors.Join(os.WriteFile(victim, nil, 0o600), os.Symlink(victim, link)); err != nil {
			t.Fatal(err)
		}
		if got, err := m.Save(t.Context(), harbour, link); err != nil || got == link {
			t.Errorf("saved as %s, %v", got, err)
		}
		if text, _ := os.ReadFile(victim); len(text) > 0 {
			t.Error("the file behind the link was written to")
		}
	})
}

func TestPipe(t *testing.T) {
	m, _ := machine(t, nil)
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
			got, err := m.Pipe(t.Context(), harbour, c.markdown, c.command)
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
	t.Run("too much", func(t *testing.T) {
		got, err := m.Pipe(t.Context(), harbour, false, "head -c 1000000 /dev/zero")
		if err != nil || len(got) > maxOutput+100 || !strings.HasSuffix(got, "(there is more)") {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
	t.Run("stopped with all that it started", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, stop)
		if _, err := m.Pipe(ctx, harbour, false, "sleep 600 & sleep 600"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestMakeFolder(t *testing.T) {
	m, home := machine(t, nil)
	for range 2 {
		got, err := m.MakeFolder(t.Context(), "~/a/b")
		if info, e := os.Stat(got); err != nil || e != nil || !info.IsDir() || got != filepath.Join(home, "a", "b") {
			t.Errorf("got %s, %v, %v", got, err, e)
		}
	}
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := m.MakeFolder(t.Context(), file); err == nil || err.Error() != file+": not a directory" {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestPager: the article is a file of the reader's own for as long as it is shown,
// and the terminal is that program's.
func TestPager(t *testing.T) {
	for _, c := range []struct {
		name  string
		env   map[string]string
		want  string
		fails bool
	}{
		{"an editor with arguments", map[string]string{"EDITOR": "head -n 2", "PAGER": "false"}, "---\ntitle: \"Harbour\"\n", false},
		{"nobody else may read it", map[string]string{"VISUAL": "stat -c %a", "EDITOR": "false"}, "600\n", false},
		{"one that fails", map[string]string{"PAGER": "false"}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, _ := machine(t, c.env)
			t.Setenv("TMPDIR", t.TempDir())
			var out strings.Builder
			if err := m.Pager(t.Context(), harbour, strings.NewReader(""), &out, io.Discard); (err != nil) != c.fails || out.String() != c.want {
				t.Errorf("got %q, %v", out.String(), err)
			}
			if m.Busy.Load() != 1 {
				t.Error("an interrupt that comes late would end this program")
			}
			if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
				t.Errorf("%d files are left", len(left))
			}
		})
	}
}

// TestBrowse: the browser is not waited for, and one that cannot be started is named.
func TestBrowse(t *testing.T) {
	script := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf %s \"$1\" > \"$0.new\"; mv \"$0.new\" \"$0.got\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	m, _ := machine(t, map[string]string{"BROWSER": script})
	if err := m.Browse(t.Context(), harbour.URL); err != nil {
		t.Fatal(err)
	}
	var got []byte
	for deadline := time.Now().Add(time.Minute); len(got) == 0 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		got, _ = os.ReadFile(script + ".got")
	}
	if string(got) != harbour.URL {
		t.Errorf("got %q", got)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := m.Browse(ended, harbour.URL); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
	m, _ = machine(t, map[string]string{"BROWSER": script + "-none"})
	if err := m.Browse(t.Context(), harbour.URL); err == nil || !strings.HasSuffix(err.Error(), "; BROWSER names another program") {
		t.Errorf("none: %v", err)
	}
}
