package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/browsing"
	"dateline/ui/keys"
	"dateline/ui/load"
)

// followBrowsing does what follows in the other rooms from what has happened among the
// headlines.
func (a *App) followBrowsing() tea.Cmd {
	var cmds []tea.Cmd
	add := func(cmd tea.Cmd) { cmds = append(cmds, cmd) }
	for h := a.browsing.Happened(); h != (browsing.Happened{}); h = a.browsing.Happened() {
		if h.Filtered {
			a.reading.Highlight(query.Words(a.Filter.Query))
			a.sources.MarkActive()
			add(a.arrange())
		}
		if h.Jumped {
			a.typeahead.take(keys.List)
		}
		if h.Counting {
			add(a.timeline.Count(true))
		}
		if h.Counted {
			if a.tasks.Waiting = 0; a.Filter.Counts.All == 0 {
				add(a.tasks.CountWaiting())
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
		if h.Follow {
			add(a.showSelected())
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

// showSelected has the selected article read, where there is a pane for it.
func (a *App) showSelected() tea.Cmd {
	if h, ok := a.browsing.Selected(); ok && !a.reading.Hidden() && h.ID != a.reading.Of() {
		return a.reading.Show(h.ID)
	}
	return nil
}

// readingID returns the article that is read, and whether its pane is on the screen.
func (a *App) readingID() (id model.ID, shown bool) {
	if a.reading.Hidden() {
		return "", false
	}
	return a.reading.Of(), true
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
	_, opening := a.tasks.Opening()
	return a.refreshWhile(opening)
}

// refreshWhile is refresh while documents are being opened, or not.
func (a *App) refreshWhile(opening bool) tea.Cmd {
	return tea.Batch(a.browsing.Refresh(a.touched, opening), a.calendar.Count(true))
}

// movePause keeps a busy library from taking the screen over.
const movePause = 150 * time.Millisecond

// awaitMove waits for the library to move, after a pause that keeps a busy
// library from taking the screen over.
func (a *App) awaitMove(moved <-chan struct{}, after time.Duration) tea.Cmd {
	return load.Do(a.Ctx, func(ctx context.Context) (bool, error) {
		if err := load.Pause(ctx, after); err != nil {
			return false, err
		}
		_, open := <-moved
		return open, nil
	}, func(open bool, _ error) tea.Cmd {
		if !open {
			return nil
		}
		return tea.Batch(a.refresh(), a.sources.ReadViews(), a.sources.CountLater(), a.awaitMove(moved, movePause))
	})
}
