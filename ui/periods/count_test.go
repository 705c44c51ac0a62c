package periods

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
	"dateline/ui/timeline"
)

// TestTimelineCountsEverything: the bars, what lies outside of them, what is
// undated and what is ahead are together all that the filter finds without its
// date, in whatever view.
func TestTimelineCountsEverything(t *testing.T) {
	zones := []*time.Location{time.UTC, time.FixedZone("", 9*3600), time.FixedZone("", -11*3600)}
	texts := []string{"", "storm", "is:unread", "-pier has:link", "from:coast OR tide", "limit:3", "is:future", "is:undated", "as-of:2018-06"}
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1))
		lib := modeltest.NewReference(nil)
		modeltest.Fill(t, r, 40+r.IntN(80), lib)
		for _, text := range texts {
			env := query.Env{Now: modeltest.Clock.In(zones[seed%3]), WeekStart: time.Weekday(seed)}
			q, err := query.Parse(text, env)
			if err != nil {
				t.Fatal(err)
			}
			q.Limit = 0
			for _, view := range []timeline.View{{}, {Unit: timeline.Hours, First: 24 * int(model.DayOf(env.Now)), N: 24}, {Unit: timeline.Days, First: int(model.DayOf(env.Now)) - 3, N: 20}, {Unit: timeline.Years, First: 2018, N: 3}} {
				for _, cols := range []int{5, 78} {
					what := fmt.Sprintf("seed %d, %q, %d columns, %+v", seed, text, cols, view)
					p := timeline.Plan{Cols: cols, Week: env.WeekStart, View: view}
					d, err := count(t.Context(), lib, q, p, nil)
					if err != nil {
						t.Fatal(what, err)
					}
					var l timeline.Timeline
					l.SetWeek(env.WeekStart)
					l.SetSize(cols+2, 3)
					l.Take(d)
					all, err := lib.Count(t.Context(), q)
					if err != nil {
						t.Fatal(what, err)
					}
					bars, outside := l.Totals()
					if got := bars + outside + d.Tally.Undated + d.Tally.Ahead; got != all.Total || outside < 0 {
						t.Errorf("%s: %d in bars of %+v, %d outside, %d undated, %d ahead: %d, want %d", what, bars, d.View, outside, d.Tally.Undated, d.Tally.Ahead, got, all.Total)
					}
					if view.N == 0 && d.View.N > cols {
						t.Errorf("%s: %d bars", what, d.View.N)
					}
				}
			}
		}
	}
}
