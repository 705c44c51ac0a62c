package feeds

import (
	"fmt"

	"dateline/feed"
	"dateline/model"
	"dateline/ui/session"
)

// Reading tells on standard error how a command reads places.
type Reading struct {
	Failed int // what could not be read

	console   Console
	omissions feed.Omissions
	report    model.Report
	clear     func()
}

// NewReading returns the Reading of places.
func NewReading(c Console, places ...string) *Reading {
	r := &Reading{console: c, omissions: feed.Omissions{Places: places}}
	r.report, r.clear = c.Progress()
	return r
}

// Saved tells what has been saved so far.
func (r *Reading) Saved(s model.Saved) {
	r.report("reading, "+session.Articles(s.Total()), -1)
}

// Fail tells what cannot be read, and counts it.
func (r *Reading) Fail(err error) {
	r.Failed++
	r.clear()
	r.console.Report(err)
}

// LeftOut gathers what is left out of articles (feed.Options.LeftOut).
func (r *Reading) LeftOut(path, first string, words int) { r.omissions.Add(path, first, words) }

// End says in a line for each source what was left out of articles, which is no
// failure.
func (r *Reading) End() {
	r.clear()
	for _, o := range r.omissions.List {
		what := fmt.Sprintf("left out of an article: “%s” (%d words)", o.First, o.Words)
		if o.Passages > 1 {
			what = fmt.Sprintf("left out of articles: “%s” and more, %d passages of %d words", o.First, o.Passages, o.Words)
		}
		fmt.Fprintf(r.console.Stderr, "dateline: %s\n", model.Printable(fmt.Sprintf("%s: %s; 'dateline show --explain %s' says why", o.Source, what, o.Document)))
	}
}
