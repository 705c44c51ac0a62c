package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReadConfig(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"all", "library = 'a.db'\nweek-start = 'sunday'\nascii = true\nquery = 'is:unread'\n", ""},
		{"typo", "library = 'a.db'\n\nqeury = 'x'\n", `line 3: unknown key "qeury"; did you mean "query"`},
		{"quoted", "\"ascci\" = true\n", `line 1: unknown key "ascci"; did you mean "ascii"`},
		{"table", "ascii = true\n[keys]\nquit = 'x'\n", `line 2: unknown key "keys"`},
		{"kind", "ascii = true\nlibrary = 5\n", "line 2"},
		{"syntax", "ascii = true\nlibrary = \n", "line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := readConfig(path, true)
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got error %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

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

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		locale string
		week   time.Weekday
		ascii  bool
	}{
		{"", time.Monday, false},
		{"C", time.Monday, true},
		{"POSIX", time.Monday, true},
		{"C.UTF-8", time.Monday, false},
		{"de_DE.UTF-8", time.Monday, false},
		{"en_US.utf8", time.Sunday, false},
		{"en_GB.ISO-8859-15", time.Monday, true},
		{"ar_EG.UTF-8", time.Saturday, false},
		{"pt_BR@euro", time.Sunday, true},
	} {
		t.Run(c.locale, func(t *testing.T) {
			if got := weekStart(c.locale); got != c.week {
				t.Errorf("week starts on %s, want %s", got, c.week)
			}
			if got := !unicodeLocale(c.locale); got != c.ascii {
				t.Errorf("ASCII %v, want %v", got, c.ascii)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{{"libary", "library"}, {"week_start", "week-start"}, {"asci", "ascii"}, {"", "ascii"}} {
		if got := nearest(c.word, configKeys); got != c.want {
			t.Errorf("nearest %q is %q, want %q", c.word, got, c.want)
		}
	}
	if got := distance("kitten", "sitting"); got != 3 {
		t.Errorf("distance is %d, want 3", got)
	}
}
