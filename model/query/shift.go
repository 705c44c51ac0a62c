package query

import (
	"fmt"
	"time"

	"dateline/model"
)

// Shift moves the dates that text asks for by n times their own length: by
// months where they are months, quarters or years, by days where they are
// days, else by the clock. It is an error where they have no two ends.
func Shift(text string, n int, env Env) (string, error) {
	env.Typing = false
	q, err := parse(text, env)
	if err != nil {
		return "", err
	}
	s, ok := DateSpan(q)
	if !ok || s.From.IsZero() || s.To.IsZero() || !s.From.Before(s.To) {
		return "", &Error{Len: len(text), Msg: "there is no span of dates to move", Hint: "2018-11, 7d or 2018-03..2018-05"}
	}
	s, err = shifted(s, n, q.Zone())
	if err != nil {
		return "", err
	}
	return SetDate(text, spanText(model.Published, s, q.Zone()), env)
}

// maxClock is the longest span that is moved by the clock, about a century.
const maxClock = 876_000 * time.Hour

func shifted(s model.Span, n int, zone *time.Location) (model.Span, *Error) {
	far := &Error{Msg: "that is outside the years 1000 to 9999"}
	if n > 1e6 || n < -1e6 {
		return s, far
	}
	if !wholeDays(s, zone) {
		length := s.To.Sub(s.From)
		if length > maxClock {
			return s, &Error{Msg: fmt.Sprintf("a span of %s cannot be moved", length)}
		}
		move := time.Duration(n) * length
		if n != 0 && (move/time.Duration(n) != length) {
			return s, far
		}
		s = model.NewSpan(s.From.Add(move), s.To.Add(move))
	} else {
		s = shiftDays(s, n, zone)
	}
	if s.From.Year() < 1000 || s.To.Year() > 9999 {
		return s, far
	}
	return s, nil
}

// shiftDays moves a span of whole days: by whole months where it is made of
// them.
func shiftDays(s model.Span, n int, zone *time.Location) model.Span {
	y, m, d := s.FromDay.Date()
	y2, m2, d2 := s.ToDay.Date()
	if d == 1 && d2 == 1 {
		months := time.Month(12*(y2-y)) + m2 - m
		s.FromDay = model.NewDay(y, m+time.Month(n)*months, 1)
		s.ToDay = model.NewDay(y, m+time.Month(n+1)*months, 1)
	} else {
		days := int64(s.ToDay-s.FromDay) * int64(n)
		if days > 4e6 || days < -4e6 { // out of range, and of a Day
			days = 4e6
		}
		s.FromDay += model.Day(days)
		s.ToDay += model.Day(days)
	}
	s.From, s.To = s.FromDay.In(zone), s.ToDay.In(zone)
	return s
}
