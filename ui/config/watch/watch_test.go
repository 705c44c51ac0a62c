package watch_test

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/ui/config/watch"
)

// watching waits for the changes of a configuration.
type watching struct {
	t    *testing.T
	path string
	file *watch.File
}

func follow(t *testing.T, before func(home string)) *watching {
	t.Helper()
	home := t.TempDir()
	if before != nil {
		before(home)
	}
	path := filepath.Join(home, ".config", "dateline", "config.toml")
	text, _ := os.ReadFile(path)
	return &watching{t, path, watch.New(path, string(text))}
}

// see waits until the file holds a text: what is written in several steps may be seen
// in between.
func (w *watching) see(want string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second) // no measure of speed
	defer cancel()
	for {
		got, err := w.file.Next(ctx)
		if err != nil {
			w.t.Fatalf("waited in vain for %q: %v", want, err)
		}
		if got == want {
			return
		}
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestNext: the file is followed from before there is a folder for it,
// through being written afresh, replaced and taken away.
func TestNext(t *testing.T) {
	w := follow(t, nil)
	put(t, w.path, "theme = 'nord'\n") // before the waiting has begun
	w.see("theme = 'nord'\n")
	put(t, w.path, "moose = 1\n")
	w.see("moose = 1\n")
	other := w.path + ".new"
	put(t, other, "theme = 'gruvbox'\nmouse = true\n")
	if err := os.Rename(other, w.path); err != nil {
		t.Fatal(err)
	}
	w.see("theme = 'gruvbox'\nmouse = true\n")
	if err := os.RemoveAll(filepath.Dir(w.path)); err != nil {
		t.Fatal(err)
	}
	put(t, w.path, "theme = 'solarized'\n")
	w.see("theme = 'solarized'\n")
}

// TestNextFolder: the folder is made while it is waited for.
func TestNextFolder(t *testing.T) {
	w := follow(t, nil)
	done := make(chan error, 1)
	go func() {
		err := os.MkdirAll(filepath.Dir(w.path), 0o700)
		done <- cmp.Or(err, os.WriteFile(w.path, []byte("theme = 'nord'\n"), 0o600))
	}()
	w.see("theme = 'nord'\n")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestNextLink: a link is followed to where its file is.
func TestNextLink(t *testing.T) {
	var real string
	w := follow(t, func(home string) {
		real = filepath.Join(home, "dotfiles", "dateline.toml")
		put(t, real, "theme = 'calm'\n")
		put(t, filepath.Join(home, ".config", "dateline", "other"), "")
		if err := os.Symlink(real, filepath.Join(home, ".config", "dateline", "config.toml")); err != nil {
			t.Fatal(err)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.file.Next(ctx); err == nil {
		t.Error("nothing has changed, and a change is told of")
	}
	put(t, real, "theme = 'nord'\n")
	w.see("theme = 'nord'\n")
}
