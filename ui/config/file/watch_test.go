package file_test

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/ui/config/file"
)

// watching waits for the changes of a configuration.
type watching struct {
	t    *testing.T
	path string
	file *file.File
}

func follow(t *testing.T, before func(home string)) *watching {
	t.Helper()
	home := t.TempDir()
	if before != nil {
		before(home)
	}
	path := filepath.Join(home, ".config", "dateline", "config.toml")
	f := &file.File{Path: path}
	if _, err := f.Read(); err != nil {
		t.Fatal(err)
	}
	return &watching{t, path, f}
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

func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, xdg, home, want string }{
		{"default", "", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"variable", "/etc/a", "/home/a", "/etc/a/dateline/config.toml"},
		{"relative is ignored", "etc", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"nowhere", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			getenv := func(name string) string { return map[string]string{"XDG_CONFIG_HOME": c.xdg, "HOME": c.home}[name] }
			if got := file.Place(getenv, "XDG_CONFIG_HOME", ".config", "config.toml"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestFile: a file that need not be there is empty; one that was named must be. It is
// begun for its owner alone.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "config.toml")
	f := &file.File{Path: path}
	if text, err := f.Read(); text != "" || err != nil || !f.Missing() {
		t.Errorf("missing: got %q, %v", text, err)
	}
	if text, err := (&file.File{}).Read(); text != "" || err != nil {
		t.Errorf("nowhere: got %q, %v", text, err)
	}
	f.Named = true
	if _, err := f.Read(); err == nil {
		t.Error("it was named, is missing, and nothing is said")
	}
	if err := f.Begin([]byte("a = 1\n")); err != nil || f.Missing() {
		t.Fatalf("begin: %v", err)
	}
	if text, err := f.Read(); text != "a = 1\n" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}
