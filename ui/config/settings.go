package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/model/query"
	"dateline/model/suggest"
	"dateline/ui/action"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// Effect is what an open screen does when a setting changes; several may be joined.
type Effect uint8

// AtStart is the effect of a setting that counts only when the program starts. The
// others say what the screen does.
const (
	AtStart  Effect = 0
	Redraw   Effect = 1 << iota // draws afresh, and reads the setting as it does
	Restyle                     // makes its colours and marks again
	Divide                      // divides the list and the timeline again
	Pictures                    // shows pictures, or hides them
	Rebind                      // takes other keys
)

// Setting is a row of Table: everything that is known of a setting.
type Setting struct {
	Name string // in the file, after :set and as a flag
	Help string // in a new file, and in what Config.Write shows
	// Example is the line that the handbook shows.
	Example string

	Env    string // the variable that wins over the file; "": none
	Flag   string // what the help says of the flag, which wins over both; "": there is none
	Alone  bool   // the flag is of the command that opens the screen, and of no other
	locale string // the category of the locale that says what it is unless it is set

	// SetHelp is what :set says of it; "": it cannot be changed there. One that can has
	// Words. SetRank is its place among those that are offered.
	SetHelp string
	SetRank int

	Live Effect // what the screen does when it changes

	standard any                                // what it is unless somebody sets it; nil: its zero value
	local    func(locale string) any            // the same, by the locale
	field    func(*Settings) any                // a *string, *bool or *time.Weekday: where it is kept
	words    func(*Config) []string             // the values that a text may have; nil: any
	check    func(c *Config, text string) error // what is wrong with a text; nil: nothing
}

// libraryName is the setting without which no library is opened.
const libraryName = "library"

// Table is everything that can be set at the top of the file, in the order in which it
// is shown. A new setting is a row here and the field of Settings that it fills: the
// file, the environment, flags, :set, live reload, `dateline config` and the
// handbook's example (`go generate`) read it from here.
func Table() []Setting {
	return []Setting{
		{
			Name: libraryName, Help: "the file of the library", Example: `"~/news.db"   # where the library is`,
			Env: "DATELINE_LIBRARY", Flag: "the `FILE` of the library (or DATELINE_LIBRARY)",
			field: func(s *Settings) any { return &s.LibraryFile },
		},
		{
			Name: "query", Help: "the filter to begin with", Example: `"is:unread"     # the filter to begin with`,
			field: func(s *Settings) any { return &s.Query }, check: checkQuery,
		},
		{
			Name: "headings", Help: "what divides the list: " + strings.Join(headings[:], ", ") + "; auto is days, coarser with age",
			Example: `"days"       # or "auto", "none": how the list is divided`,
			SetHelp: message.SetHeadings, SetRank: 2, Live: Divide,
			field: func(s *Settings) any { return &s.Headings }, standard: HeadingsAuto, words: oneOf(headings[:]),
		},
		{
			Name: "images", Help: "whether the pictures of articles are fetched and shown: auto and off when asked for, on unasked, but not over SSH",
			Example: `"on"           # or "auto", "off": show pictures without being asked`, Live: Pictures,
			field: func(s *Settings) any { return &s.Images }, standard: ImagesAuto, words: oneOf([]string{ImagesAuto, ImagesOn, ImagesOff}),
		},
		{
			Name: "link-numbers", Help: "links carry their number in the text of an article; a number opens its link in any case",
			Example: `false    # links carry their number in the text`,
			SetHelp: message.SetLinkNumbers, SetRank: 6, Live: Restyle,
			field: func(s *Settings) any { return &s.LinkNumbers },
		},
		{
			Name: "week-start", Help: "the first day of the week", Example: `"monday"   # the first day of the week`,
			SetHelp: message.SetWeekStart, SetRank: 3, Live: Divide,
			field: func(s *Settings) any { return &s.WeekStart }, locale: "LC_TIME", local: func(l string) any { return weekdays[weekStart(l)] },
			words: oneOf(weekdays[:]), check: checkWeek,
		},
		{
			Name: "theme", Help: "the colours: " + strings.Join(theme.Names(), ", ") + ", or one of your own", Example: `"nord"          # the colours`,
			SetHelp: message.SetTheme, SetRank: 1, Live: Restyle,
			field: func(s *Settings) any { return &s.Theme }, standard: theme.DefaultScheme, words: (*Config).ThemeNames,
		},
		{
			Name: "mouse", Help: "clicks and the wheel come to the screen; select text with Shift held", Example: `true            # clicks and the wheel work on the screen`,
			SetHelp: message.SetMouse, SetRank: 4, Live: Redraw,
			field: func(s *Settings) any { return &s.Mouse },
		},
		{
			Name: "keys-preset", Help: "the keys to begin with: " + strings.Join(action.Presets(), ", "), Example: `"newsboat"`, Live: Rebind,
			field: func(s *Settings) any { return &s.KeysPreset }, standard: action.Presets()[0], words: oneOf(action.Presets()),
		},
		{
			Name: "ascii", Help: "draw without Unicode", Example: `false           # draw with ASCII only`,
			SetHelp: message.SetASCII, SetRank: 5, Live: Restyle,
			field: func(s *Settings) any { return &s.ASCII }, locale: "LC_CTYPE", local: func(l string) any { return !unicodeLocale(l) },
		},
		{
			Name: "plain", Help: "lines and a prompt instead of a screen", Example: `false           # lines and a prompt instead of a screen`,
			Flag: "lines and a prompt instead of a screen, for screen readers and scripts", Alone: true,
			field: func(s *Settings) any { return &s.Plain },
		},
	}
}

// headings are in the order of finer to coarser.
var headings = [...]string{HeadingsAuto, HeadingsDays, HeadingsNone}

func oneOf(words []string) func(*Config) []string {
	return func(*Config) []string { return words }
}

// OnScreen returns the settings that :set changes, in the order in which it offers
// them.
func OnScreen() []Setting {
	rows := slices.DeleteFunc(Table(), func(s Setting) bool { return s.SetHelp == "" })
	slices.SortFunc(rows, func(a, b Setting) int { return cmp.Compare(a.SetRank, b.SetRank) })
	return rows
}

// Example is a configuration that sets everything, as the handbook shows it.
func Example() string {
	var b strings.Builder
	for _, s := range Table() {
		fmt.Fprintf(&b, "%s = %s\n", s.Name, s.Example)
	}
	return b.String()
}

// names are what may stand at the top of the file.
func names() []string {
	var names []string
	for _, s := range Table() {
		names = append(names, s.Name)
	}
	return append(names, "keys", "macros", "themes")
}

// Truth reports whether the setting is true or false and no text.
func (s *Setting) Truth() bool {
	_, ok := s.field(&Settings{}).(*bool)
	return ok
}

// Value returns what is in force, as it is written in TOML: a string or a bool.
func (s *Setting) Value(c *Config) any {
	switch at := s.field(&c.Settings).(type) {
	case *bool:
		return *at
	case *time.Weekday:
		return weekdays[*at]
	case *string:
		if *at == "" && s.standard != nil {
			return s.standard
		}
		return *at
	}
	return nil
}

// Text returns what is in force, as :set has it.
func (s *Setting) Text(c *Config) string { return fmt.Sprint(s.Value(c)) }

// Words returns all values that the setting can have, or nil where that is any text.
func (s *Setting) Words(c *Config) []string {
	switch {
	case s.Truth():
		return []string{"true", "false"}
	case s.words == nil:
		return nil
	}
	return s.words(c)
}

// reset gives the setting the value that it has unless somebody sets it.
func (s *Setting) reset(c *Config, from *Sources) {
	value := s.standard
	if s.local != nil {
		locale := from.locale(s.locale)
		if value = s.local(locale); locale != "" {
			c.from[s.Name] = "the locale"
		}
	}
	if value != nil {
		s.assign(c, value)
	}
}

// assign sets a field to what Value returns of it.
func (s *Setting) assign(c *Config, value any) {
	switch at := s.field(&c.Settings).(type) {
	case *bool:
		*at = value.(bool)
	case *string:
		*at = value.(string)
	case *time.Weekday:
		*at, _ = weekday(value.(string))
	}
}

// parse takes a value as flags and :set have it.
func (s *Setting) parse(c *Config, text string) error {
	if is, err := strconv.ParseBool(text); err == nil && s.Truth() {
		return s.take(c, is)
	}
	return s.take(c, text)
}

// take takes a value as the file has it, unless something is wrong with it.
func (s *Setting) take(c *Config, v any) error {
	text, isText := v.(string)
	_, isTruth := v.(bool)
	switch {
	case s.Truth() && !isTruth:
		return fmt.Errorf("%s wants true or false, not %v", s.Name, valueText(v))
	case !s.Truth() && !isText:
		return fmt.Errorf("%s wants a text in quotes, not %v", s.Name, valueText(v))
	case s.check != nil:
		if err := s.check(c, text); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	case s.words != nil && !slices.Contains(s.words(c), text):
		words := s.words(c)
		return fmt.Errorf("%s: %q is not one of %s%s", s.Name, text, strings.Join(words, ", "), suggest.DidYouMean(text, words))
	}
	s.assign(c, v)
	return nil
}

// valueText shows a value of the file in what is said of it.
func valueText(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case map[string]any, []map[string]any:
		return "a table"
	case []any:
		return "a list"
	}
	return fmt.Sprint(v)
}

// checkQuery says what is wrong with a filter, as far as that can be told without the
// library.
func checkQuery(c *Config, text string) error {
	_, err := query.Parse(text, query.Env{WeekStart: c.WeekStart, View: func(string) (string, bool) { return "", true }})
	return err
}

func checkWeek(_ *Config, text string) error {
	if _, ok := weekday(text); !ok {
		return fmt.Errorf("%q is not a day of the week%s", text, suggest.DidYouMean(text, append(weekdays[1:], weekdays[0])))
	}
	return nil
}

// ThemeNames are the names of all colours there are, the reader's own first.
func (c *Config) ThemeNames() []string {
	var names []string
	for _, s := range c.Schemes {
		names = append(names, s.Name())
	}
	for _, name := range theme.Names() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// schemeNamed returns the colours of a name, the reader's own before the program's.
func (c *Config) schemeNamed(name string) *theme.Scheme {
	for _, s := range c.Schemes {
		if s.Name() == name {
			return s
		}
	}
	return theme.Shipped(name)
}
