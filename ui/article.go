package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// openAndRead opens the article's address in the browser and marks it read.
func (a *App) openAndRead() tea.Cmd {
	return a.withArticle(func(art model.Article) tea.Cmd {
		if art.URL == "" {
			a.Say(message.NoAddress)
			return nil
		}
		open := a.reading.Browse(art.URL)
		if art.State.Read || a.Library.ReadOnly() || a.reading.Away() {
			return open
		}
		if h, ok := a.browsing.Selected(); ok && h.ID == art.ID {
			a.browsing.Keep(h)
		}
		mark := a.mark([]model.ID{art.ID}, model.Mark{Do: model.MarkRead})
		a.browsing.Optimistically([]model.ID{art.ID}, func(s *model.State) { s.Read = true })
		return tea.Batch(open, mark)
	})
}

// onLink calls do with the address of the n-th link in the pane, or of the highlighted
// one.
func (a *App) onLink(n int, do func(url string) tea.Cmd) tea.Cmd {
	h, _ := a.browsing.Selected()
	address, err := a.reading.Link(h.ID, n)
	if err != nil {
		a.Say(err.Error())
		return nil
	}
	return do(address)
}

// goBack goes to the previous page, or to the headlines.
func (a *App) goBack() tea.Cmd {
	if cmd, ok := a.reading.Back(); ok {
		return cmd
	}
	return a.focusOn(keys.List)
}

// openHints labels the visible links with letters that choose one.
func (a *App) openHints() tea.Cmd {
	selected, _ := a.browsing.Selected()
	seen, err := a.reading.LinksSeen(selected.ID)
	if err != nil {
		a.Say(err.Error())
		return nil
	}
	h := dialog.NewHints(seen)
	label := func(labels map[int]string) tea.Cmd {
		a.reading.SetHints(labels)
		return nil
	}
	a.keys.Reset()
	a.asking.Open(h, dialog.Then{
		Changed: func() tea.Cmd { return label(h.Labels()) },
		GivenUp: func() tea.Cmd { return label(nil) },
		Decided: func() tea.Cmd {
			label(nil)
			switch {
			case h.Copy:
				return a.onLink(h.Link(), a.copy)
			case h.Here:
				return tea.Batch(a.focusOn(keys.Article), a.onLink(h.Link(), a.reading.OpenPage))
			}
			return a.onLink(h.Link(), a.reading.Browse)
		},
	})
	return label(h.Labels())
}

// openFind asks for a text to find in the article, and searches while it is typed.
func (a *App) openFind() tea.Cmd {
	if a.reading.Shown() == "" {
		return nil
	}
	e := &dialog.Entry{Label: message.FindLabel, History: "finds", Right: func() string {
		if s := a.reading.MatchWords(); s != "" {
			return " " + s + " "
		}
		return ""
	}}
	a.keys.Reset()
	a.asking.Enter(e, "", func(string) (tea.Cmd, error) { return nil, nil }, dialog.Then{
		Changed: func() tea.Cmd { return a.reading.Find(e.Typed()) },
		GivenUp: func() tea.Cmd {
			if !e.Erased {
				a.reading.LeaveFind()
			}
			return nil
		},
	})
	return nil
}
