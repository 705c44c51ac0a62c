package main

import (
	"fmt"
	"slices"
	"strings"

	"dateline/model/query"
	"dateline/ui"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// setting is a row of the table of what can be set at the top of the file. One
// of text and truth says where it is kept.
type setting struct {
	name  string
	help  string
	text  func(*config) *string
	truth func(*config) *bool
	// words are the values it may have; nil: any.
	words func(*config) []string
	// check says what is wrong with a text; nil: nothing is.
	check func(*config, string) error
}

// settings are in the order in which they are shown.
func settings() []setting {
	return []setting{
		{
			name: "library", help: "the file of the library",
			text: func(c *config) *string { return &c.Library },
		},
		{
			name: "query", help: "the filter to begin with",
			text: func(c *config) *string { return &c.Query }, check: checkQuery,
		},
		{
			name: "headings", help: "what divides the list: " + strings.Join(ui.HeadingKinds[:], ", ") + "; auto is days, coarser with age",
			text:  func(c *config) *string { return &c.Headings },
			words: func(*config) []string { return ui.HeadingKinds[:] },
		},
		{
			name: "images", help: "whether the pictures of articles are fetched and shown: auto and off when asked for, on unasked, but not over SSH",
			text:  func(c *config) *string { return &c.Images },
			words: func(*config) []string { return ui.ImageKinds[:] },
		},
		{
			name: "week-start", help: "the first day of the week",
			text: func(c *config) *string { return &c.WeekStart }, check: checkWeek,
			words: func(*config) []string { return weekdays() },
		},
		{
			name: "theme", help: "the colours: " + strings.Join(theme.Names(), ", ") + ", or one of your own",
			text:  func(c *config) *string { return &c.Theme },
			words: func(c *config) []string { return c.themeNames() },
		},
		{
			name: "mouse", help: "clicks and the wheel come to the screen; select text with Shift held",
			truth: func(c *config) *bool { return &c.Mouse },
		},
		{
			name: "keys-preset", help: "the keys to begin with: " + strings.Join(keys.Presets(), ", "),
			text:  func(c *config) *string { return &c.KeysPreset },
			words: func(*config) []string { return keys.Presets() },
		},
		{
			name: "ascii", help: "draw without Unicode",
			truth: func(c *config) *bool { return &c.ascii },
		},
		{
			name: "plain", help: "lines and a prompt instead of a screen",
			truth: func(c *config) *bool { return &c.Plain },
		},
	}
}

// settingNames are what may stand at the top of the file.
func settingNames() []string {
	var names []string
	for _, s := range settings() {
		names = append(names, s.name)
	}
	return append(names, "keys", "macros", "themes")
}

// value returns what is in force.
func (s *setting) value(c *config) any {
	if s.truth != nil {
		return *s.truth(c)
	}
	return *s.text(c)
}

// set takes a value of the file.
func (s *setting) set(c *config, v any) error {
	if s.truth != nil {
		is, ok := v.(bool)
		if !ok {
			return fmt.Errorf("%s wants true or false, not %v", s.name, valueText(v))
		}
		*s.truth(c) = is
		return nil
	}
	text, ok := v.(string)
	switch {
	case !ok:
		return fmt.Errorf("%s wants a text in quotes, not %v", s.name, valueText(v))
	case s.check != nil:
		if err := s.check(c, text); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	case s.words != nil && !slices.Contains(s.words(c), text):
		words := s.words(c)
		return fmt.Errorf("%s: %q is not one of %s%s", s.name, text, strings.Join(words, ", "), didYouMean(text, words))
	}
	*s.text(c) = text
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

// checkQuery says what is wrong with a filter, as far as that can be told
// without the library.
func checkQuery(c *config, text string) error {
	_, err := query.Parse(text, query.Env{WeekStart: c.week, View: func(string) (string, bool) { return "", true }})
	return err
}

func checkWeek(c *config, text string) error {
	day, err := weekday(text)
	if err != nil {
		return fmt.Errorf("%q is not a day of the week%s", text, didYouMean(text, weekdays()))
	}
	c.week = day
	return nil
}

// themeNames are the names of the colours there are, the reader's own first.
func (c *config) themeNames() []string {
	var names []string
	for _, s := range c.schemes {
		names = append(names, s.Name())
	}
	for _, name := range theme.Names() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// schemeNamed returns the colours of a name, the reader's own before the
// program's.
func (c *config) schemeNamed(name string) *theme.Scheme {
	for _, s := range c.schemes {
		if s.Name() == name {
			return s
		}
	}
	return theme.Shipped(name)
}
