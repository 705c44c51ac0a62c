package session

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// DateAnswers are the one-letter answers to a prompt for a date.
var DateAnswers = map[string]string{
	"t": "today", "y": "yesterday", "w": "this-week", "m": "this-month", "Y": "this-year", "u": "is:undated",
}

// aroundDays is how many days "." extends to either side.
const aroundDays = 3

// DateTerm returns the filter term for an answer to a date prompt. "." stands for the
// days around near, or its month or year; near may be nil. If near has no date, the
// error is a *query.Error.
func DateTerm(text string, near *model.Headline, env query.Env) (string, error) {
	text = strings.TrimSpace(text)
	if term, ok := DateAnswers[text]; ok {
		return term, nil
	}
	switch {
	case text != ".":
		return text, nil
	case near == nil:
		return "", &query.Error{Len: 1, Word: text, Msg: message.NoHeadlineSelected, Hint: message.DateHint}
	case !near.Published.Dated():
		return "", &query.Error{Len: 1, Word: text, Msg: message.NoDaysAround, Hint: message.DateHint}
	case near.Published.Precision.Wide():
		return near.Published.String(), nil
	}
	d := near.Published.Day(env.Now.Location())
	return (d - aroundDays).String() + ".." + (d + aroundDays).String(), nil
}

// DateSpan parses the date to go to, an answer as for DateTerm. It is zero for an empty
// answer.
func DateSpan(text string, near *model.Headline, env query.Env) (model.Span, error) {
	term, err := DateTerm(text, near, env)
	if err == nil {
		term, err = query.DateTerm(term, env)
	}
	if err != nil {
		return model.Span{}, err
	}
	q, err := query.Parse(term, env)
	if err != nil {
		return model.Span{}, err
	}
	s, ok := query.DateSpan(q)
	if !ok && strings.TrimSpace(text) != "" {
		return s, &query.Error{Len: len(text), Word: text, Msg: fmt.Sprintf(message.NotDate, text), Hint: message.DateHint}
	}
	return s, nil
}

// DateIn returns the date at which a list shows a span: the month or year that the span
// is, else its last day. It is the first day if the span has no end or the list begins
// with the oldest. It is false for an unbounded span.
func DateIn(s model.Span, oldest bool) (model.Date, bool) {
	first := s.To.IsZero() || oldest && !s.From.IsZero()
	if d, ok := wholeOf(s); ok && !first {
		return d, true
	}
	if first {
		return model.OnDay(s.FromDay, model.FromStated), !s.From.IsZero()
	}
	return model.OnDay(s.ToDay-1, model.FromStated), true
}

// wholeOf returns the day, month or year that a span covers exactly, if any.
func wholeOf(s model.Span) (model.Date, bool) {
	if s.From.IsZero() || s.To.IsZero() || !s.From.Equal(s.FromDay.In(s.From.Location())) || !s.To.Equal(s.ToDay.In(s.To.Location())) {
		return model.Date{}, false
	}
	return model.Whole(s.FromDay, s.ToDay, model.FromHand)
}

// Redate parses a date that a reader gives an article: a day, a month, a year, or a
// point in time in the reader's zone. "none" means unknown, "reset" the date that the
// document states.
func Redate(text string, near *model.Headline, env query.Env) (model.Mark, error) {
	m := model.Mark{Do: model.SetDate}
	switch text {
	case "reset":
		m.Do = model.ResetDate
		return m, nil
	case "none":
		return m, nil
	}
	s, err := DateSpan(text, near, env)
	if err != nil {
		return m, err
	}
	var whole bool
	switch m.Date, whole = wholeOf(s); {
	case whole:
	case s.From.IsZero() || s.To.IsZero():
		return m, fmt.Errorf(message.OpenSpanForArticle, text)
	case s.ToDay-s.FromDay > 1:
		return m, fmt.Errorf(message.LongSpanForArticle, text)
	default:
		m.Date = model.AtInstant(s.From, model.FromHand)
	}
	return m, nil
}
