package list

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// TestPeriods: headings coarsen with age, now being Monday, 23 November 2026.
func TestPeriods(t *testing.T) {
	sparse := map[int]bool{2019: true, 2026: true}
	for _, c := range []struct {
		name      string
		d         Division
		day, want string
		ofDays    int
	}{
		{"today", Division{Week: 1}, "2026-11-23", "Today, Mon 23 Nov", 1},
		{"last week", Division{Week: 1}, "2026-11-16", "Mon 16 Nov 2026", 1},
		{"the week before", Division{Week: 1}, "2026-11-15", "9 – 15 Nov 2026", 7},
		{"the week before, from Sunday", Division{Week: 0}, "2026-11-14", "8 – 14 Nov 2026", 7},
		{"a week of two months", Division{Week: 1}, "2026-11-01", "26 Oct – 1 Nov 2026", 7},
		{"the first week of the last month", Division{Week: 1}, "2026-10-02", "1 – 4 Oct 2026", 4},
		{"a month of this year, sparse or not", Division{Week: 1}, "2026-09-30", "September 2026", 30},
		{"a month of an earlier year", Division{Week: 1}, "2018-11-06", "November 2018", 30},
		{"a sparse year", Division{Week: 1}, "2019-11-06", "2019", 365},
		{"ahead of now, but not in the section", Division{Week: 1}, "2026-11-25", "Wed 25 Nov 2026", 1},
		{"days on demand", Division{Week: 1, By: Days}, "2011-03-14", "Mon 14 Mar 2011", 1},
		{"a filter of a month", Division{Week: 1, Length: 30}, "2018-11-06", "Tue 6 Nov 2018", 1},
		{"a filter of a quarter", Division{Week: 1, Length: 92}, "2018-11-06", "5 – 11 Nov 2018", 7},
		{"a filter of a quarter, at new year", Division{Week: 1, Length: 92}, "2019-01-01", "31 Dec 2018 – 6 Jan 2019", 7},
		{"a filter of a sparse year", Division{Week: 1, Length: 365}, "2019-11-06", "November 2019", 30},
		{"a filter of ten years", Division{Week: 1, Length: 3652}, "2019-11-06", "2019", 365},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &List{sparse: sparse}
			l.SetNow(now)
			l.Divide(c.d)
			date, err := model.ParseDate(c.day, model.FromStated)
			if err != nil {
				t.Fatal(err)
			}
			g := l.period(date.Day(time.UTC))
			if got := g.name(now, false); got != c.want || int(g.to-g.from) != c.ofDays {
				t.Errorf("got %q of %d days, want %q of %d", got, g.to-g.from, c.want, c.ofDays)
			}
		})
	}
}

// TestPeriodsTile: every day stands under one heading, and every heading under
// all of its days.
func TestPeriodsTile(t *testing.T) {
	for _, at := range []string{"2026-11-23", "2026-01-01", "2026-03-31", "2024-02-29", "2027-01-03"} {
		for week := time.Sunday; week <= time.Saturday; week++ {
			for _, length := range []int{0, 31, 100, 365, 2000} {
				l := &List{sparse: map[int]bool{2025: true, 2022: true}}
				date, _ := model.ParseDate(at, model.FromStated)
				l.SetNow(date.At)
				l.Divide(Division{Week: week, Length: length})
				for d := model.DayOf(date.At) - 2000; d < model.DayOf(date.At)+3; d++ {
					g := l.period(d)
					if d < g.from || d >= g.to || l.period(g.from) != g || l.period(g.to-1) != g {
						t.Fatalf("%s: %s stands under %+v, whose ends stand under %+v and %+v", at, d, g, l.period(g.from), l.period(g.to-1))
					}
				}
			}
		}
	}
}

// lines draws the pane without styles.
func lines(l *List) string {
	rows := l.View(theme.New(theme.Options{Profile: theme.Mono}), true)
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = strings.TrimRight(ansi.Strip(r), " ")
	}
	return strings.Join(out, "\n")
}

// TestSparseYears: a year with less than two articles for each of its months
// is one heading as soon as that is known, and the selection stays on its line.
func TestSparseYears(t *testing.T) {
	ago := []int{0, 800, 900, 1000, 2000, 2001, 2002, 2003}
	l := shown(rows(ago...))
	l.Move(5)
	before, y := l.Cursor(), l.sel
	if s := lines(l); strings.Contains(s, "\n2024") {
		t.Errorf("a heading of a year that was not counted:\n%s", s)
	}
	var counts []model.Bucket
	for _, h := range l.rows {
		counts = append(counts, model.Bucket{Start: h.Published.Day(time.UTC), Total: 1, Unread: 1})
	}
	from, to, _ := l.Span()
	l.SetDays(from, to, counts)
	if got := l.Cursor(); got != before || l.sel != y {
		t.Errorf("the selection went from line %d to %d", before, got)
	}
	l.SetSize(40, 30)
	s := lines(l)
	for _, want := range []string{"\n2024", "\nMay 2021", "Headline 1                      14 Sep"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing:\n%s", want, s)
		}
	}
}

// TestHeadingCounts: a heading counts all of its period, also what the window
// does not hold, and says nothing of a period that was counted in part.
func TestHeadingCounts(t *testing.T) {
	l := shown(rows(80, 81))
	day := model.DayOf(now) - 80 // 4 September
	l.SetDays(day, day+200, []model.Bucket{{Start: day, Total: 3, Unread: 1}})
	if s := lines(l); strings.Contains(s, "3") && strings.Contains(s, "unread of") {
		t.Errorf("a period that was counted in part has a count:\n%s", s)
	}
	from, to, ok := l.Span()
	if !ok || from.String() != "2026-01-01" || to.String() != "2027-01-01" {
		t.Errorf("asks for %s to %s", from, to)
	}
	l.SetDays(from, to, []model.Bucket{{Start: day, Total: 3, Unread: 1}, {Start: day + 9, Total: 400}})
	if s := lines(l); !strings.Contains(s, "September 2026           1 unread of 403") {
		t.Errorf("the count is missing:\n%s", s)
	}
	l.SetSize(20, 10)
	if s := lines(l); !strings.Contains(s, "1 of 403") {
		t.Errorf("the count is missing:\n%s", s)
	}
}

// TestNoHeadings: rows say their dates, and } still goes by days.
func TestNoHeadings(t *testing.T) {
	hs := rows(0, 0, 5, 3000)
	hs[1].Published = model.AtInstant(now.Add(-time.Hour), model.FromSeen)
	hs = append(hs, model.Headline{ID: "u", Title: "Undated one", Section: model.NoDate})
	l := shown(hs)
	l.Divide(Division{By: None})
	want := []string{"Headline 0", "Headline 1                      ~11:00", "Headline 2                      18 Nov", "Headline 3                  6 Sep 2018", "Undated one                    undated"}
	for i, ln := range strings.Split(lines(l), "\n")[:5] {
		if !strings.HasSuffix(ln, want[i]) {
			t.Errorf("line %d is %q, want %q at its end", i, ln, want[i])
		}
	}
	if l.Cursor() != 0 {
		t.Errorf("the first headline stands on line %d", l.Cursor())
	}
	if _, found, _ := l.NextDay(1); !found || l.sel != 2 {
		t.Errorf("} went to %d", l.sel)
	}
}

// TestNextBeyondTheWindow: beyond the window the next heading begins where its
// period does, in either order.
func TestNextBeyondTheWindow(t *testing.T) {
	for _, c := range []struct {
		oldest bool
		n      int
		want   string
	}{
		{false, 1, "2026-08"}, // what is of the month alone stands before its last day
		{false, -1, "2026-09"},
		{true, 1, "2026-10-01"},
		{true, -1, "2026-09-01"},
	} {
		t.Run(fmt.Sprint(c.oldest, c.n), func(t *testing.T) {
			l := &List{}
			l.SetNow(now)
			l.SetSize(40, 10)
			l.Divide(Division{Oldest: c.oldest})
			l.Take(model.Page{Headlines: rows(80, 80, 80)}, true)
			if d, found, ok := l.NextDay(c.n); found || !ok || d.String() != c.want {
				t.Errorf("got %s, %t, %t; want %s", d, found, ok, c.want)
			}
		})
	}
}
