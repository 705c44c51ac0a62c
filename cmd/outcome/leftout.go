package outcome

import (
	"fmt"
	"slices"
	"time"

	"dateline/feed/subscribe"
	"dateline/model"
)

// mostLeftOut is how many feeds of one reason are named.
const mostLeftOut = 3

// LeftOut says which feeds a refresh has left out and why, a sentence without a stop for
// each reason or, where they are few, for each feed. now is the reader's clock.
func LeftOut(left []subscribe.LeftOut, now time.Time) []string {
	byWhy := make(map[subscribe.Why][]subscribe.LeftOut)
	for _, l := range left {
		byWhy[l.Why] = append(byWhy[l.Why], l)
	}
	var said []string
	for why, words := range leftOut {
		of := byWhy[subscribe.Why(why)]
		slices.SortStableFunc(of, func(a, b subscribe.LeftOut) int { return a.Until.Compare(b.Until) })
		switch {
		case len(of) > mostLeftOut:
			said = append(said, fmt.Sprintf(words.several, len(of), At(of[0].Until, now)))
		default:
			for _, l := range of {
				said = append(said, fmt.Sprintf(words.one, model.CleanLine(l.Feed.Name()), At(l.Until, now)))
			}
		}
	}
	return said
}

// leftOut are the words for each reason: for a feed of a title, and for so many; both say
// until when, and whatever may take no time says so with %.0s.
var leftOut = [...]struct{ one, several string }{
	subscribe.NotDue:    {"%s is not due until %s", "%d feeds are not due, the next is at %s"},
	subscribe.JustNow:   {"%s was fetched just now%.0s", "%d feeds were fetched just now%.0s"},
	subscribe.Asked:     {"%s is paused until %s, as its server asks", "%d feeds are paused, the first until %s, as their servers ask"},
	subscribe.HostAsked: {"%s is paused until %s, as its host asks", "%d feeds are paused, the first until %s, as their hosts ask"},
	subscribe.Paused:    {"%s is paused by hand%.0s", "%d feeds are paused by hand%.0s"},
	subscribe.Gone:      {"%s is gone for good, as its server says%.0s", "%d feeds are gone for good, as their servers say%.0s"},
	subscribe.Held:      {"%s is being fetched already%.0s", "%d feeds are being fetched already%.0s"},
	subscribe.NoLogin:   {"%s is left to those who have its password%.0s", "%d feeds are left to those who have their passwords%.0s"},
	subscribe.Elsewhere: {"%s cannot be fetched here%.0s", "%d feeds cannot be fetched here%.0s"},
}

// Moves says that a feed is fetched elsewhere from now on and, then or where a reader asks,
// that another one is fetched there, too.
func Moves(r subscribe.Refreshed, asks bool) []string {
	var said []string
	if r.Moved {
		said = append(said, "moved for good, fetched at "+model.CleanLine(r.Feed.From())+" from now on")
	}
	if r.Meets != "" && (r.Moved || asks) {
		said = append(said, fmt.Sprintf("fetched where %s is; 'dateline sources merge %[1]s %s' makes one source of them", model.CleanLine(r.Meets), model.CleanLine(r.Feed.Address)))
	}
	return said
}

// At says when something will be, as briefly as is clear at now: "14:30", "Tue 14:30",
// "2 Jan 14:30".
func At(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := t.Sub(now); {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case days > 0 && days < 6*24*time.Hour:
		return t.Format("Mon 15:04")
	}
	return t.Format("2 Jan 15:04")
}
