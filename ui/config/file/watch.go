package file

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/fsnotify/fsnotify"
)

// Next waits until the file holds something other than what was read of it last, and
// returns that. Neither the file nor its folder need exist. An error is ctx's, or says once that nothing can be followed.
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
		if text, err := os.ReadFile(f.Path); err == nil && len(text) > 0 && string(text) != f.text {
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
	folders := []string{existing(filepath.Dir(f.Path))}
	if real, err := filepath.EvalSymlinks(f.Path); err == nil {
		folders = append(folders, filepath.Dir(real))
	}
	return folders
}

// existing returns a folder, or the nearest around it that exists.
func existing(folder string) string {
	for missing(folder) && filepath.Dir(folder) != folder {
		folder = filepath.Dir(folder)
	}
	return folder
}
