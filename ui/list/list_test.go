package list

import (
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// rows makes headlines on the given days before today, in list order.
func rows(daysAgo ...int) []model.Headline {
	hs := make([]model.Headline, len(daysAgo))
	for i, d := range daysAgo {
		hs[i] = model.Headline{
			ID: model.ID(fmt.Sprintf("h%d", i)), Place: model.Place{Key: int64(1000 - i)},
			Title: fmt.Sprintf("Headline %d", i), Published: model.OnDay(model.DayOf(now)-model.Day(d), model.FromStated),
		}
	}
	return hs
}

func shown(hs []model.Headline) *List {
	l := &List{}
	l.SetNow(now)
	l.SetSize(40, 10)
	l.Take(model.Page{Headlines: hs, First: true, Last: true}, true)
	return l
}

func TestSelectionStaysOnItsArticle(t *testing.T) {
	l := shown(rows(0, 0, 1, 1, 2))
	l.Move(2)
	old, _ := l.Selected()
	more := append(rows(0)[:1:1], rows(0, 0, 1, 1, 2)...)
	more[0].ID = "new"
	l.Take(model.Page{Headlines: more, First: true, Last: true}, false)
	if got, _ := l.Selected(); got.ID != old.ID {
		t.Errorf("selection went from %s to %s", old.ID, got.ID)
	}
}

func TestSelectionIsAlwaysSeen(t *testing.T) {
	var ago []int
	for i := range 200 {
		ago = append(ago, i/3)
	}
	for h := 1; h <= 12; h++ {
		l := shown(rows(ago...))
		l.SetSize(40, h)
		for _, n := range []int{1, 1, 5, -3, 40, -20, 1, 1, 1, 150, -1, -1, -1, -1, -1, -1, -1, -200} {
			l.Move(n)
			y := l.Cursor()
			if h >= 2 && (y < 1 && l.sel > 0 || y >= h) {
				t.Fatalf("height %d: the selection %d stands on line %d", h, l.sel, y)
			}
		}
	}
}

func TestMoveReportsWhatIsLeft(t *testing.T) {
	l := &List{}
	l.SetNow(now)
	l.SetSize(40, 10)
	l.Take(model.Page{Headlines: rows(3, 3, 4), Here: 1}, true)
	if left := l.Move(5); left != 4 {
		t.Errorf("down: got %d left, want 4", left)
	}
	if left := l.Move(-5); left != -3 {
		t.Errorf("up: got %d left, want -3", left)
	}
}

func TestFold(t *testing.T) {
	l := shown(rows(0, 1))
	l.SetFold(3)
	l.Move(-1)
	if !l.OnFold() {
		t.Fatal("the fold cannot be selected")
	}
	if _, ok := l.Selected(); ok {
		t.Error("the fold counts as a headline")
	}
	l.SetFold(0)
	if l.OnFold() {
		t.Error("the fold is selected though there is none")
	}
}

func TestDayNames(t *testing.T) {
	today := model.DayOf(now)
	for _, c := range []struct {
		day  model.Day
		want string
	}{
		{today, "Today, Mon 23 Nov"},
		{today - 1, "Yesterday, Sun 22 Nov"},
		{today - 2, "Sat 21 Nov 2026"},
		{model.NewDay(2020, 2, 29), "Sat 29 Feb 2020"},
	} {
		if got := dayName(c.day, now); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestTakeNothing: an empty page leaves nothing selected and nothing to draw.
func TestTakeNothing(t *testing.T) {
	l := shown(rows(0))
	l.Take(model.Page{First: true, Last: true}, false)
	if _, ok := l.Selected(); ok || l.Len() != 0 {
		t.Error("something is selected in an empty list")
	}
	if _, ok := l.Need(); ok {
		t.Error("an empty list needs more")
	}
}

// TestChangeCounts: what is changed before it is counted again counts in its
// heading.
func TestChangeCounts(t *testing.T) {
	day := model.NewDay(2026, 11, 20)
	at := model.OnDay(day, model.FromStated)
	l := shown([]model.Headline{{ID: "a", Title: "A", Published: at}, {ID: "b", Title: "B", Published: at, State: model.State{Read: true}}})
	l.SetDays(day, day+1, []model.Bucket{{Start: day, Total: 2, Unread: 1}})
	read := func(is bool) func(*model.State) { return func(s *model.State) { s.Read = is } }
	for _, c := range []struct {
		ids    []model.ID
		read   bool
		more   int
		unread int
	}{{[]model.ID{"b", "gone"}, false, 1, 2}, {[]model.ID{"a", "b"}, false, 0, 2}, {[]model.ID{"a", "b"}, true, -2, 0}} {
		if more := l.Change(c.ids, read(c.read)); more != c.more || l.counts[countKey{day: day}].Unread != c.unread {
			t.Errorf("%v: %d more, %d unread, want %d, %d", c.ids, more, l.counts[countKey{day: day}].Unread, c.more, c.unread)
		}
	}
}

// TestNextDayBeyond: a heading that the window does not hold is named, and the
// selection stays until it has come.
func TestNextDayBeyond(t *testing.T) {
	l := &List{}
	l.SetNow(now)
	l.SetSize(40, 10)
	l.Take(model.Page{Headlines: rows(1, 1, 2, 2), Here: 1}, true)
	if h, _ := l.Selected(); h.ID != "h1" {
		t.Fatal(h.ID)
	}
	today := model.DayOf(now)
	for _, c := range []struct {
		n    int
		want model.Day
	}{{2, today - 3}, {-2, today - 1}} {
		d, found, ok := l.NextDay(c.n)
		if h, _ := l.Selected(); !d.Equal(model.OnDay(c.want, model.FromStated)) || found || !ok || h.ID != "h1" {
			t.Errorf("%+d: day %v, %v, %v, at %s", c.n, d, found, ok, h.ID)
		}
	}
}
