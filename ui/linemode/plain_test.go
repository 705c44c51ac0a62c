package linemode_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/host"
	"dateline/ui/linemode"
	"dateline/ui/lines"
	"dateline/ui/uitest"
)

// open returns a session's options over articles, and the library.
func open(t testing.TB, as []model.Article) (linemode.Options, *modeltest.Reference) {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if len(as) > 0 {
		if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
			t.Fatal(err)
		}
	}
	o := linemode.Options{Options: lines.Options{Echo: true}, Session: host.Session{Library: lib, Host: host.Funcs{}, Now: func() time.Time { return uitest.Noon }, Title: "fixture.txt"}}
	o.WeekStart = time.Monday
	return o, lib
}

// run types lines and returns all that is written, with what was typed.
func run(t testing.TB, o linemode.Options, lines ...string) string {
	t.Helper()
	var out bytes.Buffer
	o.Input, o.Output = strings.NewReader(strings.Join(lines, "\n")+"\n"), &out
	if err := linemode.New(o).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// size has a session believe in a terminal.
func size(w, h int) func() (int, int) { return func() (int, int) { return w, h } }

// TestHelp: the help has what is typed, the actions that make sense and no
// others, and comes a page at a time.
func TestHelp(t *testing.T) {
	o, _ := open(t, uitest.News()[:1])
	out := run(t, o, "?")
	for _, want := range []string{"Enter, n: ", "\nstar: ", "\ntag TAGS: ", "\nundo: ", "\nfollow-link: "} {
		if !strings.Contains(out, want) {
			t.Errorf("the help has no %q:\n%s", want, out)
		}
	}
	for _, bad := range []string{"\nzoom: ", "\nnext-bar: ", "\nselect: ", "\npager: "} {
		if strings.Contains(out, bad) {
			t.Errorf("the help has %q:\n%s", bad, out)
		}
	}
	o.Size = size(80, 24)
	if out = run(t, o, "help"); strings.Contains(out, "\nundo: ") || !strings.Contains(out, "%. Enter reads on.") {
		t.Errorf("the help is not paged:\n%s", out)
	}
	if out = run(t, o, "help", "", "", ""); !strings.Contains(out, "\nundo: ") {
		t.Errorf("Enter does not go on:\n%s", out)
	}
}

// edited is a library in which the first article has changed twice.
func edited(t *testing.T) *modeltest.Reference {
	lib := modeltest.NewReference(nil)
	for i, as := range uitest.Edits() {
		if _, err := lib.Save(t.Context(), as, uitest.Noon.Add(time.Duration(i-3)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

func TestVersions(t *testing.T) {
	o, _ := open(t, nil)
	o.Library = edited(t)
	uitest.Golden(t, "versions", run(t, o, "1", "versions", "versions 2", "q"))
}

// TestLastVisit: where the last visit ended is said, and what is new since.
func TestLastVisit(t *testing.T) {
	o, lib := open(t, nil)
	left := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	if _, err := lib.Save(t.Context(), uitest.News()[3:], left.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Visit(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Save(t.Context(), uitest.News()[:3], uitest.Noon.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "visit", run(t, o, "new", "q"))
}

// TestGolden looks at whole sessions: the scenarios of the screen's own.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name     string
		articles []model.Article
		change   func(*linemode.Options)
		lines    []string
	}{
		{"list", uitest.News(), nil, []string{"", "q"}},
		{"article", uitest.News(), nil, []string{"2", "redraw", "q"}},
		{"article-terminal", uitest.News(), func(o *linemode.Options) { o.Size = size(60, 16) }, []string{"1", "", "n", "2", "", "p", "q"}},
		{"filter-error", uitest.News(), nil, []string{"/senate since:2018-13", "/senate", "q"}},
		{"nothing-found", uitest.News(), nil, []string{"/senate since:2026", "clear-filter", "q"}},
		{"empty", nil, nil, []string{"", "1", "q"}},
		{"ascii", uitest.News()[:2], func(o *linemode.Options) { o.ASCII = true }, []string{"2", "/harbour 2026", "q"}},
		{"headings", append(uitest.Ages(), uitest.News()[9:]...), nil, []string{"next-day 3", "", "p", "previous-day", "bottom", "p", "goto-date 2024-06", "20", "down 2", "sort oldest; next-day 2", "q"}},
		{"scripts", uitest.InScripts(), func(o *linemode.Options) { o.Size = size(60, 40) }, []string{"1", "3", "4", "5", "8", "info 5", "sources", "q"}},
		{"dates", uitest.News(), nil, []string{"date 2018-11", "earlier", "later 2", "drop-date", "date last fnord", "drop-date", "date w", "timeline", "sources", "q"}},
		{"state", uitest.News(), nil, []string{"toggle-read", "2", "star", "toggle-read 2; tag sea \"old news\"", "redraw", "info 2", "undo", "undo 9", "redo", "redate 2018-11-09", "redate reset", "u", "q"}},
		{"bulk", uitest.News(), nil, []string{"A", "n", "mark-read from:coast", "y", "undo", "6", "mark-read below", "", "M", "older 2018-12", "yes", "show unread", "q"}},
		{"kept", uitest.News(), func(o *linemode.Options) { o.Size = size(80, 12) }, []string{"/is:unread", "2", "", "redraw", "star 3", "n", "goto-date 2018-11", "top", "1", "toggle-read 2; redraw", "bottom", "A", "y", "top", "undo; top", "next-article; next-unread", "/is:unread", "q"}},
		{"views", uitest.News(), nil, []string{"save-view nothing", "/from:coast sort:oldest", "save-view coast", "clear-filter", "view", "coast", "view fnord", "drop-view coast", "drop-view coast", "undo", "view coast", "show", "sort", "title", "new", "q"}},
		{"moving", uitest.News(), func(o *linemode.Options) { o.Size = size(80, 10) }, []string{"next-article", "", "", "next-article 2", "next-unread", "previous-unread", "next-unread; next-unread", "bottom; up 3", "top", "p", "3", "read-on", "read-on", "99", "open 7; back", "q"}},
		{"finding", uitest.News(), nil, []string{"find tram", "2", "find LINE", "find /c.o/", "find fnord", "links", "browser", "follow-link", "copy-url", "copy-citation", "find", "vote", "q"}},
		{"refused", uitest.News()[:1], nil, []string{"zoom", "xyzzy", "startle", "down x", "refresh", "refresh-all", "add x", "save x", "1; save x", "pipe wc", "problems", "pager", "q"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, _ := open(t, c.articles)
			if c.change != nil {
				c.change(&o)
			}
			got := run(t, o, c.lines...)
			uitest.Golden(t, c.name, got)
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
