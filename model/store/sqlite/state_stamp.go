package sqlite

import (
	"time"

	"dateline/model"
)

// stamp says when and by what a part of a reader's state was changed, as state.*_set
// keeps it: seconds since 1970 << 2 | model.ChangeOrigin. Where a part was changed again
// in one second, the bits above the lower stampBits count microseconds of it.
type stamp int64

const stampBits = 40 // the years to 6325

// neverSet is the stamp of what was never changed.
var neverSet = newStamp(time.Time{}, model.ByHand)

func newStamp(at time.Time, by model.ChangeOrigin) stamp {
	return stamp(int64(at.Nanosecond()/1000)<<stampBits + at.Unix()<<2 | int64(by))
}

// inSeconds is s without its microseconds.
func (s stamp) inSeconds() stamp { return s << (64 - stampBits) >> (64 - stampBits) }

func (s stamp) seconds() int64 { return int64(s.inSeconds() >> 2) }
func (s stamp) at() time.Time {
	return time.Unix(s.seconds(), int64(s-s.inSeconds())>>stampBits*1000).UTC()
}
func (s stamp) by() model.ChangeOrigin { return model.ChangeOrigin(s & 3) }
func (s stamp) supersedes(on bool, before stamp, was bool) bool {
	return model.Supersedes(s.at(), s.by(), on, before.at(), before.by(), was)
}

// from returns s with another origin.
func (s stamp) from(by model.ChangeOrigin) stamp { return s>>2<<2 | stamp(by) }

// after returns s with the first time, from its own on, with which it supersedes what was
// there.
func (s stamp) after(on bool, before stamp, was bool) stamp {
	for _, at := range []time.Time{before.at(), before.at().Add(time.Microsecond)} {
		if !s.supersedes(on, before, was) {
			s = newStamp(at, s.by())
		}
	}
	return s
}

// notAhead cuts a time to the second of the catalogue's clock.
func (s *Catalog) notAhead(at time.Time) time.Time {
	return time.Unix(min(at.Unix(), s.clock().Unix()), int64(at.Nanosecond()))
}
