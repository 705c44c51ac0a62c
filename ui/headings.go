package ui

import (
	"dateline/model"
	"dateline/model/query"
	"dateline/ui/list"
)

// HeadingKinds are what Options.Headings may say.
var HeadingKinds = [...]string{list.Auto: "auto", list.Days: "days", list.None: "none"}

// Division says how the list of a query is divided under headings: what is
// not in the order of dates has none, and a short period has finer ones.
func (o *Options) Division(q model.Query) list.Division {
	d := list.Division{Week: o.WeekStart, Oldest: q.Sort == model.Oldest}
	for kind, name := range HeadingKinds {
		if name == o.Headings {
			d.By = list.Headings(kind)
		}
	}
	if q.Sort != model.Newest && !d.Oldest {
		d.By = list.None
	}
	if s, ok := query.DateSpan(q); ok && !s.From.IsZero() && !s.To.IsZero() {
		d.Length = max(1, int(s.ToDay-s.FromDay))
	}
	return d
}
