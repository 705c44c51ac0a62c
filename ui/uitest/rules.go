package uitest

import (
	"time"

	"dateline/model"
	"dateline/model/query"
)

// ReadRule parses a rule for a library under test.
func ReadRule(text string, at time.Time) (model.Expr, error) {
	q, err := query.ParseRule(text, query.Env{Now: at})
	return q.Where, err
}
