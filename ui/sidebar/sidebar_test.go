package sidebar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

func sources(n int) []Feed {
	out := make([]Feed, n)
	for i := range out {
		out[i].Source = model.Source{Title: fmt.Sprintf("Source %d", i), Total: 10 * i, Unread: i % 3}
	}
	return out
}

func views(names ...string) []Item {
	var items []Item
	for _, n := range names {
		items = append(items, Item{Kind: View, Name: n, Total: 12_345, Unread: 7, Known: true})
	}
	return items
}

func drawn(s *Sidebar, focus bool) string {
	var b strings.Builder
	for _, ln := range s.View(theme.New(theme.Options{Profile: theme.Mono, ASCII: true}), focus) {
		b.WriteString(strings.TrimRight(ansi.Strip(ln), " ") + "\n")
	}
	return b.String()
}

func TestView(t *testing.T) {
	var s Sidebar
	s.SetSize(26, 9)
	s.TakeViews(views("today", "a very long name of a view"))
	s.SetActive(Item{Kind: Source, Name: "source 1"})
	s.Take(sources(4))
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{{"wide", 26, `  All articles      3/60
Views
  today            7/12k
  a very long nam... 7/12k
Sources                  4
  Source 0               0
> Source 1            1/10
  Source 2            2/20
  Source 3              30
`}, {"narrow", 19, `  All articles    3
Views
  today         12k
  a very lon... 12k
Sources           4
  Source 0
> Source 1        1
  Source 2        2
  Source 3
`}} {
		t.Run(c.name, func(t *testing.T) {
			s.SetSize(c.width, 9)
			if got := strings.ReplaceAll(drawn(&s, true), " ", ""); got != strings.ReplaceAll(c.want, " ", "") {
				t.Errorf("got\n%s\nwant\n%s", drawn(&s, true), c.want)
			}
		})
	}
}

// TestStays: the cursor stays on its item when others come.
func TestStays(t *testing.T) {
	var s Sidebar
	s.SetSize(26, 6)
	s.Take(sources(9)[3:])
	s.Move(2)
	s.TakeViews(views("today", "unread"))
	s.Take(sources(9))
	if got := s.Selected(); got.Kind != Source || got.Name != "Source 4" {
		t.Errorf("got %+v", got)
	}
	s.Top()
	s.Move(2)
	s.TakeViews([]Item{{Kind: View, Name: "a"}, {Kind: View, Name: "unread"}})
	if got := s.Selected(); got.Name != "unread" || got.Total != 12_345 {
		t.Errorf("got %+v", got)
	}
}

// TestAnyKeys: whatever is done, the column draws lines of its own size, and the
// item under the cursor is where At says.
func TestAnyKeys(t *testing.T) {
	th := theme.New(theme.Options{Dark: true})
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		var s Sidebar
		for range 40 {
			switch r.IntN(9) {
			case 0:
				s.SetSize(r.IntN(40), r.IntN(20))
			case 1:
				s.Take(sources(r.IntN(60)))
			case 2:
				s.TakeViews(views([]string{"today", "unread", "選挙"}[:r.IntN(4)]...))
			case 3:
				s.Move(r.IntN(40) - 20)
			case 4:
				s.Bottom()
			case 5:
				s.At(r.IntN(20))
			case 6:
				s.Take(filed(r.IntN(60)))
			case 7:
				s.Fold(true)
			case 8:
				s.Fold(false)
			}
			lines := s.View(th, true)
			if len(lines) != s.height {
				t.Fatalf("seed %d: %d lines of %d", seed, len(lines), s.height)
			}
			for _, ln := range lines {
				if got := ansi.StringWidth(ln); got != s.width {
					t.Fatalf("seed %d: %d columns of %d: %q", seed, got, s.width, ln)
				}
			}
			if s.height == 0 {
				continue
			}
			before, y := s.Selected(), s.Cursor()
			if y < 0 || !s.At(y) || s.Selected() != before {
				t.Fatalf("seed %d: line %d of %d is not %+v", seed, y, s.height, before)
			}
		}
	}
}

func BenchmarkView(b *testing.B) {
	th := theme.New(theme.Options{Dark: true})
	for _, n := range []int{100, 10_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var s Sidebar
			s.SetSize(28, 50)
			s.Take(filed(n))
			for b.Loop() {
				s.Move(1)
				s.View(th, true)
			}
		})
	}
}

// TestNamesakes: sources of one title are told apart by where they are, and the
// cursor stays on the one it is on.
func TestNamesakes(t *testing.T) {
	var s Sidebar
	s.SetSize(40, 10)
	news := []Feed{
		{Source: model.Source{Title: "news", Path: "/x/one/news", Total: 1}},
		{Source: model.Source{Title: "News", Path: "https://a.example/feed", Total: 2}},
		{Source: model.Source{Title: "Other", Path: "/x", Total: 3}},
	}
	s.Take(news)
	s.Move(2)
	if got := s.Selected(); got.Name != news[1].Path || got.label() != "News (a.example/feed)" {
		t.Errorf("got %+v, %q", got, got.label())
	}
	s.Take(append([]Feed{{Source: model.Source{Title: "news", Path: "/x/three/news", Total: 1}}}, news...))
	if got := s.Selected(); got.Name != news[1].Path {
		t.Errorf("the cursor went to %+v", got)
	}
	s.Move(-1)
	if got := s.Selected().label(); got != "news (one)" {
		t.Errorf("got %q", got)
	}
	s.Bottom()
	if got := s.Selected(); got.Name != "Other" || got.label() != "Other" {
		t.Errorf("got %+v", got)
	}
}

// filed returns sources in folders, some of them paused or failing.
func filed(n int) []Feed {
	out := sources(n)
	for i := range out {
		out[i].Folder = []string{"", "news", "news/local", "arts", "news/local/sport"}[i%5]
		out[i].State = State(i % 3)
	}
	return out
}

// TestTree: sources stand in their folders, which count all that is in them and fold;
// the cursor stays on its source or goes to the folder that hides it.
func TestTree(t *testing.T) {
	var s Sidebar
	s.SetSize(26, 14)
	s.Take(filed(7))
	see := func(want string) {
		t.Helper()
		if got := drawn(&s, true); strings.Trim(got, "\n> ") != strings.Trim(want, "\n ") {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
	see(`
  All articles       6/210
Sources                  7
  - arts                30
    Source 3            30
  - news             4/130
    - local           3/60
      - sport         1/40
        Source 4    = 1/40
      Source 2      ! 2/20
    Source 1        = 1/10
    Source 6            60
  Source 0               0
  Source 5          ! 2/50
`)
	for s.Move(1); s.Selected().Name != "Source 2"; s.Move(1) {
		if s.Selected().Name == "Source 5" {
			t.Fatal("it is not there")
		}
	}
	if s.Fold(true); s.Selected().Name != "news/local" {
		t.Errorf("the cursor went to %+v", s.Selected())
	}
	if !s.Fold(true) || s.Fold(true) || s.Selected().Name != "news" {
		t.Errorf("the cursor went to %+v", s.Selected())
	}
	see(`
  All articles       6/210
Sources                  7
  - arts                30
    Source 3            30
  - news             4/130
    + local           3/60
    Source 1        = 1/10
    Source 6            60
  Source 0               0
  Source 5          ! 2/50
`)
	s.Move(2)
	one := s.Selected()
	if s.Take(filed(6)); s.Selected().Name != one.Name {
		t.Errorf("from %q to %q", one.Name, s.Selected().Name)
	}
	if s.SetFolded([]string{"news"}); s.Selected().Name != "news" || !slices.Equal(s.Folded(), []string{"news"}) {
		t.Errorf("on %+v, folded: %q", s.Selected(), s.Folded())
	}
	if !s.Fold(false) || len(s.Folded()) != 0 {
		t.Errorf("folded: %q", s.Folded())
	}
	if got := s.In(Item{Kind: Source, Name: "Source 4"}); got != "news/local/sport" {
		t.Errorf("got the folder %q", got)
	}
	hidden := filed(3)
	hidden[1].Apart = true
	if s.Take(hidden); s.all.Total != 20 {
		t.Errorf("all articles: %d", s.all.Total)
	}
}
