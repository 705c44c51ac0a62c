package when_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// zones are where the phrases are read: west and east of Greenwich, on both
// sides of the equator, with a change at midnight among them.
var zones = []string{"America/New_York", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Auckland"}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	return loc
}

// phrase is a line of testdata/phrases.txt.
type phrase struct{ now, text, from, to string }

func phrases(t *testing.T) []phrase {
	t.Helper()
	f, err := os.Open("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var ps []phrase
	now := ""
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if after, ok := strings.CutPrefix(line, "at "); ok {
			now = after
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			t.Fatalf("bad line %q", line)
		}
		ps = append(ps, phrase{now, parts[0], parts[1], parts[2]})
	}
	return ps
}

// clockOf reads a date, or a date and time, as shown by a clock in loc.
func clockOf(t *testing.T, s string, loc *time.Location) time.Time {
	t.Helper()
	if len(s) == len("2006-01-02") {
		s += "T00:00:00"
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestPhrases(t *testing.T) {
	ps := phrases(t)
	if len(ps) < 300 {
		t.Errorf("only %d phrases", len(ps))
	}
	for _, zone := range zones {
		loc := location(t, zone)
		for _, p := range ps {
			got, err := when.Parse(p.text, clockOf(t, p.now, loc), when.Options{WeekStart: time.Monday})
			if err != nil {
				t.Errorf("%s, %s: %q: %v", zone, p.now, p.text, err)
				continue
			}
			checkSpan(t, zone+", "+p.now+": "+p.text, got, wanted(t, p.from, loc), wanted(t, p.to, loc))
		}
	}
}

// wanted is the instant at which a day or second of the table begins in loc.
func wanted(t *testing.T, s string, loc *time.Location) time.Time {
	t.Helper()
	at := clockOf(t, s, loc)
	if len(s) == len("2006-01-02") && at.Hour() != 0 {
		// Summer time begins at midnight: the day begins after the gap.
		_, at = at.ZoneBounds()
		if at.IsZero() || at.Format("2006-01-02") != s {
			t.Fatalf("no beginning of %s in %s", s, loc)
		}
	}
	return at
}

func checkSpan(t *testing.T, what string, got model.Span, from, to time.Time) {
	t.Helper()
	want := model.NewSpan(from, to)
	if !got.From.Equal(want.From) || !got.To.Equal(want.To) || got.FromDay != want.FromDay || got.ToDay != want.ToDay {
		t.Errorf("%s: got %v to %v (%v to %v), want %v to %v (%v to %v)", what,
			got.From, got.To, got.FromDay, got.ToDay, want.From, want.To, want.FromDay, want.ToDay)
	}
}
