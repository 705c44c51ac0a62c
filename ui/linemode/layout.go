package linemode

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/list"
	"dateline/ui/message"
	"dateline/ui/session"
)

// layout lays out a page of headlines under their headings, at least one, and returns
// how many.
func (f front) layout(p session.Part, number int) (lines []string, n int, err error) {
	l, err := f.divided(model.Page{Headlines: p.Rows, First: p.Begins})
	if err != nil {
		return nil, 0, err
	}
	room := f.Rows()
	digits := len(strconv.Itoa(number + len(p.Rows)))
	var head []string // the lines above the next headline
	for _, e := range l.TextLines(f.Theme) {
		if e.Row == nil {
			for _, part := range f.Wrap(e.Words(), 2) {
				if e.Heading != "" {
					part = f.Theme.List.Day.Render(part)
				}
				head = append(head, part)
			}
			continue
		}
		lead := ""
		if number > 0 {
			lead = fmt.Sprintf("%*d  ", digits, number+n)
		}
		more := append(head, f.Hang(lead, strings.Repeat(" ", len(lead)), e.Words())...)
		if n > 0 && len(lines)+len(more) > room {
			return lines, n, nil
		}
		lines, head = append(lines, more...), nil
		n++
	}
	return append(lines, head...), n, nil
}

// divided groups a part of the list under headings with counts.
func (f front) divided(p model.Page) (*list.List, error) {
	q, counts := f.filter.Now(f.Env()), &f.filter.Counts
	if err := f.filter.Recount(f.ctx, f.o.Library, f.Env()); err != nil {
		return nil, err
	}
	l := new(list.List)
	l.SetNow(f.o.Now())
	l.Divide(list.DivisionOf(q, &f.o.Settings))
	if q.Sort == model.Newest {
		l.SetVisit(f.visit.Last)
	}
	l.SetSection(model.Ahead, list.Count{Total: counts.Ahead})
	l.SetSection(model.NoDate, list.Count{Total: counts.Undated})
	if !f.filter.Unfolded {
		l.SetFold(counts.Ahead)
	}
	l.Take(p, true)
	from, to, ok := l.Span()
	if !ok {
		return l, nil
	}
	days, err := f.o.Library.Histogram(f.ctx, q, model.ByDay, model.NewSpan(from.In(q.Zone()), to.In(q.Zone())))
	if err != nil {
		return nil, action.Failure{Doing: message.CountDays, Err: err}
	}
	l.SetDays(from, to, days)
	return l, nil
}
