package session_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
	"dateline/ui/session"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// days is a library of n articles, one a day, the newest first in a list: "d1" is of
// today. Every third is read.
func days(t *testing.T, n int) (*modeltest.Reference, query.Env) {
	t.Helper()
	lib := modeltest.NewReference(nil)
	var as []model.Article
	for i := range n {
		id := model.ID(fmt.Sprintf("d%d", i+1))
		as = append(as, model.Article{ID: id, Title: string(id), Source: "s", Path: "p" + string(id), Published: model.OnDay(model.DayOf(noon)-model.Day(i), model.FromStated)})
	}
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	for i := 2; i < n; i += 3 {
		if _, err := lib.Mark(t.Context(), []model.ID{as[i].ID}, model.Mark{Do: model.MarkRead}, noon); err != nil {
			t.Fatal(err)
		}
	}
	return lib, query.Env{Now: noon, WeekStart: time.Monday}
}

// listing is the list of a text.
func listing(t *testing.T, lib model.Library, env query.Env, text string) session.Listing {
	t.Helper()
	var f session.Filter
	if !f.Set(text, env) {
		t.Fatal(f.Err)
	}
	counts, err := session.Count(t.Context(), lib, text, f.Query, env)
	if err != nil {
		t.Fatal(err)
	}
	f.Count(counts)
	return session.Listing{Library: lib, Query: f.Listed(env), Keep: f.Kept, Total: f.Total()}
}

func titles(p session.Part) string {
	var out []string
	for _, h := range p.Rows {
		out = append(out, h.Title)
	}
	return strings.Join(out, " ")
}

// TestListing: parts of a list follow one another and say where it begins and ends.
func TestListing(t *testing.T) {
	lib, env := days(t, 5)
	l := listing(t, lib, env, "")
	p, err := l.From(t.Context(), model.At{}, "", 2)
	if err != nil || titles(p) != "d1 d2" || !p.Begins || p.Ends {
		t.Fatalf("first: %v %+v", err, p)
	}
	last := p.Rows[1]
	if p, err = l.From(t.Context(), model.At{Place: &last.Place}, last.ID, 9); err != nil || titles(p) != "d3 d4 d5" || p.Begins || !p.Ends {
		t.Errorf("then: %v %+v", err, p)
	}
	first := p.Rows[0]
	if p, err = l.UpTo(t.Context(), model.At{Place: &first.Place}, first.ID, 9); err != nil || titles(p) != "d1 d2" || !p.Begins || p.Ends {
		t.Errorf("back: %v %+v", err, p)
	}
	if p, err = l.UpTo(t.Context(), model.At{Bottom: true}, "", 2); err != nil || titles(p) != "d4 d5" || p.Begins || !p.Ends {
		t.Errorf("at the end: %v %+v", err, p)
	}
}

// TestWalk: numbers are those that were shown, steps end with the list, and the next
// unread headline is the nearest.
func TestWalk(t *testing.T) {
	lib, env := days(t, 9)
	l := listing(t, lib, env, "")
	ctx := t.Context()
	var w session.Walk
	if _, err := w.Meant(ctx, l, 0); err == nil {
		t.Error("a headline is meant before any was")
	}
	if ok, err := w.Step(ctx, l, 1); ok || err != nil {
		t.Errorf("a step from nowhere: %t, %v", ok, err)
	}
	p, _ := l.From(ctx, model.At{}, "", 3)
	w.Show(p, 1)
	at := func(what, want string, number int) {
		t.Helper()
		if w.Here == nil || w.Here.Title != want || w.Number != number {
			t.Errorf("%s: %v number %d, want %s number %d", what, w.Here, w.Number, want, number)
		}
	}
	if ok, err := w.Step(ctx, l, 2); !ok || err != nil {
		t.Fatal(ok, err)
	}
	at("two on", "d2", 2)
	if h, err := w.Meant(ctx, l, 7); err != nil || h.Title != "d7" {
		t.Errorf("the seventh: %v %v", h.Title, err)
	}
	at("the seventh", "d7", 7)
	if ok, _ := w.Step(ctx, l, 5); !ok {
		t.Error("no step to the last")
	}
	at("five on, as far as it goes", "d9", 9)
	if ok, _ := w.Step(ctx, l, -1); !ok {
		t.Error("no step back")
	}
	at("one back", "d8", 8)
	if ok, _ := w.Step(ctx, l, 1); !ok {
		t.Error("no step on")
	}
	if ok, _ := w.Step(ctx, l, 1); ok {
		t.Error("a step behind the last")
	}
	if ok, err := w.NextUnread(ctx, l, -1); !ok || err != nil {
		t.Error(ok, err)
	}
	at("unread before the last", "d8", 0)
	if ok, err := w.NextUnread(ctx, l, 1); ok || err != nil {
		t.Errorf("unread behind: %t %v", ok, err)
	}
	if _, err := w.Meant(ctx, l, 10); err == nil || !strings.Contains(err.Error(), "the last is 9") {
		t.Errorf("the tenth of nine: %v", err)
	}
	if _, err := w.Meant(ctx, listing(t, lib, env, "nosuch"), 10); err == nil || !strings.Contains(err.Error(), "no headlines") {
		t.Errorf("of none: %v", err)
	}
}

// TestBefore: a heading stands behind what is newer, or older where the oldest come
// first; no other order has one.
func TestBefore(t *testing.T) {
	lib, env := days(t, 40)
	for _, c := range []struct {
		text string
		date model.Date
		want int
	}{
		{"", model.OnDay(model.DayOf(noon)-4, model.FromStated), 4},
		{"is:unread", model.OnDay(model.DayOf(noon)-4, model.FromStated), 3},
		{"sort:oldest", model.OnDay(model.DayOf(noon)-4, model.FromStated), 35},
		{"", model.OnDay(model.DayOf(noon)+100, model.FromStated), 0},
		{"sort:title", model.OnDay(model.DayOf(noon), model.FromStated), -1},
	} {
		l := listing(t, lib, env, c.text)
		n, err := session.Before(t.Context(), lib, l.Query, nil, c.date)
		if (err != nil) != (c.want < 0) || err == nil && n != c.want {
			t.Errorf("%q before %v: %d, %v, want %d", c.text, c.date, n, err, c.want)
		}
	}
}

// TestKeep: what an act has taken out of the filter stays, what it has not does not need
// to.
func TestKeep(t *testing.T) {
	lib, env := days(t, 3)
	var f session.Filter
	f.Set("is:unread", env)
	l := listing(t, lib, env, "is:unread")
	p, err := l.From(t.Context(), model.At{}, "", 2)
	if err != nil || titles(p) != "d1 d2" {
		t.Fatal(err, titles(p))
	}
	if _, err := lib.Mark(t.Context(), []model.ID{"d1"}, model.Mark{Do: model.MarkRead}, noon); err != nil {
		t.Fatal(err)
	}
	for _, h := range p.Rows {
		f.Keep(t.Context(), lib, env, h)
	}
	if len(f.Kept) != 1 || !f.Kept.Has("d1") {
		t.Errorf("kept are %v", session.IDs(f.Kept))
	}
	if err := f.Recount(t.Context(), lib, env); err != nil || f.Counts.Total != 1 || f.Total() != 2 {
		t.Errorf("%d found, %d listed, %v", f.Counts.Total, f.Total(), err)
	}
}

// TestOverview: few periods are told, in units that make more than two of them.
func TestOverview(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{
		{2, "Sun 22 Nov 2026, Mon 23 Nov 2026"},
		{70, "September 2026, October 2026, November 2026"},
		{800, "2024, 2025, 2026"},
	} {
		lib, env := days(t, c.n)
		periods, err := session.Overview(t.Context(), lib, listing(t, lib, env, "").Query)
		var names []string
		for _, p := range periods {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, ", "); err != nil || got != c.want {
			t.Errorf("of %d days: %s, %v, want %s", c.n, got, err, c.want)
		}
	}
}

// TestToggle: a mark goes on unless all have it.
func TestToggle(t *testing.T) {
	starred := model.Headline{ID: "a", State: model.State{Starred: true}}
	plain := model.Headline{ID: "b", Folded: []model.ID{"c"}}
	for _, c := range []struct {
		mark, want model.ActionKind
		hs         []model.Headline
	}{
		{model.Star, model.Star, []model.Headline{starred, plain}},
		{model.Star, model.Unstar, []model.Headline{starred}},
		{model.MarkRead, model.MarkRead, []model.Headline{plain}},
		{model.Hide, model.Hide, []model.Headline{plain}},
	} {
		if got := session.Toggle(c.mark, c.hs); got != c.want {
			t.Errorf("toggle %v of %v: %v, want %v", c.mark, session.IDs(c.hs), got, c.want)
		}
	}
	s := starred.State
	if session.Apply(model.Unstar, &s); s.Starred || s.Read || s.Hidden {
		t.Errorf("without its star: %+v", s)
	}
	if ids := session.Marked([]model.Headline{starred, plain}, model.Mark{Do: model.MarkRead}); fmt.Sprint(ids) != "[a b c]" {
		t.Errorf("read with what is folded: %v", ids)
	}
	if ids := session.Marked([]model.Headline{plain}, model.Mark{Do: model.Star}); fmt.Sprint(ids) != "[b]" {
		t.Errorf("starred: %v", ids)
	}
}
