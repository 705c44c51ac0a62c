package feed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dateline/model"
)

// recorder is a library that remembers what it was given. Its third batch fails, if
// broken says how.
type recorder struct {
	sizes  []int
	titles []string
	broken error
}

// Save remembers a batch; every article is new.
func (r *recorder) Save(_ context.Context, batch []model.Article, _ time.Time) (model.Saved, error) {
	if r.broken != nil && len(r.sizes) == 2 {
		return model.Saved{}, r.broken
	}
	r.sizes = append(r.sizes, len(batch))
	for _, a := range batch {
		r.titles = append(r.titles, a.Title)
	}
	return model.Saved{Added: len(batch)}, nil
}

// emitting reads n articles, with a pause before each, and then fails with err.
func emitting(n int, pause time.Duration, body string, err error) func(context.Context, func(*model.Article) error) error {
	return func(_ context.Context, emit func(*model.Article) error) error {
		for i := range n {
			time.Sleep(pause)
			if err := emit(&model.Article{Title: fmt.Sprint(i), Body: body}); err != nil {
				return err
			}
		}
		return err
	}
}

func TestBatcher(t *testing.T) {
	torn := errors.New("torn")
	for _, c := range []struct {
		name  string
		read  func(context.Context, func(*model.Article) error) error
		sizes []int // of the first batches
		err   error
	}{
		{"the first are small", emitting(6000, 0, "", nil), []int{32, 64, 128, 256, 512, 1024, 2048}, nil},
		{"a source that pauses", emitting(5, 2*saveWait, "", nil), []int{1, 1, 1, 1, 1}, nil},
		{"a source that drips", emitting(60, saveWait*4/5, "", nil), []int{13, 13}, nil},
		{"long texts", emitting(5, 0, strings.Repeat("x", saveBytes/2), nil), []int{2, 2, 1}, nil},
		{"a source that fails", emitting(40, 0, "", torn), []int{32, 8}, torn},
		{"nothing", emitting(0, 0, "", nil), nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				lib := &recorder{}
				var told model.Saved
				saved, err := Batcher{Library: lib, Now: time.Now, Saved: func(s model.Saved) { told = s }}.Save(t.Context(), c.read)
				if !errors.Is(err, c.err) || saved != told || saved.Added != len(lib.titles) {
					t.Errorf("saved %+v, told %+v, %v", saved, told, err)
				}
				if len(lib.sizes) < len(c.sizes) || !slices.Equal(lib.sizes[:len(c.sizes)], c.sizes) {
					t.Errorf("batches of %d, want %d", lib.sizes, c.sizes)
				}
				for i, title := range lib.titles {
					if title != fmt.Sprint(i) {
						t.Fatalf("article %d is %s", i, title)
					}
				}
			})
		})
	}
}

// TestBatcherEnds: a library that fails, or a context that ends, ends the reading.
func TestBatcherEnds(t *testing.T) {
	full := errors.New("full")
	synctest.Test(t, func(t *testing.T) {
		lib := &recorder{broken: full}
		saved, err := Batcher{Library: lib, Now: time.Now}.Save(t.Context(), emitting(1<<30, 0, "", nil))
		if !errors.Is(err, full) || saved.Added != len(lib.titles) || len(lib.titles) != 32+64 {
			t.Errorf("saved %+v, %v", saved, err)
		}
		ctx, stop := context.WithCancel(t.Context())
		_, err = Batcher{Library: &recorder{}, Now: time.Now, Saved: func(model.Saved) { stop() }}.Save(ctx, emitting(1<<30, 0, "", nil))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
	})
}

func TestOmissions(t *testing.T) {
	tree(t, map[string]string{"notes/a.html": "", "b.html": ""})
	o := Omissions{Places: []string{"b.html", "notes"}}
	o.Add(Place("notes/a.html"), "The register", 12)
	o.Add(Place("b.html"), "A word", 2)
	o.Add(Place("notes/a.html"), "Its second", 30)
	o.Add("https://coast.example/", "From the harbour", 3)
	want := []Omission{
		{"notes", Place("notes/a.html"), "The register", 2, 42},
		{"b.html", Place("b.html"), "A word", 1, 2},
		{"https://coast.example/", "https://coast.example/", "From the harbour", 1, 3},
	}
	if !slices.Equal(o.List, want) {
		t.Errorf("got %+v, want %+v", o.List, want)
	}
}
