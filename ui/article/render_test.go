package article

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"dateline/model"
	"dateline/ui/theme"
)

func TestCache(t *testing.T) {
	r := NewRenderer()
	th := theme.New(theme.Options{Dark: true})
	get := func(a model.Article, width int) (out []Chunk) {
		err := r.Render(context.Background(), a, Request{Width: width, Height: 10, Theme: th, Now: now}, func(c Chunk) bool {
			out = append(out, c)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a := tour(t)
	a.Body = strings.Repeat(a.Body, 3)
	fresh, again := get(a, 80), get(a, 80)
	if len(again) != 1 || strings.Join(linesOf(fresh), "\n") != strings.Join(linesOf(again), "\n") {
		t.Errorf("the second rendering has %d chunks, or differs", len(again))
	}
	if len(again[0].Links) != len(fresh[len(fresh)-1].Links) {
		t.Error("the links differ")
	}
	a.Body += "more"
	if len(get(a, 80)) == 1 {
		t.Error("a changed article came from the cache")
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newLRU()
	for i := range 100 {
		a := model.Article{ID: model.ID(rune('a' + i)), Body: "x"}
		c.put(c.key(&a, 72, ""), &body{lines: []Line{{Text: strings.Repeat("x", 1<<20)}}})
	}
	if c.bytes > cacheBytes || len(c.items) != c.order.Len() || len(c.items) < 10 {
		t.Errorf("%d bytes in %d items", c.bytes, len(c.items))
	}
}

// TestSharedRenderer is for the race detector.
func TestSharedRenderer(t *testing.T) {
	r := NewRenderer()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			th := theme.New(theme.Options{Dark: i%2 == 0})
			q := Request{Width: 40 + i/4, Height: 10, Theme: th, Now: now}
			if err := r.Render(context.Background(), long(1500), q, func(Chunk) bool { return true }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := NewRenderer().Render(ctx, long(20000), Request{Width: 80, Height: 10, Theme: theme.New(theme.Options{}), Now: now}, func(Chunk) bool {
		n++
		cancel()
		return true
	})
	if n != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d chunks and %v after cancelling at the first", n, err)
	}
}
