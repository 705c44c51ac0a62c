package model

import (
	"context"
	"time"
)

// Marker changes state. Every change is an act in the journal and can be undone, even
// after the library was closed; only opening an article is none. It is a role of a
// reader, but for SetDate and ResetDate, which change the catalogue.
type Marker interface {
	// Mark applies m to the articles of ids and returns the act. Articles that
	// are in that state already are left out of it; an act that changed
	// nothing has N 0 and is not kept. Unknown ids are ignored.
	Mark(ctx context.Context, ids []ID, m Mark, at time.Time) (Act, error)

	// MarkWhere applies m to all that q finds, as one act.
	MarkWhere(ctx context.Context, q Query, m Mark, at time.Time) (Act, error)

	// Undo takes back the last act that was not taken back yet, Redo does the
	// last one taken back again. They return that act, or ErrNothingToUndo.
	Undo(ctx context.Context) (Act, error)
	Redo(ctx context.Context) (Act, error)
}

// Mark is a change of state.
type Mark struct {
	Do   ActionKind
	Tag  string // for AddTag and DropTag, and Retag; the name, of a view or the first of feeds; of a rule its text (Rule.String)
	Date Date   // for SetDate; an undated one says that nobody knows
	// Opened says of MarkRead that nobody asked for it: the article was opened. Such a
	// mark is no step of Undo and leaves what Redo would do as it is.
	Opened bool
}

// ActionKind is the kind of a Mark.
type ActionKind uint8

// The kinds.
const (
	MarkRead ActionKind = iota
	MarkUnread
	Star
	Unstar
	AddTag
	DropTag
	SetDate   // corrects when it was published, by hand
	ResetDate // gives back the date that its document states
	SetView   // of a saved view: made or changed; only SaveView does it
	UnsetView // likewise DropView
	Hide      // takes out of every list that does not ask for what is hidden
	Unhide
	SetRule   // of a rule: what it does; only SaveRule does it
	UnsetRule // likewise DropRule
	Retag     // several changes of tags, see TagMark
	// SetSubscription is of feeds, whose settings change, UnsetSubscription of such as are
	// removed; only ChangeSubscriptions does them.
	SetSubscription
	UnsetSubscription
	Highlight // of a Rule alone: sets its headline off in lists
)

// Act is an entry of the journal.
type Act struct {
	Mark  Mark
	N     int // articles changed; for SetRule and UnsetRule also 0; feeds, for SetSubscription and UnsetSubscription
	First ID  // one of them
	At    time.Time
}
