// Package atomicfile writes files that are at every moment either whole or what
// they were before. It does not know what it writes.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write lets write fill a file, which takes its name when it is whole and on the
// disk; only its owner may read it. What a link names is replaced, not the link. What
// is no plain file, a pipe say, is written to as it is. Unless replace, the error for a
// file that exists is fs.ErrExist.
func Write(name string, replace bool, write func(io.Writer) error) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return errors.New("this is a folder")
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	case err == nil && !replace:
		return fs.ErrExist
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	var pathError *fs.PathError
	if errors.As(err, &pathError) { // the name is of no interest
		return fmt.Errorf("%s: %w", filepath.Dir(name), pathError.Err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
