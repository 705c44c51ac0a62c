package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/model"
)

// copyURL copies the address of an article.
func (a *App) copyURL(art model.Article) tea.Cmd {
	address := model.CleanLine(art.URL)
	if address == "" {
		a.say("The document states no address for this article.")
		return nil
	}
	return a.copy(address)
}

// copyCitation copies what names an article.
func (a *App) copyCitation(art model.Article) tea.Cmd {
	return a.copy(citation(&art, a.opts.Now().Location()))
}

// citation names an article: "Title (source, date) URL".
func citation(art *model.Article, zone *time.Location) string {
	var about []string
	if s := model.CleanLine(art.Source); s != "" {
		about = append(about, s)
	}
	if art.Published.Dated() {
		about = append(about, art.Published.Day(zone).String())
	}
	parts := []string{model.CleanLine(art.Title)}
	if len(about) > 0 {
		parts = append(parts, "("+strings.Join(about, ", ")+")")
	}
	if u := model.CleanLine(art.URL); u != "" {
		parts = append(parts, u)
	}
	return strings.Join(parts, " ")
}

// copy puts text on the clipboard of the reader's terminal, wherever that is
// (OSC 52).
func (a *App) copy(text string) tea.Cmd {
	a.say(fmt.Sprintf("Copied %s", text))
	set := tea.SetClipboard(text)
	if !a.opts.Tmux {
		return set
	}
	// tmux takes the sequence itself (set-clipboard on) or passes it on
	// (allow-passthrough on); which of them, if any, it does not tell.
	return tea.Batch(set, tea.Raw(ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))))
}
