package transfer

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/feed"
	"dateline/feed/document"
	"dateline/feed/html2md"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
	"dateline/model/store"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// library opens an empty library in memory.
func library(t *testing.T) model.Store {
	t.Helper()
	lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{Rules: func(text string, at time.Time) (model.Expr, error) {
		q, err := query.ParseRule(text, query.Env{Now: at})
		return q.Where, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return lib
}

// exported returns all of a library as lines.
func exported(t *testing.T, lib model.Store) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := Export(t.Context(), lib, model.Query{Now: modeltest.Clock}, &out, ExportOptions{Now: noon, Hidden: true}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// following follows feeds for a library.
func following(lib model.Store) *subscribe.Service {
	return &subscribe.Service{Library: lib, Now: func() time.Time { return noon }}
}

// imported imports text into a library, and returns what came of it and the faults, a
// line each.
func imported(t *testing.T, lib model.Store, text string, change ...func(*ImportOptions)) (Imported, string) {
	t.Helper()
	var faults strings.Builder
	o := ImportOptions{
		Now: func() time.Time { return noon }, ToUTF8: document.ToUTF8, Markdown: html2md.Convert,
		Follow:     (&subscribe.Service{Library: lib, Now: func() time.Time { return noon }}).Follow,
		KeepLogins: func(map[string]*url.Userinfo) error { return nil },
		Fault:      func(f Fault) { fmt.Fprintf(&faults, "%d: %v\n", f.Line, f.Err) },
	}
	for _, c := range change {
		c(&o)
	}
	done, err := Import(t.Context(), lib, File{ReadCloser: io.NopCloser(strings.NewReader(text)), Size: int64(len(text))}, o)
	if err != nil {
		t.Fatal(err)
	}
	return done, faults.String()
}

// importText imports text that has no faults.
func importText(t *testing.T, lib model.Store, text string) Imported {
	t.Helper()
	done, faults := imported(t, lib, text)
	if faults != "" {
		t.Errorf("faults: %s", faults)
	}
	return done
}

// TestRoundTrip: a library that was exported and imported is the same one.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 7))
		lib := library(t)
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

		again := library(t)
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
		if done := importText(t, again, text); done.Saved.Added+done.Saved.Changed+done.Feeds+done.Views > 0 {
			t.Errorf("imported again: %+v", done)
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
	lib := library(t)
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
	lib := library(t)
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
	var out bytes.Buffer
	const limit = exportPage + 3
	if n, err := Export(t.Context(), lib, model.Query{Now: noon, Limit: limit}, &out, ExportOptions{Now: noon, Part: true}); err != nil || n != limit {
		t.Fatalf("%d articles, %v", n, err)
	}
	if got := strings.Count(out.String(), "\n"); got != limit+1 {
		t.Errorf("%d lines of a query that has a limit, want %d", got, limit+1)
	}
}
