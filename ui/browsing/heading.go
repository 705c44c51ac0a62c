package browsing

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// FilterHeading filters by the dates of the heading above the selected headline. Called
// again, it uses the finer heading that the headline then has.
func (c *Controller) FilterHeading() tea.Cmd {
	h, ok := c.Selected()
	if !ok {
		return nil
	}
	term := "is:undated"
	switch {
	case h.Section == model.Ahead:
		c.Say(message.NoHeadingAhead)
		return nil
	case h.Section == model.ByDate:
		term = periodTerm(c.Period())
	}
	with, err := query.SetDate(c.Filter.Text, term, c.Env(false))
	if err != nil {
		c.ReportError(err.Error())
		return nil
	}
	if with == c.Filter.Text {
		c.Say(message.DatesAlready)
		return nil
	}
	return c.Apply(with, model.At{ID: h.ID})
}

// periodTerm returns the date term for the days [from, to).
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
