// Package file is the file of a configuration on the disk of a machine: where it is,
// reading and beginning it, and following it as it is saved. It knows nothing of what
// stands in it.
package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// File is the file of a configuration. One goroutine at a time may use it.
type File struct {
	// Path is where it is, "" where there is no place for it.
	Path string
	// Named says that somebody named it: that it is missing is an error then.
	Named bool

	text    string // what was read last
	watcher *fsnotify.Watcher
	broken  bool // it cannot be followed, which has been said
}

// Read returns what the file holds: nothing where it is missing and need not be there.
func (f *File) Read() (string, error) {
	text, err := os.ReadFile(f.Path)
	if f.Path == "" || err != nil && !f.Named && errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return "", fmt.Errorf("read the configuration: %w", err)
	}
	f.text = string(text)
	return f.text, nil
}

// Missing reports whether there is no such file.
func (f *File) Missing() bool { return missing(f.Path) }

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// Begin makes the file, and the folders around it, for its owner alone.
func (f *File) Begin(text []byte) error {
	err := os.MkdirAll(filepath.Dir(f.Path), 0o700)
	if err == nil {
		err = os.WriteFile(f.Path, text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("begin the configuration: %w", err)
	}
	return nil
}

// Place returns the path of a file of the program under a base directory: that of a
// variable or, where that names none, a folder of the home (XDG Base Directory
// Specification 0.8, which has relative paths in the variable ignored). It is "" where
// there is no home either.
func Place(getenv func(string) string, variable, fallback, name string) string {
	base := getenv(variable)
	if !filepath.IsAbs(base) {
		home := getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, fallback)
	}
	return filepath.Join(base, "dateline", name)
}
