package main

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/feed"
	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store"
)

// openTest opens a library in a file of its own.
func openTest(t *testing.T) model.Library {
	t.Helper()
	lib, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "library.db"), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

// at returns a program whose clock stands at noon, and what it says.
func at(t *testing.T) (*program, *bytes.Buffer) {
	t.Helper()
	var said bytes.Buffer
	return &program{stdout: &said, stderr: &said, now: func() time.Time { return noon }, getenv: func(string) string { return "" }}, &said
}

// exported returns all of a library as lines.
func exported(t *testing.T, lib model.Library) string {
	t.Helper()
	p, _ := at(t)
	var out bytes.Buffer
	if err := p.exportLines(t.Context(), lib, model.Query{Now: modeltest.Clock}, false, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// importText imports text into a library.
func importText(t *testing.T, lib model.Library, text string) *importer {
	t.Helper()
	p, said := at(t)
	p.stdin = strings.NewReader(text)
	i := &importer{program: p, lib: lib, name: "-", report: func(string, int) {}, wipe: func() {}}
	if err := i.file(t.Context()); err != nil {
		t.Fatal(err)
	}
	if i.failed > 0 {
		t.Errorf("%d faults: %s", i.failed, said)
	}
	return i
}

// TestRoundTrip: a library that was exported and imported is the same one.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 7))
		lib := openTest(t)
		modeltest.Fill(t, r, 80, lib)
		feeds := []model.Subscription{
			{Address: "https://a.example/feed", Title: "Ä & <b>", Page: "https://a.example/", Tags: []string{"News", "a, b"}},
			{Address: "https://b.example/feed?x=1&y=2"},
		}
		views := []model.View{{Name: "weekly", Query: `since:7d "two words"`}, {Name: "Élan", Query: "is:unread"}, {Name: "all"}}
		if _, err := lib.Subscribe(t.Context(), feeds, noon); err != nil {
			t.Fatal(err)
		}
		for _, v := range views {
			if _, err := lib.SaveView(t.Context(), v, noon); err != nil {
				t.Fatal(err)
			}
		}
		if seed%2 == 1 { // one of those that come with it is dropped for good
			if _, err := lib.DropView(t.Context(), model.FirstViews[0].Name, noon); err != nil {
				t.Fatal(err)
			}
		}
		all := modeltest.Records(t, lib)
		if err := lib.SetPosition(t.Context(), all[3].ID, 17); err != nil {
			t.Fatal(err)
		}
		all = modeltest.Records(t, lib)
		text := exported(t, lib)

		again := openTest(t)
		importText(t, again, text)
		modeltest.SameRecords(t, modeltest.Records(t, again), all)
		if got, _ := again.Subscriptions(t.Context()); !sameFeeds(got, feeds) {
			t.Errorf("feeds: got %+v", got)
		}
		kept, _ := again.Views(t.Context())
		if want, err := lib.Views(t.Context()); err != nil || !reflect.DeepEqual(kept, want) {
			t.Errorf("views: got %+v, want %+v, %v", kept, want, err)
		}
		got, want := strings.Split(exported(t, again), "\n"), strings.Split(text, "\n")
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("exported again\ngot  %s\nwant %s", got[i], want[i])
			}
		}
		i := importText(t, again, text)
		if i.saved.Added+i.saved.Changed+i.feeds+i.views > 0 {
			t.Errorf("imported again: %s", i.did())
		}
		modeltest.SameRecords(t, modeltest.Records(t, again), all)
	}
}

// sameFeeds compares subscriptions in any order; no tags are no tags.
func sameFeeds(got, want []model.Subscription) bool {
	have := make(map[string]model.Subscription)
	for _, f := range got {
		f.Tags = append([]string{}, f.Tags...)
		have[f.Address] = f
	}
	for _, f := range want {
		f.Tags = append([]string{}, f.Tags...)
		if !reflect.DeepEqual(have[f.Address], f) {
			return false
		}
	}
	return len(got) == len(want)
}

// TestExportIsADocument: the lines are articles for whoever reads JSON Lines,
// and the others are no faults.
func TestExportIsADocument(t *testing.T) {
	lib := openTest(t)
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 7)), 40, lib)
	if _, err := lib.Subscribe(t.Context(), []model.Subscription{{Address: "https://a.example/feed", Title: "A", Tags: []string{"x"}}}, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.SaveView(t.Context(), model.View{Name: "weekly", Query: "since:7d"}, noon); err != nil {
		t.Fatal(err)
	}
	var titles []string
	err := feed.Load(t.Context(), []string{"-"}, feed.Options{Now: noon, Stdin: strings.NewReader(exported(t, lib))}, func(a *model.Article) error {
		titles = append(titles, a.Title)
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range modeltest.Records(t, lib) {
		if i >= len(titles) || titles[i] != r.Title {
			t.Fatalf("article %d of %d: want %q", i, len(titles), r.Title)
		}
	}
}

// TestExportPages: what is written page by page is all, and once.
func TestExportPages(t *testing.T) {
	lib := openTest(t)
	const n = 2*exportPage + 7
	batch := make([]model.Article, n)
	for i := range batch {
		a := &batch[i]
		a.Title, a.Source, a.Published = "the same", "S", model.OnDay(model.Day(20000+i/400), model.FromStated)
		a.ID = model.NewID("s", string(rune('a'+i)), "", "", a.Published)
	}
	if _, err := lib.Save(t.Context(), batch, noon); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for line := range strings.Lines(exported(t, lib)) {
		seen[line] = true
	}
	if want := n + 1 + len(model.FirstViews); len(seen) != want {
		t.Errorf("%d lines, want %d", len(seen), want)
	}
	p, _ := at(t)
	var out bytes.Buffer
	const limit = exportPage + 3
	if err := p.exportLines(t.Context(), lib, model.Query{Now: noon, Limit: limit}, true, &out); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), "\n"); got != limit+1 {
		t.Errorf("%d lines of a query that has a limit, want %d", got, limit+1)
	}
}
