// Package rowid says under which ids articles lie, so that the order of rowids is
// the order of a list and every range of dates is one seek. It knows the arithmetic
// of ids, and which of them are free; it knows no questions.
package rowid

import (
	"math"
	"time"

	"dateline/model"
)

// There are five regions of ids:
//
//	instants  minutes since 2000 << 8 | slot
//	days      dayRegion + the day's own range of 1440 << 8, from its top down
//	months    monthRegion + the month's own range of 1 << 24, likewise
//	years     yearRegion + the year's own range of 1 << 24, likewise
//	undated   noDateRegion, from the top down
//
// Within a minute the slot follows the second (four slots each), so that ids
// are in order to the second; equal seconds, days, months and years and undated articles
// get falling ids, so that a list that reads ids downwards shows them in the
// document's own order. A minute that is full overflows into those around it; how
// far anything ever did is kept, and ranges are widened by it and checked
// against the stored time.
const (
	slotBits     = 8
	perDay       = 1440 << slotBits
	perPeriod    = 1 << 24
	dayRegion    = int64(1) << 60
	monthRegion  = dayRegion + 1<<58
	yearRegion   = dayRegion + 1<<59
	noDateRegion = int64(1) << 61
	noDateTop    = noDateRegion + 1<<48
	regionRoom   = 1 << 56 // around days, months and years, which need much less

	// Slots are the ids of a minute.
	Slots = 1 << slotBits

	// Lowest and Highest are the ends of all ids.
	Lowest  = math.MinInt64
	Highest = math.MaxInt64
)

// epoch is 1 January 2000, the zero of minutes.
const epoch = 946_684_800

const secondsPerDay = 24 * 60 * 60

// Region is one of the ranges of ids. The counts that are kept have these numbers.
type Region int

// The regions, by how much is known of a date.
const (
	Instants Region = iota
	Days
	Undated
	Months
	Years
)

// Dated are the regions of ids with dates. What is kept for each of them is in this
// order.
var Dated = [...]Region{Instants, Days, Months, Years}

// Bounds is a range of ids, both ends included.
type Bounds struct{ Lo, Hi int64 }

// Empty reports whether no id is in b.
func (b Bounds) Empty() bool { return b.Lo > b.Hi }

var regionBounds = [...]Bounds{
	Instants: {Lowest, dayRegion - regionRoom - 1},
	Days:     {dayRegion - regionRoom, monthRegion - regionRoom - 1},
	Months:   {monthRegion - regionRoom, yearRegion - regionRoom - 1},
	Years:    {yearRegion - regionRoom, noDateRegion - 1},
	Undated:  {noDateRegion, Highest},
}

// Bounds returns the ids of a region.
func (r Region) Bounds() Bounds { return regionBounds[r] }

// RegionOf returns the region that an id lies in.
func RegionOf(id int64) Region {
	for _, r := range Dated {
		if id <= regionBounds[r].Hi {
			return r
		}
	}
	return Undated
}

// RegionOfDate returns the region of a date.
func RegionOfDate(d model.Date) Region {
	return [...]Region{model.Undated: Undated, model.ToDay: Days, model.ToInstant: Instants, model.ToMonth: Months, model.ToYear: Years}[d.Precision]
}

// Instant returns the highest id an instant, in seconds since 1970, may have
// without overflowing.
func Instant(unix int64) int64 {
	m := FloorDiv(unix-epoch, 60)
	sec := unix - epoch - m*60
	return m<<slotBits | (sec*4 + 3)
}

// From returns the lowest id that an instant may have which is no earlier than a
// second, where ids overflowed so far.
func From(unix, overflow int64) int64 { return Instant(unix) - 3 - overflow }

// InstantOf returns the second that the id of an instant says, if it did not
// overflow.
func InstantOf(id int64) int64 { return id>>slotBits*60 + epoch + id&(Slots-1)/4 }

// Period returns the ids of the day, month or year that a day is in; of instants those
// of the day in UTC.
func Period(r Region, d model.Day) Bounds {
	var lo, size int64 = dayRegion + int64(d)*perDay, perDay
	switch r {
	case Instants:
		lo = (int64(d)*secondsPerDay - epoch) / 60 << slotBits
	case Months:
		lo, size = monthRegion+int64(MonthOf(d))*perPeriod, perPeriod
	case Years:
		lo, size = yearRegion+int64(YearOf(d))*perPeriod, perPeriod
	}
	return Bounds{lo, lo + size - 1}
}

// Periods returns the ids of the periods of two days, and of those between.
func Periods(r Region, from, to model.Day) Bounds {
	return Bounds{Period(r, from).Lo, Period(r, to).Hi}
}

// LastBefore returns the highest id of a region of what ends before a day begins, in
// zone.
func LastBefore(r Region, d model.Day, zone *time.Location) int64 {
	if r == Instants {
		return Instant(d.In(zone).Unix() - 1)
	}
	return Period(r, d).Lo - 1
}

// FirstDay returns the first day of what an id stands for, of an instant that in
// UTC.
func FirstDay(id int64) model.Day {
	var d int64
	switch RegionOf(id) {
	case Instants:
		d = FloorDiv(id>>slotBits*60+epoch, secondsPerDay)
	case Days:
		d = FloorDiv(id-dayRegion, perDay)
	case Months:
		return Month(atMost(FloorDiv(id-monthRegion, perPeriod), int64(FarMonth))).Start()
	case Years:
		return YearStart(int(atMost(FloorDiv(id-yearRegion, perPeriod), int64(FarMonth/12))))
	}
	return model.Day(atMost(d, int64(FarDay)))
}

// DaysAround returns how many days an instant may stand beside its own.
func DaysAround(overflow int64) model.Day { return model.Day(overflow/perDay + 1) }

// atMost returns n, but nothing farther from 0 than far.
func atMost(n, far int64) int64 { return max(-far, min(n, far)) }

// Pred returns the id below k, and Succ the one above; at its end k itself.
func Pred(k int64) int64 { return max(k, Lowest+1) - 1 }

// Succ is the opposite of Pred.
func Succ(k int64) int64 { return min(k, Highest-1) + 1 }
