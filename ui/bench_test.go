package ui_test

import (
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

// many makes n articles, an hour apart.
func many(n int) []model.Article {
	as := make([]model.Article, n)
	for i := range as {
		at := noon.Add(-time.Duration(i) * time.Hour)
		as[i] = model.Article{
			Title:  fmt.Sprintf("Headline %d about the harbour and the tide", i),
			Source: "Coast Daily", Published: model.AtInstant(at, model.FromStated),
			Body: long("harbour", 5), Path: "bench.txt",
		}
		as[i].ID = model.NewID("bench", fmt.Sprint(i), "", "", model.Date{})
	}
	return as
}

// BenchmarkKeyToFrame measures what a key press costs the screen: taking it
// and drawing the frame after it, without the terminal.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, n := range []int{100, 20_000} {
		for _, c := range []struct{ name, there, back string }{
			{"move", "j", "k"},
			{"page", "ctrl+f", "ctrl+b"},
			{"day", "}", "{"},
			{"toggle", "m", "m"},
		} {
			b.Run(fmt.Sprintf("%s/articles=%d", c.name, n), func(b *testing.B) {
				d := open(b, many(n), 120, 40)
				d.See("Headline 0 ")
				d.Settle()
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					if i%40 < 20 {
						d.Press(c.there)
					} else {
						d.Press(c.back)
					}
					_ = d.Frame()
					d.Drain()
				}
			})
		}
	}
}
