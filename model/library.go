package model

import (
	"context"
	"net/url"
)

// Library keeps articles for one reader. It is already bound to that reader, so no
// method takes one. Its methods are safe for concurrent use. They take the time from
// the Query or the arguments, never from the system, and stop early with ctx's error
// when ctx is done.
//
// Code that uses a library takes the smallest role that it needs.
type Library interface {
	// The roles of the catalogue hold what all readers share.
	Saver
	RevisionStore
	SubscriptionStore

	// The roles of a reader hold what one reader did.
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

// Store is a Library with the roles that maintain it, for the program that opens it.
// The added roles belong to the catalogue: they concern all readers.
type Store interface {
	Library
	SourceStore
	RetentionStore
	DuplicateStore
	Maintainer
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
	// Progress is told how far bringing a library of an earlier version up to date has
	// come; nil: nobody asks.
	Progress Report
}

// Logins are names and passwords by address. The address does not contain them.
type Logins map[string]*url.Userinfo
