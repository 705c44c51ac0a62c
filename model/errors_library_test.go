package model_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"dateline/model"
)

// TestInLibrary: an error of a disk that is full is a sentence with a place on it, and
// damage names the library.
func TestInLibrary(t *testing.T) {
	full := func(path string) error { return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC} }
	other := errors.New("other")
	for _, c := range []struct {
		err  error
		want string
	}{
		{other, "other"},
		{fmt.Errorf("add: %w", &model.DiskError{Full: true}), "the disk of a.db is full; make room and try again"},
		{full("/home/a/b.txt"), "the disk of /home/a is full; make room and try again"},
		{full("/dev/full"), "the disk of standard output is full; make room and try again"},
		{fmt.Errorf("list: %w", model.ErrDamaged), "library a.db: list: " + model.ErrDamaged.Error()},
		{fmt.Errorf("a.db: %w", model.ErrDamaged), "a.db: " + model.ErrDamaged.Error()},
	} {
		if got := model.InLibrary(c.err, "a.db"); got.Error() != c.want {
			t.Errorf("%v: got %q, want %q", c.err, got, c.want)
		}
	}
}
