package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/message"
)

// copy puts text on the clipboard of the reader's terminal, wherever that is
// (OSC 52).
func (a *App) copy(text string) tea.Cmd {
	a.Say(fmt.Sprintf(message.Copied, text))
	set := tea.SetClipboard(text)
	if !a.opts.Tmux {
		return set
	}
	// tmux takes the sequence itself (set-clipboard on) or passes it on
	// (allow-passthrough on); which of them, if any, it does not tell.
	return tea.Batch(set, tea.Raw(ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))))
}
