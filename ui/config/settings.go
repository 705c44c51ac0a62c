package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/model/query"
	"dateline/model/suggest"
	"dateline/ui/action"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// Effect is what an open screen does when a setting changes. Effects can be combined.
type Effect uint8

// The effects. AtStart means that a setting counts only when the program starts.
const (
	AtStart   Effect = 0
	Redraw    Effect = 1 << iota // draw again and read the setting while drawing
	Restyle                      // replace colours and marks
	Divide                       // divide the list and the timeline again
	Pictures                     // show or hide pictures
	Rebind                       // replace the keys
	Pace                         // send more or less to the terminal
	Following                    // have the news fetched, or stop it
)

// Setting is a row of Table.
type Setting struct {
	Name string // in the file, after :set and as a flag
	Help string // in a new file and in Config.Write
	// Example is the line in the handbook.
	Example string

	Env    string // the variable that wins over the file; "" for none
	Flag   string // help of the flag, which wins over both; "" for none
	Alone  bool   // only the command that opens the screen has the flag
	locale string // the category of the locale that decides the default

	// SetHelp is the help in :set; "" if :set cannot change it. A setting with SetHelp
	// has Words. SetRank is its place among the offers.
	SetHelp string
	SetRank int

	Live Effect // of a change

	fallback any                                // the default; nil means the zero value
	byLocale func(locale string) any            // the default in a locale
	field    func(*Settings) any                // returns a *string, *bool, *int or *time.Weekday
	most     int                                // the highest value of a number; the lowest is 1
	words    func(*Config) []string             // the possible values of a text; nil allows any
	check    func(c *Config, text string) error // validates a text; nil allows any

	// Open says that Words are only examples.
	Open bool
}

// libraryName is the setting for the library. No library is opened while its value
// is unreadable.
const libraryName = "library"

// Table returns the settings at the top of the file, in the order shown. A new
// setting is a row here and a field of Settings. The file, the environment, flags,
// :set, live reload, `dateline config` and the handbook's example (`go generate`) all
// read the table.
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
			field: func(s *Settings) any { return &s.Headings }, fallback: HeadingsAuto, words: oneOf(headings[:]),
		},
		{
			Name: "images", Help: "whether the pictures of articles are fetched and shown: auto and off when asked for, on unasked, but not over SSH",
			Example: `"on"           # or "auto", "off": show pictures without being asked`,
			SetHelp: message.SetImages, SetRank: 7, Live: Pictures,
			field: func(s *Settings) any { return &s.Images }, fallback: ImagesAuto, words: oneOf([]string{ImagesAuto, ImagesOn, ImagesOff}),
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
			field: func(s *Settings) any { return &s.WeekStart }, locale: "LC_TIME", byLocale: func(l string) any { return weekdays[weekStart(l)] },
			words: oneOf(weekdays[:]), check: checkWeek,
		},
		{
			Name: "theme", Help: "the colours: " + strings.Join(theme.Names(), ", ") + ", or one of your own", Example: `"nord"          # the colours`,
			SetHelp: message.SetTheme, SetRank: 1, Live: Restyle,
			field: func(s *Settings) any { return &s.Theme }, fallback: theme.DefaultScheme, words: (*Config).ThemeNames,
		},
		{
			Name: "mouse", Help: "clicks and the wheel come to the screen; select text with Shift held", Example: `true            # clicks and the wheel work on the screen`,
			SetHelp: message.SetMouse, SetRank: 4, Live: Redraw,
			field: func(s *Settings) any { return &s.Mouse },
		},
		{
			Name: "keys-preset", Help: "the keys to begin with: " + strings.Join(action.Presets(), ", "), Example: `"newsboat"`,
			SetHelp: message.SetKeysPreset, SetRank: 8, Live: Rebind,
			field: func(s *Settings) any { return &s.KeysPreset }, fallback: action.Presets()[0], words: oneOf(action.Presets()),
		},
		{
			Name: "bandwidth", Help: "how much is sent to the terminal: low draws less often and no pictures, auto is low while the terminal is slow, full never",
			Example: `"auto"      # or "low", "full": draw less often for a slow line`,
			SetHelp: message.SetBandwidth, SetRank: 9, Live: Pace,
			field: func(s *Settings) any { return &s.Bandwidth }, fallback: BandwidthAuto, words: oneOf([]string{BandwidthAuto, BandwidthLow, BandwidthFull}),
		},
		{
			Name: "refresh", Help: "whether feeds are fetched by themselves while you read, when they are due: auto or off", Example: `"off"         # or "auto": feeds are fetched by themselves while you read`,
			SetHelp: message.SetRefresh, SetRank: 10, Live: Following,
			field: func(s *Settings) any { return &s.Refresh }, fallback: RefreshAuto, words: oneOf([]string{RefreshAuto, RefreshOff}),
		},
		{
			Name: "notify", Help: "views, with spaces between, of which the terminal tells you how many articles are new; off for none", Example: `"today"        # views whose news the terminal notifies you of, or "off"`,
			SetHelp: message.SetNotify, SetRank: 11, Live: Redraw,
			field: func(s *Settings) any { return &s.Notify }, fallback: NotifyOff, words: oneOf(append([]string{NotifyOff}, shippedViews()...)), Open: true,
		},
		{
			Name: "connections", Help: "how many connections to servers there may be at a time, 256 at most", Example: `64        # connections to servers at a time, in all`,
			field: func(s *Settings) any { return &s.Connections }, fallback: 64, most: 256,
		},
		{
			Name: "connections-per-host", Help: "and how many of them to one host, 32 at most", Example: `6 # and to one host`,
			field: func(s *Settings) any { return &s.ConnectionsPerHost }, fallback: 6, most: 32,
		},
		{
			Name: "user-agent", Help: "how dateline introduces itself to servers; empty for its name and version",
			Example: `"dateline (ada@example.org)" # what servers are told of who asks`,
			field:   func(s *Settings) any { return &s.UserAgent }, check: checkUserAgent,
		},
		{
			Name: "ascii", Help: "draw without Unicode", Example: `false           # draw with ASCII only`,
			SetHelp: message.SetASCII, SetRank: 5, Live: Restyle,
			field: func(s *Settings) any { return &s.ASCII }, locale: "LC_CTYPE", byLocale: func(l string) any { return !unicodeLocale(l) },
		},
		{
			Name: "plain", Help: "lines and a prompt instead of a screen", Example: `false           # lines and a prompt instead of a screen`,
			Flag: "lines and a prompt instead of a screen, for screen readers and scripts", Alone: true,
			field: func(s *Settings) any { return &s.Plain },
		},
	}
}

// headings lists the values of Settings.Headings.
var headings = [...]string{HeadingsAuto, HeadingsDays, HeadingsNone}

// shippedViews returns the names of the views that every library has.
func shippedViews() []string {
	var names []string
	for _, v := range session.Shipped {
		names = append(names, v.Name)
	}
	return names
}

// checkUserAgent allows what can stand in the header of a request.
func checkUserAgent(_ *Config, text string) error {
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return errors.New("servers are told nothing but ASCII, in one line")
	}
	return nil
}

func oneOf(words []string) func(*Config) []string {
	return func(*Config) []string { return words }
}

// OnScreen returns the settings of :set, in the order in which it offers them.
func OnScreen() []Setting {
	rows := slices.DeleteFunc(Table(), func(s Setting) bool { return s.SetHelp == "" })
	slices.SortFunc(rows, func(a, b Setting) int { return cmp.Compare(a.SetRank, b.SetRank) })
	return rows
}

// Example returns the handbook's example, which sets everything.
func Example() string {
	var b strings.Builder
	for _, s := range Table() {
		fmt.Fprintf(&b, "%s = %s\n", s.Name, s.Example)
	}
	return b.String()
}

// names returns the keys allowed at the top of the file.
func names() []string {
	var names []string
	for _, s := range Table() {
		names = append(names, s.Name)
	}
	return append(names, "keys", "macros", "themes", "serve")
}

// Truth reports whether the setting is a boolean.
func (s *Setting) Truth() bool {
	_, ok := s.field(&Settings{}).(*bool)
	return ok
}

// Value returns the value in force as TOML has it: a string, a bool or an int.
func (s *Setting) Value(c *Config) any {
	switch at := s.field(&c.Settings).(type) {
	case *bool:
		return *at
	case *int:
		return *at
	case *time.Weekday:
		return weekdays[*at]
	case *string:
		if *at == "" && s.fallback != nil {
			return s.fallback
		}
		return *at
	}
	return nil
}

// Text returns the value in force as :set has it.
func (s *Setting) Text(c *Config) string { return fmt.Sprint(s.Value(c)) }

// Words returns all possible values, or nil if any text is allowed.
func (s *Setting) Words(c *Config) []string {
	switch {
	case s.Truth():
		return []string{"true", "false"}
	case s.words == nil:
		return nil
	}
	return s.words(c)
}

// reset sets the default.
func (s *Setting) reset(c *Config, from *Sources) {
	value := s.fallback
	if s.byLocale != nil {
		locale := from.locale(s.locale)
		if value = s.byLocale(locale); locale != "" {
			c.from[s.Name] = "the locale"
		}
	}
	if value != nil {
		s.assign(c, value)
	}
}

// assign sets the field to a value as Value returns it.
func (s *Setting) assign(c *Config, value any) {
	switch at := s.field(&c.Settings).(type) {
	case *bool:
		*at = value.(bool)
	case *int:
		*at = value.(int)
	case *string:
		*at = value.(string)
	case *time.Weekday:
		*at, _ = weekday(value.(string))
	}
}

// parse sets a value from a flag, a variable or :set.
func (s *Setting) parse(c *Config, text string) error {
	if is, err := strconv.ParseBool(text); err == nil && s.Truth() {
		return s.set(c, is)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && s.most > 0 {
		return s.set(c, n)
	}
	return s.set(c, text)
}

// set sets a value from the file after checking it.
func (s *Setting) set(c *Config, v any) error {
	text, isText := v.(string)
	_, isTruth := v.(bool)
	number, isNumber := v.(int64)
	switch {
	case s.most > 0 && (!isNumber || number < 1 || number > int64(s.most)):
		return fmt.Errorf("%s wants a number from 1 to %d, not %v", s.Name, s.most, valueText(v))
	case s.most > 0:
		v = int(number)
	case s.Truth() && !isTruth:
		return fmt.Errorf("%s wants true or false, not %v", s.Name, valueText(v))
	case !s.Truth() && !isText:
		return fmt.Errorf("%s wants a text in quotes, not %v", s.Name, valueText(v))
	case s.check != nil:
		if err := s.check(c, text); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	case s.words != nil && !s.Open && !slices.Contains(s.words(c), text):
		words := s.words(c)
		return fmt.Errorf("%s: %q is not one of %s%s", s.Name, text, strings.Join(words, ", "), suggest.DidYouMean(text, words))
	}
	s.assign(c, v)
	return nil
}

// valueText writes a value of the file for an error.
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

// checkQuery checks a filter as far as possible without the library.
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

// ThemeNames returns the names of all themes, the reader's own first.
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

// schemeNamed returns the theme with a name; the reader's own win over the program's.
func (c *Config) schemeNamed(name string) *theme.Scheme {
	for _, s := range c.Schemes {
		if s.Name() == name {
			return s
		}
	}
	return theme.Shipped(name)
}
