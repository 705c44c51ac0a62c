// Package periods controls the timeline above the headlines and the calendar below the
// date prompt. Both show how much was published when, and choose a period. The package
// counts articles and moves cursors; applying the chosen period is up to its caller.
package periods

import (
	"dateline/model"
	"dateline/model/query"
	"dateline/ui/shared"
)

// undated returns the current filter without its date term, as text and as a query.
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
