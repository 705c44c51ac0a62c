// Package config holds a reader's settings. Read makes a Config from the text of a
// file, the environment and flags; the later wins. Table has one row for each
// setting. The package opens no file and reads no environment itself: its caller
// passes both, so that a process can serve readers with different settings.
package config

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Settings are the values of the rows of Table.
type Settings struct {
	LibraryFile        string // the file of the library; "" if there is no place for one
	Query              string // the filter at the start
	Headings           string // HeadingsAuto, HeadingsDays or HeadingsNone; "" means the first
	LinkNumbers        bool   // show the number of each link in the running text
	Images             string // ImagesAuto, ImagesOn or ImagesOff; "" means the first
	WeekStart          time.Weekday
	Theme              string // the name of Config.Scheme; "" means theme.DefaultScheme
	Mouse              bool   // the screen takes clicks and the wheel
	Bandwidth          string // BandwidthAuto, BandwidthLow or BandwidthFull; "" means the first
	Refresh            string // RefreshAuto or RefreshOff; "" means the first
	Notify             string // names of views with spaces between, or NotifyOff, which "" means, too
	KeysPreset         string // the basis of Config.Keys; "" means the first of action.Presets
	Connections        int    // to servers at a time, in all
	ConnectionsPerHost int    // and to one host
	UserAgent          string // how the program introduces itself to servers; "": by its name and version
	ASCII              bool   // draw marks and borders without Unicode
	Plain              bool   // line mode instead of the screen
}

// The values of Settings.Headings: days that become coarser with age, days, or no
// headings.
const (
	HeadingsAuto = "auto"
	HeadingsDays = "days"
	HeadingsNone = "none"
)

// The values of Settings.Images. Only ImagesOn shows pictures unasked.
const (
	ImagesAuto = "auto"
	ImagesOn   = "on"
	ImagesOff  = "off"
)

// The values of Settings.Bandwidth: low while the terminal is slow, always, or never.
const (
	BandwidthAuto = "auto"
	BandwidthLow  = "low"
	BandwidthFull = "full"
)

// The values of Settings.Refresh, and that of Settings.Notify for no view.
const (
	RefreshAuto = "auto"
	RefreshOff  = "off"
	NotifyOff   = "off"
)

// Config is everything a reader has set. The zero value has only defaults, except
// that its week begins on Sunday.
type Config struct {
	Settings

	Keys    *keys.Map       // nil: action.Keys
	Scheme  *theme.Scheme   // the colours in force; nil: those of theme.DefaultScheme
	Schemes []*theme.Scheme // the reader's own, which win over the program's

	// Serve is the table [serve] as written, which `dateline serve` reads.
	Serve map[string]any

	// LibraryNamed says that LibraryFile is not the default.
	LibraryNamed bool
	// LibraryUnreadable says that the file may name a library but is wrong there.
	LibraryUnreadable bool

	file   string            // its name
	lines  keyLines          // the lines of its keys
	from   map[string]string // the origin of each setting or key that is not the default
	macros []keys.Macro      // as written
	keys   map[string]any    // as written
	themes map[string]any    // as written
}

// Sources are the origins of settings. The zero value is an empty file and an empty
// environment.
type Sources struct {
	// File is the name of the file, for problems and origins; Text is its contents.
	File, Text string
	// Getenv returns a variable of the reader's environment; nil if there is none.
	Getenv func(name string) string
	// Flag returns the value of a setting's flag, or ""; nil if there are no flags.
	Flag func(name string) string
	// Remembered are settings that the reader has changed with :set in earlier sessions,
	// as Change has them. They win over the file. What is wrong in them is ignored: it was
	// right for the program that kept it.
	Remembered map[string]string
	// Library is the default file of the library.
	Library string
}

func (s *Sources) getenv(name string) string {
	if s.Getenv == nil || name == "" {
		return ""
	}
	return s.Getenv(name)
}

// locale returns the locale of a category by the rules of POSIX.
func (s *Sources) locale(category string) string {
	return cmp.Or(s.getenv("LC_ALL"), s.getenv(category), s.getenv("LANG"))
}

// Read makes the configuration. It ignores whatever is wrong and returns an *Error
// that lists it.
func Read(s Sources) (Config, error) {
	r := reader{c: &Config{file: s.File, from: make(map[string]string)}}
	c, table := r.c, Table()
	for i := range table {
		table[i].reset(c, &s)
	}
	r.readFile(s.Text, table)
	for i := range table {
		row := &table[i]
		if text, ok := s.Remembered[row.Name]; ok && row.SetHelp != "" && row.parse(r.c, text) == nil {
			r.c.from[row.Name] = "set earlier"
		}
		r.override(row, row.Env, s.getenv(row.Env))
		if s.Flag != nil && row.Flag != "" {
			r.override(row, "--"+row.Name, s.Flag(row.Name))
		}
	}
	r.readKeys()
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

// override sets a setting from a variable or a flag.
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

// Set changes a setting to a value of Setting.Words and returns the effects.
func (c *Config) Set(row *Setting, text string) (Effect, error) {
	next := *c
	if err := row.parse(&next, text); err != nil {
		return 0, err
	}
	if next.Theme != c.Theme {
		next.Scheme = next.schemeNamed(next.Theme)
	}
	if next.KeysPreset != c.KeysPreset {
		next.from = maps.Clone(c.from) // sessions may share it
		(&reader{c: &next}).readKeys() // what is wrong in them has been said
	}
	return c.Update(&next), nil
}

// Update replaces c with next, except settings that count only at the start, and
// returns the effects.
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
