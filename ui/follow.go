package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/browsing"
	"dateline/ui/keys"
)

// followRest is how long the selection must rest before the article follows it: a key
// that is held down moves it many times a second.
const followRest = 80 * time.Millisecond

// followBrowsing does what follows in the other rooms from what has happened among the
// headlines.
func (a *App) followBrowsing() tea.Cmd {
	var cmds []tea.Cmd
	add := func(cmd tea.Cmd) { cmds = append(cmds, cmd) }
	for h := a.browsing.Happened(); h != (browsing.Happened{}); h = a.browsing.Happened() {
		if h.Filtered {
			a.reading.Highlight(query.Words(a.Filter.Query))
			a.markActive()
			add(a.arrange())
		}
		if h.Jumped {
			a.typeahead.take(keys.List)
		}
		if h.Counting {
			add(a.readTimes(true))
		}
		if h.Counted {
			if a.followed = 0; a.Filter.Counts.All == 0 {
				add(a.readFollowed())
			}
		}
		if h.Came {
			add(a.catchUp(keys.List, a.moveList))
			add(a.browsing.Settle())
		}
		if h.Nothing {
			a.reading.Clear()
		}
		if now, ok := a.browsing.Selected(); ok && h.Open != browsing.NotOpened {
			add(a.open(now, h.Open == browsing.OpenedKeys || a.focus == keys.Article))
		}
		switch h.Follow {
		case browsing.AtOnce:
			add(a.follow(0))
		case browsing.WhenIdle:
			add(a.follow(followRest))
		}
	}
	a.reading.Expect(nil)
	return tea.Batch(append(cmds, a.browsing.Extend())...)
}

// moveList moves the selection. While a new list is on its way the old one stays in use,
// and what is done to it is done again when the new one is there: keys that are typed
// ahead mean the list that was asked for.
func (a *App) moveList(act keys.Action, n int) tea.Cmd {
	if a.browsing.Jumping() {
		a.typeahead.add(waiting{call: keys.Call{Action: act, Count: n}, pane: keys.List})
	}
	return a.browsing.Go(act, n)
}

// follow shows the selected article once the selection has rested.
func (a *App) follow(rest time.Duration) tea.Cmd {
	if a.frame.Article.Empty() {
		return nil
	}
	if rest == 0 {
		return a.followNow()
	}
	return a.followLater.Start(a.Ctx, rest, a.followNow)
}

func (a *App) followNow() tea.Cmd {
	if h, ok := a.browsing.Selected(); ok && h.ID != a.reading.Of() {
		return a.reading.Show(h.ID)
	}
	return nil
}

// readingID returns the article that is read, where its pane is on the screen.
func (a *App) readingID() model.ID {
	if a.frame.Article.Empty() {
		return ""
	}
	return a.reading.Of()
}

// readAhead returns what reads an article before it is known to be wanted, and has its
// pane, where that is on the screen, expect it.
func (a *App) readAhead() (read func(context.Context, model.ID), expect func()) {
	if a.reading.Hidden() {
		return nil, nil
	}
	ahead := a.reading.Ahead()
	return ahead.Read, func() { a.reading.Expect(ahead) }
}

// refresh asks again for what is on the screen.
func (a *App) refresh() tea.Cmd {
	return tea.Batch(a.browsing.Refresh(a.touched, a.loading), a.readDays(true))
}
