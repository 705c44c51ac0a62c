package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"dateline/model"
)

// An id says where an article stands by date, so that the order of rowids is
// the order of a list and every range of dates is one seek. There are three
// regions of ids:
//
//	instants  minutes since 2000 << 8 | slot
//	days      dayRegion + the day's own range of 1440 << 8, from its top down
//	undated   noDateRegion, from the top down
//
// Within a minute the slot follows the second (four slots each), so that ids
// are in order to the second; equal seconds, equal days and undated articles
// get falling ids, so that a list that reads ids downwards shows them in the
// document's own order. A minute that is full spills into those around it; how
// far anything ever spilled is kept, and ranges are widened by it and checked
// against the stored time.
const (
	slotBits     = 8
	slots        = 1 << slotBits
	perDay       = 1440 << slotBits
	dayRegion    = int64(1) << 60
	noDateRegion = int64(1) << 61
	noDateTop    = noDateRegion + 1<<48

	lowest  = math.MinInt64
	highest = math.MaxInt64
)

// epoch is 1 January 2000, the zero of minutes.
const epoch = 946_684_800

// region is one of the three ranges of ids.
type region int

const (
	instants region = iota
	days
	undated
)

func regionOf(id int64) region {
	switch {
	case id >= noDateRegion/2+dayRegion:
		return undated
	case id >= dayRegion/2:
		return days
	}
	return instants
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

// dayTop returns the highest id of a day.
func dayTop(d model.Day) int64 { return dayRegion + (int64(d)+1)*perDay - 1 }

// dayOfKey returns the day of an id in the region of days.
func dayOfKey(id int64) model.Day { return model.Day(floorDiv(id-dayRegion, perDay)) }

// wish returns the id an article should have if it is free.
func wish(d model.Date) int64 {
	switch d.Precision {
	case model.ToInstant:
		return instantKey(d.At.Unix())
	case model.ToDay:
		return dayTop(d.Day(time.UTC))
	}
	return noDateTop
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
	}
	return noDateRegion
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
	bottom := top - perDay + 1
	if regionOf(top) == undated {
		bottom = noDateRegion
	}
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
