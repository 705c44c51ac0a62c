package sqlite

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
)

// asked are the questions whose answers an upgrade must not change.
var asked = []string{
	"", "is:read", "is:unread", "is:starred", "is:hidden", "is:hidden is:read", "is:undated", "is:edited", "is:tagged", "is:new",
	"tag:town", "tag:later", "tag:news", "-tag:town", "2018", "2018-11", "2019", "month:10", "harbour", "bridge is:starred", "title:story is:unread",
	"source:courier", "source:writer is:read", "source:writer 2026-10", "since:2026-10-15 is:unread", "until:2026-10-15 is:read",
}

// description is what a library shows its reader, a line each.
type description struct {
	strings.Builder
	t     *testing.T
	s     *Library
	feeds []model.Subscription
}

// described returns all that a library shows its reader. It does again and undoes what
// the journal holds, which says what that was.
func described(t *testing.T, s *Library) string {
	t.Helper()
	d := &description{t: t, s: s}
	d.takeFeeds()
	d.records()
	d.ask()
	d.catalogue()
	modeltest.Sound(t, s)
	for _, do := range []string{"redo", "undo", "redo"} {
		d.journal(do)
		d.ask()
	}
	d.records()
	d.rest()
	d.ask()
	modeltest.Sound(t, s)
	return d.String()
}

func (d *description) say(what string, v any, err error) {
	if err != nil {
		v = strings.Replace(err.Error(), `the rule "hide `, `the rule "`, 1)
	}
	fmt.Fprintf(d, "%s: %s\n", what, inShort(d.t, v))
}

// takeFeeds follows no feeds any more: at the time of the goldens their tags were not those
// of their articles.
func (d *description) takeFeeds() {
	var err error
	if d.feeds, err = d.s.Subscriptions(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	for _, f := range d.feeds {
		if err := d.s.Unsubscribe(d.t.Context(), f.Address); err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *description) records() {
	for _, r := range modeltest.Records(d.t, d.s) {
		for i, rule := range r.State.Rules {
			r.State.Rules[i] = hiding(rule)
		}
		d.say("record", r, nil)
	}
}

// ask says what the questions find, and what is listed beside articles.
func (d *description) ask() {
	ctx := d.t.Context()
	for _, text := range asked {
		q, err := query.Parse(text, query.Env{Now: started})
		if err != nil {
			d.t.Fatalf("%s: %v", text, err)
		}
		tally, err := d.s.Count(ctx, q)
		d.say("count "+text, tally, err)
		months, err := d.s.Histogram(ctx, q, model.ByMonth, model.Span{})
		d.say("months "+text, months, err)
	}
	days, err := d.s.Histogram(ctx, model.Query{Now: started}, model.ByDay, model.Span{})
	d.say("days", days, err)
	tags, err := d.s.Tags(ctx)
	d.say("tags", tags, err)
	sources, err := d.s.Sources(ctx)
	d.say("sources", sources, err)
	views, err := d.s.Views(ctx)
	d.say("views", views, err)
	rules, err := d.s.Rules(ctx)
	var hide []hidingRule
	for _, r := range rules {
		hide = append(hide, hidingRule{hiding(r.String()), r.Hits})
	}
	d.say("rules", hide, err)
}

// hidingRule is a rule as it was when all rules hid.
type hidingRule struct {
	Query  string
	Hidden int
}

// hiding returns the query of a rule that hides.
func hiding(rule string) string { return strings.TrimPrefix(rule, "hide ") }

// catalogue says what is kept for all.
func (d *description) catalogue() {
	ctx := d.t.Context()
	d.say("feeds", d.feeds, nil)
	kept, err := d.s.Retentions(ctx)
	d.say("retention", kept, err)
	twice, err := d.s.Duplicates(ctx)
	d.say("duplicates", twice, err)
	info, err := d.s.Info(ctx)
	use, e := d.s.Usage(ctx, model.LocalReader)
	d.say("info", map[string]int{
		"articles": info.Articles, "read": use.Read, "starred": use.Starred, "hidden": use.Hidden,
		"twice": info.Duplicates, "undated": info.Undated, "sources": info.Sources,
	}, errors.Join(err, e))
	for _, table := range []string{"alias", "spelling", "tombstone"} {
		err := each(ctx, d.s.write, "SELECT * FROM "+table+" ORDER BY 1, 2", func(rs *sql.Rows) error {
			var key, value string
			err := rs.Scan(&key, &value)
			d.say(table, []string{key, value}, err)
			return err
		})
		if err != nil {
			d.t.Error(err)
		}
	}
}

// journal undoes, or does again, all acts.
func (d *description) journal(do string) {
	step := d.s.Undo
	if do == "redo" {
		step = d.s.Redo
	}
	for {
		act, err := step(d.t.Context())
		if errors.Is(err, model.ErrNothingToUndo) {
			return
		}
		act.At, act.Mark.Tag = act.At.UTC(), hiding(act.Mark.Tag)
		d.say(do, act, err)
		if err != nil {
			return
		}
	}
}

// rest drops rules, lets what was pruned come back and ends a visit.
func (d *description) rest() {
	ctx := d.t.Context()
	for _, rule := range []string{"title:council", "title:ferries"} {
		act, err := d.s.DropRule(ctx, model.Rule{Do: model.Hide, Query: rule}, started)
		d.say("drop "+rule, act.N, err)
	}
	n, err := d.s.Readmit(ctx)
	d.say("readmitted", n, err)
	since, err := d.s.Visit(ctx, started.AddDate(1, 0, 0))
	d.say("visit", since.UTC(), err)
}

// inShort returns a value as JSON without what is zero in it, and long texts by what
// tells them apart.
func inShort(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	var plain any
	if err == nil {
		err = json.Unmarshal(text, &plain)
	}
	if err == nil {
		text, err = json.Marshal(shorten(plain))
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// shorten returns nil for what is zero.
func shorten(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			if v[key] = shorten(v[key]); v[key] == nil {
				delete(v, key)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = shorten(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	case string:
		if len(v) > 80 {
			return fmt.Sprintf("%s... %x", v[:20], sha256.Sum256([]byte(v)))
		}
	}
	switch v {
	case "", "0001-01-01T00:00:00Z", 0.0, false:
		return nil
	}
	return v
}

// TestUpgradeKeeps: a library of an earlier schema shows its reader what it showed when
// the program was of schema 11, which wrote testdata/*.golden (DATELINE_GOLDEN=write). A
// golden is not written anew; the library of a next schema gets one of its own.
func TestUpgradeKeeps(t *testing.T) {
	olds, err := filepath.Glob("testdata/*.db")
	if err != nil || len(olds) == 0 {
		t.Fatal("no libraries of earlier versions: ", err)
	}
	for _, old := range olds {
		t.Run(filepath.Base(old), func(t *testing.T) {
			s, err := openLocal(t.Context(), copyOf(t, old), model.OpenOptions{Rules: readRule, KeepLogins: func(model.Logins) error { return nil }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			wantGolden(t, goldenOf(old), described(t, s))
		})
	}
}

// goldenOf returns the golden of a library: those of schemas 1 to 7 hold the same.
func goldenOf(library string) string {
	name := strings.TrimSuffix(library, ".db")
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "testdata/schema")); err == nil && n < 7 {
		name = "testdata/schema7"
	}
	return name + ".golden"
}

// wantGolden compares what there is with what there was, line by line.
func wantGolden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("DATELINE_GOLDEN") == "write" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	is, was := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	wrong := 0
	for i := range min(len(is), len(was)) {
		if is[i] != was[i] && wrong < 5 {
			wrong++
			t.Errorf("line %d\nis  %s\nwas %s", i+1, is[i], was[i])
		}
	}
	if len(is) != len(was) {
		t.Errorf("%d lines, were %d", len(is), len(was))
	}
}
