package query

import (
	"fmt"
	"time"

	"dateline/model"
)

// spanText writes a span as a date term, as short as it is exact: a year, a
// quarter, months, a day, a range of days, else of seconds.
func spanText(axis model.Axis, s model.Span, zone *time.Location) string {
	prefix := axisPrefix(axis)
	from, to := "", ""
	if !s.From.IsZero() {
		if from = s.FromDay.String(); !s.From.Equal(s.FromDay.In(zone)) {
			from = instantText(s.From.In(zone))
		}
	}
	if !s.To.IsZero() {
		if to = (s.ToDay - 1).String(); !s.To.Equal(s.ToDay.In(zone)) {
			to = instantText(s.To.In(zone).Add(-time.Second))
		}
	}
	if from == "" && to == "" {
		return prefix + "1000..9999"
	}
	if u := calendarText(s, zone); u != "" {
		return prefix + u
	}
	return prefix + from + ".." + to
}

// calendarText names the year, the quarter, the months or the day that s is;
// it returns "" for others.
func calendarText(s model.Span, zone *time.Location) string {
	if !wholeDays(s, zone) {
		return ""
	}
	y, m, d := s.FromDay.Date()
	y2, m2, d2 := s.ToDay.Date()
	if d != 1 || d2 != 1 {
		if s.ToDay == s.FromDay+1 {
			return s.FromDay.String()
		}
		return ""
	}
	n := 12*(y2-y) + int(m2-m)
	switch {
	case n == 12 && m == 1 && y >= 1600 && y < 2200:
		return fmt.Sprintf("%04d", y)
	case n == 3 && m%3 == 1:
		return fmt.Sprintf("%04d-q%d", y, m/3+1)
	case n == 1:
		return fmt.Sprintf("%04d-%02d", y, m)
	}
	y2, m2, _ = (s.ToDay - 1).Date()
	return fmt.Sprintf("%04d-%02d..%04d-%02d", y, m, y2, m2)
}

// wholeDays reports whether s is closed and begins and ends with days.
func wholeDays(s model.Span, zone *time.Location) bool {
	return !s.From.IsZero() && !s.To.IsZero() && s.From.Equal(s.FromDay.In(zone)) && s.To.Equal(s.ToDay.In(zone))
}

// intersect returns what lies in both spans; it may be empty.
func intersect(a, b model.Span) model.Span {
	if a.From.IsZero() || !b.From.IsZero() && b.From.After(a.From) {
		a.From, a.FromDay = b.From, b.FromDay
	}
	if a.To.IsZero() || !b.To.IsZero() && b.To.Before(a.To) {
		a.To, a.ToDay = b.To, b.ToDay
	}
	return a
}

// terms returns the outermost conditions of a query, all of which must hold.
func terms(x model.Expr) []model.Expr {
	switch x := x.(type) {
	case nil:
		return nil
	case model.And:
		return x
	}
	return []model.Expr{x}
}

// aboutDate reports whether x asks for nothing but the date of publication.
func aboutDate(x model.Expr) bool {
	about, any := true, false
	walk(x, func(x model.Expr, _ bool) {
		any = true
		switch x := x.(type) {
		case model.Within:
			about = about && x.Axis == model.Published
		case model.Cycle:
			about = about && x.Axis == model.Published
		default:
			about = false
		}
	})
	return about && any
}

// WithoutDates returns q without those of its outermost terms that ask for the
// date of publication and nothing else, and whether there were any. Undated
// articles that it finds are those that q leaves out.
func WithoutDates(q model.Query) (model.Query, bool) {
	var rest []model.Expr
	all := terms(q.Where)
	for _, x := range all {
		if !aboutDate(x) {
			rest = append(rest, x)
		}
	}
	q.Where = joined[model.And](rest)
	return q, len(rest) < len(all)
}

// DateSpan returns the span of publication that q's outermost terms ask for,
// and whether they do: what lies in all of since:, until: and the like. It may
// be open at either end, or empty when they contradict each other.
func DateSpan(q model.Query) (model.Span, bool) {
	var s model.Span
	found := false
	for _, x := range terms(q.Where) {
		if w, ok := x.(model.Within); ok && w.Axis == model.Published {
			if !found {
				s = w.Span
			} else {
				s = intersect(s, w.Span)
			}
			found = true
		}
	}
	return s, found
}

// Tags returns the tags that q asks for and does not exclude.
func Tags(q model.Query) []string {
	var names []string
	walk(q.Where, func(x model.Expr, positive bool) {
		if t, ok := x.(model.Tagged); ok && positive {
			names = append(names, t.Name)
		}
	})
	return names
}

// Words returns what q looks for and does not exclude, for highlighting: the
// words, phrases and regular expressions, in the order in which they stand;
// not those that are looked for in addresses, languages and file names.
func Words(q model.Query) []model.Match {
	var ms []model.Match
	walk(q.Where, func(x model.Expr, positive bool) {
		m, ok := x.(model.Match)
		if !ok || !positive {
			return
		}
		switch m.Field {
		case model.Anywhere, model.Title, model.Text, model.Author, model.FromSource:
			ms = append(ms, m)
		}
	})
	return ms
}
