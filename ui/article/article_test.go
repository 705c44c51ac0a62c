package article

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
	"dateline/ui/uitest"
)

// now is the reader's clock in tests.
var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 3600))

// render renders a at a width and returns all of its chunks.
func render(t testing.TB, a model.Article, th *theme.Theme, width, height int) []Chunk {
	t.Helper()
	var out []Chunk
	err := NewRenderer().Render(context.Background(), a, Request{Width: width, Height: height, Theme: th, Now: now}, func(c Chunk) bool {
		out = append(out, c)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func linesOf(cs []Chunk) []string {
	var out []string
	for _, c := range cs {
		for _, l := range c.Lines {
			out = append(out, l.Text)
		}
	}
	return out
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func tour(t testing.TB) model.Article {
	return model.Article{
		ID: "tour", Title: "Old swing bridge closes for the winter, reopens wider in spring, says the harbour authority",
		URL: "https://news.example.org/2026/bridge", Authors: []string{"Ada Lind", "Bo Kern"}, Tags: []string{"harbour", "traffic"},
		Source: "Harbour Post", Published: model.AtInstant(time.Date(2026, 11, 20, 7, 30, 0, 0, time.UTC), model.FromStated),
		Enclosures: []model.Enclosure{{URL: "https://cdn.example.org/bridge.mp3", Type: "audio/mpeg", Length: 12 << 20}},
		Body:       read(t, "testdata/tour.md"),
	}
}

func TestGolden(t *testing.T) {
	dark := theme.Options{Dark: true}
	for _, c := range []struct {
		name  string
		width int
		theme theme.Options
		plain bool
		a     model.Article
	}{
		{"tour-80", 80, dark, true, tour(t)},
		{"tour-40", 40, dark, true, tour(t)},
		{"tour-20-ascii", 20, theme.Options{Profile: theme.Mono, ASCII: true}, true, tour(t)},
		{"tour-dark", 80, dark, false, tour(t)},
		{"tour-sixteen", 80, theme.Options{Dark: true, Profile: theme.Sixteen}, false, tour(t)},
		{"tour-mono", 80, theme.Options{Profile: theme.Mono}, false, tour(t)},
		{"headline", 60, dark, true, model.Article{
			ID: "h", Title: "Kerry in Paris for talks", URL: "https://news.example.org/1",
			Published: model.OnDay(model.NewDay(2018, 11, 6), model.FromStated), Source: "index.txt",
		}},
		{"undated-summary", 60, dark, true, model.Article{ID: "u", Title: "No day is known", Summary: "A *summary* is plain text.\n\nWith two paragraphs."}},
		{"scripts", 44, dark, true, model.Article{
			ID: "s", Title: "Scripts 👩‍👩‍👧‍👦 and marks", Body: read(t, "testdata/scripts.md"),
			Published: model.OnDay(model.NewDay(2026, 11, 25), model.FromURL),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := strings.Join(linesOf(render(t, c.a, theme.New(c.theme), c.width, 24)), "\n") + "\n"
			if c.plain {
				s = ansi.Strip(s)
			} else {
				s = strings.ReplaceAll(s, "\x1b", "␛")
			}
			uitest.Golden(t, c.name, s)
		})
	}
}
