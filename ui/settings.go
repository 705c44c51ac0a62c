package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model/suggest"
	"dateline/model/tokenize"
	"dateline/ui/action"
	"dateline/ui/config"
	"dateline/ui/list"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// awaitSettings waits for the reader's settings to change.
func (a *App) awaitSettings() tea.Cmd {
	return load.Do(a.ctx, a.opts.Changed, a.settled)
}

// settled takes settings that have changed, or says why they have not.
func (a *App) settled(c config.Config, err error) tea.Cmd {
	if err != nil {
		a.ReportError(err.Error() + " " + a.Theme.Marks.Dot + " " + message.SettingsStay)
		return a.awaitSettings()
	}
	return tea.Batch(a.settle(&c), a.awaitSettings())
}

// picturesUnasked reports whether pictures are shown before the reader asks for them.
func (o *Options) picturesUnasked() bool { return o.Images == config.ImagesOn && !o.Remote }

// settle puts settings into force that have been read again.
func (a *App) settle(c *config.Config) tea.Cmd {
	a.keys.Reset()
	a.Say(message.ConfigurationRead)
	return a.takeEffect(a.opts.Update(c))
}

// takeEffect does what follows from settings that have changed.
func (a *App) takeEffect(effects config.Effect) tea.Cmd {
	var cmds []tea.Cmd
	if effects&config.Rebind != 0 {
		a.keys.Map = cmp.Or(a.opts.Keys, action.Keys())
	}
	if effects&config.Restyle != 0 {
		cmds = append(cmds, a.retheme(func(l *theme.Options) {
			l.ASCII, l.Scheme, l.LinkNumbers = a.opts.ASCII, a.opts.Scheme, a.opts.LinkNumbers
		}))
	}
	if effects&config.Divide != 0 {
		a.timeline.SetWeek(a.opts.WeekStart)
		a.calendar.SetWeek(a.opts.WeekStart)
		a.browsing.Divide(list.DivisionOf(a.Filter.Query, &a.opts.Settings))
		cmds = append(cmds, a.refresh(), a.timeline.Count(false))
	}
	if effects&config.Pictures != 0 {
		cmds = append(cmds, a.reading.SetPictures(a.opts.picturesUnasked()))
	}
	return tea.Batch(cmds...)
}

// setTo carries out what was typed after :set: the name of a setting and what it
// becomes, or the name alone to be told what it is.
func (a *App) setTo(text string) (tea.Cmd, error) {
	name, value, _ := strings.Cut(strings.TrimSpace(text), " ")
	s, err := settingNamed(name)
	if err != nil {
		return nil, err
	}
	values := s.Words(&a.opts.Config)
	if value = strings.TrimSpace(value); value == "" {
		a.Say(fmt.Sprintf(message.SettingMayBe, name, s.Text(&a.opts.Config), either(values)))
		return nil, nil
	}
	if !slices.Contains(values, value) {
		return nil, notOne(fmt.Sprintf(message.ValueOf, name), value, values)
	}
	a.Say(fmt.Sprintf(message.SettingIs, name, value))
	return a.set(&s, value)
}

// set changes a setting until the program ends or the configuration is read again.
func (a *App) set(s *config.Setting, value string) (tea.Cmd, error) {
	effects, err := a.opts.Set(s, value)
	return a.takeEffect(effects), err
}

// setTheme changes the colours to those of a name.
func (a *App) setTheme(name string) (tea.Cmd, error) {
	names := a.opts.ThemeNames()
	if !slices.Contains(names, name) {
		return nil, notOne(themeSetting, name, names)
	}
	s, err := settingNamed(themeSetting)
	if err != nil {
		return nil, err
	}
	return a.set(&s, name)
}

// themeSetting is the setting that has a command of its own.
const themeSetting = "theme"

// settingNamed returns the setting of a name.
func settingNamed(name string) (config.Setting, error) {
	var names []string
	for _, s := range config.OnScreen() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return config.Setting{}, notOne(message.Setting, name, names)
}

// setChoices are the settings and then what one may become: first what it is
// not.
func (a *App) setChoices(typed string) []action.Choice {
	name, value, more := strings.Cut(typed, " ")
	var cs, now []action.Choice
	if !more {
		for _, s := range config.OnScreen() {
			if holds(s.Name, name) {
				cs = append(cs, action.Choice{Text: s.Name + " ", Label: fmt.Sprintf(message.SettingValue, s.Name), Help: s.SetHelp + ": " + s.Text(&a.opts.Config)})
			}
		}
		return cs
	}
	s, err := settingNamed(name)
	if err != nil {
		return nil
	}
	for _, v := range s.Words(&a.opts.Config) {
		switch c := (action.Choice{Text: name + " " + v, Label: v}); {
		case !holds(v, value):
		case v == s.Text(&a.opts.Config):
			c.Help = message.AsItIs
			now = append(now, c)
		default:
			cs = append(cs, c)
		}
	}
	return append(cs, now...)
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

// holds reports whether a name holds what is typed, whatever its case.
func holds(name, typed string) bool {
	return strings.Contains(tokenize.Key(name), tokenize.Key(strings.TrimSpace(typed)))
}
