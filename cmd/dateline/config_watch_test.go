package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/ui"
)

// watching waits for the changes of a configuration.
type watching struct {
	t       *testing.T
	home    string
	path    string
	changed func(context.Context) (ui.Options, error)
}

func watch(t *testing.T, before func(home string)) *watching {
	t.Helper()
	home := t.TempDir()
	if before != nil {
		before(home)
	}
	p := &program{getenv: func(name string) string { return map[string]string{"HOME": home}[name] }}
	if err := p.configure(); err != nil {
		t.Fatal(err)
	}
	return &watching{t, home, p.config.path, p.configChanges()}
}

// until waits for a change that is as wanted: what is written in several steps
// may be seen in between.
func (w *watching) until(what string, ok func(ui.Options, error) bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second) // no measure of speed
	defer cancel()
	for {
		o, err := w.changed(ctx)
		if ctx.Err() != nil {
			w.t.Fatalf("waited in vain for %s", what)
		}
		if ok(o, err) {
			return
		}
	}
}

func (w *watching) theme(name string) {
	w.t.Helper()
	w.until(name, func(o ui.Options, err error) bool { return err == nil && o.Scheme.Name() == name })
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

// TestConfigWatch: the file is followed from before there is a folder for it,
// through being wrong, replaced and taken away.
func TestConfigWatch(t *testing.T) {
	w := watch(t, nil)
	put(t, w.path, "theme = 'nord'\n") // before the waiting has begun
	w.theme("nord")
	put(t, w.path, "\ntheme = 'norf'\nmoose = 1\n")
	w.until("an error", func(_ ui.Options, err error) bool {
		return err != nil && strings.HasPrefix(err.Error(), `config.toml:2: theme: "norf" is not one of`) && strings.HasSuffix(err.Error(), "(and 1 more)")
	})
	other := w.path + ".new"
	put(t, other, "theme = 'gruvbox'\nmouse = true\n")
	if err := os.Rename(other, w.path); err != nil {
		t.Fatal(err)
	}
	w.until("gruvbox with the mouse", func(o ui.Options, err error) bool {
		return err == nil && o.Scheme.Name() == "gruvbox" && o.Mouse
	})
	if err := os.RemoveAll(filepath.Dir(w.path)); err != nil {
		t.Fatal(err)
	}
	put(t, w.path, "theme = 'solarized'\n")
	w.theme("solarized")
}

// TestConfigWatchFolder: the folder is made while it is waited for.
func TestConfigWatchFolder(t *testing.T) {
	w := watch(t, nil)
	done := make(chan error, 1)
	go func() {
		err := os.MkdirAll(filepath.Dir(w.path), 0o700)
		done <- cmp.Or(err, os.WriteFile(w.path, []byte("theme = 'nord'\n"), 0o600))
	}()
	w.theme("nord")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestConfigWatchLink: a link is followed to where its file is.
func TestConfigWatchLink(t *testing.T) {
	var real string
	w := watch(t, func(home string) {
		real = filepath.Join(home, "dotfiles", "dateline.toml")
		put(t, real, "theme = 'calm'\n")
		put(t, filepath.Join(home, ".config", "dateline", "other"), "")
		if err := os.Symlink(real, filepath.Join(home, ".config", "dateline", "config.toml")); err != nil {
			t.Fatal(err)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.changed(ctx); err == nil {
		t.Error("nothing has changed, and a change is told of")
	}
	put(t, real, "theme = 'nord'\n")
	w.theme("nord")
}
