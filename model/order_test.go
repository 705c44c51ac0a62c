package model_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// TestOrder: the newest first; at the end of its days a year, a month, what has a time,
// then the day, in the reader's zone.
func TestOrder(t *testing.T) {
	at := func(s string) model.Date {
		d, err := model.ParseDate(s, model.FromStated)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	east := time.FixedZone("", 13*3600)
	for zone, want := range map[*time.Location][]string{
		time.UTC: {
			"2021-01-01", "2020-12-31T23:59:59Z", "2020-12-31T12:00:00Z", "2020-12-31", "2020-12-30T23:00:00Z", "2020-12-30",
			"2020-11-30T08:00:00+08:00", "2020-11-30T00:00:00Z", "2020-11-30", "2020-11-29",
		},
		east: {"2020-12-31T12:00:00Z", "2021-01-01", "2020-12-31T10:59:59Z", "2020-12-30T23:00:00Z", "2020-12-31"},
	} {
		if zone == time.UTC {
			want = slices.Insert(want, 1, "2020", "2020-12")
			want = slices.Insert(want, slices.Index(want, "2020-12-30")+1, "2020-11")
		}
		var dates []model.Date
		for _, s := range want {
			dates = append(dates, at(s))
		}
		rand.Shuffle(len(dates), func(i, j int) { dates[i], dates[j] = dates[j], dates[i] })
		slices.SortStableFunc(dates, func(a, b model.Date) int { return a.Key(zone).Compare(b.Key(zone)) })
		for i, s := range want {
			if !dates[i].Equal(at(s)) {
				t.Errorf("%s: %d is %s, want %s", zone, i, dates[i], s)
			}
		}
	}
	if k := (model.Date{}).Key(time.UTC); k.Compare(k) != 0 {
		t.Error("undated dates are told apart")
	}
}

// TestSections: what lies ahead stands at the top of the newest, and behind the oldest;
// the undated are always last.
func TestSections(t *testing.T) {
	for sort, want := range map[model.Sort][3]model.Section{
		model.Newest: {model.Ahead, model.ByDate, model.NoDate}, model.Oldest: {model.ByDate, model.Ahead, model.NoDate},
	} {
		if got := sort.Sections(); got != want {
			t.Errorf("sort %d: %v, want %v", sort, got, want)
		}
	}
}
