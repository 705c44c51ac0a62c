package webpage

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/feed/document"
	"dateline/feed/gbdt"
	"dateline/feed/rank"
	"dateline/model"
)

// What is known of a day that may be that of the publication: the features that the
// model of dates asks for. A page states it in some ways: those of each trust come
// first, then the best score of each.
const (
	dateStated   = 0                                  // 1 where it is stated so, by trust
	dateScore    = dateStated + trustLinked           // the best score of these
	dateRule     = dateScore + trustLinked + iota - 2 // 1 where the fixed order of trust takes it
	dateCreated                                       // 1 where only a creation is stated
	dateMeta                                          // the place of the meta element among published, from 1
	dateChange                                        // the best trust of a change on that day
	dateTimes                                         // how often it is stated
	dateDays                                          // how many days are stated
	dateOrder                                         // how many are before it
	dateFirst                                         // days since the first
	dateLast                                          // days until the last
	dateBest                                          // the best trust of any day
	dateOwn                                           // the best trust of this day
	dateInstant                                       // 1 where an instant is known
	dateBeside                                        // the best trust of the day before or after
	dateSwapped                                       // 1 where day and month exchanged are stated, too
	dateRuleDays                                      // days from the one that the fixed order takes
	dateNear                                          // the best score of those that are shown
	dateFeatures
)

// dated are the days that a page may have been published on.
type dated struct {
	rank.Options
	best map[string]dateCandidate // of each key, the most trusted
}

func dayOf(d model.Date) model.Day { return d.Day(d.At.Location()) }

// dateOptions returns the days among the dates a page gives, of which rule is the index
// of the one that the fixed order of trust takes, or -1.
func dateOptions(pub, upd []dateCandidate, rule int) *dated {
	o := &dated{Options: rank.Options{Features: dateFeatures}, best: map[string]dateCandidate{}}
	days := []model.Day{}
	byKey := map[string]model.Day{}
	for i, d := range pub {
		day := dayOf(d.date)
		key := day.String()
		x := o.AddKey(key, key, d.where)
		if !slices.Contains(days, day) {
			days = append(days, day)
			byKey[key] = day
		}
		if b, ok := o.best[key]; !ok || d.trust > b.trust || d.trust == b.trust && d.score > b.score {
			o.best[key] = d
		}
		t := d.trust - 1
		if x[dateStated+t] == 0 || float32(d.score) > x[dateScore+t] {
			x[dateStated+t], x[dateScore+t] = 1, float32(d.score)
		}
		if i == rule {
			x[dateRule] = 1
		}
		x[dateTimes]++
		x[dateOwn] = max(x[dateOwn], float32(d.trust))
		x[dateCreated] = rank.If(strings.Contains(strings.ToLower(d.where), "created") && (x[dateTimes] == 1 || x[dateCreated] > 0))
		if name, ok := strings.CutPrefix(d.where, "meta "); ok {
			if at := slices.Index(published, name) + 1; x[dateMeta] == 0 || float32(at) < x[dateMeta] {
				x[dateMeta] = float32(at)
			}
		}
		if d.date.Precision == model.ToInstant {
			x[dateInstant] = 1
		}
		if strings.HasPrefix(d.where, "shown") || strings.HasPrefix(d.where, "a <time>") {
			x[dateNear] = max(x[dateNear], float32(d.score))
		}
	}
	slices.Sort(days)
	for i := range o.All {
		e := &o.All[i]
		o.compare(e.X, byKey[e.Key], days, byKey, pub, upd, rule)
	}
	return o
}

// compare fills in where a day stands among the others.
func (o *dated) compare(x []float32, day model.Day, days []model.Day, byKey map[string]model.Day, pub, upd []dateCandidate, rule int) {
	const years = 4000
	for _, d := range upd {
		if dayOf(d.date) == day {
			x[dateChange] = max(x[dateChange], float32(d.trust))
		}
	}
	x[dateDays], x[dateOrder] = float32(len(days)), float32(slices.Index(days, day))
	x[dateFirst], x[dateLast] = float32(min(years, day-days[0])), float32(min(years, days[len(days)-1]-day))
	swapped := day
	if y, m, d := day.Date(); d <= 12 && int(m) != d {
		swapped = model.NewDay(y, time.Month(d), int(m))
	}
	for _, d := range pub {
		x[dateBest] = max(x[dateBest], float32(d.trust))
		switch other := dayOf(d.date); {
		case other == day:
		case other == swapped:
			x[dateSwapped] = 1
		case other-day == 1 || day-other == 1:
			x[dateBeside] = max(x[dateBeside], float32(d.trust))
		}
	}
	if rule >= 0 {
		x[dateRuleDays] = float32(max(-years, min(years, day-dayOf(pub[rule].date))))
	}
}

// How likely, in log odds, a day must be that of the publication. The first post of a
// thread is rarely stated otherwise, so that less will do there.
const (
	leastDate       = 0
	leastThreadDate = -1
)

// likelyDay returns the index of the date in pub that is likeliest that of the
// publication, where the fixed order of trust takes that of index rule, and which others
// there are; -1 where none is so likely.
func likelyDay(pub, upd []dateCandidate, rule int, least float32) (int, *dated) {
	o := dateOptions(pub, upd, rule)
	best := o.Best(dateModel())
	if best == nil || best.Chance < least {
		return -1, o
	}
	if rule >= 0 && dayOf(pub[rule].date).String() == best.Key {
		return rule, o
	}
	for i, d := range pub {
		if b := o.best[best.Key]; d.trust == b.trust && d.score == b.score && d.date.Equal(b.date) {
			return i, o
		}
	}
	return rule, o
}

//go:embed date.gbdt
var dateWeights []byte

// dateModel returns the model of dates, which feed/evaluation/train fits.
var dateModel = sync.OnceValue(func() *gbdt.Model { return rank.Model(dateWeights, dateFeatures) })

// DateExamples returns the days, as 2006-01-02, that a page read at a time may have been
// published on, and what the model of dates is told of each.
func DateExamples(page []byte, now time.Time) ([]rank.Example, error) {
	d := document.New("page.html", bytes.NewReader(page))
	d.Now = now
	r, err := readingOf(d, page)
	if err != nil {
		return nil, err
	}
	pub, upd, _ := r.facts.dateCandidates(r.jsonld, now)
	pub, _ = withoutWide(pub)
	pub, upd, rule := byRule(pub, upd)
	return dateOptions(pub, upd, rule).Examples(), nil
}
