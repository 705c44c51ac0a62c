package desk

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// DateAnswers are the one-letter answers to a question for a date.
var DateAnswers = map[string]string{
	"t": "today", "y": "yesterday", "w": "this-week", "m": "this-month", "Y": "this-year", "u": "is:undated",
}

// aroundDays is how far "." looks to either side.
const aroundDays = 3

// DateTerm is the filter term that an answer to a question for a date stands
// for; "." is the days around near, which may be nil.
func DateTerm(text string, near *model.Headline, env query.Env) string {
	text = strings.TrimSpace(text)
	if term, ok := DateAnswers[text]; ok {
		return term
	}
	if text != "." {
		return text
	}
	if near == nil || !near.Published.Dated() {
		return ""
	}
	d := near.Published.Day(env.Now.Location())
	return (d - aroundDays).String() + ".." + (d + aroundDays).String()
}

// DateSpan reads the date to go to, an answer as DateTerm takes. It is zero for
// an empty one.
func DateSpan(text string, near *model.Headline, env query.Env) (model.Span, error) {
	term, err := query.DateTerm(DateTerm(text, near, env), env)
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

// LastDay returns the day on which a list goes to a span: its last, or where it
// has no end its first. It is false for a span that is everything.
func LastDay(s model.Span) (model.Day, bool) {
	if !s.To.IsZero() {
		return s.ToDay - 1, true
	}
	return s.FromDay, !s.From.IsZero()
}

// Redate reads a date that an article is given by hand: a day, or a point in
// time in the reader's zone; "none" where nobody knows it, "reset" for what the
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
	switch {
	case s.From.IsZero() || s.To.IsZero():
		return m, fmt.Errorf(message.OpenSpanForArticle, text)
	case s.ToDay-s.FromDay > 1:
		return m, fmt.Errorf(message.LongSpanForArticle, text)
	case s.From.Equal(s.FromDay.In(s.From.Location())) && s.To.Equal(s.ToDay.In(s.To.Location())):
		m.Date = model.OnDay(s.FromDay, model.FromHand)
	default:
		m.Date = model.AtInstant(s.From, model.FromHand)
	}
	return m, nil
}
