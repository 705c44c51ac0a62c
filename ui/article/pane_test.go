package article

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// reader is a pane with somebody who feeds it.
type reader struct {
	*Pane
	t *testing.T
	r *Renderer
}

func newReader(t *testing.T, w, h int) reader {
	p := &Pane{}
	p.SetTheme(theme.New(theme.Options{Dark: true}))
	p.SetSize(w, h)
	return reader{p, t, NewRenderer()}
}

// chunks renders a as the pane asks for it now.
func (r reader) chunks(a model.Article) (out []Chunk) {
	err := r.r.Render(context.Background(), a, r.Request(now), func(c Chunk) bool {
		out = append(out, c)
		return true
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// open shows a to its end.
func (r reader) open(a model.Article) {
	r.Show(a.ID)
	for _, c := range r.chunks(a) {
		if !r.Take(c) {
			r.t.Fatal("a chunk was not taken")
		}
	}
}

func (r reader) screen() string {
	view := r.View()
	if len(view) != r.h {
		r.t.Fatalf("%d lines, want %d", len(view), r.h)
	}
	out := make([]string, len(view))
	for i, s := range view {
		if w := r.theme.Width(s); w > r.w {
			r.t.Fatalf("line %d is %d columns wide, want at most %d: %q", i, w, r.w, s)
		}
		out[i] = strings.TrimRight(ansi.Strip(s), " ")
	}
	return strings.Join(out, "\n")
}

func long(words int) model.Article {
	return model.Article{ID: "long", Title: "A long article", Body: longText(words)}
}

func TestZeroPane(t *testing.T) {
	var p Pane
	p.Scroll(1)
	p.NextHeading(1)
	p.Find("x")
	if p.SetSize(10, 3); len(p.View()) != 3 {
		t.Errorf("%d lines, want 3", len(p.View()))
	}
	if p.Percent() != 0 || p.AtEnd() {
		t.Error("an empty pane has been read")
	}
}

func TestScroll(t *testing.T) {
	r := newReader(t, 80, 20)
	r.open(long(3000))
	top := r.screen()
	steps := []struct {
		name string
		move func() bool
		want int // line at the top; -1: the end
	}{
		{"up at the top", func() bool { return !r.Scroll(-1) }, 0},
		{"down", func() bool { return r.Scroll(3) }, 3},
		{"page", func() bool { return r.Scroll(max(1, r.h-1)) }, 22},
		{"half page back", func() bool { return r.Scroll(-r.h / 2) }, 12},
		{"bottom", func() bool { return r.Bottom() }, -1},
		{"page at the end", func() bool { return !r.Scroll(max(1, r.h-1)) }, -1},
		{"top", func() bool { return r.Top() }, 0},
	}
	for _, s := range steps {
		if !s.move() {
			t.Errorf("%s: the move reported wrongly", s.name)
		}
		if want := s.want; want >= 0 && r.top != want || want < 0 && !r.AtEnd() {
			t.Errorf("%s: line %d is at the top, want %d", s.name, r.top, want)
		}
	}
	if r.screen() != top {
		t.Error("the top is not what it was")
	}
	r.Bottom()
	if r.Percent() != 100 {
		t.Errorf("%d%% at the end", r.Percent())
	}
}

func TestOldArticleStaysUntilTheNewOneComes(t *testing.T) {
	r := newReader(t, 80, 10)
	r.open(tour(t))
	before := r.screen()
	r.Show("long")
	if r.screen() != before {
		t.Error("the pane changed before anything had come")
	}
	late := r.chunks(long(500))
	fresh := r.chunks(long(500))
	if r.Take(late[0]) || r.screen() != before {
		t.Error("a chunk of an earlier request was taken")
	}
	if !r.Take(fresh[0]) || r.Shown() != "long" || !strings.Contains(r.screen(), "A long article") {
		t.Errorf("the new article is not shown:\n%s", r.screen())
	}
	r.Show("")
	if strings.TrimSpace(r.screen()) != "" || r.Shown() != "" {
		t.Error("the pane is not empty")
	}
}

func TestFirstChunkFillsTheScreen(t *testing.T) {
	r := newReader(t, 80, 50)
	r.Show("long")
	cs := r.chunks(long(20000))
	if len(cs) < 3 || len(cs[0].Lines) < 50 || cs[0].Done || !cs[len(cs)-1].Done {
		t.Errorf("%d chunks, the first of %d lines", len(cs), len(cs[0].Lines))
	}
	for i, c := range cs[1:] {
		if len(c.Lines) > 2*chunkLines {
			t.Errorf("chunk %d has %d lines", i+1, len(c.Lines))
		}
	}
}

// TestResizeKeepsThePlace checks that what is read stays on the screen.
func TestResizeKeepsThePlace(t *testing.T) {
	r := newReader(t, 90, 20)
	a := long(6000)
	r.open(a)
	r.Scroll(300)
	word := strings.Fields(strings.Split(r.screen(), "\n")[2])[1]
	if !r.SetSize(50, 20) {
		t.Fatal("a narrower pane wants no new rendering")
	}
	r.screen() // the old lines fit
	for _, c := range r.chunks(a) {
		r.Take(c)
		r.screen()
	}
	if !strings.Contains(r.screen(), word) {
		t.Errorf("%q is gone from\n%s", word, r.screen())
	}
	if r.SetSize(50, 30) {
		t.Error("a higher pane wants a new rendering")
	}
	if r.SetSize(120, 20); !r.SetSize(100, 20) {
		t.Error("a wider pane wants no new rendering")
	}
}

func TestCentred(t *testing.T) {
	r := newReader(t, 120, 10)
	r.open(tour(t))
	if s := strings.Split(r.screen(), "\n")[0]; !strings.HasPrefix(s, strings.Repeat(" ", 24)+"Old swing") {
		t.Errorf("not centred: %q", s)
	}
}

func TestNextHeading(t *testing.T) {
	r := newReader(t, 80, 10)
	r.open(tour(t))
	for _, c := range []struct {
		n    int
		want string
	}{{1, "What happens when"}, {1, "Figures"}, {1, "Notes"}, {-1, "Figures"}, {-2, "Old swing"}} {
		r.NextHeading(c.n)
		if s := strings.TrimSpace(strings.Split(r.screen(), "\n")[0]); !strings.HasPrefix(s, c.want) {
			t.Errorf("%+d: %q is at the top, want %q", c.n, s, c.want)
		}
	}
}

// TestTableLinks: links in tables are found where they stand, also where a cell
// is wrapped, and columns are as wide as what is written in them; a heading is
// never cut.
func TestTableLinks(t *testing.T) {
	body := "| Name | Where |\n|---|---|\n" +
		"| [one](https://a.example/1) | words and [a link whose text is so long that its cell has to be wrapped](https://a.example/2) and more |\n" +
		"| ![pic](https://a.example/p.png) | [last](https://a.example/3) |\n"
	r := newReader(t, 50, 30)
	r.open(model.Article{ID: "t", Title: "T", Body: body})
	screen := ansi.Strip(r.screen())
	for _, want := range []string{"Image 1: pic          │ last", "(a.example)           │", "one                   │ words and a link"} {
		if !strings.Contains(screen, want) {
			t.Errorf("no %q:\n%s", want, screen)
		}
	}
	if got := r.LinksSeen(); !slices.Equal(got, []int{1, 2, 3, 4}) {
		t.Errorf("links %v are seen:\n%s", got, screen)
	}
	r.SetHints(map[int]string{1: "a", 2: "s", 3: "d", 4: "f"})
	screen = ansi.Strip(r.screen())
	for _, want := range []string{"ane ", "words and s link", "dmage 1", "fast"} {
		if !strings.Contains(screen, want) {
			t.Errorf("no hint %q:\n%s", want, screen)
		}
	}
	for i, want := range []string{"one", "a link", "Image 1", "last"} {
		if s := ansi.Strip(r.text.lines[r.Links()[i].Line].Text); !strings.Contains(s, want) {
			t.Errorf("link %d is said to be in %q", i+1, s)
		}
	}
	r = newReader(t, 40, 30)
	r.open(model.Article{ID: "h", Title: "T", Body: "| A heading that is longer than its column | ![x](https://a.example/x.png) |\n|---|---|\n| b | c |\n"})
	screen = ansi.Strip(r.screen())
	if !strings.Contains(screen, "A heading that is longer than its") || !strings.Contains(screen, "1 Image 1: x") || strings.Contains(screen, "…") {
		t.Errorf("a heading is cut:\n%s", screen)
	}
}

func TestLinks(t *testing.T) {
	r := newReader(t, 80, 10)
	r.open(tour(t))
	ls := r.Links()
	if len(ls) != 9 {
		t.Fatalf("%d links: %+v", len(ls), ls)
	}
	for i, l := range ls {
		if l.Number != i+1 || l.Line <= 0 || l.Line >= len(r.text.lines) {
			t.Errorf("link %d: %+v", i+1, l)
		}
	}
	for i, want := range map[int]string{0: "tender documents", 2: "Nordbro", 3: "Image 1", 5: "https://example.com/a?b=1&copy=2"} {
		if s := ansi.Strip(r.text.lines[ls[i].Line].Text); !strings.Contains(s, want) {
			t.Errorf("link %d is said to be in %q, want %q", i+1, s, want)
		}
	}
}
