package sqlite

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dateline/model"
)

// TestClaimedOnce: whoever claims feeds at the same time, from whichever program, none is
// given to two.
func TestClaimedOnce(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "library.db")
	programs := []*Library{openOrFail(t, path), openOrFail(t, path)}
	feeds := make([]model.Subscription, 60)
	addresses := make([]string, len(feeds))
	for i := range feeds {
		addresses[i] = fmt.Sprintf("https://host%d.example/feed", i)
		feeds[i].Address = addresses[i]
	}
	if _, err := programs[0].Subscribe(ctx, feeds, started); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	by := make(map[string]string)
	for i := range 6 {
		who := fmt.Sprint("program ", i)
		wg.Go(func() {
			for n := range 6 {
				from := (i*7 + n*11) % 50
				got, err := programs[i%2].Claim(ctx, addresses[from:from+10], who, started, time.Minute)
				mu.Lock()
				for _, f := range got {
					if other := by[f.Address]; err != nil || other != "" && other != who {
						t.Errorf("%s has %s, and %s: %v", who, f.Address, other, err)
					}
					by[f.Address] = who
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	holders, err := programs[1].Holders(ctx, started)
	if err != nil || len(holders) != len(by) {
		t.Errorf("%d are held, %d were claimed: %v", len(holders), len(by), err)
	}
}

// TestFeedTagIsParted: what a tag of feeds finds is counted by the sources of these, and
// what other articles have it by the table of tags.
func TestFeedTagIsParted(t *testing.T) {
	ctx, s := t.Context(), inMemory(t)
	var batch []model.Article
	for i := range 20 {
		home := fmt.Sprintf("https://host%d.example/feed", i%2)
		a := model.Article{ID: model.NewID(home, fmt.Sprint(i), "", "", model.Date{}), Title: fmt.Sprint("Title ", i), Source: home, Home: home, Path: home, Published: model.AtInstant(started, model.FromStated)}
		if i%4 < 2 {
			a.Tags = []string{"News"}
		}
		batch = append(batch, a)
	}
	if _, err := s.Save(ctx, batch, started); err != nil {
		t.Fatal(err)
	}
	q := model.Query{Now: started, Where: model.Tagged{Name: "news"}}
	for _, c := range []struct {
		tags           []string
		parted         bool
		total, sources int
	}{{nil, false, 10, 2}, {[]string{"NEWS"}, true, 15, 2}, {[]string{"other"}, false, 10, 2}} {
		if _, err := s.Subscribe(ctx, []model.Subscription{{Address: "https://host1.example/feed", Tags: c.tags}}, started); err != nil {
			t.Fatal(err)
		}
		w, err := s.compile(ctx, q, true)
		if err != nil || w.driver.by != byTag || (w.other != nil) != c.parted {
			t.Errorf("%q: driven by %d, parted %t: %v", c.tags, w.driver.by, w.other != nil, err)
		}
		if w.other != nil {
			if _, ok := s.rollupOf(w.other.plan); !ok {
				t.Errorf("%q: the articles of feeds are counted one by one", c.tags)
			}
		}
		n, err := s.Count(ctx, q)
		of, e := s.CountSources(ctx, q)
		if err != nil || e != nil || n.Total != c.total || of != c.sources {
			t.Errorf("%q: %d articles of %d sources, want %d of %d: %v, %v", c.tags, n.Total, of, c.total, c.sources, err, e)
		}
	}
}
