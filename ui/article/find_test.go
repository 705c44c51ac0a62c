package article

import (
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui/theme"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"word", "bridge", 10},
		{"inside of words", "ridg", 10},
		{"case", "HARBOUR", 6},
		{"over a line break", "and a wider footway", 1},
		{"accents", "resume", 1},
		{"ideographs", "来春", 1},
		{"expression", "/br.dge|mayor/", 11},
		{"broken expression", "/(/", 0},
		{"nothing", "zebra", 0},
		{"blank", " ", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newReader(t, 80, 12)
			a := tour(t)
			a.Body += "\n\nA Résumé.\n"
			r.open(a)
			if got := r.find(c.text); got != c.want {
				t.Errorf("%d matches, want %d", got, c.want)
			}
			if c.want == 0 {
				if r.NextMatch(1) {
					t.Error("there is a next match of nothing")
				}
				return
			}
			for range c.want {
				r.NextMatch(1)
				r.screen()
			}
			if at, of := r.Match(); at != 1 || of != c.want {
				t.Errorf("at %d of %d after going round", at, of)
			}
		})
	}
}

// find searches as the screen does, and returns how many matches there are.
func (r reader) find(text string) int {
	r.Find(text)
	r.TakeFound(r.Search().Run(r.t.Context()))
	_, of := r.Match()
	return of
}

// TestFindLater: what an older search has found is dropped, leaving goes back,
// and another article ends it.
func TestFindLater(t *testing.T) {
	r := newReader(t, 80, 12)
	r.open(tour(t))
	r.Scroll(3)
	r.Find("bridge")
	old := r.Search()
	r.Find("zebra")
	r.TakeFound(r.Search().Run(t.Context()))
	r.TakeFound(old.Run(t.Context()))
	if _, of := r.Match(); of != 0 {
		t.Errorf("%d matches of a search that was replaced", of)
	}
	r.find("来春")
	if r.top == 3 {
		t.Fatal("the match is on the screen already: the test shows nothing")
	}
	r.LeaveFind()
	if r.top != 3 || r.Searching() != "" {
		t.Errorf("line %d, searching for %q after leaving", r.top, r.Searching())
	}
	r.find("bridge")
	r.open(long(100))
	if r.Searching() != "" {
		t.Error("the search goes on in another article")
	}
}

func TestHighlight(t *testing.T) {
	on := theme.New(theme.Options{Dark: true}).Match.On()
	for _, c := range []struct {
		name string
		m    model.Match
		want []string
	}{
		{"word", model.Match{Text: "bridge"}, []string{"bridge", "bridge"}},
		{"not inside of words", model.Match{Text: "ridge"}, nil},
		{"prefix", model.Match{How: model.Prefix, Text: "bri"}, []string{"bri", "bri"}},
		{"phrase", model.Match{How: model.Phrase, Text: "Old swing"}, []string{"Old swing", "old swing"}},
		{"title only", model.Match{Field: model.Title, Text: "bridge"}, []string{"bridge"}},
		{"text only", model.Match{Field: model.Text, Text: "bridge"}, []string{"bridge"}},
		{"expression", model.Match{How: model.Regexp, Text: "sw.ng"}, []string{"swing", "swing"}},
		{"other field", model.Match{Field: model.Author, Text: "Ada"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newReader(t, 80, 9)
			r.open(tour(t))
			plain := r.screen()
			r.Highlight([]model.Match{c.m})
			if r.screen() != plain {
				t.Error("the text has changed")
			}
			var got []string
			for _, s := range r.View() {
				if theme.Safe(s) != s {
					t.Errorf("not safe: %q", s)
				}
				for _, part := range strings.Split(s, on)[1:] {
					lit, _, _ := strings.Cut(part, "\x1b")
					got = append(got, lit)
				}
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("lit %q, want %q", got, c.want)
			}
		})
	}
}

func TestOverlay(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"plain", "abcdef", "ab\x1b[m\x1b[7mcd\x1b[mef"},
		{"inside a style", "\x1b[1mabcdef\x1b[m", "\x1b[1mab\x1b[m\x1b[1m\x1b[7mcd\x1b[m\x1b[1mef\x1b[m"},
		{"over its end", "abc\x1b[1md\x1b[mef", "ab\x1b[m\x1b[7mc\x1b[1m\x1b[7md\x1b[m\x1b[1m\x1b[mef"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := overlaySpans(c.line, []styledSpan{{2, 4, "\x1b[7m"}}); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
