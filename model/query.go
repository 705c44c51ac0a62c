package model

import (
	"slices"
	"time"
)

// Query is a question to a Library: which articles, in what order, as seen by
// a reader whose clock shows Now. The zero Query with a Now asks for
// everything, newest first. model/query turns text into it and back.
type Query struct {
	Where Expr // nil: everything
	Sort  Sort
	Limit int // at most so many articles in all; 0: no limit
	// Now is the reader's clock and, in its Location, the reader's zone. Every
	// span in Where was computed from it; sections and days are, too.
	Now time.Time
	// FoldStories makes Find leave out, in an order by date, what is Related to an
	// article that stands before it in the list, whichever source is first: a story
	// shows as its first headline, with Headline.Folded. Nothing else heeds it: counts,
	// histograms and marks are about all that is found. Of lists with thousands of
	// articles in three days only the nearest are compared.
	FoldStories bool
	// AsOf says that Now was set by hand: nothing published later is shown.
	AsOf bool
}

// Zone returns the reader's zone.
func (q Query) Zone() *time.Location { return q.Now.Location() }

// Sort is the order of a list. In every order undated articles come last where
// the order is by date.
type Sort uint8

// The orders.
const (
	Newest   Sort = iota // newest first; ties in the document's own order
	Oldest               // oldest first, undated still last; ties in the document's own order
	BySource             // by source title, then newest
	ByTitle              // by title, then newest, by Date.At
	// ByRelevance lists first what has all of the words in its title, then what
	// has some there, then the rest, each newest first. Words are the Matches of
	// Anywhere, Title and Text, but no regular expressions, that must all hold.
	// Without any it is Newest.
	ByRelevance
)

// Expr is a condition on an article. It is one of And, Or, Not, Match, Is,
// Has, Tagged, InFolder, InStory, Within and Cycle.
//
// Conditions are three-valued, as in SQL: Within and Cycle are unknown for an
// article that has no date on their axis, Not of unknown is unknown, And is
// false if any part is and else unknown if any part is, Or is true if any part
// is and else unknown if any part is. An article is shown when the whole is
// true. So an undated article answers to no date term, negated or not.
type Expr interface{ isExpr() }

// And is true when all of its parts are; the empty And is true.
type And []Expr

// Or is true when any of its parts is; the empty Or is false.
type Or []Expr

// Not is true when X is false.
type Not struct{ X Expr }

// Field names what a Match looks into.
type Field uint8

// The fields. Anywhere is title, body, summary, authors, source title
// and the document's own tags.
const (
	Anywhere Field = iota
	Title
	Text // body and summary
	Author
	FromSource // the source's title or its address
	Address    // url
	Language
	File // the path it was read from
)

// How says how the text of a Match is compared. Comparison ignores case and,
// but for Regexp, accents; what a word is, and an accent, package tokenize says.
type How uint8

// The ways.
const (
	Word   How = iota // whole words, all of them, adjacent where Text holds several
	Prefix            // words of which the last is the beginning of one
	Phrase            // adjacent words, as Word, but written with quotes
	Regexp            // RE2, against the text as stored, case-insensitive
	Exact             // all of the title or of the address; of FromSource alone
)

// Match is true where Text is found in Field. For Author, FromSource, Address,
// Language and File, Word, Prefix and Phrase all mean: contains, ignoring case
// and accents (Language: equals, or is the primary subtag).
type Match struct {
	Field Field
	How   How
	Text  string
}

// Is is true of articles in a state.
type Is struct{ State StateWord }

// StateWord is what may stand after `is:`.
type StateWord uint8

// The states.
const (
	IsUnread StateWord = iota
	IsRead
	IsStarred
	IsTagged
	IsUndated
	IsDated
	IsApprox // its date was inferred
	IsFuture // in the Ahead section
	IsNew    // arrived since the last visit
	IsEdited // its text changed since it was first read
	// IsDuplicate is true of a copy: an article that has the headline, ignoring
	// case and accents, of one that comes before it, published earlier or at the
	// same time and with a smaller ID. Of another source that may be of the day
	// before, of the same source it must be of the same day, in UTC; a month or a
	// year counts as its last second (Date.At). One that is
	// hidden has no copies. Headlines of
	// less than CopyLength bytes are too common to tell, and the undated are no
	// copies.
	IsDuplicate
	// IsHidden is true of articles that the reader has hidden. A query finds them
	// only where it asks for this state somewhere (Query.AsksHidden).
	IsHidden
)

// CopyLength is from how many bytes on, without case and accents, a headline
// tells that an article is a copy of another.
const CopyLength = 24

// AsksHidden reports whether q asks anywhere whether articles are hidden. Where it
// does not, those that are hidden are not found.
func (q Query) AsksHidden() bool { return asks(q.Where, IsHidden) }

// asks reports whether a state stands anywhere in x.
func asks(x Expr, s StateWord) bool {
	in := func(x Expr) bool { return asks(x, s) }
	switch x := x.(type) {
	case And:
		return slices.ContainsFunc(x, in)
	case Or:
		return slices.ContainsFunc(x, in)
	case Not:
		return in(x.X)
	case Is:
		return x.State == s
	}
	return false
}

// AsksByName reports whether q asks for articles by something that is theirs: words, a
// field, a source, a folder, a tag or a story, or by what the reader did to them, other
// than reading: starred, tagged, hidden, read on a date. What it excludes does not count.
// A query that does not, asks for all articles, of some dates or states: those of feeds
// that are Subscription.HideFromAll are then not found.
func (q Query) AsksByName() bool { return byName(q.Where, true) }

// byName reports whether x, or where not wanted its contrary, asks for articles by name.
func byName(x Expr, wanted bool) bool {
	in := func(x Expr) bool { return byName(x, wanted) }
	switch x := x.(type) {
	case And:
		return slices.ContainsFunc(x, in)
	case Or:
		return slices.ContainsFunc(x, in)
	case Not:
		return byName(x.X, !wanted)
	case Match, Tagged, InFolder, InStory:
		return wanted
	case Is:
		return wanted && (x.State == IsStarred || x.State == IsTagged || x.State == IsHidden)
	case Within:
		return wanted && x.Axis == ReadAt
	case Cycle:
		return wanted && x.Axis == ReadAt
	}
	return false
}

// Folds reports whether q leaves copies out as a whole.
func (q Query) Folds() bool {
	var folds func(Expr) bool
	folds = func(x Expr) bool {
		switch x := x.(type) {
		case And:
			return slices.ContainsFunc(x, folds)
		case Not:
			is, ok := x.X.(Is)
			return ok && is.State == IsDuplicate
		}
		return false
	}
	return folds(q.Where)
}

// Has is true of articles that hold something.
type Has struct{ Content Content }

// Content is what may stand after `has:`.
type Content uint8

// The contents.
const (
	HasLink Content = iota
	HasImage
	HasAudio
	HasText
)

// Tagged is true of articles with a tag: the document's, the reader's, or one of the feed
// that its source is followed as.
type Tagged struct{ Name string }

// InFolder is true of articles whose source is followed as a feed that is filed in a
// folder or in one below, ignoring case and accents. Path is as CleanFolder returns it.
type InFolder struct{ Path string }

// InStory is true of the articles of the story of one: of all that is Related to
// it, be it by way of others, and of itself. Hidden articles lead to no others. A
// story has at most MaxStory articles, the nearest in time.
type InStory struct{ ID ID } // or the beginning of it

// MaxStory bounds a story.
const MaxStory = 500

// Axis is one of an article's dates.
type Axis uint8

// The axes. Every article has arrived; the others may be missing.
const (
	Published Axis = iota
	Arrived
	Updated
	ReadAt
)

// Within is true where the date on Axis lies in Span. Text is the term as it
// was typed (`since:2018-11`), for canonical formatting.
type Within struct {
	Axis Axis
	Span Span
	Text string
}

// Cycle is true where the date on Axis falls on a recurring day: of the zero
// fields none is asked for. A month falls on no day, a year in no month.
type Cycle struct {
	Axis    Axis
	Month   time.Month // 0: any
	Day     int        // day of the month; 0: any
	Weekday int        // 1 Monday ... 7 Sunday; 0: any
	Text    string
}

func (And) isExpr()      {}
func (Or) isExpr()       {}
func (Not) isExpr()      {}
func (Match) isExpr()    {}
func (Is) isExpr()       {}
func (Has) isExpr()      {}
func (Tagged) isExpr()   {}
func (InFolder) isExpr() {}
func (InStory) isExpr()  {}
func (Within) isExpr()   {}
func (Cycle) isExpr()    {}

// Span is a half-open stretch of time in a reader's zone, for instants
// ([From, To), zero: open) and, side by side, for dates that are known to the
// day ([FromDay, ToDay)). A day belongs to a span when any part of it does, so
// a rolling span never hides what may lie inside it. A month or a year belongs
// to one that contains all of it.
type Span struct {
	From, To       time.Time
	FromDay, ToDay Day // meaningful only where From or To is not zero
}

// NewSpan returns the span [from, to); a zero time leaves that end open. Days
// are those of from's and to's own location.
func NewSpan(from, to time.Time) Span {
	s := Span{From: from, To: to}
	if !from.IsZero() {
		s.FromDay = DayOf(from)
	}
	if !to.IsZero() {
		s.ToDay = DayOf(to)
		if to.After(s.ToDay.In(to.Location())) {
			s.ToDay++
		}
	}
	return s
}

// Whole returns the days [from, to) all of which the span contains, in the zone of
// its ends; they say nothing where an end is open.
func (s Span) Whole() (from, to Day) {
	if from = DayOf(s.From); s.From.After(from.In(s.From.Location())) {
		from++
	}
	return from, DayOf(s.To)
}

// Contains reports whether d, which must be dated, lies in the span.
func (s Span) Contains(d Date) bool {
	switch d.Precision {
	case ToDay:
		day := DayOf(d.At)
		return (s.From.IsZero() || day >= s.FromDay) && (s.To.IsZero() || day < s.ToDay)
	case ToMonth, ToYear:
		first, end := d.Days(time.UTC)
		from, to := s.Whole()
		return (s.From.IsZero() || first >= from) && (s.To.IsZero() || end <= to)
	}
	return (s.From.IsZero() || !d.At.Before(s.From)) && (s.To.IsZero() || d.At.Before(s.To))
}
