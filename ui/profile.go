package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/theme"
)

// retheme makes the theme afresh from what is known of the terminal and what the
// reader has set.
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
	a.sheet.SetTheme(a.Theme)
	return a.reading.Restyle()
}

// reported follows what the terminal says of itself: once it has confirmed to
// measure by graphemes (mode 2027), so does the screen.
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
