package model

import "errors"

// Errors that callers compare with errors.Is.
var (
	// ErrNotFound: no such article, source, view, rule or journal entry.
	ErrNotFound = errors.New("not found")
	// ErrNewerSchema: the library was written by a newer version of the program.
	ErrNewerSchema = errors.New("the library was written by a newer dateline")
	// ErrNothingToUndo: the journal holds no act that Undo or Redo could take.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrExists: there is one already.
	ErrExists = errors.New("there is one already")
	// ErrReadOnly: the library cannot be written to.
	ErrReadOnly = errors.New("the library is read-only")
	// ErrDamaged: the library's file is not as it was written.
	ErrDamaged = errors.New("the library is damaged; 'dateline library check' says where")
)
