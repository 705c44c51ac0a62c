package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

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
