package model

import (
	"context"
	"time"
)

// Report receives what is being done, and how much of it is done in percent, or -1.
type Report func(doing string, percent int)

// Maintainer measures, checks, repairs, backs up and compacts a library.
type Maintainer interface {
	// Info returns what the library holds, and its size. Its cost grows with the number
	// of texts.
	Info(ctx context.Context) (Info, error)

	// Check looks for faults in what is stored and in what is derived from it. It reads
	// the whole library and writes nothing. Others may use the library meanwhile.
	Check(ctx context.Context, report Report) ([]Fault, error)

	// CheckQuick looks for faults that are found in a small part of that time: in the
	// structure of what is stored, in sums, and in some texts.
	CheckQuick(ctx context.Context, report Report) ([]Fault, error)

	// Repair corrects the faults that it can. It derives counts and indexes again, and
	// removes what belongs to no article. Where the storage cannot be read, it writes a
	// new library from what can be, and keeps the old one beside it. It does all of that
	// or, on an error, nothing.
	Repair(ctx context.Context, faults []Fault, report Report) (Loss, error)

	// Backup copies the library, as it is at this moment, to a file that can be opened as
	// a library. Others may write to the library meanwhile. The copy is checked before it
	// takes its name, so the file is whole or as it was. The error is ErrFileExists when
	// the file exists and replace is false.
	Backup(ctx context.Context, file string, replace bool, report Report) error

	// Compact makes the library as small as its content and its indexes fast. It returns
	// the bytes before and after. When it is interrupted or fails, the library is as it
	// was. Others may read the library meanwhile; writers wait for the last part.
	Compact(ctx context.Context, report Report) (before, after int64, err error)
}

// Indexer makes articles searchable by their words. Save returns when they are listed and
// durable: indexing may follow. While few wait, a question reads their texts itself; of
// more it says how many it has not searched (Page.Unsearched). What waits when a catalogue
// is closed is indexed by who opens it next.
type Indexer interface {
	// Index returns when no article waits. When ctx ends before, what is indexed by then
	// stays, and the rest waits. Others may use the catalogue meanwhile.
	Index(ctx context.Context, report Report) error

	// Waiting returns how many articles wait.
	Waiting(ctx context.Context) (int, error)
}

// Info says what a catalogue holds and how large it is. Usage says what one reader did.
type Info struct {
	Path     string
	ReadOnly bool
	Size     int64 // bytes of the file, and of the log beside it
	Schema   int

	Articles   int
	Duplicates int // see DuplicateStore
	Undated    int
	Sources    int // also those of which no list shows anything

	// First and Last are the days (in UTC) of the oldest and the newest dated
	// article; nil when there is none.
	First *Day
	Last  *Day

	Waiting int // articles that wait to be searchable; see Indexer

	Text  int64 // bytes of the articles, compressed
	Index int64 // bytes of the word indexes
}

// Fault is something that is not as it must be in a library.
type Fault struct {
	What string // a line
	Do   string // what the reader can do about it
	// Repair is the step of Maintainer.Repair that corrects it, as the library that found
	// it numbers its steps; 0: none does.
	Repair int
}

// Repairable reports whether Maintainer.Repair corrects the fault.
func (f Fault) Repairable() bool { return f.Repair != 0 }

// Loss says what Maintainer.Repair could not save.
type Loss struct {
	Kept     string // the file that keeps the old library; "" when nothing was lost
	Articles int    // lost
	Texts    int    // of articles that now have none
	Rows     bool   // states, tags or entries of the journal were lost
}

// DuplicateStore finds and merges articles that the library holds twice.
type DuplicateStore interface {
	// Duplicates returns pairs of articles that are one: both are of the same entry of a
	// document, and only the spelling of its place differs. It compares articles with the
	// same title and date. It costs nothing in a library that no earlier version wrote.
	Duplicates(ctx context.Context) ([]Duplicate, error)

	// MergeDuplicates makes one article of each pair and returns how many pairs it merged.
	// The article is read, starred and tagged if either was, and hidden if both were. It
	// has the earlier arrival, the position that is further on, and the revisions of both;
	// a text that differs becomes a revision, too. Either ID finds it. Merging cannot be
	// undone. Pairs that were merged before an error stay merged.
	MergeDuplicates(ctx context.Context, all []Duplicate, at time.Time, report Report) (int, error)
}

// Duplicate is an article that a library of an earlier version holds twice, because
// its place was spelled in two ways.
type Duplicate struct {
	Keep, Drop ID // the one that reading the document again finds, and the other
	Title      string
	Path       string // of both
}
