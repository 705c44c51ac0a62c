package model

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// ReaderID names a reader for good. His name may change, it does not.
type ReaderID string

// LocalReader is the reader of the local program. A Catalog has him from the beginning,
// as an admin, and cannot remove him.
const LocalReader ReaderID = "local"

// GuestReader is the ID of nobody. His Library shows what a reader sees who has done
// nothing, FirstViews included; every change in it, a visit too, is ErrReadOnly. He is
// none of the Readers, and no reader can have his ID.
const GuestReader ReaderID = "guest"

// Reader is somebody who reads in a Catalog.
type Reader struct {
	ID   ReaderID // made by AddReader where it is ""
	Name string   // one line; names that differ only in case and accents are one
	Role Role
	Keys []string // that he comes in with, one line each; a key is of one reader
	// Added is when AddReader added him; the zero time of the local reader.
	Added time.Time
}

// Role says what a reader may change beside his own state. The storage does not enforce
// it: whoever lets readers in does.
type Role uint8

// The roles; each may do what those before it may.
const (
	RoleReader Role = iota // his own state and views
	RoleEditor             // sources, folders, shared views, dates
	RoleAdmin              // retention, imports, readers
)

// roleNames are the words for the roles.
var roleNames = [...]string{RoleReader: "reader", RoleEditor: "editor", RoleAdmin: "admin"}

// ParseRole returns the role of a word, and whether it is one.
func ParseRole(word string) (Role, bool) {
	i := slices.Index(roleNames[:], word)
	return Role(max(0, i)), i >= 0
}

// RoleNames returns the words for the roles.
func RoleNames() []string { return slices.Clone(roleNames[:]) }

// String returns the word for the role.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return fmt.Sprintf("Role(%d)", uint8(r))
}

// MarshalText returns String, for logs and lists.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// ReaderStore keeps the readers of a Catalog. It is a role of the catalogue.
type ReaderStore interface {
	// Readers returns all readers, by name.
	Readers(ctx context.Context) ([]Reader, error)

	// ReaderOfKey returns who comes in with a key, or ErrNotFound.
	ReaderOfKey(ctx context.Context, key string) (Reader, error)

	// AddReader adds a reader at a time, who has the FirstViews, and returns him with his
	// ID. The error is ErrExists where another has his ID, his name or one of his keys,
	// or the ID is GuestReader.
	AddReader(ctx context.Context, r Reader, at time.Time) (Reader, error)

	// SetReader gives the reader of r.ID the name, the role and the keys of r (Added stays). The error
	// is ErrNotFound, or ErrExists where another has that name or one of the keys.
	SetReader(ctx context.Context, r Reader) error

	// WatchReaders is Catalog.Watch for who the readers are alone: it says nothing of
	// their states, or of articles.
	WatchReaders(ctx context.Context) <-chan struct{}

	// Usage counts what is kept for a reader, or returns ErrNotFound. It costs what
	// he has done, not what is stored.
	Usage(ctx context.Context, id ReaderID) (Usage, error)

	// RemoveReader removes a reader with all that is kept for him: his state, tags,
	// views, rules, settings, journal and keys, and the sources that he owns with their
	// articles. It cannot be undone: ask first, with his Usage. The error is ErrNotFound,
	// or ErrLocalReader.
	RemoveReader(ctx context.Context, id ReaderID) error
}

// Usage counts what is kept for one reader.
type Usage struct {
	Read, Starred, Hidden int // articles
	Tagged                int // articles with tags of his own
	Views, Rules, Keys    int
	Sources               int // that he owns
}

// SettingStore keeps the settings of one reader. It is a role of a reader.
type SettingStore interface {
	// Settings returns the settings that the reader has made, by name.
	Settings(ctx context.Context) (map[string]string, error)

	// SetSetting makes a setting; "" forgets it.
	SetSetting(ctx context.Context, name, value string) error
}
