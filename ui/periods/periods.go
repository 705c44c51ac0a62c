// Package periods is where a reader sees how much was published when and chooses a
// period: the timeline over the headlines and the calendar under the prompt for a date.
// It has them counted, and moves in them; what is chosen others put in force.
package periods

import (
	"dateline/model"
	"dateline/model/query"
	"dateline/ui/shared"
)

// undated returns the filter in force without its date term: as text, and what it means.
func undated(s *shared.State) (string, model.Query) {
	env := s.Env(s.Line.Typing())
	text, err := query.SetDate(s.Filter.Text, "", env)
	if err != nil {
		text = s.Filter.Text
	}
	q, err := query.Parse(text, env)
	if err != nil {
		return s.Filter.Text, s.Current()
	}
	q.Limit = 0
	return text, q
}
