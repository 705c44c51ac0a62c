package model

import (
	"fmt"
	"time"
)

// Precision says how much of a Date is known.
type Precision uint8

// The precisions. There is none between a day and an instant: a printed time
// without an offset is read in the offset its document implies, or dropped.
// They are not in the order of what is known: libraries keep their numbers.
const (
	Undated   Precision = iota // nothing is known
	ToDay                      // a calendar day, the same day for every reader
	ToInstant                  // a point in time, shown in the reader's zone
	ToMonth                    // a calendar month
	ToYear                     // a calendar year
)

// Wide reports whether less than the day is known: a month or a year.
func (p Precision) Wide() bool { return p == ToMonth || p == ToYear }

// Origin says where a Date was found; those of documents are in falling order
// of trust.
type Origin uint8

// The origins. Their text forms (String) are those of the `date_from` field.
const (
	FromNowhere  Origin = iota // no date at all
	FromStated                 // printed in the document, where a reader sees it, or a feed's own date element
	FromMetadata               // JSON-LD, meta elements, front matter, file headers
	FromURL                    // read from the address
	FromSeen                   // when it was first seen: nobody stated a date
	FromHand                   // the reader has corrected it
)

var origins = [...]string{"", "stated", "metadata", "url", "first-seen", "hand"}

// String returns the contract's word for o ("stated", "metadata", "url",
// "first-seen", "hand"), or "" for FromNowhere.
func (o Origin) String() string {
	if int(o) < len(origins) {
		return origins[o]
	}
	return ""
}

// ParseOrigin is the inverse of String; unknown words give FromNowhere.
func ParseOrigin(s string) Origin {
	for i, w := range origins {
		if w == s {
			return Origin(i)
		}
	}
	return FromNowhere
}

// Approximate reports whether a date of this origin was inferred rather than
// stated; such dates are shown with "~".
func (o Origin) Approximate() bool { return o == FromURL || o == FromSeen }

// Inferred says how a date of this origin was inferred, "first seen" or "from the
// address"; "" where it was not.
func (o Origin) Inferred() string {
	switch o {
	case FromSeen:
		return "first seen"
	case FromURL:
		return "from the address"
	}
	return ""
}

// Date is when something was published or changed: a day, a month, a year, an
// instant with the offset it was stated in, or nothing. The zero Date is undated.
// Dates are values; compare them with Equal.
type Date struct {
	// At is the instant, with its stated offset as location; for a day it is
	// that day's midnight in UTC, for a month or a year, which stands in a list
	// at its end, its last second in UTC. Zero when undated.
	At        time.Time
	Precision Precision
	From      Origin
}

// WithoutTime returns the day of an instant where that is, as earlier versions read it
// that knew fewer names of zones. Other dates are returned as they are.
func (d Date) WithoutTime() Date {
	if d.Precision != ToInstant {
		return d
	}
	return OnDay(DayOf(d.At), d.From)
}

// OnDay returns the Date that is a whole day.
func OnDay(d Day, from Origin) Date {
	return Date{At: d.In(time.UTC), Precision: ToDay, From: from}
}

// InMonth returns the Date that is a whole month.
func InMonth(y int, m time.Month, from Origin) Date {
	return Date{At: time.Date(y, m+1, 1, 0, 0, -1, 0, time.UTC), Precision: ToMonth, From: from}
}

// InYear returns the Date that is a whole year.
func InYear(y int, from Origin) Date {
	return Date{At: time.Date(y+1, 1, 1, 0, 0, -1, 0, time.UTC), Precision: ToYear, From: from}
}

// Whole returns the Date that is the days [from, to), where these are a day, a
// month or a year.
func Whole(from, to Day, origin Origin) (d Date, ok bool) {
	y, m, day := from.Date()
	switch {
	case to == from+1:
		return OnDay(from, origin), true
	case day == 1 && to == NewDay(y, m+1, 1):
		return InMonth(y, m, origin), true
	case day == 1 && m == time.January && to == NewDay(y+1, m, 1):
		return InYear(y, origin), true
	}
	return Date{}, false
}

// AtInstant returns the Date that is the instant t, to the second, keeping t's
// offset but not the name of its zone.
func AtInstant(t time.Time, from Origin) Date {
	t = t.Truncate(time.Second)
	_, offset := t.Zone()
	loc := time.UTC
	if offset != 0 {
		loc = time.FixedZone("", offset)
	}
	return Date{At: t.In(loc), Precision: ToInstant, From: from}
}

// Dated reports whether anything is known.
func (d Date) Dated() bool { return d.Precision != Undated }

// Day returns the calendar day on which d falls for a reader in loc: of a month
// or a year the last. A date stated as a day is that day everywhere. It must not
// be called on an undated Date, for which it returns 0 (1 January 1970).
func (d Date) Day(loc *time.Location) Day {
	switch d.Precision {
	case Undated:
		return 0
	case ToInstant:
		return DayOf(d.At.In(loc))
	}
	return DayOf(d.At.UTC())
}

// Days returns the days [from, to) on which d may fall for a reader in loc: all of
// a month or a year, else its Day.
func (d Date) Days(loc *time.Location) (from, to Day) {
	last := d.Day(loc)
	y, m, _ := last.Date()
	switch d.Precision {
	case ToMonth:
		return NewDay(y, m, 1), last + 1
	case ToYear:
		return NewDay(y, time.January, 1), last + 1
	}
	return last, last + 1
}

// DayString is String without the time of an instant: the day on which it falls for
// a reader in loc.
func (d Date) DayString(loc *time.Location) string {
	if d.Precision == ToInstant {
		return d.Day(loc).String()
	}
	return d.String()
}

// Start returns the instant at which d begins for a reader in loc: the instant
// itself, or the first instant in loc of the day, month or year. Undated gives
// the zero Time.
func (d Date) Start(loc *time.Location) time.Time {
	switch d.Precision {
	case Undated:
		return time.Time{}
	case ToInstant:
		return d.At
	}
	first, _ := d.Days(loc)
	return first.In(loc)
}

// Equal reports whether d and e state the same date to the same precision,
// wherever it was found. Instants are equal across offsets.
func (d Date) Equal(e Date) bool {
	return d.Precision == e.Precision && d.At.Equal(e.At)
}

// layouts are the forms of a Date, by precision.
var layouts = [...]string{ToDay: "2006-01-02", ToInstant: time.RFC3339, ToMonth: "2006-01", ToYear: "2006"}

// String returns the contract's form: "2020-11-06", "2020-11", "2020", an RFC
// 3339 instant with its stated offset, or "" when undated.
func (d Date) String() string {
	if !d.Dated() {
		return ""
	}
	return d.At.Format(layouts[d.Precision])
}

// ParseDate reads what String writes. An empty string is undated; anything
// else that is not in one of its forms is an error.
func ParseDate(s string, from Origin) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	for p := ToDay; p <= ToYear; p++ {
		t, err := time.Parse(layouts[p], s)
		switch {
		case err != nil:
		case p == ToDay:
			return OnDay(DayOf(t), from), nil
		case p == ToMonth:
			return InMonth(t.Year(), t.Month(), from), nil
		case p == ToYear:
			return InYear(t.Year(), from), nil
		default:
			return AtInstant(t, from), nil
		}
	}
	return Date{}, fmt.Errorf("parse date %q: want 2006-01-02, 2006-01, 2006 or RFC 3339", s)
}

// Day is a calendar day without a zone: days since 1 January 1970 in the
// proleptic Gregorian calendar.
type Day int32

// DayOf returns the calendar day of t in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay returns the day y-m-d; values out of range are normalised as by
// time.Date.
func NewDay(y int, m time.Month, d int) Day {
	const perDay = 24 * 60 * 60
	s := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()
	if s < 0 {
		s -= perDay - 1
	}
	return Day(s / perDay)
}

// In returns the first instant of the day in loc. Where a change to summer
// time removes midnight, that is the first instant after the gap.
func (d Day) In(loc *time.Location) time.Time {
	u := d.utc()
	y, m, dd := u.Date()
	t := time.Date(y, m, dd, 0, 0, 0, 0, loc)
	if DayOf(t) < d { // midnight was skipped and time.Date chose the hour before
		for DayOf(t) < d {
			t = t.Add(15 * time.Minute)
		}
		return t
	}
	return t
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// Date returns year, month and day of the month.
func (d Day) Date() (int, time.Month, int) { return d.utc().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// String returns the day as 2006-01-02.
func (d Day) String() string { return d.utc().Format("2006-01-02") }

// MarshalText returns what String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
