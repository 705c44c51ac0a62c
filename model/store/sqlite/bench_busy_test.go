package sqlite_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
)

// BenchmarkWhileSaving measures questions of the screen, and marks, while articles are
// added without a pause: to a copy of the library, by another program's store.
func BenchmarkWhileSaving(b *testing.B) {
	path := filepath.Join(b.TempDir(), "library.db")
	copyFile(b, path, library(b))
	ctx, stop := context.WithCancel(context.Background())
	writer, err := store.OpenLocal(ctx, path, model.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	done, added := make(chan struct{}), 0
	go func() {
		defer close(done)
		for round := 0; ctx.Err() == nil; round++ {
			articles(b, 20_000, func(batch []model.Article) {
				for i := range batch {
					batch[i].ID = model.NewID(fmt.Sprint("again", round), "", batch[i].URL, "", model.Date{})
				}
				if _, err := writer.Save(ctx, batch, benchStart); err == nil {
					added += len(batch)
				}
			})
		}
	}()
	defer func() {
		stop()
		<-done
		_ = writer.Close()
		b.ReportMetric(float64(added), "added")
	}()
	s, err := store.OpenLocal(ctx, path, model.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	rnd := rand.New(rand.NewPCG(1, 1))
	anyDay := func() *model.Date {
		d := model.OnDay(model.DayOf(benchStart)+model.Day(rnd.IntN(benchYears*365)), model.FromStated)
		return &d
	}
	b.Run("date", func(b *testing.B) {
		spread(b, func(int) { find(b, s, "", model.Window{At: model.At{Date: anyDay()}, Before: 30, After: 60}) })
	})
	b.Run("article", func(b *testing.B) {
		p := find(b, s, "", model.Window{At: model.At{Date: anyDay()}, After: 100})
		spread(b, func(i int) {
			if _, err := s.Article(ctx, p.Headlines[i%len(p.Headlines)].ID); err != nil {
				b.Fatal(err)
			}
		})
	})
	for name, by := range map[string]model.Store{"mark": s, "mark/same-program": writer} {
		b.Run(name, func(b *testing.B) {
			p := find(b, s, "", model.Window{At: model.At{Date: anyDay()}, After: 100})
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				time.Sleep(300 * time.Millisecond) // as somebody does who reads headlines
				start := time.Now()
				mark := model.Mark{Do: []model.ActionKind{model.MarkRead, model.MarkUnread}[i/len(p.Headlines)%2]}
				if _, err := by.Mark(ctx, []model.ID{p.Headlines[i%len(p.Headlines)].ID}, mark, benchStart); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			reportTimes(b, times)
		})
	}
	for _, text := range []string{"", "is:unread", "source:\"Courier 7\""} {
		b.Run("months/"+name(text), func(b *testing.B) {
			spread(b, func(int) {
				if _, err := s.Histogram(ctx, parse(b, text, false), model.ByMonth, model.Span{}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
	for _, word := range []string{"the", "election", "palimpsest"} {
		b.Run("typed/"+word, func(b *testing.B) {
			spread(b, func(i int) {
				if _, err := s.Find(ctx, parse(b, word[:1+i%len(word)], true), model.Window{After: 60}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func copyFile(b *testing.B, to, from string) {
	b.Helper()
	r, err := os.Open(from)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	w, err := os.Create(to)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(w, r); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}
