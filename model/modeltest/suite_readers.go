package modeltest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// catalogue is what of a Catalog concerns readers and articles, and who watches them.
type catalogue interface {
	peopled
	Watch(ctx context.Context) <-chan struct{}
}

// runReaders tests a catalogue with several readers. both opens a new one twice; where it
// cannot, both are one.
func runReaders(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue, both func(*testing.T) [2]catalogue) {
	for name, part := range map[string]func(*testing.T, func(*testing.T, model.OpenOptions) catalogue){
		"adding readers": addingReaders, "a new reader": newReader, "guests": guests, "guarding": guarding, "settings": settings, "removing readers": removingReaders,
		"applying changes": applying, "which change wins": superseding, "changes by the clock": byTheClock, "telling changes": telling, "changes within a second": withinASecond,
	} {
		beside(t, name, func(t *testing.T) { part(t, open) })
	}
	beside(t, "two handles at once", func(t *testing.T) { atOnce(t, both(t)) })
	beside(t, "guests watch", func(t *testing.T) { guestsWatch(t, both(t)) })
	beside(t, "watching readers", func(t *testing.T) { watchingReaders(t, both(t)) })
	beside(t, "many mark at once", func(t *testing.T) { manyMarkers(t, both(t)) })
}

// wantSound fails the test for each fault that a catalogue finds in itself, where it
// looks for them.
func wantSound(t *testing.T, c catalogue) {
	t.Helper()
	if m, ok := c.(model.Maintainer); ok {
		Sound(t, m)
	}
}

// infoOf returns what a catalogue says of itself, where it does.
func infoOf(t *testing.T, c catalogue) (info model.Info) {
	t.Helper()
	if m, ok := c.(model.Maintainer); ok {
		var err error
		if info, err = m.Info(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return info
}

// addReader adds a reader of a name and returns his library.
func addReader(t *testing.T, c catalogue, name string) model.Library {
	t.Helper()
	r, err := c.AddReader(t.Context(), model.Reader{Name: name}, Clock)
	if err != nil {
		t.Fatal(err)
	}
	return libraryOf(t, c, r.ID)
}

// libraryOf returns the library of a reader.
func libraryOf(t *testing.T, c catalogue, id model.ReaderID) model.Library {
	t.Helper()
	lib, err := c.Reader(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// plainArticles makes n articles of an owner: all of one source, an hour apart.
func plainArticles(owner model.ReaderID, n int) []model.Article {
	batch := make([]model.Article, n)
	for i := range batch {
		title := fmt.Sprintf("Article %d of %q", i, owner)
		batch[i] = model.Article{
			ID: model.NewID(title, "", "", title, model.Date{}), Title: title, Body: "harbour", Tags: []string{"news"},
			Source: "Source of " + string(owner), Home: "/home/" + string(owner), Owner: owner,
			Published: model.AtInstant(Clock.Add(-time.Duration(i)*time.Hour), model.FromStated),
		}
	}
	return batch
}

// save saves a batch and returns its IDs.
func save(t *testing.T, c model.Saver, batch []model.Article) []model.ID {
	t.Helper()
	if _, err := c.Save(t.Context(), slices.Clone(batch), Clock); err != nil {
		t.Fatal(err)
	}
	ids := make([]model.ID, len(batch))
	for i := range batch {
		ids[i] = batch[i].ID
	}
	return ids
}

// doMark marks articles of a library, which must change some.
func doMark(t *testing.T, lib model.Marker, m model.Mark, ids ...model.ID) {
	t.Helper()
	if act, err := lib.Mark(t.Context(), ids, m, Clock); err != nil || act.N == 0 {
		t.Fatalf("%+v: %+v, %v", m, act, err)
	}
}

// sight is all that a reader sees of a catalogue.
type sight struct {
	Records  []model.Record
	Tally    model.Tally
	Months   []model.Bucket
	Sources  []model.Source
	Tags     []model.TagCount
	Views    []model.View
	Rules    []model.Rule
	Settings map[string]string
	Changes  []model.Change
}

// seenBy asks a library for all that its reader sees.
func seenBy(t *testing.T, lib model.Library) sight {
	t.Helper()
	s, ctx := sight{Records: Records(t, lib)}, t.Context()
	q := model.Query{Now: Clock}
	var errs [8]error
	s.Tally, errs[0] = lib.Count(ctx, q)
	s.Months, errs[1] = lib.Histogram(ctx, q, model.ByMonth, model.Span{})
	s.Sources, errs[2] = lib.Sources(ctx)
	s.Tags, errs[3] = lib.Tags(ctx)
	s.Views, errs[4] = lib.Views(ctx)
	s.Rules, errs[5] = lib.Rules(ctx)
	for i := range s.Tags { // which of several spellings it has is not laid down
		s.Tags[i].Name = Fold(s.Tags[i].Name)
	}
	s.Settings, errs[6] = lib.Settings(ctx)
	s.Changes, _, errs[7] = lib.Changes(ctx, 0, 1_000_000)
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return s
}

// sameSight compares what a reader sees with what he must see.
func sameSight(t *testing.T, got, want sight, what string) {
	t.Helper()
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		a, b := g.Field(i), w.Field(i)
		if a.Kind() != reflect.Struct && a.Len()+b.Len() == 0 {
			continue // nil or not
		}
		if !reflect.DeepEqual(a.Interface(), b.Interface()) {
			t.Errorf("%s: %s\ngot  %+v\nwant %+v", what, g.Type().Field(i).Name, a.Interface(), b.Interface())
		}
	}
}

// readersOf returns the readers of a catalogue with their keys in order.
func readersOf(t *testing.T, c model.ReaderStore) []model.Reader {
	t.Helper()
	all, err := c.Readers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		slices.Sort(all[i].Keys)
		all[i].Added = all[i].Added.UTC()
	}
	return all
}

// addingReaders: who reads in a catalogue is added, renamed and found by his keys; no two
// have a name, a key or an ID.
func addingReaders(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{})
	ctx := t.Context()
	all := readersOf(t, c)
	if len(all) != 1 || all[0].ID != model.LocalReader || all[0].Role != model.RoleAdmin || all[0].Name == "" || len(all[0].Keys) > 0 || !all[0].Added.IsZero() {
		t.Fatalf("at first there are %+v", all)
	}
	local := all[0]
	add := func(r model.Reader) model.Reader {
		t.Helper()
		got, err := c.AddReader(ctx, r, Clock.Add(time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		if want := r.ID; want != "" && got.ID != want || got.ID == "" || got.Name != r.Name || got.Role != r.Role || !slices.Equal(got.Keys, r.Keys) || !got.Added.Equal(Clock) {
			t.Fatalf("added %+v as %+v", r, got)
		}
		got.Added = got.Added.UTC()
		return got
	}
	zoe := add(model.Reader{Name: "Zoë", Role: model.RoleEditor, Keys: []string{"key a", "key b"}})
	ann := add(model.Reader{ID: "ann-1", Name: "ann"})
	bea := add(model.Reader{Name: "Bea", Role: model.RoleAdmin, Keys: []string{"key c"}})
	want := func(all ...model.Reader) {
		t.Helper()
		slices.SortFunc(all, func(a, b model.Reader) int { return cmp.Compare(Fold(a.Name), Fold(b.Name)) })
		if got := readersOf(t, c); !reflect.DeepEqual(got, all) {
			t.Fatalf("got  %+v\nwant %+v", got, all)
		}
	}
	want(local, zoe, ann, bea)
	for _, r := range []model.Reader{
		{Name: "ZOE"},
		{Name: "Zoe\u0308", Keys: []string{"key d"}},
		{Name: "Ánn"},
		{Name: local.Name},
		{Name: "new", Keys: []string{"key d", "key b"}},
		{Name: "new", ID: "ann-1"},
		{Name: "new", ID: model.LocalReader},
	} {
		if got, err := c.AddReader(ctx, r, Clock); !errors.Is(err, model.ErrExists) {
			t.Errorf("%+v is added as %+v, %v", r, got, err)
		}
	}
	want(local, zoe, ann, bea)
	byKey := func(key string, id model.ReaderID) {
		t.Helper()
		got, err := c.ReaderOfKey(ctx, key)
		if id == "" {
			if !errors.Is(err, model.ErrNotFound) {
				t.Errorf("with key %q comes %+v, %v", key, got, err)
			}
		} else if err != nil || got.ID != id {
			t.Errorf("with key %q comes %+v, %v, want %s", key, got, err, id)
		}
	}
	byKey("key a", zoe.ID)
	byKey("key b", zoe.ID)
	byKey("key c", bea.ID)
	for _, key := range []string{"", "key", "KEY A", "key d", "' OR 1=1 --"} {
		byKey(key, "")
	}

	set := func(r model.Reader, want error) {
		t.Helper()
		r.Added = time.Time{} // it stays
		if err := c.SetReader(ctx, r); !errors.Is(err, want) {
			t.Errorf("set %+v: %v, want %v", r, err, want)
		}
	}
	set(model.Reader{ID: ann.ID, Name: "ZOE", Keys: []string{"key e"}}, model.ErrExists)
	set(model.Reader{ID: ann.ID, Name: "Anna", Keys: []string{"key e", "key a"}}, model.ErrExists)
	set(model.Reader{ID: "nobody", Name: "Nobody"}, model.ErrNotFound)
	want(local, zoe, ann, bea)
	byKey("key e", "")
	zoe.Name, zoe.Role, zoe.Keys = "ZOE", model.RoleReader, []string{"key b", "key f"}
	set(zoe, nil)
	byKey("key a", "")
	ann.Name, ann.Keys = "Anna", []string{"key a"}
	set(ann, nil)
	byKey("key a", ann.ID)
	local.Name, local.Keys = "Me", []string{"key g"}
	set(local, nil)
	byKey("key g", model.LocalReader)
	want(local, zoe, ann, bea)
	if _, err := c.Reader(ctx, "nobody"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the library of nobody: %v", err)
	}
	for _, id := range []model.ReaderID{zoe.ID, ann.ID, bea.ID, model.LocalReader} {
		if lib := libraryOf(t, c, id); lib.Who() != id {
			t.Errorf("the library of %s is %s's", id, lib.Who())
		}
	}
}

// newReader: who is new has the first views and what everybody has, and has done nothing.
func newReader(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{Rules: readEverything})
	ctx, local := t.Context(), libraryOf(t, c, model.LocalReader)
	ids := save(t, c, plainArticles("", 5))
	before := seenBy(t, local)
	actAll(t, local, ids)
	if _, err := local.Visit(ctx, Clock); err != nil {
		t.Fatal(err)
	}
	lib := addReader(t, c, "new")
	sameSight(t, seenBy(t, lib), before, "a new reader")
	if at, err := lib.Visit(ctx, Clock.Add(time.Hour)); err != nil || !at.IsZero() {
		t.Errorf("his last visit ended %v, %v", at, err)
	}
	if act, err := lib.Undo(ctx); !errors.Is(err, model.ErrNothingToUndo) {
		t.Errorf("he can undo %+v, %v", act, err)
	}
	if u, err := c.Usage(ctx, lib.Who()); err != nil || u != (model.Usage{Views: len(model.FirstViews)}) {
		t.Errorf("he uses %+v, %v", u, err)
	}
}

// hideEverything is a rule that readEverything reads.
var hideEverything = model.Rule{Do: model.Hide, Query: "everything"}

// readEverything reads the rule "everything", and no other.
func readEverything(query string, _ time.Time) (model.Expr, error) {
	if query != "everything" {
		return nil, errors.New("not understood")
	}
	return model.Or{model.Is{State: model.IsDated}, model.Is{State: model.IsUndated}}, nil
}

// actAll does one of each kind to a library of at least five articles.
func actAll(t *testing.T, lib model.Library, ids []model.ID) {
	t.Helper()
	ctx := t.Context()
	doMark(t, lib, model.Mark{Do: model.MarkRead}, ids[0], ids[1])
	doMark(t, lib, model.Mark{Do: model.Star}, ids[1])
	doMark(t, lib, model.Mark{Do: model.AddTag, Tag: "mine"}, ids[1], ids[2], ids[3])
	doMark(t, lib, model.Mark{Do: model.Hide}, ids[4])
	var errs [5]error
	_, errs[0] = lib.SaveView(ctx, model.View{Name: "own", Query: "harbour"}, Clock)
	_, errs[1] = lib.SaveRule(ctx, hideEverything, Clock)
	errs[2] = lib.SetSetting(ctx, "theme", "dark")
	errs[3] = lib.SetPosition(ctx, ids[0], 3)
	_, errs[4] = lib.Visit(ctx, Clock)
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
}

// settings: each reader makes his own.
func settings(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{})
	one, two := libraryOf(t, c, model.LocalReader), addReader(t, c, "two")
	set := func(lib model.Library, name, value string) {
		t.Helper()
		if err := lib.SetSetting(t.Context(), name, value); err != nil {
			t.Fatal(err)
		}
	}
	want := func(lib model.Library, want map[string]string) {
		t.Helper()
		if got, err := lib.Settings(t.Context()); err != nil || !maps.Equal(got, want) {
			t.Errorf("the settings of %s are %v, %v, want %v", lib.Who(), got, err, want)
		}
	}
	want(one, nil)
	set(one, "theme", "dark")
	set(one, "O'Neill", "a\nb; --")
	set(two, "theme", "light")
	set(two, "order", "oldest")
	want(one, map[string]string{"theme": "dark", "O'Neill": "a\nb; --"})
	want(two, map[string]string{"theme": "light", "order": "oldest"})
	set(two, "theme", "grey")
	set(two, "order", "")
	set(two, "order", "")
	want(one, map[string]string{"theme": "dark", "O'Neill": "a\nb; --"})
	want(two, map[string]string{"theme": "grey"})
}

// removingReaders: with a reader goes all that is kept for him, and what he owns; the
// others see what they saw.
func removingReaders(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{Rules: readEverything})
	ctx, local := t.Context(), libraryOf(t, c, model.LocalReader)
	shared := save(t, c, plainArticles("", 6))
	actAll(t, local, shared)
	other := addReader(t, c, "other")
	doMark(t, other, model.Mark{Do: model.Star}, append(shared, save(t, c, plainArticles(other.Who(), 2))...)...)
	before := map[model.Library]sight{local: seenBy(t, local), other: seenBy(t, other)}
	info := infoOf(t, c)

	him := model.Reader{ID: "him", Name: "Him", Role: model.RoleEditor, Keys: []string{"his key", "another"}}
	if _, err := c.AddReader(ctx, him, Clock); err != nil {
		t.Fatal(err)
	}
	lib, his := libraryOf(t, c, him.ID), plainArticles(him.ID, 7)
	his[6].Home, his[6].Source = "/elsewhere", "Elsewhere"
	owned := save(t, c, his)
	his[5].Body = "Another text."
	save(t, c, his[5:6])
	actAll(t, lib, owned)
	doMark(t, lib, model.Mark{Do: model.Unhide}, shared[0], shared[1], owned[0])
	doMark(t, lib, model.Mark{Do: model.MarkRead}, shared[0], shared[2])
	doMark(t, lib, model.Mark{Do: model.AddTag, Tag: "news"}, shared[3])
	doMark(t, lib, model.Mark{Do: model.SetDate, Date: model.OnDay(17000, model.FromHand)}, owned[2])
	want := model.Usage{Read: 4, Starred: 1, Hidden: 10, Tagged: 4, Views: len(model.FirstViews) + 1, Rules: 1, Keys: 2, Sources: 2}
	if u, err := c.Usage(ctx, him.ID); err != nil || u != want {
		t.Errorf("he uses %+v, %v, want %+v", u, err, want)
	}
	wantSound(t, c)
	if err := c.RemoveReader(ctx, him.ID); err != nil {
		t.Fatal(err)
	}
	wantSound(t, c)
	for lib, want := range before {
		sameSight(t, seenBy(t, lib), want, fmt.Sprintf("%s, when another was removed", lib.Who()))
	}
	if got := infoOf(t, c); got.Articles != info.Articles || got.Sources != info.Sources || got.Undated != info.Undated {
		t.Errorf("the catalogue holds %+v, and did %+v", got, info)
	}
	if _, err := c.Reader(ctx, him.ID); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("his library: %v", err)
	}
	if _, err := c.Usage(ctx, him.ID); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("his usage: %v", err)
	}
	if _, err := c.ReaderOfKey(ctx, "his key"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("his key: %v", err)
	}
	if err := c.RemoveReader(ctx, him.ID); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("removed again: %v", err)
	}
	if err := c.RemoveReader(ctx, model.LocalReader); !errors.Is(err, model.ErrLocalReader) {
		t.Errorf("the local reader is removed: %v", err)
	}
	if places, err := c.Places(ctx, owned); err != nil || len(places) > 0 {
		t.Errorf("what he owned is at %v, %v", places, err)
	}
	// Another may have all that was his, and finds nothing of what he did.
	if _, err := c.AddReader(ctx, him, Clock); err != nil {
		t.Fatal(err)
	}
	again := seenBy(t, libraryOf(t, c, him.ID))
	for i := range again.Records {
		if st := again.Records[i].State; !reflect.DeepEqual(st, model.State{}) {
			t.Errorf("who comes after him has %+v", st)
		}
	}
	if len(again.Records) != len(shared) || len(again.Rules)+len(again.Settings)+len(again.Changes) > 0 || !slices.Equal(again.Views, model.FirstViews) {
		t.Errorf("who comes after him has %+v", again)
	}
	if saved, err := c.Save(ctx, his, Clock); err != nil || saved.Added != len(his) {
		t.Errorf("what he owned is saved again: %+v, %v", saved, err)
	}
	wantSound(t, c)
}
