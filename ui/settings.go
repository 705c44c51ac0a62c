package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
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
		a.complain(m.err.Error() + " " + a.theme.Marks.Dot + " The settings stay as they were.")
		return a.awaitSettings()
	}
	return tea.Batch(a.settle(m.o), a.awaitSettings())
}

// settle puts settings into force.
func (a *App) settle(o Options) tea.Cmd {
	weekOrHeadings := o.WeekStart != a.opts.WeekStart || o.Headings != a.opts.Headings
	a.opts.WeekStart, a.opts.Headings, a.opts.Mouse = o.WeekStart, o.Headings, o.Mouse
	a.opts.Schemes = o.Schemes
	images := o.Images != a.opts.Images
	a.opts.Images = o.Images
	if a.keys.Map = o.Keys; o.Keys == nil {
		a.keys.Map = keys.Default()
	}
	a.keys.Reset()
	a.say("The configuration has been read again.")
	cmds := []tea.Cmd{a.retheme(func(l *look) { l.ascii, l.scheme = o.ASCII, o.Scheme })}
	if images && a.pictures.on != (o.Images == imagesOn) {
		cmds = append(cmds, a.showPictures(o.Images == imagesOn))
	}
	if weekOrHeadings {
		a.times.SetWeek(o.WeekStart)
		a.days.SetWeek(o.WeekStart)
		a.list.Divide(a.opts.Division(a.query))
		cmds = append(cmds, a.refresh(), a.readTimes(false))
	}
	return tea.Batch(cmds...)
}

// SetScheme changes the colours; nil means those of theme.DefaultScheme.
func (a *App) SetScheme(s *theme.Scheme) tea.Cmd {
	return a.retheme(func(l *look) { l.scheme = s })
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

// useScheme changes the colours to those of a name.
func (a *App) useScheme(name string) (tea.Cmd, error) {
	var names []string
	for _, s := range a.schemes() {
		if s.Name() == name {
			return a.SetScheme(s), nil
		}
		names = append(names, s.Name())
	}
	return nil, fmt.Errorf("there is no theme %q, but %s", name, strings.Join(names, ", "))
}

func (a *App) schemeChoices(typed string) []choice {
	var cs []choice
	for _, s := range a.schemes() {
		if holds(s.Name(), typed) {
			cs = append(cs, choice{text: s.Name(), label: s.Name()})
		}
	}
	return cs
}
