package article

import (
	"fmt"
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui/theme"
)

// TestHintsFit: at any size every link on the screen gets its label, once, and
// no line gets wider.
func TestHintsFit(t *testing.T) {
	scripts := model.Article{ID: "scripts", Title: "Scripts", Body: "[三つ目](https://sea.example/3)の[リンク](https://sea.example/4)、 " +
		"[a](https://sea.example/5) and [b](https://sea.example/6) [👩‍👩‍👧‍👦 family](https://sea.example/7)\n\n" +
		strings.Repeat("x", 200) + " [e\u0301](https://sea.example/8)"}
	for _, a := range []model.Article{tour(t), scripts} {
		for w := 1; w <= 90; w += 4 {
			for _, graphemes := range []bool{false, true} {
				r := newReader(t, w, 12)
				r.SetTheme(theme.New(theme.Options{Profile: theme.Mono, Graphemes: graphemes}))
				r.open(a)
				for {
					seen := r.LinksSeen()
					labels := make(map[int]string)
					for i, n := range seen {
						labels[n] = fmt.Sprintf("%c%c", 'A'+i/26, 'A'+i%26)
					}
					r.SetHints(labels)
					screen := r.screen() // which checks the widths
					for _, l := range labels {
						if w > 8 && !strings.Contains(screen, l) {
							t.Fatalf("%s, %d columns: %s of %v is missing:\n%s", a.ID, w, l, labels, screen)
						}
					}
					if !r.Scroll(max(1, r.h-1)) {
						break
					}
				}
			}
		}
	}
}

// TestNextLink: links are highlighted in their order, from the screen on.
func TestNextLink(t *testing.T) {
	r := newReader(t, 60, 10)
	r.open(model.Article{ID: "a", Title: "T", Body: "[one](https://a.example/1)\n\n" + strings.Repeat("text\n\n", 30) +
		"[two](https://a.example/2) [three](https://a.example/3)\n\n" + strings.Repeat("text\n\n", 30)})
	for _, c := range []struct {
		name string
		n    int
		want int
	}{
		{"the first", 1, 1},
		{"none before", -1, 1},
		{"beyond the screen", 1, 2},
		{"the next", 1, 3},
		{"none after", 1, 3},
		{"back by two", -2, 1},
	} {
		if r.NextLink(c.n); r.Link() != c.want {
			t.Errorf("%s: link %d, want %d", c.name, r.Link(), c.want)
		}
	}
	r.Bottom()
	if r.NextLink(-1); r.Link() == 0 || !r.onScreen(r.Links()[r.Link()-1].Line) {
		t.Errorf("link %d is highlighted, which is not on the screen", r.Link())
	}
}
