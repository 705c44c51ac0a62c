package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestConfigChanges: what the file says is told when it is saved, and in a line what is
// wrong with it.
func TestConfigChanges(t *testing.T) {
	home := t.TempDir()
	p := &program{console: console{getenv: func(name string) string { return map[string]string{"HOME": home}[name] }}}
	if err := p.configure(); err != nil {
		t.Fatal(err)
	}
	path := p.configFile().Path
	changed := p.configChanges()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // no measure of speed
	defer cancel()
	put(t, path, "theme = 'nord'\n")
	if c, err := changed(ctx); err != nil || c.Scheme.Name() != "nord" {
		t.Errorf("got %v, %v", c.Theme, err)
	}
	put(t, path+".new", "\ntheme = 'norf'\nmoose = 1\n")
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
	_, err := changed(ctx)
	if err == nil || !strings.HasPrefix(err.Error(), `config.toml:2: theme: "norf" is not one of`) || !strings.HasSuffix(err.Error(), "(and 1 more)") {
		t.Errorf("got %v", err)
	}
}
