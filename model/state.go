package model

import (
	"cmp"
	"context"
	"time"
)

// ChangeOrigin says what changed a reader's state.
type ChangeOrigin uint8

// The origins. At equal times the lower one wins.
const (
	ByHand   ChangeOrigin = iota // the reader himself
	ByRemote                     // a server that is kept in step
	ByImport
	ByRule
)

// Change is a change of a reader's state. Do is MarkRead, MarkUnread, Star, Unstar, Hide,
// Unhide, AddTag or DropTag.
type Change struct {
	ID     ID
	Do     ActionKind
	Tag    string    // of AddTag and DropTag
	At     time.Time // when it was made: to the second, and microseconds that only order what was changed again in it
	Origin ChangeOrigin
}

// Supersedes reports whether a change, which sets what it is about or clears it (on),
// takes the place of an earlier one about the same, whatever the order in which they
// arrive: the newer does; at equal times, to the microsecond, that of the lower
// ChangeOrigin; then the one that sets.
func Supersedes(at time.Time, by ChangeOrigin, on bool, beforeAt time.Time, beforeBy ChangeOrigin, beforeOn bool) bool {
	if c := cmp.Compare(at.UnixMicro(), beforeAt.UnixMicro()); c != 0 {
		return c > 0
	}
	if by != beforeBy {
		return by < beforeBy
	}
	return on && !beforeOn
}

// StateStore takes in and hands on changes of a reader's state, for whatever is kept in
// step with it. It is a role of a reader.
type StateStore interface {
	// Apply makes changes without an entry in the journal, those that Supersede what was
	// there, and returns how many did. What was never changed has the zero time, ByHand.
	// A time of a second ahead of the catalogue's clock is cut to it. Unknown articles are
	// ignored. Who has finer times than seconds from elsewhere cuts these to the second.
	// The error is that of a Do which is no change of state; then nothing was changed.
	Apply(ctx context.Context, changes []Change) (int, error)

	// Changes returns the changes of state that were made after a point, in the order in
	// which they were made, at most limit of them, and the point after the last of them.
	// The first point is 0. Changes of all origins are among them, also what Undo took
	// back, those by Restore and rules included. Each of them Supersedes those before it of
	// the same part of a state: in any order, they come to that state.
	Changes(ctx context.Context, since int64, limit int) (changes []Change, next int64, err error)
}
