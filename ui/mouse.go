package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/shared"
)

// wheelLines is how far one notch of the wheel scrolls.
const wheelLines = 3

// contains reports whether a cell of the screen lies in r.
func (r Rect) contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// clicked handles a mouse button: it focuses the pane under the pointer and selects what
// is there. A click on the selected headline opens it, so that a double click opens. A
// click never closes a dialog or an input line.
func (a *App) clicked(m tea.MouseClickMsg) tea.Cmd {
	if f := a.frame.Calendar; m.Button == tea.MouseLeft && a.asking.Dialog() == nil && a.Line.Editing() && f.contains(m.X, m.Y) {
		return a.clickedCalendar(m.X-f.X, m.Y-f.Y)
	}
	if m.Button != tea.MouseLeft || a.asking.Dialog() != nil || a.Line.Editing() || a.details.Open() {
		return nil
	}
	a.touched, a.Notice = true, shared.Notice{}
	a.keys.Reset()
	f := a.frame
	switch {
	case f.Divider.contains(m.X, m.Y):
		a.dragging = true
	case f.List.contains(m.X, m.Y):
		return a.clickedList(m.Y - f.List.Y)
	case f.Article.contains(m.X, m.Y):
		return a.focusOn(keys.Article)
	case f.Side.contains(m.X, m.Y):
		return a.clickedSources(m.Y - f.Side.Y)
	case f.Timeline.contains(m.X, m.Y):
		return a.clickedTimeline(m.X - f.Timeline.X)
	}
	return nil
}

// clickedList handles a click on a line of the list.
func (a *App) clickedList(y int) tea.Cmd {
	cmd, opens := a.browsing.Click(y)
	if opens {
		return cmd
	}
	return tea.Batch(cmd, a.focusOn(keys.List))
}

// dragged handles a movement with the button held, which can move the divider.
func (a *App) dragged(m tea.MouseMotionMsg) tea.Cmd {
	if !a.dragging {
		return nil
	}
	f := a.frame
	switch {
	case f.Divider.Empty():
		return nil
	case f.Shape == Wide:
		return a.setSplit(float64(m.X-f.List.X) / float64(a.width-f.List.X))
	}
	return a.setSplit(float64(m.Y-f.List.Y) / float64(max(1, f.List.H+f.Divider.H+f.Article.H)))
}

// setSplit sets the list's share of the room for this session.
func (a *App) setSplit(part float64) tea.Cmd {
	a.split = max(0.01, min(part, 0.99))
	return a.rearranged()
}

// widen gives the list n more columns or rows.
func (a *App) widen(n int) tea.Cmd {
	f := a.frame
	switch {
	case f.Divider.Empty():
		a.Say(message.OnePaneOnly)
		return nil
	case f.Shape == Wide:
		return a.setSplit((float64(f.List.W+2*n) + 0.5) / float64(a.width-f.List.X))
	}
	return a.setSplit((float64(f.List.H+n) + 0.5) / float64(max(1, f.List.H+f.Divider.H+f.Article.H)))
}

// wheeled scrolls the pane under the pointer.
func (a *App) wheeled(m tea.MouseWheelMsg) tea.Cmd {
	n := wheelLines
	switch m.Button {
	case tea.MouseWheelUp:
		n = -n
	case tea.MouseWheelDown:
	default:
		return nil
	}
	a.touched = true
	f := a.frame
	switch {
	case a.asking.Dialog() != nil:
		return nil
	case a.details.Open():
		act := keys.Down
		if n < 0 {
			act = keys.Up
		}
		a.details.Scroll(act, wheelLines)
	case f.Article.contains(m.X, m.Y):
		return a.reading.Move(keys.Down, n)
	case f.List.contains(m.X, m.Y):
		return tea.Batch(a.browsing.GoBy(n))
	case f.Side.contains(m.X, m.Y):
		a.sources.Move(n)
	case f.Timeline.contains(m.X, m.Y):
		return a.moveTimeline(keys.NextBucket, n/wheelLines)
	}
	return nil
}
