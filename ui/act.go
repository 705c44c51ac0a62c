package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/load"
)

// open shows an article, gives it the keys where focus is set or there is no
// room for both, and marks it read.
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

// readOn pages the article and at its end opens the next unread one.
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

// focusOn gives the keys to a pane.
func (a *App) focusOn(pane keys.Scope) tea.Cmd {
	if a.focus == pane {
		return nil
	}
	a.focus = pane
	a.keys.Reset()
	return a.rearranged()
}

// rearranged follows a change of the frame.
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

// awaitMove waits for the library to move, after a pause.
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
