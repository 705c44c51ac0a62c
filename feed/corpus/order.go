package corpus

import (
	"time"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/when/printed"
)

// numeric is what a record says with dates such as 11/06/2020.
type numeric struct {
	published, updated   bool // that date may be read in both orders
	dayFirst, monthFirst bool // a date can only be read in this order
}

// count takes what a date says of the order.
func (n *numeric) count(m printed.Match) {
	if !m.Numeric || m.Ambiguous {
		return
	}
	if _, month, day := m.Date.Day(m.Date.At.Location()).Date(); int(month) == day {
		return // 06/06 says nothing
	}
	if m.Order == printed.MonthFirst {
		n.monthFirst = true
	} else {
		n.dayFirst = true
	}
}

// How many articles a dayOrder waits for, and after how many that agree it waits
// no longer.
const (
	deciding = 1000
	agreeing = 20
)

// dayOrder emits articles, of which those with a date that may be read in two
// ways wait until the others have said in which order the document writes days
// and months. If none of the first thousand does, the language of the articles
// decides.
type dayOrder struct {
	d       *document.Document
	emit    document.Emit
	seen    int
	day     int // articles with dates that have the day first
	month   int
	held    []dated // that wait
	decided bool
	order   printed.Order
}

// dated is an article, and what its record says with numeric dates.
type dated struct {
	*model.Article
	numeric numeric
}

// take emits a, at once or with those that wait.
func (o *dayOrder) take(a dated) error {
	if a.numeric.dayFirst {
		o.day++
	}
	if a.numeric.monthFirst {
		o.month++
	}
	if o.seen++; !o.decided && (o.seen >= deciding || max(o.day, o.month) >= agreeing && min(o.day, o.month) == 0) {
		o.held = append(o.held, a)
		return o.flush()
	}
	if !o.decided && (len(o.held) > 0 || a.numeric.published || a.numeric.updated) {
		o.held = append(o.held, a)
		return nil
	}
	o.apply(a)
	return o.emit(a.Article)
}

// flush decides, and emits what waits.
func (o *dayOrder) flush() error {
	if !o.decided {
		o.decide()
	}
	held := o.held
	o.held = nil
	for _, a := range held {
		o.apply(a)
		if err := o.emit(a.Article); err != nil {
			return err
		}
	}
	return nil
}

func (o *dayOrder) decide() {
	o.decided = true
	why, unsure := "as most of its dates can only be read", false
	for _, a := range o.held {
		unsure = unsure || a.numeric.published || a.numeric.updated
	}
	switch {
	case o.month > o.day:
		o.order = printed.MonthFirst
	case o.month == o.day:
		why = "as its language has it"
		for _, a := range o.held {
			if a.Language != "" {
				o.order = printed.OrderIn(a.Language, a.URL, "")
				break
			}
		}
	}
	if unsure {
		name := "the day first"
		if o.order == printed.MonthFirst {
			name = "the month first"
		}
		o.d.Note(0, "date", "numeric dates are read with %s, %s", name, why)
	}
}

// apply reads the dates of a in the order that was decided.
func (o *dayOrder) apply(a dated) {
	if o.order != printed.MonthFirst {
		return
	}
	if a.numeric.published {
		a.Published = turned(a.Published)
	}
	if a.numeric.updated {
		a.Updated = turned(a.Updated)
	}
}

// turned returns d with its day for the month and its month for the day.
func turned(d model.Date) model.Date {
	y, month, day := d.At.Date()
	d.At = time.Date(y, time.Month(day), int(month), d.At.Hour(), d.At.Minute(), d.At.Second(), 0, d.At.Location())
	return d
}
