package rowid

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"dateline/model"
)

// Allocator finds free ids. It belongs to the writer.
type Allocator struct {
	overflow int64           // in ids: how far an instant ever stood from its second
	given    map[int64]int64 // by the id that was preferred, the one last given instead
}

// Queryer is a database or a transaction.
type Queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// OverflowQuery is an expression for Overflow.
const OverflowQuery = "coalesce((SELECT value FROM meta WHERE name = 'spill'), 0)"

// Overflow returns how far, in ids, any instant of a library stands from its second.
func Overflow(ctx context.Context, db Queryer) (n int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT "+OverflowQuery).Scan(&n)
	return n, err
}

// NewAllocator returns the allocator of a library.
func NewAllocator(ctx context.Context, db Queryer) (*Allocator, error) {
	overflow, err := Overflow(ctx, db)
	return &Allocator{overflow, make(map[int64]int64)}, err
}

// Savepoint returns what takes back all that the allocator gives from now on, in a
// transaction that comes to nothing.
func (k *Allocator) Savepoint() (rollback func()) {
	overflow := k.overflow
	return func() {
		k.overflow = overflow
		clear(k.given)
	}
}

// Preferred returns the id an article should have if it is free.
func Preferred(d model.Date) int64 {
	switch r := RegionOfDate(d); r {
	case Instants:
		return Instant(d.At.Unix())
	case Undated:
		return noDateTop
	default:
		return Period(r, d.Day(time.UTC)).Hi
	}
}

// floor is the lowest id that may be given for one that is preferred, without a look
// at what is there.
func floor(want int64) int64 {
	switch RegionOf(want) {
	case Instants:
		return Lowest
	case Days:
		return want - perDay
	case Undated:
		return noDateRegion
	}
	return want - perPeriod
}

// Place calls put with ids for a date until one of them is free, and returns
// it: the highest free one at or below the one preferred. Ties so come out in the
// order of arrival. Below an instant's second stand those of earlier seconds; the few
// that are passed by a crowd of equal times stand as far above as Overflow says.
func (k *Allocator) Place(ctx context.Context, tx *sql.Tx, d model.Date, put func(id int64) (bool, error)) (int64, error) {
	want := Preferred(d)
	next := want // as a rule an instant is the first of its second
	last, ok := k.given[want]
	if ok {
		next = last - 1
	}
	if ok && next > floor(want) || !ok && RegionOf(want) == Instants {
		if done, err := put(next); done || err != nil {
			return k.gave(ctx, tx, want, next, err)
		}
	}
	at, err := k.Free(ctx, tx, d)
	if err != nil {
		return 0, err
	}
	done, err := put(at)
	if err == nil && !done {
		err = fmt.Errorf("no place for an article of %v", d)
	}
	return at, err
}

// Free returns a free id for a date, as Place describes it.
func (k *Allocator) Free(ctx context.Context, tx *sql.Tx, d model.Date) (at int64, err error) {
	want := Preferred(d)
	if RegionOf(want) == Instants {
		from := want
		if last, ok := k.given[want]; ok {
			from = last - 1
		}
		at, err = firstGap(ctx, tx, from)
	} else {
		at, err = lowestFree(ctx, tx, want)
	}
	return k.gave(ctx, tx, want, at, err)
}

// gave remembers that an id was given for one that was preferred.
func (k *Allocator) gave(ctx context.Context, tx *sql.Tx, want, at int64, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	if len(k.given) > 4096 {
		clear(k.given)
	}
	k.given[want] = at
	if moved := want - at; RegionOf(want) == Instants && moved > 3 && moved+Slots > k.overflow {
		k.overflow = moved + 2*Slots
		_, err = tx.ExecContext(ctx, "INSERT INTO meta VALUES ('spill', ?1) ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)", k.overflow)
	}
	return at, err
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

// lowestFree returns the id under the lowest one in the range that ends at top,
// which days and undated articles fill from the top down.
func lowestFree(ctx context.Context, tx *sql.Tx, top int64) (int64, error) {
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
