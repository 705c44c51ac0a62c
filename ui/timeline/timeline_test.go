package timeline

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// random makes the days of a library: crowded, far apart, or absurd.
func random(r *rand.Rand) []model.Bucket {
	var out []model.Bucket
	day := model.NewDay(1+r.IntN(9000), 1, 1)
	for range r.IntN(60) {
		day += model.Day(1 + r.IntN(1+[]int{1, 40, 400, 200_000}[r.IntN(4)]))
		if y, _, _ := day.Date(); y > 9999 {
			break
		}
		n := 1 + r.IntN(50)
		out = append(out, model.Bucket{Start: day, Total: n, Unread: r.IntN(n + 1)})
	}
	return out
}

// answer is what a library of such days answers a plan.
func answer(p Plan, days []model.Bucket, months []model.Bucket) Data {
	d := Data{Overview: Overview{Months: months}, View: p.View}
	if p.View.N == 0 {
		more := false
		if d.View, more = p.Whole(months); more {
			d.View = p.Refine(days)
		}
	}
	d.Buckets = days
	return d
}

// TestAnyKeys: whatever is done to the pane, it draws lines of its own size,
// the cursor stands where there can be something, and a term can be made.
func TestAnyKeys(t *testing.T) {
	themes := []*theme.Theme{
		theme.New(theme.Options{Dark: true}), theme.New(theme.Options{Profile: theme.Mono}),
		theme.New(theme.Options{Profile: theme.Sixteen, ASCII: true}),
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		days := random(r)
		var months []model.Bucket
		c := calendar{unit: Months}
		for _, b := range days {
			start, _ := c.start(c.at(b.Start, 0))
			if n := len(months); n == 0 || months[n-1].Start != start {
				months = append(months, model.Bucket{Start: start})
			}
			m := &months[len(months)-1]
			m.Total, m.Unread = m.Total+b.Total, m.Unread+b.Unread
		}
		var l Timeline
		l.SetWeek(time.Weekday(r.IntN(7)))
		l.SetSize(80, 3)
		for range 60 {
			ask := false
			switch r.IntN(12) {
			case 0:
				ask = l.SetSize(r.IntN(120), r.IntN(7))
			case 1, 2:
				ask = l.Move(r.IntN(9) - 4)
			case 3:
				ask = l.Move(r.IntN(2000) - 1000)
			case 4, 5:
				ask = l.Zoom(r.IntN(5) - 2)
			case 6:
				l.Whole()
				ask = true
			case 7:
				l.Range()
			case 8:
				l.Home()
			case 9:
				l.Click(r.IntN(90) - 5)
			case 10:
				l.Focus(model.Day(r.IntN(40_000)), r.IntN(24))
			case 11:
				ask = true
			}
			if ask && r.IntN(3) > 0 && !l.Empty() {
				l.Take(answer(l.Plan(), days, months))
			}
			if r.IntN(4) == 0 {
				from := model.Day(r.IntN(40_000) - 10_000)
				l.SetShown(from, from+model.Day(r.IntN(900)))
			}
			th := themes[r.IntN(len(themes))]
			lines := l.View(th, r.IntN(2) == 0)
			if len(lines) != max(0, l.height) {
				t.Fatalf("seed %d: %d lines in %d", seed, len(lines), l.height)
			}
			for _, ln := range lines {
				if w := th.Width(ln); w != l.width {
					t.Fatalf("seed %d: a line is %d wide, not %d: %q", seed, w, l.width, ansi.Strip(ln))
				}
			}
			if x, y := l.Cursor(); x >= l.width || y >= l.height {
				t.Fatalf("seed %d: the cursor is at %d, %d", seed, x, y)
			}
			if l.view.N > 0 && l.overview != nil {
				if l.Term() == "" {
					t.Fatalf("seed %d: no term", seed)
				}
				if first, last := l.limits(l.view.Unit); l.cursor < first || l.cursor > last {
					t.Fatalf("seed %d: the cursor is on %d of %d to %d", seed, l.cursor, first, last)
				}
			}
		}
	}
}

// TestHeights: bars grow with the root of their count, and whatever is there is
// seen.
func TestHeights(t *testing.T) {
	for _, c := range []struct {
		total, unread, most, steps int
		full, part                 int
	}{
		{0, 0, 0, 8, 0, 0},
		{0, 0, 100, 8, 0, 0},
		{100, 0, 100, 8, 8, 0},
		{25, 25, 100, 8, 4, 4},
		{1, 0, 1_000_000, 8, 1, 0},
		{100, 1, 100, 8, 8, 1},
		{100, 50, 100, 24, 24, 12},
	} {
		full, part := heights(count{c.total, c.unread}, c.most, c.steps)
		if full != c.full || part != c.part {
			t.Errorf("%+v gives %d, %d", c, full, part)
		}
	}
}

// TestClick: a column of the pane is a bucket, or none.
func TestClick(t *testing.T) {
	var l Timeline
	l.SetSize(80, 3)
	l.Take(answer(l.Plan(), nil, spread(2014, 2018, 1, 1)))
	for _, c := range []struct {
		x    int
		term string
	}{{0, ""}, {1, "2014-01"}, {60, "2018-12"}, {61, ""}, {-1, ""}} {
		if ok := l.Click(c.x); ok != (c.term != "") || ok && l.Term() != c.term {
			t.Errorf("column %d gives %t, %q", c.x, ok, l.Term())
		}
	}
}
