package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"dateline/ui"
)

// config is what a reader may set: the file in TOML, then the environment, then
// flags, the later winning.
type config struct {
	// Library is the file of the library.
	Library string `toml:"library"`
	// WeekStart is the first day of the week: "monday" to "sunday". By default
	// that of the locale.
	WeekStart string `toml:"week-start"`
	// ASCII asks for marks and borders without Unicode. By default as the
	// locale's encoding says.
	ASCII *bool `toml:"ascii"`
	// Query is the filter to begin with.
	Query string `toml:"query"`
	// Headings divide the list: "auto" (days, coarser with age), "days" or
	// "none".
	Headings string `toml:"headings"`
	// Plain asks for lines instead of a screen.
	Plain bool `toml:"plain"`

	week  time.Weekday
	ascii bool
	// libraryNamed: somebody named the library; it is not the default one.
	libraryNamed bool
}

// configure reads the configuration into p.config.
func (p *program) configure() error {
	path, named := p.flags.config, p.flags.config != ""
	if !named {
		path = p.place("XDG_CONFIG_HOME", ".config", "config.toml")
	}
	c, err := readConfig(path, named)
	if err != nil {
		return &usageError{err}
	}
	c.Library = cmp.Or(p.flags.library, p.getenv("DATELINE_LIBRARY"), c.Library)
	if c.libraryNamed = c.Library != ""; !c.libraryNamed {
		c.Library = p.place("XDG_DATA_HOME", ".local/share", "library.db")
	}
	c.week = weekStart(p.locale("LC_TIME"))
	if c.WeekStart != "" {
		if c.week, err = weekday(c.WeekStart); err != nil {
			return &usageError{fmt.Errorf("read %s: week-start: %w", path, err)}
		}
	}
	if kinds := ui.HeadingKinds[:]; c.Headings != "" && !slices.Contains(kinds, c.Headings) {
		return &usageError{fmt.Errorf("read %s: headings: %q is none of %s", path, c.Headings, strings.Join(kinds, ", "))}
	}
	if c.ascii = !unicodeLocale(p.locale("LC_CTYPE")); c.ASCII != nil {
		c.ascii = *c.ASCII
	}
	p.config = c
	return nil
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

// readConfig reads the file at path. A missing file is an error only when it
// was named. Keys that mean nothing are errors, with their line and the key
// that was probably meant.
func readConfig(path string, named bool) (config, error) {
	var c config
	if path == "" {
		return c, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read the configuration: %w", err)
	}
	meta, err := toml.Decode(string(text), &c)
	if err != nil {
		return c, fmt.Errorf("read %s: %s", path, strings.TrimPrefix(err.Error(), "toml: "))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0].String()
		return c, fmt.Errorf("read %s: line %d: unknown key %q; did you mean %q?",
			path, keyLine(string(text), unknown[0]), key, nearest(key, configKeys))
	}
	return c, nil
}

// configKeys are the keys of config, for suggestions.
var configKeys = []string{"library", "week-start", "ascii", "query", "headings", "plain"}

// keyLine returns the line, from 1, on which key is set. The decoder does not
// tell; a key that is written in an unusual way gives the line of its table,
// or 1.
func keyLine(text string, key toml.Key) int {
	at, first := 1, key[0]
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimLeft(line, " \t[")
		word := strings.TrimRight(strings.TrimFunc(line[:wordEnd(line)], func(r rune) bool { return r == '"' || r == '\'' }), " \t")
		if word == key[len(key)-1] {
			return i + 1
		}
		if word == first && at == 1 {
			at = i + 1
		}
	}
	return at
}

func wordEnd(line string) int {
	if i := strings.IndexAny(line, " \t=].#"); i >= 0 {
		return i
	}
	return len(line)
}

// nearest returns the word that takes the fewest changes to be made from key.
func nearest(key string, words []string) string {
	return slices.MinFunc(words, func(a, b string) int { return cmp.Compare(distance(key, a), distance(key, b)) })
}

// distance is Levenshtein's: how many letters must be put in, taken out or
// changed to make b from a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
