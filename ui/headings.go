package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// filterHeading filters by the dates of the heading that the selected headline
// stands under; once more, by those of the finer one that it has then.
func (a *App) filterHeading() tea.Cmd {
	h, ok := a.browsing.Selected()
	if !ok {
		return nil
	}
	term := "is:undated"
	switch {
	case h.Section == model.Ahead:
		a.Say(message.NoHeadingAhead)
		return nil
	case h.Section == model.ByDate:
		term = periodTerm(a.browsing.Period())
	}
	with, err := query.SetDate(a.Filter.Text, term, a.Env(false))
	if err != nil {
		a.ReportError(err.Error())
		return nil
	}
	if with == a.Filter.Text {
		a.Say(message.DatesAlready)
		return nil
	}
	return a.browsing.Apply(with, model.At{ID: h.ID})
}

// periodTerm is the date term for the days [from, to).
func periodTerm(from, to model.Day) string {
	y, m, d := from.Date()
	switch {
	case to == from+1:
		return from.String()
	case d == 1 && m == 1 && to == model.NewDay(y+1, 1, 1):
		return from.String()[:4]
	case d == 1 && to == model.NewDay(y, m+1, 1):
		return from.String()[:7]
	}
	return from.String() + ".." + (to - 1).String()
}
