package webpage

import (
	"strings"
	"time"

	"dateline/model"
)

// choose returns the publication and the last change among what a page gives,
// and the rivals of the publication, the most trusted first. A day must be likely that
// of the publication by log odds of least.
func choose(pub, upd []dateCandidate, least float32) (published, updated model.Date, rivals []model.Date, why string) {
	pub, wide := withoutWide(pub)
	pub, upd, best := byRule(pub, upd)
	best, options := likelyDay(pub, upd, best, least)
	month := mostTrusted(wide, trustSeen)
	last := mostTrusted(upd, trustNone)
	if last >= 0 {
		updated = upd[last].date
	}
	switch {
	case best >= 0:
		published, why = pub[best].date, options.Explain()
	case month >= 0 && wide[month].trust > trustURL:
		published, why = wide[month].date, wide[month].where
	case last >= 0 && upd[last].trust >= trustMicro:
		published, why = updated, upd[last].where
	case month >= 0:
		published, why = wide[month].date, wide[month].where
	}
	pub = append(pub, wide...)
	for trust := trustLinked; trust >= trustURL; trust-- {
		for _, d := range pub {
			if d.trust == trust && !sameDay(d.date, published) && !contains(rivals, d.date) && len(rivals) < 8 {
				rivals = append(rivals, d.date)
			}
		}
	}
	return published, updated, rivals, why
}

// byRule returns the dates of the publication and of changes, and the index of the one
// that the fixed order of trust takes for the publication, or -1.
func byRule(pub, upd []dateCandidate) (_, _ []dateCandidate, best int) {
	pub = promote(pub)
	if best = mostTrusted(pub, trustSeen); best >= 0 {
		best = localDay(pub, best)
	}
	upd, wide := withoutWide(upd)
	if len(upd) == 0 {
		upd = wide
	}
	return pub, upd, best
}

// withoutWide parts what is known to the day from what is known to the month or the
// year, which counts only where there is nothing else.
func withoutWide(ds []dateCandidate) (days, wide []dateCandidate) {
	for _, d := range ds {
		if d.date.Precision.Wide() {
			wide = append(wide, d)
		} else {
			days = append(days, d)
		}
	}
	return days, wide
}

// mostTrusted returns the index of the most trusted of some dates, of those that are
// trusted more than above; -1 where there is none.
func mostTrusted(ds []dateCandidate, above int) int {
	best := -1
	for i, d := range ds {
		if d.trust > above && (best < 0 || d.trust > ds[best].trust || d.trust == ds[best].trust && d.score > ds[best].score) {
			best = i
		}
	}
	return best
}

// localDay returns the index of the day that the page shows beside its title,
// where that is the day before or after the one its metadata states: metadata
// often counts in another zone than the page's readers. The same goes for a
// day and a month that were exchanged. Otherwise it returns best.
func localDay(pub []dateCandidate, best int) int {
	if pub[best].trust < trustMicro {
		return best
	}
	want := pub[best].date.Day(pub[best].date.At.Location())
	swapped := want
	if y, m, d := want.Date(); d <= 12 {
		swapped = model.NewDay(y, time.Month(d), int(m))
	}
	found := best
	for i, d := range pub {
		if d.trust < trustNear || d.trust > trustLabel || d.score < 20 {
			continue
		}
		switch day := d.date.Day(d.date.At.Location()); day - want {
		case 0:
			return best // it is shown as it is stated
		case 1, -1, swapped - want:
			found = i
		}
	}
	return found
}

// promote makes a date that is only shown somewhere good enough, where it is
// the only one that the page shows, not counting those in lists and beside
// other articles. A page with a dozen dates, though, is dated by none of them.
func promote(pub []dateCandidate) []dateCandidate {
	only, least := -1, -20
	days := map[model.Day]bool{}
	for _, d := range pub {
		if d.score >= 0 {
			least = 0
		}
		days[d.date.Day(d.date.At.Location())] = true
	}
	if len(days) > 10 {
		return pub
	}
	for i, d := range pub {
		switch {
		case d.trust != trustSeen:
			return pub
		case d.score < least:
		case only < 0:
			only = i
		case !pub[only].date.Equal(d.date):
			return pub
		}
	}
	if only >= 0 {
		pub[only].trust, pub[only].where = trustURL, "the only date shown"
	}
	return pub
}

// sameDay reports whether two dates may be of one day, each in its own zone.
func sameDay(a, b model.Date) bool {
	aFrom, aTo := a.Days(a.At.Location())
	bFrom, bTo := b.Days(b.At.Location())
	return a.Dated() && b.Dated() && aFrom < bTo && bFrom < aTo
}

func contains(all []model.Date, d model.Date) bool {
	for _, e := range all {
		if sameDay(e, d) {
			return true
		}
	}
	return false
}

// similar reports whether two titles are nearly the same.
func similar(a, b string) bool {
	a, b = lettersOf(a), lettersOf(b)
	if len(a) < 8 || len(b) < 8 {
		return a == b
	}
	return strings.Contains(a, b) || strings.Contains(b, a)
}
