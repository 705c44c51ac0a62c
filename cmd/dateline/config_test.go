package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, xdg, home, want string }{
		{"default", "", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"variable", "/etc/a", "/home/a", "/etc/a/dateline/config.toml"},
		{"relative is ignored", "etc", "/home/a", "/home/a/.config/dateline/config.toml"},
		{"nowhere", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &program{getenv: func(name string) string {
				return map[string]string{"XDG_CONFIG_HOME": c.xdg, "HOME": c.home}[name]
			}}
			if got := p.place("XDG_CONFIG_HOME", ".config", "config.toml"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
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

// TestConfigChanges: what the file says is told when it is saved, and in a line what is
// wrong with it.
func TestConfigChanges(t *testing.T) {
	home := t.TempDir()
	p := &program{getenv: func(name string) string { return map[string]string{"HOME": home}[name] }}
	if err := p.configure(); err != nil {
		t.Fatal(err)
	}
	path, _ := p.configPath()
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
