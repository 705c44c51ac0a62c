package ui

import (
	"dateline/model"
	"dateline/model/query"
	"dateline/ui/list"
)

// HeadingKinds are what Options.Headings may say.
var HeadingKinds = [...]string{list.Auto: "auto", list.Days: "days", list.None: "none"}

// division says how the list of the filter is divided under headings: what is
// not in the order of dates has none, and a short period has finer ones.
func (a *App) division() list.Division {
	d := list.Division{Week: a.opts.WeekStart, Oldest: a.query.Sort == model.Oldest}
	for kind, name := range HeadingKinds {
		if name == a.opts.Headings {
			d.By = list.Headings(kind)
		}
	}
	if a.query.Sort != model.Newest && !d.Oldest {
		d.By = list.None
	}
	if s, ok := query.DateSpan(a.query); ok && !s.From.IsZero() && !s.To.IsZero() {
		d.Length = max(1, int(s.ToDay-s.FromDay))
	}
	return d
}
