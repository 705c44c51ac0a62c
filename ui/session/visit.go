package session

import (
	"context"
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// seenEvery is how often the library records a visit, and so the error of its end.
const seenEvery = model.VisitGap / 6

// Visit tracks when the reader was here. The zero value is a visit that just began.
type Visit struct {
	lastSeen time.Time
	// Last is when the previous visit ended; zero for the first visit.
	Last time.Time
}

// Due reports whether the library should record the visit, and counts it as recorded.
func (v *Visit) Due(now time.Time) bool {
	if now.Sub(v.lastSeen) < seenEvery {
		return false
	}
	v.lastSeen = now
	return true
}

// Tell records the visit in the library if due. A read-only library records none.
func (v *Visit) Tell(ctx context.Context, lib model.Library, now time.Time) {
	if !v.Due(now) {
		return
	}
	if ended, err := lib.Visit(ctx, now); err == nil {
		v.Last = ended
	}
}

// Words tells when the last visit ended; ok is false if there was none.
func (v *Visit) Words(zone *time.Location) (text string, ok bool) {
	if v.Last.IsZero() {
		return message.FirstVisit, false
	}
	return fmt.Sprintf(message.LastVisitEnded, v.Last.In(zone).Format(message.LongTime)), true
}
