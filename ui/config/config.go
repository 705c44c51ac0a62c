// Package config is what a reader may set. Read makes a Config of the text of a
// file, of an environment and of flags, of which the later wins; Table says what can
// be set and everything that follows from it. The package opens no file and looks at
// no process: its caller passes text and environment, so that each reader of a process
// that serves many can have settings of their own.
package config

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Settings are the values that the rows of Table fill.
type Settings struct {
	LibraryFile string // the file of the library; "" where there is no place for one
	Query       string // the filter to begin with
	Headings    string // HeadingsAuto, HeadingsDays or HeadingsNone; "" is the first
	LinkNumbers bool   // links carry their number in the running text
	Images      string // ImagesAuto, ImagesOn or ImagesOff; "" is the first
	WeekStart   time.Weekday
	Theme       string // the name of Config.Scheme; "" is theme.DefaultScheme
	Mouse       bool   // clicks and the wheel come to the screen
	KeysPreset  string // the keys that Config.Keys began with; "" is the first of action.Presets
	ASCII       bool   // marks and borders are without Unicode
	Plain       bool   // lines and a prompt instead of a screen
}

// The values of Settings.Headings: days, coarser with age where that is calmer; days;
// or no headings.
const (
	HeadingsAuto = "auto"
	HeadingsDays = "days"
	HeadingsNone = "none"
)

// The values of Settings.Images: pictures are shown when the reader asks for them, but
// with ImagesOn unasked.
const (
	ImagesAuto = "auto"
	ImagesOn   = "on"
	ImagesOff  = "off"
)

// Config is everything that a reader has set. The zero value is that of somebody who
// has set nothing; the week begins on Sunday then.
type Config struct {
	Settings

	Keys    *keys.Map       // nil: action.Keys
	Scheme  *theme.Scheme   // the colours in force; nil: those of theme.DefaultScheme
	Schemes []*theme.Scheme // the reader's own, whose names come before the program's

	// LibraryNamed says that somebody named the library: it is not the default one.
	LibraryNamed bool
	// LibraryUnreadable says that the file names a library, but not which: it is wrong
	// there.
	LibraryUnreadable bool

	file   string            // its name
	lines  keyLines          // what stands where in it
	from   map[string]string // where a setting or key comes from, unless it is the default
	macros []keys.Macro      // as written
	themes map[string]any    // as written
}

// Sources are where settings come from. The zero value is an empty file and nobody's
// environment.
type Sources struct {
	// File is the name of the file, in problems and origins, and Text what it holds.
	File, Text string
	// Getenv returns a variable of the reader's environment. nil: there is none.
	Getenv func(name string) string
	// Flag returns what the flag of a setting says, "" where it was not given. nil:
	// there are no flags.
	Flag func(name string) string
	// Library is the file of the library where nobody names one.
	Library string
}

func (s *Sources) getenv(name string) string {
	if s.Getenv == nil || name == "" {
		return ""
	}
	return s.Getenv(name)
}

// locale returns the locale of a category, as POSIX says which variable wins.
func (s *Sources) locale(category string) string {
	return cmp.Or(s.getenv("LC_ALL"), s.getenv(category), s.getenv("LANG"))
}

// Read makes the configuration. Where something is wrong the rest counts, and the
// error is an *Error.
func Read(s Sources) (Config, error) {
	r := reader{c: &Config{file: s.File, from: make(map[string]string)}}
	c, table := r.c, Table()
	for i := range table {
		table[i].reset(c, &s)
	}
	r.file(s.Text, table)
	for i := range table {
		row := &table[i]
		r.override(row, row.Env, s.getenv(row.Env))
		if s.Flag != nil && row.Flag != "" {
			r.override(row, "--"+row.Name, s.Flag(row.Name))
		}
	}
	c.Scheme = c.schemeNamed(c.Theme)
	if c.LibraryNamed = c.LibraryFile != ""; !c.LibraryNamed {
		c.LibraryFile = s.Library
	} else if rest, ok := strings.CutPrefix(c.LibraryFile, "~/"); ok && s.getenv("HOME") != "" {
		c.LibraryFile = filepath.Join(s.getenv("HOME"), rest)
	}
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return *c, &Error{s.File, r.problems}
	}
	return *c, nil
}

// override takes what a variable or a flag says of a setting.
func (r *reader) override(row *Setting, origin, text string) {
	if text == "" {
		return
	}
	if err := row.parse(r.c, text); err != nil {
		r.problems = append(r.problems, Problem{Msg: origin + ": " + err.Error()})
		return
	}
	r.c.from[row.Name] = origin
	if row.Name == libraryName {
		r.c.LibraryUnreadable = false
	}
}

// Set changes a setting to what Setting.Words has for it and returns what follows from
// that.
func (c *Config) Set(row *Setting, text string) (Effect, error) {
	next := *c
	if err := row.parse(&next, text); err != nil {
		return 0, err
	}
	if next.Theme != c.Theme {
		next.Scheme = next.schemeNamed(next.Theme)
	}
	return c.Update(&next), nil
}

// Update takes over what next says, but for the settings that count only at the start,
// and returns what follows from that.
func (c *Config) Update(next *Config) Effect {
	was := *c
	*c = *next
	var effects Effect
	for _, row := range Table() {
		switch {
		case row.Live == AtStart:
			row.assign(c, row.Value(&was))
		case row.Value(&was) != row.Value(c):
			effects |= row.Live
		}
	}
	if was.Scheme != c.Scheme {
		effects |= Restyle
	}
	if was.Keys != c.Keys {
		effects |= Rebind
	}
	return effects
}
