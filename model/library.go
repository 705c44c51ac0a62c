package model

import (
	"context"
	"net/url"
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
