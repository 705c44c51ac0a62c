package when_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// TestEdges reads dates where clocks change; what is wanted is given in UTC.
func TestEdges(t *testing.T) {
	for _, c := range []struct{ name, zone, now, text, from, to string }{
		{"23 hours", "Europe/Berlin", "2018-04-01T12:00:00", "2018-03-25", "2018-03-24T23:00:00", "2018-03-25T22:00:00"},
		{"25 hours", "Europe/Berlin", "2018-11-01T12:00:00", "2018-10-28", "2018-10-27T22:00:00", "2018-10-28T23:00:00"},
		{"a day without midnight", "America/Sao_Paulo", "2018-12-01T12:00:00", "2018-11-04", "2018-11-04T03:00:00", "2018-11-05T02:00:00"},
		{"a day after midnight came twice", "America/Sao_Paulo", "2018-12-01T12:00:00", "2018-02-17", "2018-02-17T02:00:00", "2018-02-18T03:00:00"},
		{"a day with two midnights", "America/Havana", "2018-12-01T12:00:00", "2018-11-04", "2018-11-04T04:00:00", "2018-11-05T05:00:00"},
		{"half an hour", "Australia/Lord_Howe", "2018-12-01T12:00:00", "2018-10-07", "2018-10-06T13:30:00", "2018-10-07T13:00:00"},
		{"a day that was left out", "Pacific/Apia", "2012-12-01T12:00:00", "2011-12-30", "2011-12-30T10:00:00", "2011-12-30T10:00:00"},
		{"a day before one that was left out", "Pacific/Apia", "2012-12-01T12:00:00", "2011-12-29", "2011-12-29T10:00:00", "2011-12-30T10:00:00"},
		{"a minute twice", "America/New_York", "2018-12-01T12:00:00", "2018-11-04T01:30", "2018-11-04T05:30:00", "2018-11-04T06:31:00"},
		{"the last minute before", "America/New_York", "2018-12-01T12:00:00", "2018-11-04T00:59", "2018-11-04T04:59:00", "2018-11-04T05:00:00"},
		{"a minute of those two, named", "America/New_York", "2018-12-01T12:00:00", "2018-11-04T01:30-05:00", "2018-11-04T06:30:00", "2018-11-04T06:31:00"},
		{"a minute left out", "America/New_York", "2018-12-01T12:00:00", "2018-03-11T02:30", "2018-03-11T07:00:00", "2018-03-11T07:00:00"},
		{"the minute before the gap", "America/New_York", "2018-12-01T12:00:00", "2018-03-11T01:59", "2018-03-11T06:59:00", "2018-03-11T07:00:00"},
		{"the minute after the gap", "America/New_York", "2018-12-01T12:00:00", "2018-03-11T03:00", "2018-03-11T07:00:00", "2018-03-11T07:01:00"},
		{"24 hours over the gap", "America/New_York", "2018-03-11T12:00:00", "24h", "2018-03-10T16:00:00", "2018-03-11T16:00:00"},
		{"a day over the gap", "America/New_York", "2018-03-11T12:00:00", "1d", "2018-03-11T05:00:00", "2018-03-12T04:00:00"},
		{"today with 25 hours", "Europe/Berlin", "2018-10-28T12:00:00", "today", "2018-10-27T22:00:00", "2018-10-28T23:00:00"},
		{"yesterday with 25 hours", "Europe/Berlin", "2018-10-29T12:00:00", "yesterday", "2018-10-27T22:00:00", "2018-10-28T23:00:00"},
		{"a week with a change", "Europe/Berlin", "2018-10-31T12:00:00", "last-week", "2018-10-21T22:00:00", "2018-10-28T23:00:00"},
		{"Z", "Europe/Berlin", "2018-10-31T12:00:00", "2018-11-06T14:30Z", "2018-11-06T14:30:00", "2018-11-06T14:31:00"},
		{"an offset", "Europe/Berlin", "2018-10-31T12:00:00", "2018-11-06T14:30:05+0530", "2018-11-06T09:00:05", "2018-11-06T09:00:06"},
		{"an offset on another day", "Pacific/Auckland", "2018-10-31T12:00:00", "2018-11-06T23:30-08:00", "2018-11-07T07:30:00", "2018-11-07T07:31:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			loc := location(t, c.zone)
			got, err := when.Parse(c.text, clockOf(t, c.now, loc), when.Options{WeekStart: time.Monday})
			if err != nil {
				t.Fatal(err)
			}
			from, to := clockOf(t, c.from, time.UTC), clockOf(t, c.to, time.UTC)
			if !got.From.Equal(from) || !got.To.Equal(to) {
				t.Errorf("got %v to %v, want %v to %v", got.From.UTC(), got.To.UTC(), from, to)
			}
		})
	}
}

func TestWeekStart(t *testing.T) {
	now := time.Date(2026, 11, 23, 5, 30, 0, 0, time.UTC) // a Monday
	for _, c := range []struct {
		name  string
		start time.Weekday
		text  string
		want  string
	}{
		{"Monday", time.Monday, "this-week", "2026-11-23"},
		{"Sunday", time.Sunday, "this-week", "2026-11-22"},
		{"Saturday", time.Saturday, "this-week", "2026-11-21"},
		{"Sunday, last", time.Sunday, "last-week", "2026-11-15"},
		{"Sunday in a week from Monday", time.Monday, "this-sunday", "2026-11-29"},
		{"Sunday in a week from Sunday", time.Sunday, "this-sunday", "2026-11-22"},
		{"ISO weeks stay", time.Sunday, "2026-w48", "2026-11-23"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := when.Parse(c.text, now, when.Options{WeekStart: c.start})
			if err != nil || got.FromDay.String() != c.want {
				t.Errorf("got %v, %v, want %s", got.FromDay, err, c.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	now := time.Date(2026, 11, 23, 5, 30, 0, 0, time.UTC)
	for _, c := range []struct{ name, text, word, says string }{
		{"nothing", "", "", "missing"},
		{"blanks", "  ", "", "missing"},
		{"a word", "kerry", "kerry", "no date"},
		{"a slip", "yesteday", "yesteday", "did you mean yesterday"},
		{"a slip further on", "last tusday", "tusday", "did you mean tuesday"},
		{"letters swapped", "6 novmeber 2020", "novmeber", "did you mean november"},
		{"minutes or months", "3m", "m", "3min or 3mo"},
		{"day or month first", "6/11/2018", "6/11/2018", "2018-11-06 or 2018-06-11"},
		{"no such month", "2018-13", "2018-13", "no month 13"},
		{"no such day", "2018-02-29", "2018-02-29", "February 2018 has no day 29"},
		{"no such day, in words", "31 november 2018", "31", "November 2018 has no day 31"},
		{"no such day of any year", "31 feb", "31", "February has no day 31"},
		{"no such week", "2018-w53", "2018-w53", "2018 has no week 53"},
		{"no such quarter", "2018-q5", "2018-q5", "no quarter 5"},
		{"no such hour", "2018-11-06T24:00", "2018-11-06T24:00", "no time of day"},
		{"no such hour of the half day", "yesterday 13pm", "13", "no hour 13"},
		{"an hour of a month", "nov-2018 14:30", "14:30", "needs one day"},
		{"another weekday", "monday 6 november 2020", "monday", "is a Friday"},
		{"no unit", "7", "7", "no unit"},
		{"no number", "days ago", "days", "number is missing"},
		{"nothing behind last", "last", "last", "needs a word"},
		{"a unit alone", "week", "week", "this-week"},
		{"no time", "0d", "0", "nothing lasts"},
		{"too far", "9000y", "9000", "too many"},
		{"too far for a number", "99999999999d", "99999999999", "too large"},
		{"too early", "0999", "0999", "1000 to 9999"},
		{"too late", "in 9000 years", "9000", "too many"},
		{"a sign", "nov?", "?", "no date"},
		{"too long", strings.Repeat("monday ", 100), "", "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := when.Parse(c.text, now, when.Options{})
			var e *when.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *when.Error", err)
			}
			if !strings.Contains(e.Error(), c.says) {
				t.Errorf("got %q, want %q in it", e.Error(), c.says)
			}
			if c.word != "" && (e.Word != c.word || c.text[e.Pos:e.Pos+e.Len] != c.word) {
				t.Errorf("got the word %q at %d+%d, want %q", e.Word, e.Pos, e.Len, c.word)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	for _, s := range []string{
		"2018", "1999", "2018-11", "2018-11-06", "2018-11-06T14:30", "2018-w45", "2018-q4", "1066-10-14", "6.11.2018", "20181106",
		"nov-2018", "6-nov-2018", "nov-6", "6 November 2020", "2020年11月6日", "today", "Yesterday", "now", "monday", "SUNDAY",
		"last-tuesday", "last tuesday", "this-week", "last-month", "next-year", "this-november", "3-days-ago", "an-hour-ago",
		"7d", "2w", "3mo", "1y", "12h", "30min", "yesterday-14:30",
	} {
		if !when.Plain(s) {
			t.Errorf("%q: got a word, want a date", s)
		}
	}
	for _, s := range []string{
		"", "a", "may", "march", "sun", "mon", "november", "last", "week", "second", "heute", "hier", "ago", "1066", "1500", "2500", "60", "7",
		"60-minutes", "60 minutes", "7-day", "24-hours", "last-minute", "last second", "one-week", "3m", "10:30", "5g", "b2b", "x", "now-",
		"12345678", "2018-13", "2018-11-", "q4", "w45", "1-2", "covid-19", "may-be", "past-week", "11-06", "6/11/2018", "the",
	} {
		if when.Plain(s) {
			t.Errorf("%q: got a date, want a word", s)
		}
	}
}

func TestBegins(t *testing.T) {
	for _, s := range []string{"", "2", "201", "2018-", "2018-1", "2018-w", "2018-11-06T", "yest", "last", "last ", "last-tu", "6 nov", "6-n", "3 d", "3-days-a", "nove", "7"} {
		if !when.Begins(s) {
			t.Errorf("%q: got false, want true", s)
		}
	}
	for _, s := range []string{"foo", "last foo", "2018-x", "xmonday", "kerry "} {
		if when.Begins(s) {
			t.Errorf("%q: got true, want false", s)
		}
	}
}

func TestLength(t *testing.T) {
	loc := location(t, "America/New_York")
	for _, c := range []struct {
		name, text, at string
		n              int
		want           string
	}{
		{"days", "3d", "2018-11-06T00:00:00", -1, "2018-11-03T00:00:00"},
		{"days from a time of day, over a change", "3d", "2018-11-06T14:30:00", -1, "2018-11-03T14:30:00"},
		{"hours over a change", "72h", "2018-11-06T14:30:00", -1, "2018-11-03T15:30:00"},
		{"months", "1mo", "2018-03-31T00:00:00", -1, "2018-02-28T00:00:00"},
		{"months ahead", "1 month", "2018-01-31T00:00:00", 1, "2018-02-28T00:00:00"},
		{"years", "2y", "2020-02-29T12:00:00", 1, "2022-02-28T12:00:00"},
		{"weeks, twice", "2w", "2018-01-01T00:00:00", 2, "2018-01-29T00:00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			move, err := when.Length(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := move(clockOf(t, c.at, loc), c.n), clockOf(t, c.want, loc); !got.Equal(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	for _, s := range []string{"", "3", "d", "3m", "monday", "3 days ago", "0d", "99999y", strings.Repeat("9", 300)} {
		if _, err := when.Length(s); err == nil {
			t.Errorf("%q: got no error", s)
		}
	}
}

func TestNames(t *testing.T) {
	for _, s := range []string{"november", "Nov", "listopada", "ноября", "十一月"} {
		if m, ok := when.Month(s); !ok || m != time.November {
			t.Errorf("%q: got %v, %v", s, m, ok)
		}
	}
	for _, s := range []string{"sunday", "Sun", "Sonntag", "воскресенье", "日曜日"} {
		if d, ok := when.Weekday(s); !ok || d != time.Sunday {
			t.Errorf("%q: got %v, %v", s, d, ok)
		}
	}
	if _, ok := when.Month("sunday"); ok {
		t.Error("sunday is a month")
	}
	if _, ok := when.Weekday("may"); ok {
		t.Error("may is a day")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2018", "2018-11-06T14:30:05+01:00", "6. November 2020", "last tuesday", "7d", "3 days ago", "2020年11月6日",
		"yesterday at 2:30pm", "q4 2018", "29 feb", "6/11/2018", "aujourd'hui", "\u202e7d", "1er août", "99999999999y",
	} {
		f.Add(s, int64(1795411800), uint8(0))
		f.Add(s, int64(1520755200), uint8(1))
	}
	locs := []*time.Location{time.UTC, location(f, "America/New_York"), location(f, "America/Sao_Paulo"), location(f, "Pacific/Apia")}
	f.Fuzz(func(t *testing.T, s string, unix int64, where uint8) {
		now := time.Unix(unix%8e9, 0).In(locs[int(where)%len(locs)])
		span, err := when.Parse(s, now, when.Options{WeekStart: time.Weekday(where % 7)})
		when.Plain(s)
		when.Begins(s)
		if err != nil {
			var e *when.Error
			if !errors.As(err, &e) || e.Msg == "" || e.Pos < 0 || e.Len < 0 || e.Pos+e.Len > len(s) {
				t.Fatalf("%q: bad error %#v", s, err)
			}
			return
		}
		if span.From.IsZero() || span.To.Before(span.From) || span.ToDay < span.FromDay {
			t.Fatalf("%q: got %v to %v (%v to %v)", s, span.From, span.To, span.FromDay, span.ToDay)
		}
		if span.From.Location() != now.Location() || span.To.Location() != now.Location() {
			t.Fatalf("%q: in %v and %v", s, span.From.Location(), span.To.Location())
		}
		if want := model.NewSpan(span.From, span.To); span.From.Before(span.To) && (span.FromDay != want.FromDay || span.ToDay != want.ToDay) {
			t.Fatalf("%q: days %v to %v, want %v to %v", s, span.FromDay, span.ToDay, want.FromDay, want.ToDay)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	now := time.Date(2026, 11, 23, 5, 30, 0, 0, time.UTC)
	for _, s := range []string{"2018-11-06", "last tuesday", "7d", "6 November 2020", "kerry"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = when.Parse(s, now, when.Options{})
			}
		})
	}
}
