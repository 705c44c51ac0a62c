package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Filter is a reader's current filter with its meaning, its results and its history. The
// zero Filter finds everything.
type Filter struct {
	Text  string      // the current text
	Query model.Query // Text when it was last parsed; see Now

	// The result of the last Set. If Err is set, that text was wrong and the one before
	// it still applies. Lacks is what the last term still needs while it is being typed.
	Err, Lacks *query.Error
	Offers     []query.Offer // dates that may have been meant

	Counts  Counts
	Counted bool // Counts are those of Text

	Unfolded    bool   // the Ahead section is open
	Kept        Kept   // headlines that stay even if the filter no longer finds them
	Steps       Steps  // the filters before this one
	BeforeStory string // the filter before that of a story

	read  query.Env // for which Text was last parsed
	words string    // the explained Query; "": not yet known
}

// Set parses a text and applies it. If the text is wrong, Set returns false, Err says
// why, and the text before it still applies.
func (f *Filter) Set(text string, env query.Env) bool {
	q, err := query.Parse(text, env)
	f.Err, f.Lacks, f.Offers = QueryError(err), nil, query.Offers(text, env)
	if f.Err != nil {
		return false
	}
	if env.Typing && !query.EndsInWord(text) {
		whole := env
		whole.Typing = false
		_, err := query.Parse(text, whole)
		f.Lacks = QueryError(err)
	}
	f.Text, f.Unfolded, f.Kept = text, false, nil
	f.take(q, env)
	return true
}

// Settle forgets a typed text that was not applied.
func (f *Filter) Settle() { f.Err, f.Lacks = nil, nil }

// Now returns the meaning of the text by the clock of env, because "today" changes. It
// parses the text again only if the clock has moved.
func (f *Filter) Now(env query.Env) model.Query {
	at := env.Now.Truncate(time.Second)
	same := at.Equal(f.read.Now) && at.Location() == f.read.Now.Location() && env.WeekStart == f.read.WeekStart && env.Typing == f.read.Typing
	if !same {
		if q, err := query.Parse(f.Text, env); err == nil {
			f.take(q, env)
		}
	}
	return f.Query
}

// Moved tells that the library has changed: the filter may find other articles, and the
// views that it names may mean something else.
func (f *Filter) Moved() {
	f.Counted = false
	f.Reread()
}

// Reread makes Now parse the text again, because the views in it may have changed.
func (f *Filter) Reread() { f.read = query.Env{} }

// Listed returns the query of the list: that of Now without the folded section.
func (f *Filter) Listed(env query.Env) model.Query {
	q := f.Now(env)
	if f.Unfolded {
		return q
	}
	return Narrow(q, model.Not{X: model.Is{State: model.IsFuture}})
}

func (f *Filter) take(q model.Query, env query.Env) {
	f.Query, f.read, f.words = q, env, ""
	f.read.Now = env.Now.Truncate(time.Second)
}

// Count stores the counts of the filter.
func (f *Filter) Count(c Counts) { f.Counts, f.Counted, f.words = c, true, "" }

// Recount counts what the filter finds, unless Counted says that the counts are current.
func (f *Filter) Recount(ctx context.Context, lib model.Finder, env query.Env) error {
	if f.Counted {
		return nil
	}
	t, err := lib.Count(ctx, f.Now(env))
	if err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	f.Counts.Tally, f.Counted = t, true
	return nil
}

// OnlyAhead reports whether the filter finds only articles dated in the future.
func (f *Filter) OnlyAhead() bool { return f.Counts.Ahead > 0 && f.Counts.Ahead == f.Counts.Total }

// Total returns the number of headlines in the list, including kept ones, as far as they
// are counted.
func (f *Filter) Total() int {
	n := f.Counts.Total
	if !f.Unfolded {
		n -= f.Counts.Ahead
	}
	if l := f.Query.Limit; l > 0 {
		n = min(n, l)
	}
	return n + len(f.Kept)
}

// Keep keeps a headline in the list if the filter no longer finds it.
func (f *Filter) Keep(ctx context.Context, lib model.Finder, env query.Env, h model.Headline) {
	f.Kept.Add(h)
	w := model.Window{At: model.At{ID: h.ID}, After: 1, Keep: f.Kept}
	p, err := lib.Find(ctx, f.Listed(env), w)
	if err == nil && (len(p.Headlines) == 0 || !p.Headlines[0].Kept || p.Headlines[0].ID != h.ID) {
		f.Kept.Drop(h.ID)
	}
}

// Words explains the filter. Stories are named by the titles in Counts.
func (f *Filter) Words() string {
	if f.words == "" {
		f.words = query.ExplainWith(f.Query, f.Counts.Titles)
	}
	return f.words
}

// Found returns Words and, once counted, the number of articles, separated by dot, and how
// many were left out or not searched.
func (f *Filter) Found(dot string) string {
	text := f.Words()
	if !f.Counted {
		return text
	}
	text += " " + dot + " " + fmt.Sprintf(message.NumberOf, message.Number(f.Counts.Total), message.Number(f.Counts.All))
	if f.Counts.LeftOut > 0 {
		text += " " + fmt.Sprintf(message.UndatedLeftOut, message.Number(f.Counts.LeftOut))
	}
	if f.Counts.Unsearched > 0 {
		text += " " + fmt.Sprintf(message.NotSearchedYet, message.Number(f.Counts.Unsearched))
	}
	return text
}

// QueryError returns err as an error of the query language; nil for nil.
func QueryError(err error) *query.Error {
	var e *query.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return e
	}
	return &query.Error{Msg: err.Error()}
}
