package session

import (
	"context"
	"errors"
	"slices"
	"time"

	"dateline/model"
)

// Problem is a failure of background work.
type Problem struct {
	At    time.Time
	Doing string // the work, such as "Refreshing"
	Text  string // "SOURCE: reason"
}

// Problems are the failures of a session. The zero value has none.
type Problems []Problem

// maxProblems limits how many are kept; the oldest go first.
const maxProblems = 1000

// Add keeps a failure. It returns false for canceled work, which has not failed.
func (p *Problems) Add(at time.Time, doing string, err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	*p = append(*p, Problem{at, doing, model.CleanLine(model.InBrief(err).Error())})
	*p = (*p)[max(0, len(*p)-maxProblems):]
	return true
}

// Forget drops the problems of work that is done again.
func (p *Problems) Forget(doing string) {
	*p = slices.DeleteFunc(*p, func(x Problem) bool { return x.Doing == doing })
}

// Facts tells the problems, newest first, under what was being done.
func (p Problems) Facts(now time.Time) []Fact {
	var facts []Fact
	doing := ""
	for _, x := range slices.Backward(p) {
		if x.Doing != doing {
			doing = x.Doing
			facts = append(facts, Fact{Head: doing})
		}
		facts = append(facts, Fact{Label: x.At.In(now.Location()).Format("15:04:05"), Text: x.Text})
	}
	return facts
}
