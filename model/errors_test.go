package model

import (
	"io"
	"io/fs"
	"syscall"
	"testing"
)

func TestFileReason(t *testing.T) {
	of := func(err error) error { return &fs.PathError{Op: "write", Path: "/disk/news", Err: err} }
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"of no file", io.EOF, "EOF"},
		{"of a file", of(fs.ErrPermission), "permission denied"},
		{"of a full disk", of(syscall.ENOSPC), "the disk of /disk is full; make room and try again"},
	} {
		if got := FileReason(c.err); got.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}
