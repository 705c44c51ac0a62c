package ui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/action"
	"dateline/ui/config"
	"dateline/ui/list"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// awaitSettings waits for the settings to change.
func (a *App) awaitSettings() tea.Cmd {
	return load.Do(a.ctx, a.opts.Changed, a.settled)
}

// settled applies changed settings, or reports why they are wrong.
func (a *App) settled(c config.Config, err error) tea.Cmd {
	if err != nil {
		a.ReportError(err.Error() + " " + a.Theme.Marks.Dot + " " + message.SettingsStay)
		return a.awaitSettings()
	}
	return tea.Batch(a.settle(&c), a.awaitSettings())
}

// settle applies settings that were read again.
func (a *App) settle(c *config.Config) tea.Cmd {
	a.keys.Reset()
	a.Say(message.ConfigurationRead)
	return a.takeEffect(a.opts.Update(c))
}

// changed follows up what :set has done, and keeps it.
func (a *App) changed(c config.Change, err error) (tea.Cmd, error) {
	if err != nil {
		return nil, err
	}
	if c.Said != "" {
		a.Say(c.Said)
	}
	effect := a.takeEffect(c.Follows)
	if c.Name == "" || a.opts.Remember == nil {
		return effect, nil
	}
	keep := load.Do(a.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, a.opts.Remember(ctx, c.Name, c.Value)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return a.Failed(message.KeepSetting, err)
		}
		return nil
	})
	return tea.Batch(effect, a.InOrder(keep)), nil // quitting waits for it
}

// takeEffect follows up a change of settings.
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
		cmds = append(cmds, a.reading.SetPictures(a.picturesUnasked()))
	}
	if effects&config.Pace != 0 {
		cmds = append(cmds, a.setPace())
	}
	if effects&config.Following != 0 {
		cmds = append(cmds, a.arrivals.Settle())
	}
	return tea.Batch(cmds...)
}

// retheme rebuilds the theme from what is known of the terminal and from the settings.
func (a *App) retheme(change func(*theme.Options)) tea.Cmd {
	before := a.look
	change(&a.look)
	if a.Theme != nil && a.look == before {
		return nil
	}
	o := a.look
	if a.opts.Mono {
		o.Profile = theme.Mono
	}
	a.Theme = theme.New(o)
	a.details.SetTheme(a.Theme)
	return a.reading.Restyle()
}

// reported handles a mode report of the terminal. Once the terminal confirms that it
// measures graphemes (mode 2027), so does the screen.
func (a *App) reported(m tea.ModeReportMsg) tea.Cmd {
	if m.Mode != ansi.ModeUnicodeCore {
		return nil
	}
	switch m.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet: // the renderer's own condition
	default:
		return nil
	}
	return a.retheme(func(l *theme.Options) { l.Graphemes = true })
}
