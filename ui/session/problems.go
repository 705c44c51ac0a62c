package session

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"dateline/model"
)

// Problem is something that has failed.
type Problem struct {
	At    time.Time
	Doing string // what was being done: "Refreshing"
	Text  string // "SOURCE: reason"
}

// Problems are what has failed in a session. The zero value has none.
type Problems []Problem

// maxProblems bounds what is kept; the oldest go.
const maxProblems = 1000

// Add keeps what has failed. Work that was stopped has not: then it returns false.
func (p *Problems) Add(at time.Time, doing string, err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	*p = append(*p, Problem{at, doing, model.CleanLine(model.InBrief(err).Error())})
	*p = (*p)[max(0, len(*p)-maxProblems):]
	return true
}

// Forget drops the problems of what is done once more.
func (p *Problems) Forget(doing string) {
	*p = slices.DeleteFunc(*p, func(x Problem) bool { return x.Doing == doing })
}

// Newest returns the problems, the newest first.
func (p Problems) Newest() iter.Seq2[int, Problem] { return slices.Backward(p) }
