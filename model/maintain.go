package model

import (
	"context"
	"time"
)

// Report is told what is being done, and how much of it in percent, or -1.
type Report func(doing string, percent int)

// Maintainer keeps in order what all readers of a library share.
type Maintainer interface {
	// Info returns what the library holds. It reads as much as the texts are many.
	Info(ctx context.Context) (Info, error)

	// Check looks for faults, in what is stored and in all that is derived from it. It
	// reads all there is and writes nothing; others may go on.
	Check(ctx context.Context, report Report) ([]Fault, error)

	// Repair puts right those faults that it can: what is derived is made anew from
	// the articles, what belongs to none is removed. Where what is stored cannot be read
	// the library is written anew from what can, and kept as it was beside it. In the end
	// all is done, or nothing.
	Repair(ctx context.Context, faults []Fault, report Report) (Loss, error)

	// Backup copies the library into a file, as it is at this moment, while others
	// may go on writing to it. The copy is a library that can be opened, and is checked
	// before it takes its name, so that the file is whole or as it was. The error is
	// ErrFileExists when the file exists, unless replace.
	Backup(ctx context.Context, file string, replace bool, report Report) error

	// Compact makes the library as small as its content, and questions as quick as
	// they can be. It returns the bytes before and after. When it is interrupted,
	// or fails, the library is as it was. Others may read it meanwhile; who writes
	// has to wait for its last part.
	Compact(ctx context.Context, report Report) (before, after int64, err error)
}

// Info says what a library holds and how large it is.
type Info struct {
	Path     string `json:"file"`
	ReadOnly bool   `json:"read_only"`
	Size     int64  `json:"size"` // bytes of the file, and of the log beside it
	Schema   int    `json:"schema"`

	// Articles are all there are; Hidden of them no list shows.
	Articles   int `json:"articles"`
	Read       int `json:"read"`
	Starred    int `json:"starred"`
	Hidden     int `json:"hidden,omitempty"`
	Duplicates int `json:"twice,omitempty"` // see DuplicateStore
	Undated    int `json:"undated"`
	Sources    int `json:"sources"` // also those of which no list shows anything

	// First and Last are the days (in UTC) of the oldest and the newest dated
	// article; nil when there is none.
	First *Day `json:"first,omitempty"`
	Last  *Day `json:"last,omitempty"`

	Text  int64 `json:"text"`  // bytes of the articles, compressed
	Index int64 `json:"index"` // bytes of the word indexes
}

// Fault is something that is not as it must be in a library.
type Fault struct {
	What string // a line
	Do   string // what the reader can do about it
	// Repair is the part of Maintainer.Repair that puts it right, as the library that
	// has found it numbers them; 0: none does.
	Repair int
}

// Repairable reports whether Maintainer.Repair puts the fault right.
func (f Fault) Repairable() bool { return f.Repair != 0 }

// Loss says what Maintainer.Repair could not save.
type Loss struct {
	Kept     string // the file that keeps the library as it was; "" when nothing had to be given up
	Articles int    // lost
	Texts    int    // of articles that now have none
	Rows     bool   // states, tags or entries of the journal were lost
}

// DuplicateStore merges articles that are there twice.
type DuplicateStore interface {
	// Duplicates returns the articles that are there twice: of one place, made of the
	// same of what the document states, and told apart only by how the place was spelled.
	// It looks at those that share title and date with another, and costs nothing where
	// all articles were named by their places.
	Duplicates(ctx context.Context) ([]Duplicate, error)

	// MergeDuplicates makes one article of every two, and returns how many that were. It
	// is read, starred and tagged if either was, hidden if both were, has the earlier
	// arrival, the further place and the revisions of both, and the text of the one that
	// goes is a revision where it is another. It is found by the ID of either. This cannot
	// be undone. What was merged before an error stays merged.
	MergeDuplicates(ctx context.Context, all []Duplicate, at time.Time, report Report) (int, error)
}

// Duplicate is an article that a library of former times has twice, because its
// place was spelled in two ways.
type Duplicate struct {
	Keep, Drop ID // the one that reading the document again finds, and the other
	Title      string
	Path       string // of both
}
