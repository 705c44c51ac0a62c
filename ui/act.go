package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/load"
)

// open shows an article and marks it read. The article gets the focus if focus is set or
// there is no room for both panes.
func (a *App) open(h model.Headline, focus bool) tea.Cmd {
	var cmds []tea.Cmd
	if focus || a.frame.Article.Empty() {
		cmds = append(cmds, a.focusOn(keys.Article))
	}
	if !a.reading.Stands(h.ID) {
		cmds = append(cmds, a.reading.Show(h.ID))
	}
	if !h.State.Read && !a.Library.ReadOnly() {
		a.browsing.Keep(h)
		cmds = append(cmds, a.mark([]model.ID{h.ID}, model.Mark{Do: model.MarkRead, Opened: true}))
		a.browsing.Optimistically([]model.ID{h.ID}, func(s *model.State) { s.Read = true })
	}
	return tea.Batch(append(cmds, a.browsing.Fill())...)
}

// readOn pages through the article and then opens the next unread one.
func (a *App) readOn() tea.Cmd {
	h, ok := a.browsing.Selected()
	if !ok {
		if a.browsing.OnFold() {
			return a.browsing.Unfold()
		}
		return nil
	}
	switch {
	case !a.reading.Stands(h.ID) || a.frame.Article.Empty():
		return a.open(h, a.focus == keys.Article)
	case !a.reading.AtEnd():
		paged := a.reading.Move(keys.PageDown, 1)
		return tea.Batch(a.open(h, a.focus == keys.Article), paged)
	}
	// An article that fits the pane has been read by the time Space is pressed.
	return tea.Batch(a.open(h, a.focus == keys.Article), a.browsing.ToUnread(1))
}

// focusOn gives a pane the focus.
func (a *App) focusOn(pane keys.Scope) tea.Cmd {
	if a.focus == pane {
		return nil
	}
	a.focus = pane
	a.keys.Reset()
	return a.rearranged()
}

// rearranged follows up a change of the layout.
func (a *App) rearranged() tea.Cmd {
	return tea.Batch(a.arrange(), a.browsing.Fill(), a.showSelected())
}

// closePane goes back: from the article to the headlines, from them out.
func (a *App) closePane() tea.Cmd {
	switch {
	case a.scope() == keys.Sources:
		return a.focusOn(keys.List)
	case a.scope() == keys.Timeline:
		return a.closeTimeline()
	case a.focus == keys.Article:
		return a.goBack()
	case a.zoom:
		a.zoom = false
		return a.rearranged()
	}
	return a.quit()
}

// showSelected loads the selected article if there is a pane for it.
func (a *App) showSelected() tea.Cmd {
	if h, ok := a.browsing.Selected(); ok && !a.reading.Hidden() && h.ID != a.reading.Of() {
		return a.reading.Show(h.ID)
	}
	return nil
}

// readingID returns the open article, and whether its pane is on the screen.
func (a *App) readingID() (id model.ID, shown bool) {
	if a.reading.Hidden() {
		return "", false
	}
	return a.reading.Of(), true
}

// readAhead returns a function that loads an article before it is needed, and one that
// makes its pane expect it if that is on the screen.
func (a *App) readAhead() (read func(context.Context, model.ID), expect func()) {
	if a.reading.Hidden() {
		return nil, nil
	}
	ahead := a.reading.Ahead()
	return ahead.Read, func() { a.reading.Expect(ahead) }
}

// refresh reloads what is on the screen.
func (a *App) refresh() tea.Cmd {
	_, opening := a.tasks.Opening()
	return a.refreshWhile(opening)
}

// refreshWhile is refresh; opening tells whether documents are being opened.
func (a *App) refreshWhile(opening bool) tea.Cmd {
	return tea.Batch(a.browsing.Refresh(a.touched, opening), a.calendar.Count(true))
}

// movePause keeps a busy library from overloading the screen.
const movePause = 150 * time.Millisecond

// awaitMove pauses, then waits for the library to change.
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
		return tea.Batch(a.refresh(), a.sources.ReadViews(), a.sources.CountLater(), a.arrivals.Count(), a.awaitMove(moved, movePause))
	})
}
