package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/session"
)

// copyAddress copies the address of the article that is meant, or those of the
// selection.
func (a *App) copyAddress() tea.Cmd {
	if a.onMany() {
		return a.copyMany(func(art *model.Article) string { return model.CleanLine(art.URL) })
	}
	return a.withArticle(a.copyURL)
}

// copyNames copies what names the article that is meant, or those of the
// selection.
func (a *App) copyNames() tea.Cmd {
	if a.onMany() {
		zone := a.opts.Now().Location()
		return a.copyMany(func(art *model.Article) string { return session.Citation(art, zone) })
	}
	return a.withArticle(a.copyCitation)
}

// copyURL copies the address of an article.
func (a *App) copyURL(art model.Article) tea.Cmd {
	address := model.CleanLine(art.URL)
	if address == "" {
		a.say(message.NoAddress)
		return nil
	}
	return a.copy(address)
}

// copyCitation copies what names an article.
func (a *App) copyCitation(art model.Article) tea.Cmd {
	return a.copy(session.Citation(&art, a.opts.Now().Location()))
}

// copy puts text on the clipboard of the reader's terminal, wherever that is
// (OSC 52).
func (a *App) copy(text string) tea.Cmd {
	a.say(fmt.Sprintf(message.Copied, text))
	set := tea.SetClipboard(text)
	if !a.opts.Tmux {
		return set
	}
	// tmux takes the sequence itself (set-clipboard on) or passes it on
	// (allow-passthrough on); which of them, if any, it does not tell.
	return tea.Batch(set, tea.Raw(ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))))
}
