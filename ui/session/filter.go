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

// Filter is what a reader asks of a library: the text in force, what it means, what
// it finds, and what was asked before. The zero Filter asks for everything.
type Filter struct {
	Text  string      // the text in force
	Query model.Query // what it meant when it was last read; see Now

	// What Set made of the text that it was given last. Where Err is set, that text is
	// not in force, and the one before it is. Lacks says what the last term still needs
	// while it is being typed.
	Err, Lacks *query.Error
	Offers     []query.Offer // dates that may have been meant

	Counts  Counts
	Counted bool // Counts are those of Text

	Unfolded    bool   // the Ahead section is listed, too
	Kept        Kept   // headlines that stay though the filter may not find them any more
	Steps       Steps  // the filters before this one
	BeforeStory string // the filter before that of a story

	read  query.Env // Text was last read with it
	words string    // the Query read back; "": not yet
}

// Set reads a text and puts it in force. It returns false where the text cannot be
// read: then Err says why, and the text before it stays in force.
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

// Settle forgets what was typed and has not come into force.
func (f *Filter) Settle() { f.Err, f.Lacks = nil, nil }

// Now returns what the text means by the clock of env: "today" moves. The text is read
// again only where the clock has moved since it was last read.
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

// Moved says that the library has changed, and with it what the filter finds, and what
// it means where it names views.
func (f *Filter) Moved() {
	f.Counted = false
	f.Reread()
}

// Reread has Now read the text again: the views in it may have changed.
func (f *Filter) Reread() { f.read = query.Env{} }

// Listed returns the query of the list: that of Now, without the section that is
// folded away.
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

// Count takes what the filter finds.
func (f *Filter) Count(c Counts) { f.Counts, f.Counted, f.words = c, true, "" }

// Recount counts what the filter finds where Counted says that this has changed.
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

// OnlyAhead reports whether the filter finds nothing but what is dated in the future.
func (f *Filter) OnlyAhead() bool { return f.Counts.Ahead > 0 && f.Counts.Ahead == f.Counts.Total }

// Total is how many headlines its list has, with those that only stay in it, as far as
// was counted.
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

// Keep has a headline stay in the list if what was done to it has taken it out of the
// filter.
func (f *Filter) Keep(ctx context.Context, lib model.Finder, env query.Env, h model.Headline) {
	f.Kept.Add(h)
	w := model.Window{At: model.At{ID: h.ID}, After: 1, Keep: f.Kept}
	p, err := lib.Find(ctx, f.Listed(env), w)
	if err == nil && (len(p.Headlines) == 0 || !p.Headlines[0].Kept || p.Headlines[0].ID != h.ID) {
		f.Kept.Drop(h.ID)
	}
}

// Words reads the filter back. Stories go by the titles that were counted with it.
func (f *Filter) Words() string {
	if f.words == "" {
		f.words = query.ExplainWith(f.Query, f.Counts.Titles)
	}
	return f.words
}

// Found is Words and how much the filter finds, where that has been counted; dot
// stands between them.
func (f *Filter) Found(dot string) string {
	text := f.Words()
	if !f.Counted {
		return text
	}
	text += " " + dot + " " + fmt.Sprintf(message.NumberOf, message.Number(f.Counts.Total), message.Number(f.Counts.All))
	if f.Counts.LeftOut > 0 {
		text += " " + fmt.Sprintf(message.UndatedLeftOut, message.Number(f.Counts.LeftOut))
	}
	return text
}

// QueryError returns err as what the query language says of a text; nil where it is
// nil.
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
