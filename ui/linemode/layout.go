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

// layout lays headlines out under their headings, as many as are a page, but
// one at least. It returns how many.
func (f front) layout(p session.Part, number int) (lines []string, n int, err error) {
	l, err := f.divided(model.Page{Headlines: p.Rows, First: p.Begins})
	if err != nil {
		return nil, 0, err
	}
	room := f.rows()
	digits := len(strconv.Itoa(number + len(p.Rows)))
	var head []string // what stands above the next headline
	for _, e := range l.Entries(f.theme) {
		if e.Row == nil {
			for _, part := range f.wrap(e.Words(), 2) {
				if e.Heading != "" {
					part = f.theme.List.Day.Render(part)
				}
				head = append(head, part)
			}
			continue
		}
		lead := ""
		if number > 0 {
			lead = fmt.Sprintf("%*d  ", digits, number+n)
		}
		more := append(head, f.hang(lead, strings.Repeat(" ", len(lead)), e.Words())...)
		if n > 0 && len(lines)+len(more) > room {
			return lines, n, nil
		}
		lines, head = append(lines, more...), nil
		n++
	}
	return append(lines, head...), n, nil
}

// divided divides a part of the list under headings, with what these hold.
func (f front) divided(p model.Page) (*list.List, error) {
	q, counts := f.filter.Now(f.Env()), &f.filter.Counts
	if err := f.recount(); err != nil {
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

// recount counts what the filter finds, where something was done that changes it.
func (f front) recount() error {
	if f.filter.Counted {
		return nil
	}
	t, err := f.o.Library.Count(f.ctx, f.filter.Now(f.Env()))
	if err == nil {
		f.filter.Counts.Tally, f.filter.Counted = t, true
	}
	return action.Failed(message.CountArticles, err)
}
