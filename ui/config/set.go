package config

import (
	"fmt"
	"slices"
	"strings"

	"dateline/model/suggest"
	"dateline/ui/action"
	"dateline/ui/message"
)

// Change is what :set has done.
type Change struct {
	Said    string // for the reader
	Follows Effect
	// Name and Value are what has been set, to be kept; Name is "" if nothing has.
	Name, Value string
}

// SetTo does what was typed after :set: the name of a setting and its new value, or the
// name alone to show it. It lasts until the session ends or the configuration is read
// again.
func (c *Config) SetTo(text string) (Change, error) {
	name, value, _ := strings.Cut(strings.TrimSpace(text), " ")
	s, err := onScreen(name)
	if err != nil {
		return Change{}, err
	}
	values := s.Words(c)
	if value = strings.TrimSpace(value); value == "" {
		return Change{Said: fmt.Sprintf(message.SettingMayBe, name, s.Text(c), either(values))}, nil
	}
	if !s.Open && !slices.Contains(values, value) {
		return Change{}, notOne(fmt.Sprintf(message.ValueOf, name), value, values)
	}
	follows, err := c.Set(&s, value)
	return Change{fmt.Sprintf(message.SettingIs, name, value), follows, name, value}, err
}

// themeSetting is the setting that has a command of its own.
const themeSetting = "theme"

// SetTheme changes the colours to those of a name.
func (c *Config) SetTheme(name string) (Change, error) {
	if names := c.ThemeNames(); !slices.Contains(names, name) {
		return Change{}, notOne(themeSetting, name, names)
	}
	change, err := c.SetTo(themeSetting + " " + name)
	change.Said = "" // the screen shows it
	return change, err
}

// SetChoices are the settings and then what one may become: first what it is not.
func (c *Config) SetChoices(typed string) []action.Choice {
	name, value, more := strings.Cut(typed, " ")
	var cs, now []action.Choice
	if !more {
		for _, s := range OnScreen() {
			if action.Holds(s.Name, name) {
				cs = append(cs, action.Choice{Text: s.Name + " ", Label: fmt.Sprintf(message.SettingValue, s.Name), Help: s.SetHelp + ": " + s.Text(c)})
			}
		}
		return cs
	}
	s, err := onScreen(name)
	if err != nil {
		return nil
	}
	for _, v := range s.Words(c) {
		switch choice := (action.Choice{Text: name + " " + v, Label: v}); {
		case !action.Holds(v, value):
		case v == s.Text(c):
			choice.Help = message.AsItIs
			now = append(now, choice)
		default:
			cs = append(cs, choice)
		}
	}
	return append(cs, now...)
}

// onScreen returns the setting of a name that :set changes.
func onScreen(name string) (Setting, error) {
	var names []string
	for _, s := range OnScreen() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Setting{}, notOne(message.Setting, name, names)
}

// notOne says that there is nothing of a name, and what there is.
func notOne(what, name string, names []string) error {
	if meant := suggest.Word(name, names); meant != "" {
		return fmt.Errorf(message.NoneDidYouMean, what, name, meant)
	}
	return fmt.Errorf(message.NoneBut, what, name, either(names))
}

// either lists what there is to choose from: "a, b or c".
func either(words []string) string {
	n := len(words) - 1
	if n < 1 {
		return strings.Join(words, "")
	}
	return fmt.Sprintf(message.EitherOr, strings.Join(words[:n], ", "), words[n])
}
