// Package watch follows a file as it is saved, however an editor does that. It knows
// nothing of what the file says.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/fsnotify/fsnotify"
)

// File is a file that is followed. One goroutine at a time may use it.
type File struct {
	path    string
	text    string // what was read last
	watcher *fsnotify.Watcher
	broken  bool // it cannot be watched, which has been said
}

// New returns the file at a path, of which text is known. Neither the file nor its
// folder need exist.
func New(path, text string) *File { return &File{path: path, text: text} }

// Next waits until the file holds something other than what is known of it, and
// returns that. An error is ctx's, or says once that nothing can be followed.
func (f *File) Next(ctx context.Context) (string, error) {
	if f.watcher == nil && !f.broken {
		var err error
		if f.watcher, err = fsnotify.NewWatcher(); err != nil {
			f.broken = true
			return "", fmt.Errorf("changes of the configuration count at the next start: %w", err)
		}
	}
	if f.broken {
		<-ctx.Done()
		return "", ctx.Err()
	}
	for {
		f.follow()
		// A file that is not there, or empty, is about to be written: editors put
		// another in its place, or write it afresh from its beginning.
		if text, err := os.ReadFile(f.path); err == nil && len(text) > 0 && string(text) != f.text {
			f.text = string(text)
			return f.text, nil
		}
		select {
		case <-f.watcher.Events:
		case <-f.watcher.Errors: // some events were lost
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// follow watches the folders of the file. These may change while it does, before
// it could be told.
func (f *File) follow() {
	for folders := f.folders(); ; {
		watched := f.watcher.WatchList()
		for _, folder := range watched {
			if !slices.Contains(folders, folder) {
				_ = f.watcher.Remove(folder) // it may be gone, and its watch with it
			}
		}
		for _, folder := range folders {
			if !slices.Contains(watched, folder) {
				_ = f.watcher.Add(folder) // one that is gone again is not among those now
			}
		}
		now := f.folders()
		if slices.Equal(now, folders) {
			return
		}
		folders = now
	}
}

// folders are that of the file and, where that is a link, that of what it leads
// to; for a folder that does not exist the nearest around it.
func (f *File) folders() []string {
	folders := []string{existing(filepath.Dir(f.path))}
	if real, err := filepath.EvalSymlinks(f.path); err == nil {
		folders = append(folders, filepath.Dir(real))
	}
	return folders
}

// existing returns a folder, or the nearest around it that exists.
func existing(folder string) string {
	for filepath.Dir(folder) != folder {
		if _, err := os.Stat(folder); err == nil || !errors.Is(err, fs.ErrNotExist) {
			break
		}
		folder = filepath.Dir(folder)
	}
	return folder
}
