package modeltest

import (
	"math/rand/v2"
	"testing"
	"time"

	"dateline/model"
)

// Filled is what Fill fills: a reader's library and what takes its articles in.
type Filled interface {
	model.Library
	model.Saver
	model.SubscriptionStore
}

// fillFeeds follows what articles of Fill come from, the same in each library.
func fillFeeds(t *testing.T, r *rand.Rand, libs ...Filled) {
	t.Helper()
	for _, home := range []string{"/a", "/b", "https://a.example/feed", "/a/file1.txt"} {
		f := model.Subscription{
			Address: home, Folder: []string{"", "news", "news/Café", "newspapers", "sport"}[r.IntN(5)],
			HideFromAll: r.IntN(4) == 0,
		}
		if n := r.IntN(3); n > 0 {
			f.Tags = []string{vocabulary[r.IntN(len(vocabulary))], "Élan"}[:n]
		}
		for _, l := range libs {
			if _, err := l.Subscribe(t.Context(), []model.Subscription{f}, Clock); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Fill puts n random articles and state into libraries, the same into each:
// some are saved again with another text, and visited between.
func Fill(t *testing.T, r *rand.Rand, n int, libs ...Filled) {
	t.Helper()
	ctx := t.Context()
	var ids []model.ID
	for i := 0; i < n; {
		var batch []model.Article
		for range 1 + r.IntN(20) {
			a := article(r, i)
			batch, ids = append(batch, a), append(ids, a.ID)
			i++
		}
		for _, l := range libs {
			if _, err := l.Save(ctx, batch, Clock.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range n {
		m, id := mark(r), []model.ID{ids[r.IntN(len(ids))]}
		at := Clock.Add(-time.Duration(r.IntN(100)) * time.Hour)
		for _, l := range libs {
			if _, err := l.Mark(ctx, id, m, at); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range n / 10 {
		again := []model.Article{reread(r, ids, n)}
		for _, l := range libs {
			if _, err := l.Save(ctx, again, Clock.Add(time.Duration(n+i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, l := range libs {
		for _, at := range []int{n / 4, n/4 + 40} { // the second is another visit
			if _, err := l.Visit(ctx, Clock.Add(time.Duration(at)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
	}
}
