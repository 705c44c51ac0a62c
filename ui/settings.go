package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// awaitSettings waits for the reader's settings to change.
func (a *App) awaitSettings() tea.Cmd {
	ctx, gen := a.settling.next()
	changed := a.opts.Changed
	return func() tea.Msg {
		o, err := changed(ctx)
		return settingsMsg{gen, o, err}
	}
}

// settled takes settings that have changed, or says why they have not.
func (a *App) settled(m settingsMsg) tea.Cmd {
	if !a.settling.is(m.gen) {
		return nil
	}
	if m.err != nil {
		a.complain(m.err.Error() + " " + a.theme.Marks.Dot + " " + message.SettingsStay)
		return a.awaitSettings()
	}
	return tea.Batch(a.settle(m.o), a.awaitSettings())
}

// settle puts settings into force.
func (a *App) settle(o Options) tea.Cmd {
	a.opts.Mouse, a.opts.Schemes = o.Mouse, o.Schemes
	images := o.Images != a.opts.Images
	a.opts.Images = o.Images
	if a.keys.Map = o.Keys; o.Keys == nil {
		a.keys.Map = keys.Default()
	}
	a.keys.Reset()
	a.say(message.ConfigurationRead)
	cmds := []tea.Cmd{
		a.retheme(func(l *look) { l.ascii, l.scheme = o.ASCII, o.Scheme }),
		a.divide(o.Headings, o.WeekStart),
	}
	if images && a.pictures.on != (o.Images == imagesOn) {
		cmds = append(cmds, a.showPictures(o.Images == imagesOn))
	}
	return tea.Batch(cmds...)
}

// divide puts other headings into the list, and another first day of the week
// wherever that counts.
func (a *App) divide(headings string, week time.Weekday) tea.Cmd {
	if headings == a.opts.Headings && week == a.opts.WeekStart {
		return nil
	}
	a.opts.Headings, a.opts.WeekStart = headings, week
	a.times.SetWeek(week)
	a.days.SetWeek(week)
	a.list.Divide(a.opts.Division(a.query))
	return tea.Batch(a.refresh(), a.readTimes(false))
}

// schemes returns all the colours there are, the reader's own first: one of
// these may have the name of one of the program's.
func (a *App) schemes() []*theme.Scheme {
	all := slices.Clone(a.opts.Schemes)
	for _, name := range theme.Names() {
		if !slices.ContainsFunc(all, func(s *theme.Scheme) bool { return s.Name() == name }) {
			all = append(all, theme.Shipped(name))
		}
	}
	return all
}

func (a *App) schemeNames() []string {
	var names []string
	for _, s := range a.schemes() {
		names = append(names, s.Name())
	}
	return names
}

// useScheme changes the colours to those of a name.
func (a *App) useScheme(name string) (tea.Cmd, error) {
	for _, s := range a.schemes() {
		if s.Name() == name {
			return a.retheme(func(l *look) { l.scheme = s }), nil
		}
	}
	return nil, notOne("theme", name, a.schemeNames())
}

func (a *App) schemeChoices(typed string) []choice {
	var cs []choice
	for _, name := range a.schemeNames() {
		if holds(name, typed) {
			cs = append(cs, choice{text: name, label: name})
		}
	}
	return cs
}
