package modeltest

import (
	"testing"

	"dateline/model"
)

// Paged is a library whose articles have the texts of their pages.
type Paged interface {
	Filled
	model.FullTextStore
}

// fullTexts checks what is kept of the pages that articles link to: it is what readers
// see, it stays when the document says more, and what they did stays, too.
func fullTexts(t *testing.T, lib Paged) {
	ctx, ref := t.Context(), NewReference(nil)
	a := model.Article{
		ID: model.NewID("https://a.example/feed", "1", "", "", model.Date{}), Title: "Pier reopens", URL: "https://a.example/1", Body: "A teaser.",
		Source: "Alpha", Home: "https://a.example/feed", Path: "https://a.example/feed", Published: model.OnDay(model.NewDay(2026, 11, 20), model.FromStated),
	}
	b := a
	b.ID, b.Title, b.Body = model.NewID("https://a.example/feed", "2", "", "", model.Date{}), "Ferry late", ""
	save := func(want model.Saved, articles ...model.Article) {
		t.Helper()
		for _, l := range []Paged{lib, ref} {
			if got, err := l.Save(ctx, articles, Clock); err != nil || got != want {
				t.Errorf("saved %+v, %v, want %+v", got, err, want)
			}
		}
		SameRecords(t, Records(t, lib), Records(t, ref))
	}
	keep := func(want int, texts map[model.ID]string) {
		t.Helper()
		for _, l := range []Paged{lib, ref} {
			if got, err := l.KeepFullTexts(ctx, texts, Clock); err != nil || got != want {
				t.Errorf("kept %d texts, %v, want %d", got, err, want)
			}
		}
		SameRecords(t, Records(t, lib), Records(t, ref))
	}
	find := func(want int, word string) {
		t.Helper()
		q := model.Query{Now: Clock, Where: model.Match{Text: word}}
		compareAll(t, lib, ref, q, word)
		if p, err := lib.Find(ctx, q, model.Window{After: 9}); err != nil || len(p.Headlines) != want {
			t.Errorf("%q is in %d articles, %v, want %d", word, len(p.Headlines), err, want)
		}
	}

	save(model.Saved{Added: 2}, a, b)
	for _, l := range []Paged{lib, ref} {
		if _, err := l.Mark(ctx, []model.ID{a.ID}, model.Mark{Do: model.Star}, Clock); err != nil {
			t.Fatal(err)
		}
	}
	keep(2, map[model.ID]string{a.ID: "All about the breakwater.\n\n![Pier](https://a.example/p.png)", b.ID: "There was fog.", "nosucharticle": "x"})
	keep(0, map[model.ID]string{b.ID: "There was fog."})
	find(1, "breakwater")
	find(1, "fog")
	got, err := lib.Article(ctx, a.ID)
	if err != nil || !got.FullText || got.DocumentBody != "A teaser." || !got.State.Starred {
		t.Errorf("got %+v, %v", got, err)
	}
	save(model.Saved{Same: 2}, a, b)
	a.Body, b.Published = "Another teaser.", model.OnDay(model.NewDay(2026, 11, 21), model.FromStated)
	save(model.Saved{Changed: 2}, a, b)
	find(1, "breakwater")
	find(1, "fog")
	if rs, err := lib.Revisions(ctx, a.ID); err != nil || len(rs) != 1 || rs[0].Body != "A teaser." {
		t.Errorf("revisions %+v, %v", rs, err)
	}
	keep(1, map[model.ID]string{a.ID: "All about the harbour."})
	find(0, "breakwater")
	restoringFullTexts(t, lib, ref, a, b)
	keep(1, map[model.ID]string{a.ID: ""})
	find(0, "harbour")
	find(1, "another")
}

// restoringFullTexts checks that records bring texts of pages to where there are none, and
// replace none.
func restoringFullTexts(t *testing.T, lib, ref Paged, a, b model.Article) {
	var records []model.Record
	for _, id := range []model.ID{a.ID, b.ID} {
		r, err := lib.Record(t.Context(), id)
		if err != nil || !r.FullText {
			t.Fatalf("record %+v, %v", r, err)
		}
		records = append(records, r)
	}
	if _, err := lib.KeepFullTexts(t.Context(), map[model.ID]string{b.ID: ""}, Clock); err != nil {
		t.Fatal(err)
	}
	if _, err := ref.KeepFullTexts(t.Context(), map[model.ID]string{b.ID: ""}, Clock); err != nil {
		t.Fatal(err)
	}
	records[0].Body = "Another text of the page."
	for _, l := range []Paged{lib, ref} {
		if got, err := l.Restore(t.Context(), records, Clock); err != nil || got != (model.Saved{Changed: 1, Same: 1}) {
			t.Errorf("restored %+v, %v", got, err)
		}
	}
	SameRecords(t, Records(t, lib), Records(t, ref))
	if got, err := lib.Article(t.Context(), b.ID); err != nil || got.Body != "There was fog." {
		t.Errorf("got %+v, %v", got, err)
	}
}
