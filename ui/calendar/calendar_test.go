package calendar

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

func date(s string) model.Day {
	d, err := model.ParseDate(s, model.FromStated)
	if err != nil {
		panic(err)
	}
	return model.DayOf(d.At)
}

func TestMove(t *testing.T) {
	for _, c := range []struct {
		name, from   string
		days, months int
		want         string
	}{
		{"a day", "2026-11-23", 1, 0, "2026-11-24"},
		{"into the next month", "2026-11-30", 1, 0, "2026-12-01"},
		{"a week back over a year", "2026-01-03", -7, 0, "2025-12-27"},
		{"a month", "2026-11-23", 0, 1, "2026-12-23"},
		{"a month that is shorter", "2026-01-31", 0, 1, "2026-02-28"},
		{"into a leap day", "2024-01-30", 0, 1, "2024-02-29"},
		{"a year from a leap day", "2024-02-29", 0, 12, "2025-02-28"},
		{"a year back", "2026-11-23", 0, -12, "2025-11-23"},
		{"not before the first", "0001-01-01", -1, 0, "0001-01-01"},
		{"not a month before the first", "0001-01-15", 0, -1, "0001-01-15"},
		{"not after the last", "9999-12-31", 1, 0, "9999-12-31"},
		{"not a year after the last", "9999-12-31", 0, 12, "9999-12-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l Calendar
			l.Look(date(c.from))
			l.Move(c.days)
			l.MoveMonths(c.months)
			if got := l.Text(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestRange(t *testing.T) {
	var l Calendar
	l.Look(date("2026-11-23"))
	l.Range()
	if l.Spans() {
		t.Error("a day is a range")
	}
	l.Move(-3)
	if got, want := l.Text(), "2026-11-20..2026-11-23"; got != want || !l.Spans() {
		t.Errorf("got %s, want %s", got, want)
	}
	l.Range()
	if got, want := l.Text(), "2026-11-20"; got != want || l.Ranged() {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestView looks at a month at the widths at which it changes.
func TestView(t *testing.T) {
	const long = ` Mon 16 Nov 2026: 12,000, 1 unread
 Su      Mo      Tu      We      Th      Fr      Sa
  1       2       3       4       5       6       7
  8-   3  9-1200 10      11      12      13      14
 15      16= 12k 17      18      19      20      21
#22     >23      24      25      26      27      28
 29      30
`
	const middle = ` Mon 16 Nov 2026: 12,000,...
 Su  Mo  Tu  We  Th  Fr  Sa
  1   2   3   4   5   6   7
  8-  9- 10  11  12  13  14
 15  16= 17  18  19  20  21
#22 >23  24  25  26  27  28
 29  30
`
	const narrow = `Mon 16 Nov 2026: ...
Su Mo Tu We Th Fr Sa
 1  2  3  4  5  6  7
 8- 9-10 11 12 13 14
15 16=17 18 19 20 21
22 23 24 25 26 27 28
29 30
`
	for _, c := range []struct {
		width int
		want  string
	}{{80, long}, {56, long}, {55, ""}, {28, middle}, {20, narrow}} {
		t.Run(fmt.Sprint(c.width), func(t *testing.T) {
			var l Calendar
			l.SetWeek(time.Sunday)
			l.SetToday(date("2026-11-23"))
			l.SetSize(c.width, Rows)
			l.Look(date("2026-11-16"))
			l.SetChosen(date("2026-11-22"), date("2026-11-23"))
			from, to := l.Span()
			if l.Known() {
				t.Error("it is known before it was asked for")
			}
			l.Take(from, to, []model.Bucket{
				{Start: date("2026-11-08"), Total: 3}, {Start: date("2026-11-09"), Total: 1200}, {Start: date("2026-11-16"), Total: 12_000, Unread: 1},
			})
			th := theme.New(theme.Options{Profile: theme.Mono, ASCII: true})
			var got strings.Builder
			for _, ln := range l.View(th, true) {
				got.WriteString(strings.TrimRight(ansi.Strip(ln), " ") + "\n")
			}
			if c.want != "" && strings.TrimRight(got.String(), "\n") != strings.TrimRight(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got.String(), c.want)
			}
		})
	}
}

// TestNoDay: what is known to the month only is on no day, and the words say so.
func TestNoDay(t *testing.T) {
	var l Calendar
	l.SetSize(60, Rows)
	l.Look(date("2026-11-16"))
	from, to := l.Span()
	l.Take(from, to, []model.Bucket{{Start: from, Known: model.ToMonth, Total: 3}, {Start: date("2026-11-16"), Total: 2}})
	th := theme.New(theme.Options{Profile: theme.Mono, ASCII: true})
	lines := l.View(th, false)
	if s := ansi.Strip(strings.Join(lines, "\n")); !strings.Contains(s, "November 2026: 2, all read, 3 of no known day") || strings.Contains(s, "   3\n") {
		t.Errorf("got\n%s", s)
	}
	if c := l.counts[from]; c.total != 0 {
		t.Errorf("the first of the month counts %d", c.total)
	}
}

// TestAnyKeys: whatever is done, the pane draws lines of its own size, the
// cursor stands on its day, and a day is where At says.
func TestAnyKeys(t *testing.T) {
	themes := []*theme.Theme{theme.New(theme.Options{Dark: true}), theme.New(theme.Options{Profile: theme.Mono, ASCII: true})}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 11))
		var l Calendar
		l.SetWeek(time.Weekday(r.IntN(7)))
		l.Look(model.NewDay(1+r.IntN(9999), time.Month(1+r.IntN(12)), 1+r.IntN(28)))
		for range 30 {
			switch r.IntN(6) {
			case 0:
				l.SetSize(r.IntN(90), r.IntN(12))
			case 1:
				l.Move(r.IntN(100) - 50)
			case 2:
				l.MoveMonths(r.IntN(40) - 20)
			case 3:
				l.Range()
			case 4:
				from, to := l.Span()
				l.Take(from, to, []model.Bucket{{Start: from, Total: r.IntN(2_000_000_000)}, {Start: to - 1, Total: r.IntN(5)}})
			case 5:
				l.SetChosen(l.cursor-model.Day(r.IntN(9)), l.cursor+model.Day(r.IntN(9)))
			}
			for _, th := range themes {
				lines := l.View(th, r.IntN(2) == 0)
				if want := min(l.height, Rows); !l.Empty() && len(lines) != want || l.Empty() && len(lines) != 0 {
					t.Fatalf("seed %d: %d lines of %d", seed, len(lines), want)
				}
				for _, ln := range lines {
					if got := ansi.StringWidth(ln); got != l.width {
						t.Fatalf("seed %d: %d columns of %d: %q", seed, got, l.width, ln)
					}
				}
			}
			if x, y := l.Cursor(); x >= 0 {
				if d, ok := l.At(x, y); !ok || d != l.cursor {
					t.Fatalf("seed %d: the cursor is on %s, not %s", seed, d, l.cursor)
				}
			}
			if _, ok := l.At(r.IntN(100)-5, -1); ok {
				t.Fatalf("seed %d: a day outside of the pane", seed)
			}
		}
	}
}
