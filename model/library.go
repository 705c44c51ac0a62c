package model

import (
	"context"
	"net/url"
	"time"
)

// Library keeps articles for one reader. It is already bound to that reader,
// so no method takes one. Its methods are safe for concurrent use, take their
// time from the Query or the arguments, never from the system, and stop early
// with ctx's error when ctx is done.
//
// It joins two kinds of roles: those of what all readers share (articles as their
// documents state them, feeds; see catalog.go) and those of one reader (what was read
// and marked, views, rules, visits; here and in reader.go). Whoever needs a library
// takes the smallest role that will do.
type Library interface {
	// Shared by all readers.
	Saver
	RevisionStore
	SubscriptionStore

	// Of one reader.
	Finder
	Marker
	RecordStore
	ViewStore
	RuleStore
	VisitStore

	// Watch returns a channel that receives an empty value after anything in
	// the library has changed, by whomever. It holds one signal: several
	// changes may arrive as one, and none is lost. It is closed when ctx ends.
	Watch(ctx context.Context) <-chan struct{}

	// ReadOnly reports whether the library can only be read: every change then
	// ends in ErrReadOnly.
	ReadOnly() bool

	// Close releases the library. Other calls must not follow.
	Close() error
}

// Store is a Library with what keeps it in order, as whoever opens it has it. All that
// it adds is shared by all readers.
type Store interface {
	Library
	SourceStore
	RetentionStore
	DuplicateStore
	Maintainer
}

// OpenOptions say how a Store is opened.
type OpenOptions struct {
	// Existing makes it ErrNoLibrary that there is none of that name. Otherwise it is made.
	Existing bool
	// Rules reads the rules of the library; those that it cannot read hide nothing. Without
	// it no rule can be made, and nothing saved where there are some.
	Rules RuleReader
	// KeepLogins keeps the names and passwords that earlier versions left in the addresses
	// of a library. They are removed from it when it returns nil; otherwise, and without
	// it, such a library stays as it is and cannot be opened.
	KeepLogins func(Logins) error
}

// Logins are names and passwords by the address that they stood in, which is without
// them.
type Logins map[string]*url.Userinfo

// Finder answers the questions of a reader. The cost of every method follows what it returns,
// not what is stored, but where its comment says otherwise.
type Finder interface {
	// Find returns the headlines of q around a place, in list order.
	Find(ctx context.Context, q Query, w Window) (Page, error)

	// Count returns how many articles q finds. It may read an index of all
	// articles that match.
	Count(ctx context.Context, q Query) (Tally, error)

	// CountSources returns from how many sources what q finds comes. It costs what
	// Count does.
	CountSources(ctx context.Context, q Query) (int, error)

	// Histogram returns the dated articles of q counted by the calendar unit of
	// q's zone, oldest first, without empty buckets. A span narrows it further;
	// the zero Span does not. What is known to a month or a year only, where the
	// unit is shorter, is in buckets of its own (Bucket.Known).
	Histogram(ctx context.Context, q Query, unit Unit, span Span) ([]Bucket, error)

	// Article returns one article with its state, or ErrNotFound. An id may be
	// shortened to a prefix of at least 4 characters that only one has.
	Article(ctx context.Context, id ID) (Article, error)

	// Sources returns the sources of what is not hidden, with its counts, by title.
	Sources(ctx context.Context) ([]Source, error)

	// Tags returns all tags of articles, the documents' and the reader's, with
	// their counts, hidden articles included, by name. Names that differ only in case and accents are one.
	Tags(ctx context.Context) ([]TagCount, error)

	// Empty reports whether the library holds no article at all.
	Empty(ctx context.Context) (bool, error)
}

// Marker changes state. Every change is an act in the journal and can be
// undone, also after the library was closed, but for what opening an article does.
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

// Window says which part of a list is wanted: up to Before headlines before
// the place and up to After from the place on (the headline at the place
// itself counts among the latter). At selects the place.
type Window struct {
	At            At
	Before, After int
	// Keep are headlines of earlier pages of the same list. Each stays a row of it:
	// where the query no longer finds it, or it has gone altogether, it stands where
	// it stood, with Kept set, in the state that it has now. It is not folded under
	// another, and comes on top of the query's limit.
	Keep []Headline
}

// At is a place in a list: the first of these that is set.
type At struct {
	Place *Place // where a headline stands, or stood
	ID    ID     // an article; the top of the list when it is not in it, nor kept
	// Date: the first article, in list order, that is not newer than this
	// (Oldest: not older). A whole day counts to its end (Oldest: from its
	// start), so OnDay(d) is where the heading of d stands, or would. A month or
	// a year is where articles of it stand, before those of its last day.
	Date   *Date
	Bottom bool // the end of the list
}

// Place is where a headline stands in a list of its order, valid also after
// the article has gone. Only a Library looks inside.
type Place struct {
	Key  int64
	Text string
}

// Page is a part of a list.
type Page struct {
	Headlines []Headline
	// Here is the index in Headlines of the place asked for; len(Headlines)
	// when it is past the last.
	Here int
	// First and Last report whether Headlines begins and ends the list.
	First, Last bool
}

// Tally counts what a query finds.
type Tally struct {
	Total   int
	Unread  int
	Undated int // of Total
	Ahead   int // of Total
}

// Unit is the width of a histogram's buckets.
type Unit uint8

// The units. Weeks start on Monday.
const (
	ByDay Unit = iota
	ByWeek
	ByMonth
	ByYear
	ByHour
)

// Holds reports whether u is as long as what is known of a date of precision p.
func (u Unit) Holds(p Precision) bool {
	return !p.Wide() || u == ByYear || u == ByMonth && p == ToMonth
}

// Bucket counts the articles of one unit.
type Bucket struct {
	Start Day // first day of the unit
	Hour  int // for ByHour: 0 to 23
	// Known is ToMonth or ToYear where the bucket is of what is known to the month
	// or the year only, which the unit is shorter than; Start is the first day of
	// that.
	Known  Precision
	Total  int
	Unread int
}

// Mark is a change of state.
type Mark struct {
	Do   ActionKind
	Tag  string // for AddTag and DropTag, and Retag; the name, of a view; the query, of a rule
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
	SetRule   // of a rule: what it hides; only SaveRule does it
	UnsetRule // likewise DropRule
	Retag     // several changes of tags, see TagMark
)

// Act is an entry of the journal.
type Act struct {
	Mark  Mark
	N     int // articles changed; for SetRule and UnsetRule also 0
	First ID  // one of them
	At    time.Time
}

// TagCount is a tag and how many articles have it.
type TagCount struct {
	Name  string
	Total int
}
