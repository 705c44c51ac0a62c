package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/fsnotify/fsnotify"

	"dateline/ui"
)

// configWatch waits for the file of the configuration to change.
type configWatch struct {
	p       *program
	path    string
	text    string // what was read last
	watcher *fsnotify.Watcher
	broken  bool // it cannot be watched, which has been said
}

// configChanges returns what waits for the configuration to change and returns
// what it says of the screen then, or in a line what is wrong with it. It begins
// with what has changed since it was read at the start. nil: there is no file.
func (p *program) configChanges() func(context.Context) (ui.Options, error) {
	if p.config.path == "" {
		return nil
	}
	w := &configWatch{p: p, path: p.config.path, text: p.config.text}
	return w.changed
}

func (w *configWatch) changed(ctx context.Context) (ui.Options, error) {
	if w.watcher == nil && !w.broken {
		var err error
		if w.watcher, err = fsnotify.NewWatcher(); err != nil {
			w.broken = true
			return ui.Options{}, fmt.Errorf("changes of the configuration count at the next start: %w", err)
		}
	}
	if w.broken {
		<-ctx.Done()
		return ui.Options{}, ctx.Err()
	}
	for {
		w.follow()
		// A file that is not there, or empty, is about to be written: editors put
		// another in its place, or write it afresh from its beginning.
		if text, err := os.ReadFile(w.path); err == nil && len(text) > 0 && string(text) != w.text {
			w.text = string(text)
			return w.read()
		}
		select {
		case <-w.watcher.Events:
		case <-w.watcher.Errors: // some events were lost
		case <-ctx.Done():
			return ui.Options{}, ctx.Err()
		}
	}
}

// read returns what the file says of the screen now.
func (w *configWatch) read() (ui.Options, error) {
	c, err := w.p.parseConfig(w.path, w.text)
	if err != nil {
		return ui.Options{}, brief(err)
	}
	return c.screen(), nil
}

// follow watches the folders of the file. These may change while it does, before
// it could be told.
func (w *configWatch) follow() {
	for folders := w.folders(); ; {
		watched := w.watcher.WatchList()
		for _, folder := range watched {
			if !slices.Contains(folders, folder) {
				_ = w.watcher.Remove(folder) // it may be gone, and its watch with it
			}
		}
		for _, folder := range folders {
			if !slices.Contains(watched, folder) {
				_ = w.watcher.Add(folder) // one that is gone again is not among those now
			}
		}
		now := w.folders()
		if slices.Equal(now, folders) {
			return
		}
		folders = now
	}
}

// folders are that of the file and, where that is a link, that of what it leads
// to; for a folder that does not exist the nearest around it.
func (w *configWatch) folders() []string {
	folders := []string{existing(filepath.Dir(w.path))}
	if real, err := filepath.EvalSymlinks(w.path); err == nil {
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
