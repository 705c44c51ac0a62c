package model

import (
	"cmp"
	"time"
)

// This is the order of lists by date: the sections of a list, which article is in
// which, and how the dates of one stand. Whatever makes, walks along or counts such a
// list goes by it; a database, whose indexes have it in their keys, is tested against
// it.

// Section is the part of a by-date list in which an article stands.
type Section uint8

// The sections, in the order in which documents are listed. Ahead holds what is dated
// more than AheadAfter after now.
const (
	ByDate Section = iota
	Ahead
	NoDate
)

// AheadAfter is how far in the future a date may lie before its article is
// kept from the top of the list. A month or a year lies where it begins.
const AheadAfter = 48 * time.Hour

// AheadFrom returns the instant after which an article stands in the section Ahead.
func (q Query) AheadFrom() time.Time { return q.Now.Add(AheadAfter) }

// Section returns the section in which d stands for a reader in the zone of ahead, after
// which that of articles ahead begins (Query.AheadFrom).
func (d Date) Section(ahead time.Time) Section {
	switch d.Precision {
	case Undated:
		return NoDate
	case ToInstant:
		if d.At.After(ahead) {
			return Ahead
		}
		return ByDate
	}
	if first, _ := d.Days(time.UTC); first > DayOf(ahead) {
		return Ahead
	}
	return ByDate
}

// Sections returns the sections of a list of a Library in an order by date.
func (s Sort) Sections() [3]Section {
	if s == Oldest {
		return [...]Section{ByDate, Ahead, NoDate}
	}
	return [...]Section{Ahead, ByDate, NoDate}
}

// DateKey is where a date stands in its section for a reader.
type DateKey struct {
	Second    int64 // what orders those that are equal else
	Day       Day   // the last on which it may fall
	Precision Precision
}

// Key returns where d stands for a reader in a zone.
func (d Date) Key(zone *time.Location) DateKey {
	if !d.Dated() {
		return DateKey{}
	}
	return DateKey{Second: d.At.Unix(), Day: d.Day(zone), Precision: d.Precision}
}

// Compare is the order of the newest first: by the day, a month and a year standing at
// their end; on a day the year that ends with it, the month, what is known to the
// second, the latest first, and the day as such. What is equal stands in the order of
// its document.
func (k DateKey) Compare(l DateKey) int {
	return cmp.Or(
		cmp.Compare(l.Day, k.Day),
		cmp.Compare(l.Precision.Length(), k.Precision.Length()),
		cmp.Compare(l.Second, k.Second),
	)
}

// Length tells which of the dates that end on one day is the longer, and stands before
// the other, newest first: 0 is a day, 1 what has a time on it, 2 a month, 3 a year.
func (p Precision) Length() int {
	return [...]int{Undated: 0, ToDay: 0, ToInstant: 1, ToMonth: 2, ToYear: 3}[p]
}
