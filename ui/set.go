package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model/suggest"
	"dateline/ui/message"
)

// setting is something that can be changed with :set until the program ends or
// the configuration is read again. The names are those of the configuration.
type setting struct {
	name, help string
	value      func(a *App) string
	values     func(a *App) []string // all that it may be
	set        func(a *App, value string) tea.Cmd
}

// settings are in the order in which they are offered.
var settings = []setting{
	{
		"theme", message.SetTheme, func(a *App) string { return a.theme.SchemeName() }, (*App).schemeNames,
		func(a *App, v string) tea.Cmd {
			cmd, _ := a.useScheme(v)
			return cmd
		},
	},
	{
		"headings", message.SetHeadings,
		func(a *App) string {
			if a.opts.Headings == "" {
				return HeadingKinds[0]
			}
			return a.opts.Headings
		},
		func(*App) []string { return HeadingKinds[:] },
		func(a *App, v string) tea.Cmd { return a.divide(v, a.opts.WeekStart) },
	},
	{
		"week-start", message.SetWeekStart,
		func(a *App) string { return weekdays[a.opts.WeekStart] },
		func(*App) []string { return weekdays[:] },
		func(a *App, v string) tea.Cmd {
			for d, name := range weekdays {
				if name == v {
					return a.divide(a.opts.Headings, time.Weekday(d))
				}
			}
			return nil
		},
	},
	{
		"mouse", message.SetMouse,
		func(a *App) string { return fmt.Sprint(a.opts.Mouse) }, truths,
		func(a *App, v string) tea.Cmd {
			a.opts.Mouse = v == "true"
			return nil
		},
	},
	{
		"ascii", message.SetASCII,
		func(a *App) string { return fmt.Sprint(a.look.ascii) }, truths,
		func(a *App, v string) tea.Cmd { return a.retheme(func(l *look) { l.ascii = v == "true" }) },
	},
}

func truths(*App) []string { return []string{"true", "false"} }

// weekdays are the names of the days as the configuration has them.
var weekdays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// settingNamed returns the setting of a name.
func settingNamed(name string) (*setting, error) {
	var names []string
	for i := range settings {
		if settings[i].name == name {
			return &settings[i], nil
		}
		names = append(names, settings[i].name)
	}
	return nil, notOne(message.Setting, name, names)
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

// setTo carries out what was typed after :set: the name of a setting and what it
// becomes, or the name alone to be told what it is.
func (a *App) setTo(text string) (tea.Cmd, error) {
	name, value, _ := strings.Cut(strings.TrimSpace(text), " ")
	s, err := settingNamed(name)
	if err != nil {
		return nil, err
	}
	value = strings.TrimSpace(value)
	if value == "" {
		a.say(fmt.Sprintf(message.SettingMayBe, name, s.value(a), either(s.values(a))))
		return nil, nil
	}
	for _, v := range s.values(a) {
		if v == value {
			a.say(fmt.Sprintf(message.SettingIs, name, v))
			return s.set(a, v), nil
		}
	}
	return nil, notOne(fmt.Sprintf(message.ValueOf, name), value, s.values(a))
}

// setChoices are the settings and then what one may become: first what it is
// not.
func (a *App) setChoices(typed string) []choice {
	name, value, more := strings.Cut(typed, " ")
	var cs, now []choice
	if !more {
		for _, s := range settings {
			if holds(s.name, name) {
				cs = append(cs, choice{text: s.name + " ", label: fmt.Sprintf(message.SettingValue, s.name), help: s.help + ": " + s.value(a)})
			}
		}
		return cs
	}
	s, err := settingNamed(name)
	if err != nil {
		return nil
	}
	for _, v := range s.values(a) {
		switch c := (choice{text: name + " " + v, label: v}); {
		case !holds(v, value):
		case v == s.value(a):
			c.help = message.AsItIs
			now = append(now, c)
		default:
			cs = append(cs, c)
		}
	}
	return append(cs, now...)
}
