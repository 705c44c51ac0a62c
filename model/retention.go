package model

import (
	"context"
	"time"
)

// RetentionStore keeps how long articles of sources that nobody owns stay. An article
// that any reader starred or tagged always stays.
type RetentionStore interface {
	// Retentions returns the rules in force, the one for all sources first.
	Retentions(ctx context.Context) ([]Retention, error)

	// Retain sets the rule of r.Source, or removes it when r is None: that source then
	// follows the rule for all. It removes no articles: Prune does. The error is
	// ErrNotFound for a source that the library does not have.
	Retain(ctx context.Context, r Retention) error

	// Prunable returns what Prune would remove now, by source.
	Prunable(ctx context.Context, now time.Time) ([]Pruning, error)

	// Prune removes what Prunable found, except what was starred or tagged since, and
	// returns how many articles it removed. Reading their documents again does not bring
	// them back. Pruning cannot be undone. What was removed before an error stays removed.
	Prune(ctx context.Context, all []Pruning, now time.Time, report Report) (int, error)

	// Readmit lets the articles that Prune removed come back with their documents, and
	// returns how many those are.
	Readmit(ctx context.Context) (int, error)
}

// Retention is a rule: which articles of a source are kept.
type Retention struct {
	Source int64  // its ID; 0: every source that has none of its own
	Title  string // of the source, where it is one; Retain does not need it
	Days   int    // older ones go; 0: however old
	Keep   int    // so many of the newest stay; 0: however many
	Unread bool   // also those that nobody has read go
}

// None reports whether all articles are kept.
func (r Retention) None() bool { return r.Days == 0 && r.Keep == 0 }

// Pruning says what Prune removes of a source.
type Pruning struct {
	Rule   Retention // which is of all sources where its Source is 0
	Source int64     // its ID
	Title  string    // of the source
	IDs    []ID      // of its articles, the oldest first
}
