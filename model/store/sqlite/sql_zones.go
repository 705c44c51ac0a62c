package sqlite

import (
	"sync"
	"time"
)

// zones are the zones of readers whose questions are under way, by a name of
// our own: a time.Location may have been made by hand and its name say nothing.
var zones struct {
	sync.Mutex
	byName map[string]*time.Location
}

// zoneKey makes a zone known to zoneNamed. There are as many as there are zones
// in the world, and few.
func zoneKey(loc *time.Location) string {
	zones.Lock()
	defer zones.Unlock()
	if zones.byName == nil {
		zones.byName = make(map[string]*time.Location)
	}
	name := loc.String()
	for n := name; ; n += "'" {
		if have, ok := zones.byName[n]; !ok || have == loc {
			zones.byName[n] = loc
			return n
		}
	}
}

func zoneNamed(name string) (*time.Location, error) {
	zones.Lock()
	defer zones.Unlock()
	if loc, ok := zones.byName[name]; ok {
		return loc, nil
	}
	return time.LoadLocation(name)
}
