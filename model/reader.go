package model

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// The roles of this file belong to one reader, as Finder and Marker do.

// RecordStore exports and imports articles with all that is kept of them: what their
// documents state, and what the reader did to them.
type RecordStore interface {
	// Record returns an article with all that is kept of it, or ErrNotFound.
	Record(ctx context.Context, id ID) (Record, error)

	// Restore takes in what Record gave: as Save does, and with all the state
	// that is in it. What is read, starred or tagged already stays so. It writes
	// nothing in the journal. An Arrived that is zero means at.
	Restore(ctx context.Context, batch []Record, at time.Time) (Saved, error)
}

// Record is an article with all that a library keeps of it, as it is exported
// and imported.
type Record struct {
	Article
	Arrived time.Time
	ReadAt  time.Time // zero: it is unread, or nobody knows
	Edited  bool      // its text has changed since it arrived
	// Stated is the date that the document states, where Published was set by
	// hand; Candidates then do not hold it.
	Stated Date
	// Seen are the rules (Rule.String) that have looked at it where it comes from, whether
	// they have found it or not, so that Restore lets them not look again. A library does
	// not fill it in.
	Seen      []string
	Revisions []Revision
}

// ViewStore keeps the saved views.
type ViewStore interface {
	// Views returns the reader's views in the order in which they were first saved; at
	// first these are FirstViews. The shared ones follow, but those whose names he has
	// given to views of his own.
	Views(ctx context.Context) ([]View, error)

	// SaveView keeps a view, in the place of one of that name, the reader's or the
	// shared one (View.Shared). Names that differ only in case and accents are one. The act has N 0 when nothing has changed.
	SaveView(ctx context.Context, v View, at time.Time) (Act, error)

	// DropView forgets the reader's view of that name or, where he has none, the shared
	// one; or it returns ErrNotFound.
	DropView(ctx context.Context, name string, at time.Time) (Act, error)
}

// FirstViews are the saved views that a reader has at first. Like all
// views they can be changed and dropped, for good.
var FirstViews = []View{
	{Name: "on-this-day", Query: "on:anniversary"},
	{Name: "a-year-ago", Query: `as-of:"1 year ago"`},
}

// View is a query under a name.
type View struct {
	Name  string // one line
	Query string // as typed
	// Shared says that it is all readers'.
	Shared bool
}

// RuleStore keeps the rules that act on articles.
type RuleStore interface {
	// Rules returns the rules, in the order in which they were first made.
	Rules(ctx context.Context) ([]Rule, error)

	// SaveRule makes a rule, which acts on what its query finds, hidden or not, as one
	// act, and later on what arrives or changes, on each article once. All rules are asked
	// before one acts on what has arrived. at is the reader's clock and zone, for the dates
	// of the rule. Undo takes back what only this rule has done and nobody has changed
	// since. The error is ErrExists when there is the same rule, that of Rule.Check, and
	// that of the RuleReader for a query that cannot be read.
	SaveRule(ctx context.Context, r Rule, at time.Time) (Act, error)

	// DropRule drops a rule, or returns ErrNotFound. What only it has hidden is shown
	// again, and what only it highlights no longer is; what it has marked read, starred or
	// tagged stays so.
	DropRule(ctx context.Context, r Rule, at time.Time) (Act, error)
}

// Check says why a view cannot have its name, or nothing: a query must be able to
// name it.
func (v View) Check() error {
	if v.Name == "" || strings.ContainsAny(v.Name, " \t\"():,|") {
		return fmt.Errorf("%q: the name of a view is one word, without quotes, colons, commas and brackets", v.Name)
	}
	return nil
}

// RuleReader turns the query of a rule into a condition, as seen by a reader
// whose clock and zone at is.
type RuleReader func(query string, at time.Time) (Expr, error)

// VisitStore keeps when the reader was here, and how far an article was read.
type VisitStore interface {
	// Visit says that the reader is here, and returns when the last visit ended;
	// the zero time when this is the first. Calls that are less than VisitGap
	// apart are one visit. What arrived after the time returned is new (IsNew).
	Visit(ctx context.Context, at time.Time) (time.Time, error)

	// SetPosition keeps how far an article has been read (State.Position). It is
	// no act: there is nothing to undo. An unknown id is ignored.
	SetPosition(ctx context.Context, id ID, position int) error
}

// VisitGap is how long nothing must be heard of a reader for the next call of
// Visit to begin a new visit.
const VisitGap = 30 * time.Minute
