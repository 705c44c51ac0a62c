package serve

import (
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"dateline/feed/handbook"
	"dateline/ui/config"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
)

// read reads a table and flags as the command does.
func read(t *testing.T, toml string, args ...string) (settings, error) {
	t.Helper()
	var f flags
	set := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	f.register(set)
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	c, err := config.Read(config.Sources{Text: "[serve]\n" + toml})
	if err != nil {
		t.Fatal(err)
	}
	s, problems := f.read(c.Serve, placer("/home/ada", "/etc/dateline/config.toml"))
	return s, errors.Join(problems...)
}

func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name, toml string
		args       []string
		ok         func(s settings) bool
	}{
		{"nothing", "", nil, func(s settings) bool {
			return s.listen == "127.0.0.1:2222" && s.keys == "" && !s.open && !s.guest && s.logFormat == "text" && s.logLevel == slog.LevelInfo && s.monitor == "" && s.limits == (sshd.Limits{}) && s.sources > 0 && s.articles > 0
		}},
		{"file", "listen = ':2222'\nopen = true\nsessions = 7\nidle = '90m'\nlog-level = 'warn'\n", nil, func(s settings) bool {
			return s.listen == ":2222" && s.open && s.limits.Sessions == 7 && s.limits.Idle == 90*time.Minute && s.logLevel == slog.LevelWarn
		}},
		{"a flag wins", "listen = ':2222'\nguest = true\n", []string{"--listen", "[::1]:22", "--guest=false"}, func(s settings) bool { return s.listen == "[::1]:22" && !s.guest }},
		{"--limit wins", "sessions = 7\nidle = '1h'\n", []string{"--limit", "sessions=8", "--limit", "unread = none"}, func(s settings) bool {
			return s.limits.Sessions == 8 && s.limits.Idle == time.Hour && s.limits.Unread == -1
		}},
		{"sizes", "memory = '2GiB'\nunread = '64KiB'\nwindow = '200x50'\n", nil, func(s settings) bool {
			return s.limits.Memory == 2<<30 && s.limits.Unread == 64<<10 && s.limits.Width == 200 && s.limits.Height == 50
		}},
		{"files beside the configuration", "authorized-keys = 'keys'\nhost-key = '~/key'\n", nil, func(s settings) bool {
			return s.keys == filepath.FromSlash("/etc/dateline/keys") && s.hostKey == filepath.FromSlash("/home/ada/key")
		}},
		{"files of flags", "", []string{"--authorized-keys", "keys"}, func(s settings) bool { return s.keys == "keys" }},
		{"what editors add", "editor-sources = 3\neditor-articles = 'none'\nnew-readers = 5\nreaders = 6", nil, func(s settings) bool {
			return s.sources == 3 && s.articles == -1 && s.newReaders == 5 && s.readers == 6
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s, err := read(t, c.toml, c.args...); err != nil || !c.ok(s) {
				t.Errorf("got %+v, %v", s, err)
			}
		})
	}
}

func TestSettingsWrong(t *testing.T) {
	for _, c := range []struct {
		toml string
		args []string
		want string
	}{
		{"sesions = 7", nil, `no setting "sesions"; did you mean`},
		{"sessions = 0", nil, "[serve] sessions 0: want a number, 1 at least, or none"},
		{"sessions = [1]", nil, "want a text in quotes"},
		{"listen = 'here'", nil, "want an address and a port"},
		{"listen = '127.0.0.1:99999'", nil, "want an address and a port"},
		{"open = 'perhaps'", nil, "want true or false"},
		{"idle = '90'", nil, "want a time"},
		{"memory = '2GB'", nil, "want a size"},
		{"memory = '99999999999GiB'", nil, "want a size"},
		{"window = '40x10'", nil, "80x24 at least"},
		{"window = 'large'", nil, "want columns and rows"},
		{"log-level = 'loud'", nil, "want one of debug, info, warn, error"},
		{"", []string{"--log-format", "xml"}, "--log-format xml: want one of text, json"},
		{"", []string{"--limit", "sessions"}, "want NAME=VALUE"},
		{"", []string{"--limit", "listen=:1"}, `there is no limit "listen"`},
		{"", []string{"--limit", "sesions=1"}, "did you mean"},
		{"", []string{"--monitor", ":9090"}, "answers this machine alone"},
		{"", []string{"--monitor", "192.0.2.1:9090"}, "answers this machine alone"},
		{"", []string{"--debug"}, "--debug needs --monitor"},
	} {
		if _, err := read(t, c.toml, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: got %v, want %q", c.toml, c.args, err, c.want)
		}
	}
}

// TestHandbookLimits: the handbook has every limit with its default, and every setting.
func TestHandbookLimits(t *testing.T) {
	text, err := fs.ReadFile(handbook.Pages, "help/serving.md")
	if err != nil {
		t.Fatal(err)
	}
	var s settings
	for _, row := range table {
		cell := regexp.MustCompile("(?m)^\\| `" + row.name + "` \\| ([^ |]+) \\|").FindStringSubmatch(string(text))
		switch {
		case !row.limit && !strings.Contains(string(text), row.name):
			t.Errorf("the handbook does not have the setting %s", row.name)
		case row.limit && cell == nil:
			t.Errorf("the handbook does not have the limit %s", row.name)
		case row.limit:
			if err := row.set(&s, cell[1]); err != nil || row.fallback != "" && row.fallback != cell[1] {
				t.Errorf("%s: the handbook has %s: %v", row.name, cell[1], err)
			}
		}
	}
	if want := sshd.DefaultLimits(); s.limits != want {
		t.Errorf("the handbook has %+v,\nwant %+v", s.limits, want)
	}
	if s.newReaders != access.DefaultNewPerHour || s.readers != access.DefaultMaxReaders {
		t.Errorf("the handbook has %d new readers an hour, of %d", s.newReaders, s.readers)
	}
	example := regexp.MustCompile("(?s)```toml\n\\[serve\\]\n(.*?)```").FindStringSubmatch(string(text))
	if _, err := read(t, example[1]); err != nil {
		t.Error(err)
	}
}
