package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// config is what a reader may set: the file in TOML, then the environment, then
// flags, the later winning. settings says what each means.
type config struct {
	Library    string
	Query      string
	Headings   string
	Images     string
	WeekStart  string
	Theme      string
	KeysPreset string
	Plain      bool
	Mouse      bool

	week    time.Weekday
	ascii   bool
	keys    *keys.Map
	schemes []*theme.Scheme // the reader's own
	scheme  *theme.Scheme   // the one in force
	remote  bool            // the terminal is elsewhere (SSH)
	// libraryNamed: somebody named the library; it is not the default one.
	libraryNamed bool
	// libraryWrong: the file names the library, but it cannot be told how.
	libraryWrong bool

	path   string            // of the file
	text   string            // what it held
	lines  keyLines          // where in it is what
	themes map[string]any    // the reader's own, as written
	macros []keys.Macro      // the same
	from   map[string]string // where a setting comes from, unless it is the default
}

// configure reads the configuration into p.config, also where something in it is
// wrong: the rest counts, and the error is a *configError.
func (p *program) configure() error {
	c, err := p.readConfig()
	p.config = c
	if err != nil {
		return &usageError{err}
	}
	return nil
}

// configureFor reads the configuration for a command. What is wrong in the file is
// said, and the rest counts; a command that needs nothing of it hears of nothing.
func (p *program) configureFor(cmd *cobra.Command) error {
	err := p.configure()
	if err == nil || p.needsNoConfig(cmd) {
		return nil
	}
	var wrong *configError
	if !errors.As(err, &wrong) {
		return err
	}
	p.complain(wrong)
	fmt.Fprintln(p.stderr, "The rest of the file is used; 'dateline config edit' opens it.")
	p.misread = wrong
	return nil
}

// needsNoConfig reports whether a command does what it does without a library and
// without a setting.
func (p *program) needsNoConfig(cmd *cobra.Command) bool {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	switch cmd.Name() {
	case "guide", "completion", "man", "help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd:
		return true
	}
	return false
}

// configPath returns the path of the configuration, "" where there is no place
// for one, and whether it was named.
func (p *program) configPath() (path string, named bool) {
	if p.flags.config != "" {
		return p.flags.config, true
	}
	return p.place("XDG_CONFIG_HOME", ".config", "config.toml"), false
}

// readConfig reads the file, the environment and the flags. A missing file is
// an error only when it was named. An error in the file is a *configError.
func (p *program) readConfig() (config, error) {
	path, named := p.configPath()
	var text []byte
	if path != "" {
		var err error
		text, err = os.ReadFile(path)
		if err != nil && (named || !errors.Is(err, fs.ErrNotExist)) {
			c, _ := p.parseConfig(path, "")
			return c, fmt.Errorf("read the configuration: %w", err)
		}
	}
	return p.parseConfig(path, string(text))
}

// parseConfig makes the configuration of the text of the file, of all that can be
// understood where something cannot.
func (p *program) parseConfig(path, text string) (config, error) {
	c := p.defaults()
	c.path, c.text = path, text
	problems := c.read(text)
	for _, over := range []struct{ name, value string }{
		{"DATELINE_LIBRARY", p.getenv("DATELINE_LIBRARY")}, {"--library", p.flags.library},
	} {
		if over.value != "" {
			c.Library, c.from["library"] = over.value, over.name
			c.libraryWrong = false
		}
	}
	if c.libraryNamed = c.Library != ""; !c.libraryNamed {
		c.Library = p.place("XDG_DATA_HOME", ".local/share", "library.db")
	} else if rest, ok := strings.CutPrefix(c.Library, "~/"); ok && p.getenv("HOME") != "" {
		c.Library = filepath.Join(p.getenv("HOME"), rest)
	}
	if len(problems) > 0 {
		return c, &configError{path, problems}
	}
	return c, nil
}

// defaults returns the configuration of an empty file, but for the library.
func (p *program) defaults() config {
	c := config{
		Headings: "auto", Images: "auto", Theme: theme.DefaultScheme, KeysPreset: keys.Presets()[0],
		lines: make(keyLines), from: make(map[string]string),
		week: weekStart(p.locale("LC_TIME")), ascii: !unicodeLocale(p.locale("LC_CTYPE")),
	}
	c.remote = p.getenv("SSH_CONNECTION") != "" || p.getenv("SSH_TTY") != ""
	c.WeekStart = strings.ToLower(c.week.String())
	if p.locale("LC_TIME") != "" {
		c.from["week-start"] = "the locale"
	}
	if p.locale("LC_CTYPE") != "" {
		c.from["ascii"] = "the locale"
	}
	return c
}

// place returns the path of a file of ours under an XDG base directory. A
// relative path in the variable is ignored, as the specification says (XDG
// Base Directory Specification 0.8). It is "" when there is no home either.
func (p *program) place(variable, fallback, name string) string {
	base := p.getenv(variable)
	if !filepath.IsAbs(base) {
		home := p.getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, fallback)
	}
	return filepath.Join(base, "dateline", name)
}

// locale returns the locale of a category, as POSIX says which variable wins.
func (p *program) locale(category string) string {
	return cmp.Or(p.getenv("LC_ALL"), p.getenv(category), p.getenv("LANG"))
}
