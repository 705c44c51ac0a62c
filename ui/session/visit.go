package session

import (
	"context"
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// seenEvery is how often the library is told that the reader is there: so much may
// be missing at the end of a visit.
const seenEvery = model.VisitGap / 6

// Visit is when the reader was here. The zero value is that of somebody who has just
// come.
type Visit struct {
	lastSeen time.Time
	// Last is when the visit before this one ended; zero: this is the first.
	Last time.Time
}

// Due reports whether the library should be told that the reader is there, and takes it
// that it is.
func (v *Visit) Due(now time.Time) bool {
	if now.Sub(v.lastSeen) < seenEvery {
		return false
	}
	v.lastSeen = now
	return true
}

// Tell tells the library that the reader is there, where that is due. One that cannot be
// written to keeps no visits.
func (v *Visit) Tell(ctx context.Context, lib model.Library, now time.Time) {
	if !v.Due(now) {
		return
	}
	if ended, err := lib.Visit(ctx, now); err == nil {
		v.Last = ended
	}
}

// Words says when the last visit ended; ok is false if there was none.
func (v *Visit) Words(zone *time.Location) (text string, ok bool) {
	if v.Last.IsZero() {
		return message.FirstVisit, false
	}
	return fmt.Sprintf(message.LastVisitEnded, v.Last.In(zone).Format(message.LongTime)), true
}
