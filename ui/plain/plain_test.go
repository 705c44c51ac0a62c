package plain_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/plain"
	"dateline/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden transcripts afresh")

// open returns a session's options over articles, and the library.
func open(t testing.TB, as []model.Article) (plain.Options, *modeltest.Reference) {
	t.Helper()
	lib := modeltest.NewReference()
	if len(as) > 0 {
		if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
			t.Fatal(err)
		}
	}
	return plain.Options{Echo: true, Options: ui.Options{
		Library: lib, Now: func() time.Time { return uitest.Noon }, WeekStart: time.Monday, Title: "fixture.txt",
	}}, lib
}

// run types lines and returns all that is written, with what was typed.
func run(t testing.TB, o plain.Options, lines ...string) string {
	t.Helper()
	var out bytes.Buffer
	o.Input, o.Output = strings.NewReader(strings.Join(lines, "\n")+"\n"), &out
	if err := plain.New(o).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// size has a session believe in a terminal.
func size(w, h int) func() (int, int) { return func() (int, int) { return w, h } }

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// TestGolden looks at whole sessions: the scenarios of the screen's own.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name     string
		articles []model.Article
		change   func(*plain.Options)
		lines    []string
	}{
		{"list", uitest.News(), nil, []string{"", "q"}},
		{"article", uitest.News(), nil, []string{"2", "redraw", "q"}},
		{"article-terminal", uitest.News(), func(o *plain.Options) { o.Size = size(60, 16) }, []string{"1", "", "n", "2", "", "p", "q"}},
		{"filter-error", uitest.News(), nil, []string{"/senate since:2018-13", "/senate", "q"}},
		{"nothing-found", uitest.News(), nil, []string{"/senate since:2026", "clear-filter", "q"}},
		{"empty", nil, nil, []string{"", "1", "q"}},
		{"ascii", uitest.News()[:2], func(o *plain.Options) { o.ASCII = true }, []string{"2", "/harbour 2026", "q"}},
		{"help", uitest.News()[:1], nil, []string{"?", "q"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, _ := open(t, c.articles)
			if c.change != nil {
				c.change(&o)
			}
			got := run(t, o, c.lines...)
			golden(t, c.name, got)
			w := 80
			if o.Size != nil {
				w, _ = o.Size()
			}
			for line := range strings.SplitSeq(got, "\n") {
				if n := ansi.StringWidthWc(line); n > w {
					t.Errorf("a line is %d columns wide: %q", n, line)
				}
			}
			if o.ASCII {
				for _, r := range got {
					if r > 0x7e {
						t.Fatalf("%q in ASCII", r)
					}
				}
			}
		})
	}
}
