package serve

import (
	"fmt"
	"sync"
	"time"
)

// day is the time for which additions count.
const day = 24 * time.Hour

// additions counts what an editor adds in a day, which begins with the first.
type additions struct {
	limits func() (sources, articles int) // a day; below 0: as many as he likes

	mu     sync.Mutex
	since  time.Time
	places map[string]bool // of the sources
	saved  int             // articles
}

// begin begins another day where the last is over.
func (a *additions) begin(now time.Time) {
	if now.Sub(a.since) >= day || now.Before(a.since) {
		a.since, a.places, a.saved = now, make(map[string]bool), 0
	}
}

// source counts the source of a place, and reports whether it was not counted before; it
// returns an error when there are too many, unless free.
func (a *additions) source(place string, now time.Time, free bool) (fresh bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.begin(now)
	if a.places[place] {
		return false, nil
	}
	if most, _ := a.limits(); !free && most >= 0 && len(a.places) >= most {
		return false, fmt.Errorf("no more than %d sources can be added in a day; the next one %s", most, a.again(now))
	}
	a.places[place] = true
	return true, nil
}

// articles returns how many of n articles may be added, at least one, or an error.
func (a *additions) articles(n int, now time.Time) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.begin(now)
	_, most := a.limits()
	switch {
	case most < 0:
		return n, nil
	case a.saved >= most:
		return 0, fmt.Errorf("no more than %d articles can be added in a day; the next one %s", most, a.again(now))
	}
	return min(n, most-a.saved), nil
}

// count counts articles that were added.
func (a *additions) count(n int) {
	a.mu.Lock()
	a.saved += n
	a.mu.Unlock()
}

// again says when more can be added.
func (a *additions) again(now time.Time) string {
	return "in " + (day - now.Sub(a.since)).Round(time.Minute).String()
}
