package timeline

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// TestWide: what is known to a month or a year has no bar of less, and the pane says
// so; it has one where the unit is as long.
func TestWide(t *testing.T) {
	day := func(m time.Month, d int) model.Day { return model.NewDay(2013, m, d) }
	ofYear := model.Bucket{Start: day(1, 1), Known: model.ToYear, Total: 2}
	ofMonth := model.Bucket{Start: day(6, 1), Known: model.ToMonth, Total: 3}
	for _, c := range []struct {
		name       string
		days       []model.Bucket // as a library counts them by day
		months     []model.Bucket // by month
		unit       Unit
		want, lack string
	}{
		{
			"days",
			[]model.Bucket{ofMonth, {Start: day(6, 3), Total: 4}, {Start: day(6, 20), Total: 1}},
			[]model.Bucket{{Start: day(6, 1), Total: 8}},
			Days, "5, all read|3 of no known day", "outside",
		},
		{"months", []model.Bucket{ofMonth}, []model.Bucket{{Start: day(6, 1), Total: 3}}, Months, "Jun 2013: 3, all read|by month", "known"},
		{"years", []model.Bucket{ofYear}, []model.Bucket{ofYear}, Years, "2013: 2, all read|by year", "known"},
		{
			"both",
			[]model.Bucket{ofYear, ofMonth, {Start: day(6, 3), Total: 4}, {Start: day(6, 20), Total: 1}},
			[]model.Bucket{ofYear, {Start: day(6, 1), Total: 8}},
			Days, "5, all read|5 of no known day", "outside",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l Timeline
			l.SetSize(100, 3)
			l.Take(answer(l.Plan(), c.days, c.months))
			lines := l.View(theme.New(theme.Options{Profile: theme.Mono, ASCII: true}), false)
			s := ansi.Strip(strings.Join(lines, "\n"))
			for want := range strings.SplitSeq(c.want, "|") {
				if !strings.Contains(s, want) {
					t.Errorf("%q is missing", want)
				}
			}
			if l.view.Unit != c.unit || strings.Contains(s, c.lack) {
				t.Errorf("%s\n%s", names[l.view.Unit], s)
			}
			for u := Hours; u <= Years; u++ { // whatever is looked at, something is
				l.Zoom(int(l.view.Unit) - int(u))
				l.Take(answer(l.Plan(), c.days, c.months))
				l.View(theme.New(theme.Options{Profile: theme.Mono, ASCII: true}), true)
				if l.Term() == "" {
					t.Errorf("nothing by %s", names[u])
				}
			}
		})
	}
}
