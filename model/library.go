package model

import (
	"context"
	"net/url"
	"time"
)

// Catalog is what all readers share: sources, articles and their texts, the documents'
// tags, revisions, dates corrected by hand, feeds, retention, and who the readers are.
// Its methods are safe for concurrent use. They take the time from the arguments, never
// from the system, but that StateStore.Apply asks OpenOptions.Clock, and stop early with
// ctx's error when ctx is done.
//
// A source may have an owner (Article.Owner). Then the source, its articles, and all that
// is counted, tagged, folded or suggested of them exist for the owner alone: for all
// others it is as if they had never been saved.
type Catalog interface {
	Saver
	SubscriptionStore
	ScheduleStore
	SourceStore
	RetentionStore
	DuplicateStore
	Maintainer
	Indexer
	FullTextStore
	ReaderStore

	// Reader returns one reader's view, that of nobody (GuestReader), or ErrNotFound. It
	// holds no connection and needs no closing. It must not be used after Close.
	Reader(ctx context.Context, id ReaderID) (Library, error)

	// Watch returns a channel that receives an empty value after anything in the
	// catalogue, its readers or the state of any of them, has changed, by whomever. It holds one
	// signal: several changes may arrive as one, and none is lost. It is closed when
	// ctx ends.
	Watch(ctx context.Context) <-chan struct{}

	// ReadOnly reports whether nothing can be changed: every change then ends in
	// ErrReadOnly.
	ReadOnly() bool

	// Close releases the catalogue. Other calls must not follow.
	Close() error
}

// Library is one reader's view of a Catalog. It is bound to that reader, so no method
// takes one: what he read, starred, hid and tagged, his views, rules and journal are his
// alone. Code that uses a library takes the smallest role that it needs.
type Library interface {
	Finder
	Marker
	StateStore
	RecordStore
	RevisionStore
	ViewStore
	RuleStore
	VisitStore
	SettingStore
	SubscriptionLister
	SubscriptionChanger

	// Who returns the ID of the reader.
	Who() ReaderID

	// Watch is that of Catalog for what this reader may see: it says nothing of the
	// state of others, nor of who the readers are (WatchReaders).
	Watch(ctx context.Context) <-chan struct{}

	// ReadOnly is that of Catalog; nobody (GuestReader) can change anything.
	ReadOnly() bool

	// Guarded returns the same view, which asks allow before it makes a change of Marker,
	// ViewStore or SubscriptionChanger that all readers see: of a date, a shared view or a
	// feed, also by Undo and Redo. What allow refuses with an error changes nothing. It must be quick, and ask
	// no library.
	Guarded(allow func(Mark) error) Library
}

// Store is a Catalog and the Library of one reader of it, for a program that one reader
// uses: Watch is that of the Library.
type Store interface {
	Catalog
	Library
}

// Join returns a Store of a catalogue and the Library of one of its readers.
func Join(c Catalog, l Library) Store { return store{c, l} }

type store struct {
	Catalog
	Library
}

func (s store) Watch(ctx context.Context) <-chan struct{} { return s.Library.Watch(ctx) }
func (s store) ReadOnly() bool                            { return s.Catalog.ReadOnly() }
func (s store) Subscriptions(ctx context.Context) ([]Subscription, error) {
	return s.Catalog.Subscriptions(ctx)
}

// OpenOptions say how a Store is opened.
type OpenOptions struct {
	// Existing asks for ErrNoLibrary when the library does not exist. Otherwise it is
	// made.
	Existing bool
	// Rules reads the rules of the library. A rule that it cannot read hides nothing.
	// Without Rules, no rule can be made, and a library with rules saves no articles.
	Rules RuleReader
	// KeepLogins takes the names and passwords that earlier versions left in addresses
	// of the library, which loses them when KeepLogins returns nil. On an error, and
	// without KeepLogins, such a library stays as it is and cannot be opened.
	KeepLogins func(Logins) error
	// Clock is the catalogue's clock; nil is that of the system.
	Clock func() time.Time
	// Progress is told how far bringing a library of an earlier version up to date has
	// come; nil: nobody asks.
	Progress Report
}

// Logins are names and passwords by address. The address does not contain them.
type Logins map[string]*url.Userinfo
