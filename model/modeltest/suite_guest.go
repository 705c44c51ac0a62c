package modeltest

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// guests: nobody sees what a reader sees who has done nothing, also of what comes later,
// and changes nothing.
func guests(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{Rules: readEverything})
	ctx, local := t.Context(), libraryOf(t, c, model.LocalReader)
	lib := libraryOf(t, c, model.GuestReader)
	newcomer := addReader(t, c, "newcomer")
	same := func(what string) {
		t.Helper()
		sameSight(t, seenBy(t, lib), seenBy(t, newcomer), what)
		sameSight(t, seenBy(t, libraryOf(t, c, model.GuestReader)), seenBy(t, newcomer), what+", of one who comes now")
	}
	if lib.Who() != model.GuestReader || !lib.ReadOnly() {
		t.Errorf("he is %s, and may change things: %v", lib.Who(), !lib.ReadOnly())
	}
	same("nothing")
	r := rand.New(rand.NewPCG(17, 1))
	var ids []model.ID
	for i := range 60 {
		a := article(r, i)
		ids = append(ids, save(t, c, []model.Article{a})...)
	}
	owned := save(t, c, plainArticles(newcomer.Who(), 2))
	if _, err := lib.Article(ctx, owned[0]); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("he sees what another owns: %v", err)
	}
	if err := c.RemoveReader(ctx, newcomer.Who()); err != nil {
		t.Fatal(err)
	}
	newcomer = addReader(t, c, "another")
	same("articles")
	actAll(t, local, ids)
	doMark(t, local, model.Mark{Do: model.SetDate, Date: model.OnDay(17000, model.FromHand)}, ids[5])
	for _, v := range []model.View{{Name: "all", Query: "harbour", Shared: true}, {Name: "ON-THIS-DAY", Query: "is:starred", Shared: true}} {
		if _, err := local.SaveView(ctx, v, Clock); err != nil {
			t.Fatal(err)
		}
	}
	same("what others did")
	changingNothing(t, lib, ids)
	same("what he tried")
	wantSound(t, c)
	if all := readersOf(t, c); slices.ContainsFunc(all, func(r model.Reader) bool { return r.ID == model.GuestReader }) {
		t.Errorf("he is one of %+v", all)
	}
	if _, err := c.AddReader(ctx, model.Reader{ID: model.GuestReader, Name: "somebody"}, Clock); !errors.Is(err, model.ErrExists) {
		t.Errorf("his ID is given away: %v", err)
	}
	for what, err := range map[string]error{
		"set":     c.SetReader(ctx, model.Reader{ID: model.GuestReader, Name: "somebody"}),
		"removed": c.RemoveReader(ctx, model.GuestReader),
	} {
		if !errors.Is(err, model.ErrNotFound) {
			t.Errorf("he is %s: %v", what, err)
		}
	}
	batch := plainArticles(model.GuestReader, 1)
	if _, err := c.Save(ctx, batch, Clock); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("he owns a source: %v", err)
	}
}

// changingNothing: every change in a library is refused.
func changingNothing(t *testing.T, lib model.Library, ids []model.ID) {
	t.Helper()
	ctx, q := t.Context(), model.Query{Now: Clock}
	rec, err := lib.Record(ctx, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	rec.State.Starred = true
	for what, change := range map[string]func(model.Library) error{
		"mark":   func(l model.Library) error { _, err := l.Mark(ctx, ids, model.Mark{Do: model.Star}, Clock); return err },
		"opened": func(l model.Library) error { _, err := l.Mark(ctx, ids, model.Mark{Opened: true}, Clock); return err },
		"mark where": func(l model.Library) error {
			_, err := l.MarkWhere(ctx, q, model.Mark{Do: model.Hide}, Clock)
			return err
		},
		"date": func(l model.Library) error {
			_, err := l.Mark(ctx, ids, model.Mark{Do: model.SetDate, Date: model.OnDay(17000, model.FromHand)}, Clock)
			return err
		},
		"undo": func(l model.Library) error { _, err := l.Undo(ctx); return err },
		"redo": func(l model.Library) error { _, err := l.Redo(ctx); return err },
		"apply": func(l model.Library) error {
			_, err := l.Apply(ctx, []model.Change{{ID: ids[0], Do: model.Star, At: Clock}})
			return err
		},
		"restore": func(l model.Library) error { _, err := l.Restore(ctx, []model.Record{rec}, Clock); return err },
		"view": func(l model.Library) error {
			_, err := l.SaveView(ctx, model.View{Name: "v", Query: "q"}, Clock)
			return err
		},
		"drop view": func(l model.Library) error { _, err := l.DropView(ctx, "all", Clock); return err },
		"rule":      func(l model.Library) error { _, err := l.SaveRule(ctx, hideEverything, Clock); return err },
		"drop rule": func(l model.Library) error { _, err := l.DropRule(ctx, hideEverything, Clock); return err },
		"visit":     func(l model.Library) error { _, err := l.Visit(ctx, Clock); return err },
		"position":  func(l model.Library) error { return l.SetPosition(ctx, ids[0], 3) },
		"setting":   func(l model.Library) error { return l.SetSetting(ctx, "theme", "dark") },
	} {
		for _, l := range []model.Library{lib, lib.Guarded(func(model.Mark) error { return nil })} {
			if err := change(l); !errors.Is(err, model.ErrReadOnly) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
}

// guestsWatch: nobody is told of what all share, by whomever it is changed, and of no
// reader's state. Who the readers are is told to who watches that, and nothing else.
func guestsWatch(t *testing.T, both [2]catalogue) {
	c, lib := both[0], libraryOf(t, both[1], model.GuestReader)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ids := save(t, c, plainArticles("", 2))
	reader := addReader(t, c, "one")
	watches := map[string]<-chan struct{}{"guest": lib.Watch(ctx), "readers": both[1].WatchReaders(ctx), "all": both[1].Watch(ctx)}
	quiet := func() (told map[string]bool) { // until nothing comes
		told = make(map[string]bool)
		for end := time.Now().Add(400 * time.Millisecond); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			for name, watch := range watches {
				select {
				case <-watch:
					told[name] = true
				default:
				}
			}
		}
		return told
	}
	told := func(what string, want ...string) {
		t.Helper()
		got := quiet()
		for range 20 { // another program may be slow
			if len(got) < len(want) {
				maps.Copy(got, quiet())
			}
		}
		if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) {
			t.Errorf("of %s are told %v, want %v", what, names, want)
		}
	}
	quiet()
	doMark(t, reader, model.Mark{Do: model.Star}, ids[0])
	told("a state", "all")
	save(t, c, plainArticles("", 3))
	told("an article", "all", "guest")
	r, err := c.AddReader(ctx, model.Reader{Name: "two"}, Clock)
	if err != nil {
		t.Fatal(err)
	}
	told("a new reader", "all", "readers")
	r.Role = model.RoleEditor
	if err := c.SetReader(ctx, r); err != nil {
		t.Fatal(err)
	}
	told("a role", "all", "readers")
	if err := c.RemoveReader(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	told("a reader who was removed", "all", "readers")
	cancel()
	for _, watch := range watches {
		for range watch { // until it is closed
		}
	}
}

// guarding: what all readers see is changed only where it is allowed, also by undoing and
// doing again; what is a reader's own always is.
func guarding(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{})
	ctx := t.Context()
	ids := save(t, c, plainArticles("", 5))
	free := addReader(t, c, "reader")
	no := errors.New("no")
	var asked []model.Mark
	lib := free.Guarded(func(m model.Mark) error {
		asked = append(asked, m)
		return no
	})
	yes := free.Guarded(func(model.Mark) error { return nil })
	date := model.Mark{Do: model.SetDate, Date: model.OnDay(17000, model.FromHand)}
	shared := model.View{Name: "all", Query: "harbour", Shared: true}
	do := func(_ model.Act, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string, kind model.ActionKind, change func() (model.Act, error)) {
		t.Helper()
		before := seenBy(t, free)
		asked = nil
		if act, err := change(); !errors.Is(err, no) {
			t.Errorf("%s: %+v, %v", what, act, err)
		}
		if len(asked) == 0 || asked[0].Do != kind {
			t.Errorf("%s: asked for %+v", what, asked)
		}
		sameSight(t, seenBy(t, free), before, what)
	}
	redo := func() (model.Act, error) { return lib.Redo(ctx) }
	undo := func() (model.Act, error) { return lib.Undo(ctx) }

	refused("a date", model.SetDate, func() (model.Act, error) { return lib.Mark(ctx, ids[:1], date, Clock) })
	refused("dates", model.SetDate, func() (model.Act, error) { return lib.MarkWhere(ctx, model.Query{Now: Clock}, date, Clock) })
	refused("a shared view", model.SetView, func() (model.Act, error) { return lib.SaveView(ctx, shared, Clock) })
	do(yes.Mark(ctx, ids[:1], date, Clock))
	refused("a date that is given back", model.ResetDate, func() (model.Act, error) { return lib.Mark(ctx, ids[:1], model.Mark{Do: model.ResetDate}, Clock) })
	refused("a date that is taken back", model.SetDate, undo)
	do(yes.Undo(ctx))
	refused("a date again", model.SetDate, redo)
	do(yes.Redo(ctx))

	do(yes.SaveView(ctx, shared, Clock))
	refused("a shared view that is taken back", model.SetView, undo)
	refused("a shared view that is changed", model.SetView, func() (model.Act, error) {
		return lib.SaveView(ctx, model.View{Name: "ALL", Query: "other", Shared: true}, Clock)
	})
	refused("a shared view that is dropped", model.UnsetView, func() (model.Act, error) { return lib.DropView(ctx, "all", Clock) })
	do(yes.Undo(ctx))
	refused("a shared view again", model.SetView, redo)
	do(yes.Redo(ctx))

	asked = nil
	for _, m := range []model.Mark{{Do: model.MarkRead}, {Do: model.Star}, {Do: model.AddTag, Tag: "mine"}, {Do: model.Hide}, {Do: model.Unhide}} {
		do(lib.Mark(ctx, ids, m, Clock))
		do(lib.Undo(ctx))
		do(lib.Redo(ctx))
	}
	do(lib.SaveView(ctx, model.View{Name: "all", Query: "own"}, Clock))
	do(lib.DropView(ctx, "all", Clock)) // his own, before the shared one
	do(lib.Undo(ctx))
	do(lib.Redo(ctx))
	if len(asked) > 0 {
		t.Errorf("asked for %+v, which are the reader's own", asked)
	}
	wantSound(t, c)
}
