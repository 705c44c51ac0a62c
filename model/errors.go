package model

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
)

// Errors that callers compare with errors.Is.
var (
	// ErrNotFound: no such article, source, view, rule or journal entry.
	ErrNotFound = errors.New("not found")
	// ErrNoLibrary: there is no library of that name.
	ErrNoLibrary = errors.New("there is none")
	// ErrNewerSchema: the library was written by a newer version of the program.
	ErrNewerSchema = errors.New("the library was written by a newer dateline")
	// ErrNothingToUndo: the journal holds no act that Undo or Redo could take.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrExists: there is one already.
	ErrExists = errors.New("there is one already")
	// ErrAmbiguous: a name is that of several sources.
	ErrAmbiguous = errors.New("several sources have that title; name the address or path")
	// ErrLocalReader: the reader of the local program cannot be removed.
	ErrLocalReader = errors.New("the local reader cannot be removed")
	// ErrOwner: an article is of a source that another reader owns.
	ErrOwner = errors.New("another reader owns it")
	// ErrFileExists: a file that was to be written is there already.
	ErrFileExists = errors.New("there is a file of that name")
	// ErrReadOnly: the library cannot be written to.
	ErrReadOnly = errors.New("the library is read-only")
	// ErrNotAllowed: the role of the reader does not allow it.
	ErrNotAllowed = errors.New("not allowed")
	// ErrDamaged: the library's file is not as it was written.
	ErrDamaged = errors.New("the library is damaged; 'dateline library check' says where")
)

// DiskError: a disk takes no more. What was stored before is as it was.
type DiskError struct {
	Place string // a file or folder on it; "" for the library
	Full  bool   // there is no room; otherwise it has failed
	Err   error  // what it came from
}

// Error returns one sentence: which disk it is, and what to do.
func (e *DiskError) Error() string {
	place := e.Place
	if place == "" {
		place = "the library"
	}
	if e.Full {
		return "the disk of " + place + " is full; make room and try again"
	}
	return "the disk of " + place + " failed to write; nothing that was stored is lost"
}

// Unwrap returns what it came from.
func (e *DiskError) Unwrap() error { return e.Err }

// InBrief returns of an error what says all that a reader can act on: of a disk that
// takes no more the *DiskError, without what was being done to it.
func InBrief(err error) error {
	var disk *DiskError
	if errors.As(err, &disk) {
		return disk
	}
	return err
}

// InLibrary returns an error that names the library it is of, where it can: of a disk
// that takes no more one sentence that names a place on it, and of damage the library.
func InLibrary(err error, library string) error {
	var disk *DiskError
	switch {
	case errors.As(err, &disk), errors.As(FileReason(err), &disk):
		named := *disk
		switch {
		case named.Place == "":
			named.Place = library
		case strings.HasPrefix(named.Place, "/dev"):
			named.Place = "standard output"
		}
		return &named
	case errors.Is(err, ErrDamaged) && !strings.Contains(err.Error(), library):
		return fmt.Errorf("library %s: %w", library, err)
	}
	return err
}

// FileReason returns why a file could not be used, without its name, which whoever
// named it knows. That a disk is full is a *DiskError.
func FileReason(err error) error {
	var of *fs.PathError
	switch {
	case !errors.As(err, &of):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return &DiskError{Place: filepath.Dir(of.Path), Full: true, Err: of.Err}
	}
	return of.Err
}
