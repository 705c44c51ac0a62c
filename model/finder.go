package model

import "context"

// Finder answers questions. It is a role of a reader: counts, states and what is
// hidden are the reader's. The cost of a method follows what it returns, not what is
// stored, unless its comment says otherwise.
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

	// Sources returns the sources of articles that are not hidden, which it counts, by
	// title.
	Sources(ctx context.Context) ([]Source, error)

	// Tags returns all tags of articles, the documents', the reader's and those of their
	// feeds, with their counts, hidden articles included, by name. Names that differ only in case
	// and accents are one.
	Tags(ctx context.Context) ([]TagCount, error)

	// Empty reports whether the library holds no article at all.
	Empty(ctx context.Context) (bool, error)
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
	// Unsearched is how many articles wait to be indexed and were not searched for the
	// words of the query (see Indexer); 0: all were.
	Unsearched int
}

// Tally counts what a query finds.
type Tally struct {
	Total   int
	Unread  int
	Undated int // of Total
	Ahead   int // of Total
	// Unsearched is that of Page.
	Unsearched int
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

// TagCount is a tag and how many articles have it.
type TagCount struct {
	Name  string
	Total int
}
