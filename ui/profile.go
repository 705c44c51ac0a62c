package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/theme"
)

// look is what is known of the terminal.
type look struct {
	dark      bool
	profile   theme.Profile
	graphemes bool
	ascii     bool
	scheme    *theme.Scheme
}

// retheme makes the theme afresh from what is known of the terminal.
func (a *App) retheme(change func(*look)) tea.Cmd {
	before := a.look
	change(&a.look)
	if a.theme != nil && a.look == before {
		return nil
	}
	profile := a.look.profile
	if a.opts.Mono {
		profile = theme.Mono
	}
	a.theme = theme.New(theme.Options{
		Dark: a.look.dark, Profile: profile, ASCII: a.look.ascii, Graphemes: a.look.graphemes,
		Scheme: a.look.scheme,
	})
	a.Theme = a.theme
	a.sheet.SetTheme(a.theme)
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
	return a.retheme(func(l *look) { l.graphemes = true })
}
