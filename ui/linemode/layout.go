package linemode

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/list"
	"dateline/ui/message"
)

// layout lays headlines out under their headings, as many as are a page, but
// one at least. It returns how many.
func (s *Session) layout(ctx context.Context, hs []model.Headline, number int, begins bool) (lines []string, n int, err error) {
	l, err := s.divided(ctx, model.Page{Headlines: hs, First: begins})
	if err != nil {
		return nil, 0, err
	}
	room := s.lines()
	digits := len(strconv.Itoa(number + len(hs)))
	var head []string // what stands above the next headline
	for _, e := range l.Entries(s.theme) {
		switch {
		case e.Row == nil && e.Fold > 0:
			head = append(head, s.wrap(fmt.Sprintf(message.AheadPlain, e.Fold), 2)...)
		case e.Row == nil && !e.Visit.IsZero():
			head = append(head, s.wrap(fmt.Sprintf(message.LastVisit, e.Visit.In(s.o.Now().Location()).Format(message.ShortTime)), 2)...)
		case e.Row == nil:
			text := e.Heading
			if e.Count != "" {
				text += " (" + e.Count + ")"
			}
			for _, part := range s.wrap(text, 2) {
				head = append(head, s.theme.List.Day.Render(part))
			}
		default:
			more := append(head, s.headline(e.Row, number+n, digits, e.When)...)
			if n > 0 && len(lines)+len(more) > room {
				return lines, n, nil
			}
			lines, head = append(lines, more...), nil
			n++
		}
	}
	return append(lines, head...), n, nil
}

// divided divides a part of the list under headings, with what these hold.
func (s *Session) divided(ctx context.Context, p model.Page) (*list.List, error) {
	if !s.filter.Counted {
		t, err := s.lib.Count(ctx, s.filter.Now(s.env(ctx)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", message.CountArticles, err)
		}
		s.filter.Counts.Tally, s.filter.Counted = t, true
	}
	l := new(list.List)
	l.SetNow(s.o.Now())
	l.Divide(list.DivisionOf(s.filter.Query, &s.o.Settings))
	if s.filter.Query.Sort == model.Newest {
		l.SetVisit(s.visit.Last)
	}
	l.SetSection(model.Ahead, list.Count{Total: s.filter.Counts.Ahead})
	l.SetSection(model.NoDate, list.Count{Total: s.filter.Counts.Undated})
	if !s.filter.Unfolded {
		l.SetFold(s.filter.Counts.Ahead)
	}
	l.Take(p, true)
	from, to, ok := l.Span()
	if !ok {
		return l, nil
	}
	q := s.filter.Query
	days, err := s.lib.Histogram(ctx, q, model.ByDay, model.NewSpan(from.In(q.Zone()), to.In(q.Zone())))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", message.CountDays, err)
	}
	l.SetDays(from, to, days)
	return l, nil
}

// headline is the line of a headline, or its lines where it is long: number,
// title, and in words what else is known.
func (s *Session) headline(h *model.Headline, number, digits int, when string) []string {
	lead := ""
	if number > 0 {
		lead = fmt.Sprintf("%*d  ", digits, number)
	}
	text := model.CleanLine(h.Title)
	if about := s.about(h, when); about != "" {
		text += " (" + about + ")"
	}
	return s.hang(lead, strings.Repeat(" ", len(lead)), text)
}

// about is what is known of a headline beside its title.
func (s *Session) about(h *model.Headline, when string) string {
	var parts []string
	add := func(text string, ok bool) {
		if ok && text != "" {
			parts = append(parts, text)
		}
	}
	add(model.CleanLine(h.Source), true)
	add(whole(when), true)
	add(message.DateInferred, when == "" && h.Published.Dated() && h.Published.From.Approximate())
	add(message.KeptWords, h.Kept)
	add(message.UnreadWord, !h.State.Read)
	add(message.StarredWord, h.State.Starred)
	add(message.HeadlineOnly, h.HeadlineOnly)
	add(message.OneCopy, h.Copies == 1 && len(h.Folded) == 0)
	add(fmt.Sprintf(message.CopiesOf, h.Copies), h.Copies > 1 && len(h.Folded) == 0)
	add(fmt.Sprintf(message.MoreTell, len(h.Folded)), len(h.Folded) > 0)
	return strings.Join(parts, ", ")
}
