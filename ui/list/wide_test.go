package list

import (
	"fmt"
	"strings"
	"testing"

	"dateline/model"
)

// wideRows are headlines of days, months and years, in the order of a list.
func wideRows(dates ...string) []model.Headline {
	var out []model.Headline
	for i, s := range dates {
		d, err := model.ParseDate(strings.TrimPrefix(s, "~"), model.FromStated)
		if err != nil {
			panic(err)
		}
		if strings.HasPrefix(s, "~") {
			d.From = model.FromURL
		}
		out = append(out, model.Headline{ID: model.ID(fmt.Sprint("h", i)), Title: "Headline " + s, Source: "S", Published: d})
	}
	return out
}

// TestMonthsAndYears: what is known to the month or the year stands under its
// heading, under one of its own where the days have others, and no row says a day
// that nobody knows.
func TestMonthsAndYears(t *testing.T) {
	hs := wideRows("2013", "2013-06", "~2013-06", "2013-06-30", "2013-06-02", "2012")
	for _, c := range []struct {
		name     string
		division Division
		want     []string
	}{
		{"months", Division{}, []string{
			"2013", "Headline 2013", "June 2013", "Headline 2013-06|Jun", "Headline ~2013-06|~Jun", "Headline 2013-06-30|Sun 30", "Headline 2013-06-02|Sun 2", "2012", "Headline 2012",
		}},
		{"days", Division{By: Days}, []string{
			"2013", "Headline 2013", "June 2013", "Headline 2013-06", "Headline ~2013-06|~", "Sun 30 Jun 2013", "Headline 2013-06-30", "Sun 2 Jun 2013", "Headline 2013-06-02",
			"2012", "Headline 2012",
		}},
		{"none", Division{By: None}, []string{
			"Headline 2013|2013", "Headline 2013-06|Jun 2013", "Headline ~2013-06|~Jun 2013", "Headline 2013-06-30|30 Jun 2013", "Headline 2013-06-02|2 Jun 2013", "Headline 2012|2012",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := shown(hs)
			l.Divide(c.division)
			l.SetSize(60, 40)
			var got []string
			for s := range strings.Lines(lines(l)) {
				name, when, _ := strings.Cut(strings.TrimLeft(strings.TrimSpace(s), "●▸ "), "  ")
				if when = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(when), "S ")); when != "" {
					name += "|" + when
				}
				if name != "" {
					got = append(got, name)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %q\nwant %q\n%s", got, c.want, lines(l))
			}
		})
	}
}

// TestMonthCounts: a heading counts what it holds: that of a month what is known to
// the month with its days, unless these have headings of their own.
func TestMonthCounts(t *testing.T) {
	day := func(s string) model.Day { return wideRows(s)[0].Published.Day(now.Location()) }
	counts := []model.Bucket{
		{Start: day("2013-01-01"), Known: model.ToYear, Total: 7},
		{Start: day("2013-06-01"), Known: model.ToMonth, Total: 5},
		{Start: day("2013-06-02"), Total: 30},
		{Start: day("2013-06-30"), Total: 20},
	}
	for by, want := range map[Headings]string{Auto: "2013 7|June 2013 55", Days: "2013 7|June 2013 5|Sun 30 Jun 2013 20|Sun 2 Jun 2013 30"} {
		l := shown(wideRows("2013", "2013-06", "2013-06-30", "2013-06-02"))
		l.Divide(Division{By: by})
		from, to, _ := l.Span()
		l.SetDays(from, to, counts)
		var got []string
		for _, g := range l.groups {
			name, n, _ := l.heading(g, true)
			got = append(got, fmt.Sprint(name, " ", n.Total))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("got %s, want %s", s, want)
		}
		l.Change([]model.ID{"h1"}, func(s *model.State) { s.Read = true })
		if n := l.counts[countKey{day("2013-06-01"), model.ToMonth}]; n.Unread != 0 {
			t.Errorf("%d unread", n.Unread)
		}
		l.Remove([]model.ID{"h1"})
		if n := l.counts[countKey{day("2013-06-01"), model.ToMonth}]; n.Total != 4 {
			t.Errorf("%d left", n.Total)
		}
	}
}

// TestNextWide: beyond the window the next heading begins where what is of a month
// or a year alone stands.
func TestNextWide(t *testing.T) {
	for _, c := range []struct {
		by     Headings
		oldest bool
		at     string
		n      int
		want   string
	}{
		{Days, false, "2013-07-01", 1, "2013-06"},
		{Days, false, "2013-06", 1, "2013-06-30"},
		{Days, false, "2013", 1, "2013-12"},
		{Days, false, "2014-01-01", 1, "2013"},
		{Days, false, "2013-06", -1, "2013-06"},
		{Days, true, "2013-06-30", 1, "2013-06"},
		{Days, true, "2013-12-31", 1, "2013-12"},
		{Days, true, "2013-12", 1, "2013"},
		{Days, true, "2013-06", 1, "2013-07-01"},
		{Days, true, "2013-06", -1, "2013-06"},
		{Auto, true, "2013-06", 1, "2013-07-01"},
		{Auto, false, "2013-01", 1, "2012"},
	} {
		l := &List{}
		l.SetNow(now)
		l.SetSize(40, 10)
		l.Divide(Division{By: c.by, Oldest: c.oldest})
		l.Take(model.Page{Headlines: wideRows(c.at)}, true)
		if d, found, ok := l.NextDay(c.n); found || !ok || d.String() != c.want {
			t.Errorf("%v: got %s, %t, %t", c, d, found, ok)
		}
	}
}

// TestVisitAndMonths: a month stands before the line of a visit until it has ended.
func TestVisitAndMonths(t *testing.T) {
	l := shown(wideRows("2026-11", "2026-11-20", "2026-10", "2026-10-30", "2026-10-10"))
	l.SetVisit(now.AddDate(0, -1, -3)) // 20 October
	n := 0
	for i, ln := range l.lines {
		if ln.row == visitLine {
			if n++; l.lines[i-1].row != 3 {
				t.Errorf("the line stands behind row %d", l.lines[i-1].row)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d lines", n)
	}
}
