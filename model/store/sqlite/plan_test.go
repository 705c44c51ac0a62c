package sqlite

import (
	"math/rand/v2"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
	"dateline/model/store/sqlite/rowid"
)

// TestDriver: a question is driven by what has few articles, and else by dates.
func TestDriver(t *testing.T) {
	s := inMemory(t)
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 60, s)
	if _, err := s.Visit(t.Context(), started); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]driverKind{
		"": byDate, "2018": byDate, "is:unread": byDate, "-is:starred": byDate, "is:starred OR tag:later": byDate, "/regex/": byDate,
		"storm": byWords, "storm is:starred": byWords, "storm -harbour 2018": byWords, "has:image": byWords,
		"is:starred": byStarred, "tag:later is:starred": byStarred, "is:starred is:hidden": byStarred,
		"is:hidden": byHidden, "is:read is:hidden": byHidden, "is:read": byRead, "tag:later is:read": byTag, "is:read tag:later": byTag,
		"is:new": byArrival, "arrived:2026-11": byArrival,
	} {
		q, err := query.Parse(text, query.Env{Now: started})
		if err != nil {
			t.Fatal(err)
		}
		w, err := s.compile(t.Context(), q, false)
		if err != nil || w.driver.by != want {
			t.Errorf("%q is driven by %d, want %d: %v", text, w.driver.by, want, err)
		}
	}
}

// TestPlanNarrows: the ranges of ids that are read are those of the dates that are asked
// for.
func TestPlanNarrows(t *testing.T) {
	s := inMemory(t)
	q, err := query.Parse("since:2018-11-06 until:2018-11 is:dated", query.Env{Now: started})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.compile(t.Context(), q, false)
	if err != nil {
		t.Fatal(err)
	}
	for day, in := range map[model.Day]bool{model.NewDay(2018, 11, 5): false, model.NewDay(2018, 11, 6): true, model.NewDay(2018, 11, 30): true, model.NewDay(2018, 12, 1): false} {
		for _, r := range []rowid.Region{rowid.Instants, rowid.Days} {
			ids, b := rowid.Period(r, day), w.narrow(r.Bounds(), 0)
			if got := ids.Lo >= b.Lo && ids.Hi <= b.Hi; got != in {
				t.Errorf("day %v of region %d is read: %t", day, r, got)
			}
		}
	}
	if b := w.narrow(rowid.Undated.Bounds(), 0); !b.Empty() {
		t.Errorf("the undated are read: %v", b)
	}
}
