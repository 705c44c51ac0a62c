package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"dateline/model"
)

// An id says where an article stands by date, so that the order of rowids is
// the order of a list and every range of dates is one seek. There are five
// regions of ids:
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
// document's own order. A minute that is full spills into those around it; how
// far anything ever spilled is kept, and ranges are widened by it and checked
// against the stored time.
const (
	slotBits     = 8
	slots        = 1 << slotBits
	perDay       = 1440 << slotBits
	perPeriod    = 1 << 24
	dayRegion    = int64(1) << 60
	monthRegion  = dayRegion + 1<<58
	yearRegion   = dayRegion + 1<<59
	noDateRegion = int64(1) << 61
	noDateTop    = noDateRegion + 1<<48
	regionRoom   = 1 << 56 // around days, months and years, which need much less

	lowest  = math.MinInt64
	highest = math.MaxInt64
)

// epoch is 1 January 2000, the zero of minutes.
const epoch = 946_684_800

// region is one of the ranges of ids. The counts that are kept have these numbers.
type region int

const (
	instants region = iota
	days
	undated
	months
	years
)

// datedRegions are the regions of ids with dates. What is kept for each of them is
// in this order.
var datedRegions = [...]region{instants, days, months, years}

// regionBounds are the ids of the regions.
var regionBounds = [...]bounds{
	instants: {lowest, dayRegion - regionRoom - 1},
	days:     {dayRegion - regionRoom, monthRegion - regionRoom - 1},
	months:   {monthRegion - regionRoom, yearRegion - regionRoom - 1},
	years:    {yearRegion - regionRoom, noDateRegion - 1},
	undated:  {noDateRegion, highest},
}

func regionOf(id int64) region {
	for _, r := range datedRegions {
		if id <= regionBounds[r].hi {
			return r
		}
	}
	return undated
}

// regionFor returns the region of a date.
func regionFor(d model.Date) region {
	return [...]region{model.Undated: undated, model.ToDay: days, model.ToInstant: instants, model.ToMonth: months, model.ToYear: years}[d.Precision]
}

// floorDiv is division that rounds down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// instantKey returns the highest id an instant may have without spilling.
func instantKey(unix int64) int64 {
	m := floorDiv(unix-epoch, 60)
	sec := unix - epoch - m*60
	return m<<slotBits | (sec*4 + 3)
}

// dayTop, monthTop and yearTop return the highest id of a day, month or year.
func dayTop(d model.Day) int64  { return dayRegion + (int64(d)+1)*perDay - 1 }
func monthTop(m month) int64    { return monthRegion + (int64(m)+1)*perPeriod - 1 }
func yearTop(y int) int64       { return yearRegion + (int64(y)+1)*perPeriod - 1 }
func yearOf(d model.Day) int    { y, _, _ := d.Date(); return y }
func yearStart(y int) model.Day { return model.NewDay(y, time.January, 1) }

// dayOfKey returns the first day of what an id stands for, of an instant that in
// UTC.
func dayOfKey(id int64) model.Day {
	var d int64
	switch regionOf(id) {
	case instants:
		d = floorDiv(id>>slotBits*60+epoch, day)
	case days:
		d = floorDiv(id-dayRegion, perDay)
	case months:
		return month(atMost(floorDiv(id-monthRegion, perPeriod), int64(farMonth))).start()
	case years:
		return yearStart(int(atMost(floorDiv(id-yearRegion, perPeriod), int64(farMonth/12))))
	}
	return model.Day(atMost(d, int64(farAway)))
}

// atMost returns n, but nothing farther from 0 than far.
func atMost(n, far int64) int64 { return max(-far, min(n, far)) }

// topBefore returns the highest id of a region of what ends before a day begins, in
// zone.
func topBefore(r region, d model.Day, zone *time.Location) int64 {
	switch r {
	case instants:
		return instantKey(d.In(zone).Unix() - 1)
	case days:
		return dayTop(d - 1)
	case months:
		return monthTop(monthOf(d) - 1)
	}
	return yearTop(yearOf(d) - 1)
}

// wish returns the id an article should have if it is free.
func wish(d model.Date) int64 {
	switch regionFor(d) {
	case instants:
		return instantKey(d.At.Unix())
	case undated:
		return noDateTop
	}
	return topBefore(regionFor(d), d.Day(time.UTC)+1, nil)
}

// keys finds free ids. It belongs to the writer.
type keys struct {
	spill int64           // in ids: how far an instant ever stood from its second
	taken map[int64]int64 // by wish, the id last given for it
}

func loadKeys(ctx context.Context, db *sql.DB) (*keys, error) {
	k := &keys{taken: make(map[int64]int64)}
	err := db.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM meta WHERE name = 'spill'), 0)").Scan(&k.spill)
	return k, err
}

// forget takes back what was given out in a transaction that came to nothing.
func (k *keys) forget(spill int64) {
	k.spill = spill
	clear(k.taken)
}

// place calls put with ids for a date until one of them is free, and returns
// it: the highest free one at or below the wish. Ties so come out in the order
// of arrival. Below an instant's second stand those of earlier seconds; the few
// that are passed by a crowd of equal times stand as far above as spill says.
func (k *keys) place(ctx context.Context, tx *sql.Tx, d model.Date, put func(id int64) (bool, error)) (int64, error) {
	want := wish(d)
	if last, ok := k.taken[want]; ok && last-1 > floor(want) {
		if done, err := put(last - 1); done || err != nil {
			return k.took(ctx, tx, want, last-1, err)
		}
	} else if !ok && regionOf(want) == instants { // as a rule it is the first of its second
		if done, err := put(want); done || err != nil {
			return k.took(ctx, tx, want, want, err)
		}
	}
	at, err := k.free(ctx, tx, d)
	if err != nil {
		return 0, err
	}
	done, err := put(at)
	if err == nil && !done {
		err = fmt.Errorf("no place for an article of %v", d)
	}
	return at, err
}

// free returns a free id for a date, as place describes it.
func (k *keys) free(ctx context.Context, tx *sql.Tx, d model.Date) (int64, error) {
	want := wish(d)
	find := k.below
	if regionOf(want) == instants {
		find = k.gap
	}
	at, err := find(ctx, tx, want)
	return k.took(ctx, tx, want, at, err)
}

// took remembers that an id was given for a wish.
func (k *keys) took(ctx context.Context, tx *sql.Tx, want, at int64, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	if len(k.taken) > 4096 {
		clear(k.taken)
	}
	k.taken[want] = at
	if moved := want - at; regionOf(want) == instants && moved > 3 && moved+slots > k.spill {
		k.spill = moved + 2*slots
		_, err = tx.ExecContext(ctx, "INSERT INTO meta VALUES ('spill', ?1) ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)", k.spill)
	}
	return at, err
}

// floor is the lowest id that may be given for a wish without a look at what
// is there.
func floor(want int64) int64 {
	switch regionOf(want) {
	case instants:
		return lowest
	case days:
		return want - perDay
	case undated:
		return noDateRegion
	}
	return want - perPeriod
}

// gap returns the first free id at or below the last one given for a wish.
func (k *keys) gap(ctx context.Context, tx *sql.Tx, want int64) (int64, error) {
	at := want
	if last, ok := k.taken[want]; ok {
		at = last - 1
	}
	return firstGap(ctx, tx, at)
}

// firstGap returns the first free id at or below at.
func firstGap(ctx context.Context, tx *sql.Tx, at int64) (int64, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM item WHERE id <= ?1 ORDER BY id DESC", at)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		if id != at {
			break
		}
		at--
	}
	return at, rows.Err()
}

// below returns the id under the lowest one in the range that ends at top,
// which days and undated articles fill from the top down.
func (k *keys) below(ctx context.Context, tx *sql.Tx, top int64) (int64, error) {
	bottom := floor(top) + 1
	var low sql.NullInt64
	err := tx.QueryRowContext(ctx, "SELECT min(id) FROM item WHERE id BETWEEN ?1 AND ?2", bottom, top).Scan(&low)
	switch {
	case err != nil:
		return 0, err
	case !low.Valid:
		return top, nil
	case low.Int64 > bottom:
		return low.Int64 - 1, nil
	}
	// The day is full: take a gap that a corrected date left.
	var gap int64
	err = tx.QueryRowContext(ctx, `SELECT id + 1 FROM item a WHERE id BETWEEN ?1 AND ?2 - 1
		AND NOT EXISTS (SELECT 1 FROM item b WHERE b.id = a.id + 1) ORDER BY id DESC LIMIT 1`, bottom, top).Scan(&gap)
	return gap, err
}
