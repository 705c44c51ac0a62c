package session_test

import (
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/session"
)

// TestFilterSet: a text that cannot be read leaves the one before it in force and says
// why; what is being typed says what it still lacks.
func TestFilterSet(t *testing.T) {
	env := query.Env{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	typing := env
	typing.Typing = true
	for _, c := range []struct {
		name, text string
		env        query.Env
		force      string // the text in force afterwards
		err, lacks bool
		offers     int
		words      string // read back
	}{
		{name: "a word", text: "harbour", env: env, force: "harbour", words: `"harbour" anywhere`},
		{name: "a word that is typed", text: "harb", env: typing, force: "harb", words: `"harb…" anywhere`},
		{name: "a key that is typed", text: "is:unr", env: typing, force: "is:unr", lacks: true, words: "everything"},
		{name: "an error", text: "since:2018-13", env: env, force: "pier", err: true, offers: 1, words: `"pier" anywhere`},
		{name: "a date that may be meant", text: "november", env: env, force: "november", offers: 1, words: `"november" anywhere`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f session.Filter
			f.Set("pier", env)
			f.Kept.Add(model.Headline{ID: "a"})
			ok := f.Set(c.text, c.env)
			if ok == c.err || (f.Err != nil) != c.err || (f.Lacks != nil) != c.lacks || len(f.Offers) != c.offers || f.Text != c.force || f.Words() != c.words {
				t.Errorf("%v %q %v %v %v %q", ok, f.Text, f.Err, f.Lacks, f.Offers, f.Words())
			}
			if (len(f.Kept) == 0) != ok {
				t.Errorf("kept: %v", f.Kept)
			}
			f.Settle()
			if f.Err != nil || f.Lacks != nil {
				t.Errorf("after Settle: %v %v", f.Err, f.Lacks)
			}
		})
	}
}

// TestFilterNow: "today" moves with the clock, and a view with what is saved under its
// name.
func TestFilterNow(t *testing.T) {
	view := "is:unread"
	env := query.Env{Now: time.Date(2026, 11, 23, 23, 59, 59, 0, time.UTC), View: func(string) (string, bool) { return view, view != "" }}
	var f session.Filter
	f.Set("today view:mine", env)
	if s := f.Words(); s != "Mon 23 Nov 2026, unread" {
		t.Error(s)
	}
	f.Count(session.Counts{Tally: model.Tally{Total: 2}, All: 9, LeftOut: 1})
	if s := f.Found("·"); s != "Mon 23 Nov 2026, unread · 2 of 9 (1 undated left out)" {
		t.Error(s)
	}
	env.Now = env.Now.Add(time.Second)
	f.Now(env)
	if s := f.Words(); s != "Tue 24 Nov 2026, unread" {
		t.Error(s)
	}
	view = "is:starred"
	f.Moved()
	f.Now(env)
	if s := f.Words(); s != "Tue 24 Nov 2026, starred" || f.Counted {
		t.Error(s, f.Counted)
	}
	view = "" // it has gone: what was meant stays
	f.Reread()
	f.Now(env)
	if s := f.Words(); s != "Tue 24 Nov 2026, starred" {
		t.Error(s)
	}
}

// TestFilterListed: what is dated in the future is not listed until it is unfolded.
func TestFilterListed(t *testing.T) {
	env := query.Env{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	var f session.Filter
	f.Set("harbour", env)
	if q := f.Listed(env); query.Format(q) != "harbour -is:future" {
		t.Errorf("folded: %s", query.Format(q))
	}
	f.Unfolded = true
	if q := f.Listed(env); query.Format(q) != "harbour" {
		t.Errorf("unfolded: %s", query.Format(q))
	}
}

// TestFound: what is found, and what was not looked at, is read back.
func TestFound(t *testing.T) {
	var f session.Filter
	f.Set("pier", query.Env{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)})
	for want, c := range map[string]session.Counts{
		`"pier" anywhere · 3 of 9,000`:                                                 {Tally: model.Tally{Total: 3}, All: 9000},
		`"pier" anywhere · 3 of 90,000 (80,000 not searched yet)`:                      {Tally: model.Tally{Total: 3, Unsearched: 80000}, All: 90000},
		`"pier" anywhere · 3 of 90,000 (2 undated left out) (80,000 not searched yet)`: {Tally: model.Tally{Total: 3, Unsearched: 80000}, All: 90000, LeftOut: 2},
	} {
		f.Count(c)
		if got := f.Found("·"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
