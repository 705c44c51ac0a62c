package periods_test

import (
	"slices"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/config"
	"dateline/ui/input"
	"dateline/ui/keys"
	"dateline/ui/periods"
	"dateline/ui/shared"
	"dateline/ui/uitest"
)

// state is what a screen without a screen gives its parts.
func state(t *testing.T, text string) *shared.State {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(t.Context(), uitest.News(), uitest.Noon); err != nil {
		t.Fatal(err)
	}
	s := &shared.State{Library: lib, Ctx: t.Context(), Now: func() time.Time { return uitest.Noon }, Config: &config.Config{}, Line: input.New()}
	s.Config.WeekStart = time.Monday
	if !s.Filter.Set(text, s.Env(false)) {
		t.Fatal(s.Filter.Err)
	}
	return s
}

// TestTimeline: it is of the filter without its date, and gives it another.
func TestTimeline(t *testing.T) {
	s := state(t, "from:coast 2018-11")
	l := periods.NewTimeline(s)
	if cmd := l.Count(true); cmd != nil {
		t.Error("it is counted where it is not seen")
	}
	cmd := l.Resize(60, 4)
	if !l.Early() || l.Counted() {
		t.Error("it does not wait for its bars")
	}
	if uitest.Finish(cmd); l.Early() || !l.Counted() || l.Counted() {
		t.Error("bars that have come are not told once")
	}
	all, _ := l.Totals()
	if all != 4 {
		t.Errorf("it shows %d articles", all)
	}
	h := &model.Headline{Published: uitest.Day("2018-11-01")}
	l.Point(h)
	l.Point(&model.Headline{Published: uitest.Day("2020-01-01")}) // it stands somewhere
	one := l.Choose()
	uitest.Finish(l.Go(keys.ZoomIn, 1))
	uitest.Finish(l.Go(keys.Top, 1))
	l.Go(keys.Range, 1)
	uitest.Finish(l.Go(keys.NextBucket, 2))
	if got := l.Choose(); got == "" || got == one || l.Ranged() {
		t.Errorf("chosen: %q, then %q", one, got)
	}
	s.Filter.Set("senate", s.Env(false))
	uitest.Finish(l.Count(false))
	if now, _ := l.Totals(); now == all {
		t.Error("another filter has the same bars")
	}
	l.Wanted = true
	if l.Hide(); l.Wanted {
		t.Error("it does not hide")
	}
	if l.Reset(); l.Known() != nil || !l.Empty() {
		t.Error("another library has the bars of the one before")
	}
}

// TestCalendar: what is chosen in it is typed.
func TestCalendar(t *testing.T) {
	here := &model.Headline{Published: uitest.Day("2018-11-06")}
	for _, c := range []struct {
		name, filter string
		acts         []keys.Action
		typed        string
		ends         periods.Chosen
	}{
		{"where the list is", "", []keys.Action{keys.DayLater}, "2018-11-07", periods.Typed},
		{"what the filter asks for", "2019-02", []keys.Action{keys.WeekEarlier}, "2019-02-21", periods.Typed},
		{"months and years", "", []keys.Action{keys.MonthLater, keys.YearEarlier}, "2017-12-06", periods.Typed},
		{"taken", "", []keys.Action{keys.DayEarlier, keys.TakePeriod}, "2018-11-05", periods.Taken},
		{"a range", "", []keys.Action{keys.Range, keys.DayLater, keys.Range}, "2018-11-06..2018-11-07", periods.Taken},
		{"a range given up", "", []keys.Action{keys.Range, keys.DayLater, keys.Close}, "2018-11-07", periods.Typed},
		{"given up", "", []keys.Action{keys.Close}, "", periods.GivenUp},
		{"left", "", []keys.Action{keys.Back}, "", periods.Nothing},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := state(t, c.filter)
			l := periods.NewCalendar(s)
			s.Line.Open("")
			if l.FocusOn() {
				t.Error("it has the keys where it is not seen")
			}
			l.Resize(40, 8)
			l.Place(here)
			uitest.Finish(l.Count(false))
			if !l.FocusOn() {
				t.Fatal("it does not get the keys")
			}
			var got periods.Chosen
			for _, act := range c.acts {
				got = l.Go(act, 1)
			}
			if got != c.ends || s.Line.Text() != c.typed {
				t.Errorf("got %d, %q", got, s.Line.Text())
			}
			if l.Focused != !slices.Contains(c.acts, keys.Back) {
				t.Errorf("it has the keys: %t", l.Focused)
			}
			if l.Leave(); s.Line.Text() != "" || l.Focused {
				t.Errorf("when a date is begun it leaves %q", s.Line.Text())
			}
		})
	}
}

// TestCalendarClick: a click chooses a day, another one takes it.
func TestCalendarClick(t *testing.T) {
	s := state(t, "")
	l := periods.NewCalendar(s)
	s.Line.Open("")
	l.Resize(40, 8)
	l.Place(&model.Headline{Published: uitest.Day("2018-11-06")})
	x, y := l.Cursor()
	if got := l.Click(x, y); got != periods.Typed || s.Line.Text() != "2018-11-06" || !l.Focused {
		t.Errorf("got %d, %q", got, s.Line.Text())
	}
	if got := l.Click(x, y); got != periods.Taken {
		t.Errorf("once more: %d", got)
	}
	if got := l.Click(0, 0); got != periods.Nothing {
		t.Errorf("beside the days: %d", got)
	}
}

// TestCalendarCount: a month is counted once, and again for another filter.
func TestCalendarCount(t *testing.T) {
	s := state(t, "2018-11")
	l := periods.NewCalendar(s)
	s.Line.Open("")
	l.Resize(40, 8)
	l.Place(nil)
	cmd := l.Count(false)
	if cmd == nil || l.Count(false) != nil {
		t.Error("what is being counted is counted again")
	}
	if uitest.Finish(cmd); !l.Known() || l.Count(false) != nil || l.Count(true) == nil {
		t.Error("what is known is counted again, or never again")
	}
	s.Filter.Set("senate", s.Env(false))
	if l.Count(false) == nil {
		t.Error("another filter has the same counts")
	}
	l.Show(model.NewSpan(model.NewDay(2020, 2, 1).In(time.UTC), model.NewDay(2020, 3, 1).In(time.UTC)))
	if from, _ := l.Span(); from != model.NewDay(2020, 2, 1) {
		t.Errorf("it shows %s", from)
	}
}
