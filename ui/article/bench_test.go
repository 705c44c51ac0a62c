package article

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui/theme"
)

// longText makes news of n words: paragraphs with a link, a heading, a list, a
// quotation and emphasis now and then.
func longText(n int) string {
	r := rand.New(rand.NewSource(1))
	syllables := strings.Fields("ka lo mi ter an den sto vri el ba no rus ti gan pe la ur si mo ve")
	var b strings.Builder
	word := func() string {
		w := ""
		for range 1 + r.Intn(4) {
			w += syllables[r.Intn(len(syllables))]
		}
		return w
	}
	for i, k := 0, 0; i < n; k++ {
		switch k % 12 {
		case 4:
			fmt.Fprintf(&b, "## %s %s\n\n", word(), word())
			i += 2
		case 7:
			b.WriteString("> ")
		case 9:
			b.WriteString("- ")
		}
		for range 40 + r.Intn(60) {
			switch w := word(); r.Intn(50) {
			case 0:
				fmt.Fprintf(&b, "[%s](https://example.org/%s) ", w, w)
			case 1:
				b.WriteString("*" + w + "* ")
			default:
				b.WriteString(w + " ")
			}
			i++
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func benchRender(b *testing.B, words int, first bool) {
	a := model.Article{ID: "a", Title: "A long article", Body: longText(words)}
	th := theme.New(theme.Options{Dark: true})
	q := Request{Width: 80, Height: 40, Theme: th, Now: now}
	b.ReportAllocs()
	for b.Loop() {
		r := &Renderer{parser: newParser(), cache: newLRU()}
		if err := r.Render(context.Background(), a, q, func(Chunk) bool { return !first }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstScreen500(b *testing.B)   { benchRender(b, 500, true) }
func BenchmarkFirstScreen20000(b *testing.B) { benchRender(b, 20000, true) }
func BenchmarkRender2000(b *testing.B)       { benchRender(b, 2000, false) }
func BenchmarkRender20000(b *testing.B)      { benchRender(b, 20000, false) }

// BenchmarkCached20000 is an article that is shown again.
func BenchmarkCached20000(b *testing.B) {
	a := model.Article{ID: "a", Title: "A long article", Body: longText(20000)}
	q := Request{Width: 80, Height: 40, Theme: theme.New(theme.Options{Dark: true}), Now: now}
	r := NewRenderer()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Render(context.Background(), a, q, func(Chunk) bool { return true }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind searches an article of 20,000 words, as each letter typed does.
func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ name, text string }{{"rare", "zzz"}, {"common", "a"}} {
		b.Run(c.name, func(b *testing.B) {
			p := &Pane{}
			p.SetTheme(theme.New(theme.Options{Dark: true}))
			p.SetSize(80, 40)
			p.Show("a")
			err := NewRenderer().Render(b.Context(), model.Article{ID: "a", Title: "A long article", Body: longText(20_000)}, p.Request(now), p.Take)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				p.Find(c.text)
				p.TakeFound(p.Search().Run(b.Context()))
			}
		})
	}
}
