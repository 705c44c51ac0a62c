package rowid

import (
	"testing"
	"time"

	"dateline/model"
)

// TestOrder: later dates have higher ids, each in its region, and an id says its day.
func TestOrder(t *testing.T) {
	for _, r := range Dated {
		last := r.Bounds().Lo
		for _, day := range []model.Day{-800_000, -40_000, -366, -31, -1, 0, 1, 59, 10_956, 10_957, 20_000, 3_000_000} {
			b := Period(r, day)
			if b.Lo <= last && b.Hi != last || b.Hi >= r.Bounds().Hi || RegionOf(b.Lo) != r || RegionOf(b.Hi) != r {
				t.Errorf("region %d: the ids of day %d are %v, behind %d", r, day, b, last)
			}
			first := FirstDay(b.Lo)
			if first != FirstDay(b.Hi) || first > day || Period(r, first) != b {
				t.Errorf("region %d: ids of day %d say day %d", r, day, first)
			}
			if before := LastBefore(r, day, time.UTC); before >= b.Lo || r == Days && before != b.Lo-1 {
				t.Errorf("region %d: before day %d comes %d, not under %v", r, day, before, b)
			}
			last = b.Hi
		}
	}
}

// TestInstant: ids are in order to the second, and say it.
func TestInstant(t *testing.T) {
	for _, unix := range []int64{-62135596800, -1, 0, 59, 60, 946_684_799, 946_684_800, 4_102_444_800} {
		if id := Instant(unix); InstantOf(id) != unix || Instant(unix+1) <= id || From(unix, 0) > id || From(unix, 0) <= Instant(unix-1) {
			t.Errorf("second %d: id %d says %d", unix, id, InstantOf(id))
		}
	}
}
