package browsing_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/browsing"
	"dateline/ui/config"
	"dateline/ui/input"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/shared"
	"dateline/ui/uitest"
)

// desk is a list by itself, with all that a screen does for it.
type desk struct {
	*browsing.Controller
	t       *testing.T
	reading model.ID // what the pane beside it shows
	ahead   []model.ID
	events  []browsing.Happened
}

// alone tests a list by itself, by a clock of its own.
func alone(t *testing.T, as []model.Article, test func(t *testing.T, d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newDesk(t, as)) })
}

func newDesk(t *testing.T, as []model.Article) *desk {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(t.Context(), as, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t}
	s := &shared.State{Library: lib, Ctx: t.Context(), Now: func() time.Time { return uitest.Noon }, Config: &config.Config{}, Line: input.New()}
	d.Controller = browsing.New(s, browsing.Options{
		Reading: func() (model.ID, bool) { return d.reading, true },
		Ahead: func() (func(context.Context, model.ID), func()) {
			var read model.ID
			return func(_ context.Context, id model.ID) { read = id }, func() { d.ahead = append(d.ahead, read) }
		},
	})
	d.SetSize(40, 6)
	d.run(d.Top())
	return d
}

// run does what a command asks for, and all that follows from it.
func (d *desk) run(cmd tea.Cmd) {
	h := d.Happened()
	if h != (browsing.Happened{}) {
		d.events = append(d.events, h)
	}
	if h.Came {
		d.run(d.Settle())
	}
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case load.Msg:
		d.run(msg.Deliver())
	}
}

func (d *desk) title() string {
	h, _ := d.Selected()
	return h.Title
}

// since reports whether something has happened since it was asked for last.
func (d *desk) since(ok func(browsing.Happened) bool) bool {
	yes := slices.ContainsFunc(d.events, ok)
	d.events = nil
	return yes
}

func hundred() []model.Article {
	var as []model.Article
	for i := range 100 {
		at := uitest.Noon.Add(-time.Duration(i) * 24 * time.Hour)
		as = append(as, model.Article{ID: model.ID(fmt.Sprintf("%016d", i)), Title: fmt.Sprintf("Article %d", i), Source: "Coast", Published: model.AtInstant(at, model.FromStated), Body: "Text."})
	}
	return as
}

// TestGo: the selection goes beyond the window, and the article follows it.
func TestGo(t *testing.T) {
	alone(t, hundred(), func(t *testing.T, d *desk) {
		if !d.since(func(h browsing.Happened) bool { return h.Follow }) || len(d.ahead) != 1 {
			t.Errorf("the first article does not follow; read ahead: %v", d.ahead)
		}
		for _, c := range []struct {
			act  keys.Action
			n    int
			want string
		}{
			{keys.Down, 0, "Article 1"},
			{keys.Down, 40, "Article 41"},
			{keys.Headline, 80, "Article 79"},
			{keys.Bottom, 0, "Article 99"},
			{keys.Up, 3, "Article 96"},
			{keys.Top, 0, "Article 0"},
		} {
			d.events = nil
			d.run(d.Go(c.act, c.n))
			if got := d.title(); got != c.want {
				t.Errorf("%s %d: got %s, want %s", c.act, c.n, got, c.want)
			}
			if !d.since(func(h browsing.Happened) bool { return h.Follow }) {
				t.Errorf("%s %d: nothing follows", c.act, c.n)
			}
		}
	})
}

// TestFilterTyped: the list follows each letter; what it finds is counted once the
// typing has rested.
func TestFilterTyped(t *testing.T) {
	alone(t, hundred(), func(t *testing.T, d *desk) {
		d.Line.Open("")
		for i, text := range []string{"7", "77"} {
			d.Line.Set(text)
			d.events = nil
			d.run(d.Apply(text, model.At{}))
			want := []string{"Article 7", "Article 77"}[i]
			if d.title() != want || !d.Filter.Counted || !d.since(func(h browsing.Happened) bool { return h.Filtered }) {
				t.Errorf("%q: %s, counted %t", text, d.title(), d.Filter.Counted)
			}
		}
		d.Line.Set("since:2018-13 ")
		if d.run(d.Apply("since:2018-13 ", model.At{})); d.title() != "Article 77" || d.Filter.Err == nil {
			t.Errorf("what cannot be read: %s, %v", d.title(), d.Filter.Err)
		}
		d.Line.Close()
		d.run(d.Restore("", "0000000000000005"))
		if d.title() != "Article 5" || d.Filter.Text != "" {
			t.Errorf("restored %q at %s", d.Filter.Text, d.title())
		}
	})
}

// TestSelection: a selection follows the cursor, also over what is not in the window.
func TestSelection(t *testing.T) {
	alone(t, hundred(), func(t *testing.T, d *desk) {
		d.ToggleSelection()
		d.run(d.Go(keys.Down, 3))
		d.run(d.Extend())
		if s := d.SelectionWords(); s != "4 selected" {
			t.Errorf("by steps: %s", s)
		}
		d.run(d.Go(keys.Headline, 61))
		d.run(d.Extend())
		n := 0
		d.run(d.WithSelected(func(hs []model.Headline) tea.Cmd { n = len(hs); return nil }))
		if n != 61 {
			t.Errorf("by a jump: %d", n)
		}
		d.run(d.Apply("article", model.At{}))
		if d.Selecting() {
			t.Error("another filter keeps the selection")
		}
	})
}

// TestActedOn: what was acted on, and what is read, stays in a list that does not find
// it any more; what was hidden goes at once.
func TestActedOn(t *testing.T) {
	alone(t, hundred(), func(t *testing.T, d *desk) {
		d.run(d.Apply("is:unread", model.At{}))
		read := func(id model.ID) {
			if _, err := d.Library.Mark(t.Context(), []model.ID{id}, model.Mark{Do: model.MarkRead}, uitest.Noon); err != nil {
				t.Fatal(err)
			}
		}
		h, _ := d.Selected()
		d.Alter([]model.Headline{h}, func(s *model.State) { s.Read = true })
		if d.Filter.Counts.Unread != 99 {
			t.Errorf("%d unread", d.Filter.Counts.Unread)
		}
		read(h.ID)
		d.reading = "0000000000000001" // and somebody else reads this one
		d.run(d.Go(keys.Down, 1))
		read(d.reading)
		d.run(d.Refresh(true, false))
		if d.title() != "Article 1" || d.First() && !slices.Contains(ids(d), h.ID) {
			t.Errorf("at %s of %v", d.title(), ids(d))
		}
		h, _ = d.Selected()
		d.TakeOut([]model.Headline{h})
		d.run(d.ShowSelected())
		if d.title() != "Article 2" || slices.Contains(ids(d), h.ID) {
			t.Errorf("after hiding: at %s", d.title())
		}
	})
}

func ids(d *desk) []model.ID {
	hs, _ := d.Range("0000000000000000", "0000000000000005")
	out := make([]model.ID, len(hs))
	for i := range hs {
		out[i] = hs[i].ID
	}
	return out
}

// TestToUnread: the next unread article is opened, wherever it is.
func TestToUnread(t *testing.T) {
	alone(t, hundred(), func(t *testing.T, d *desk) {
		var all []model.ID
		for i := 1; i < 90; i++ {
			all = append(all, model.ID(fmt.Sprintf("%016d", i)))
		}
		if _, err := d.Library.Mark(t.Context(), all, model.Mark{Do: model.MarkRead}, uitest.Noon); err != nil {
			t.Fatal(err)
		}
		d.run(d.Refresh(true, false))
		d.events = nil
		d.run(d.ToUnread(1))
		if d.title() != "Article 90" || !d.since(func(h browsing.Happened) bool { return h.Open == browsing.Opened }) {
			t.Errorf("at %s", d.title())
		}
	})
}
