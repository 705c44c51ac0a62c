package ui

import "dateline/ui/calendar"

// Rect is a rectangle of the screen in cells.
type Rect struct{ X, Y, W, H int }

// Empty reports whether nothing fits into r.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Shape is how the panes are arranged.
type Shape uint8

// The shapes: side by side, one above the other, or one at a time.
const (
	Wide Shape = iota
	Medium
	Narrow
)

// The sizes at which the shape changes, and the sizes of the panes.
const (
	wideFrom   = 100 // columns from which the panes are side by side
	narrowTo   = 60  // columns below which there is one pane at a time
	shortTo    = 16  // rows, likewise
	listLeast  = 40  // columns of the list beside an article
	listMost   = 72
	articleGap = 1   // columns of the divider
	splitCols  = 20  // columns that either pane keeps when the divider moves
	splitRows  = 4   // rows, likewise
	listRows   = 2   // rows that the timeline leaves to the list
	sideFrom   = 160 // columns from which the sidebar is shown by default
	sideLeast  = 19  // columns of the sidebar
	sideMost   = 32

	calendarFrom   = 20 // columns from which there is a calendar
	calendarLeaves = 3  // rows that it leaves to the panes
	stackedFrom    = 8  // rows from which panes are stacked
)

// Frame holds the place of everything on the screen. It owns all geometry; a pane knows
// only its own rectangle.
type Frame struct {
	Shape       Shape
	Title       Rect // one row, or none
	Filter      Rect // the filter line and its explanation, or none
	Calendar    Rect // below the prompt for a date, or none
	Timeline    Rect // bars, dates and words above the list, or none
	Side        Rect // the sidebar, or none
	SideDivider Rect
	List        Rect
	Divider     Rect // one column (Wide) or one row (Medium)
	Article     Rect
	Status      Rect // the last row
}

// layout is the size of the screen, its frame, and what the reader has changed of it.
type layout struct {
	width, height int
	frame         Frame
	zoom          bool    // the focused pane takes all the room
	split         float64 // the list's share of the room; 0: depends on the size
	dragging      bool    // the mouse is moving the divider
}

// Want describes what the layout must make room for.
type Want struct {
	Filter   int     // rows of the filter line with its explanation
	Calendar bool    // the prompt asks for a date
	Timeline bool    // the timeline is shown above the list
	Side     bool    // the sidebar is shown
	OnSide   bool    // the sidebar has the focus
	Article  bool    // the article has the focus
	Zoom     bool    // the focused pane takes all
	Split    float64 // the list's share of the room; 0: depends on the size
}

// Arrange computes the frame of a screen of w by h cells.
func Arrange(w, h int, want Want) Frame {
	f := Frame{Shape: shapeOf(w, h)}
	y := 0
	take := func(rows int) Rect {
		rows = max(0, min(rows, h-y))
		r := Rect{0, y, w, rows}
		y += rows
		return r
	}
	if h >= shortTo {
		f.Title = take(1)
	}
	f.Filter = take(min(want.Filter, max(0, h-3)))
	if want.Calendar && w >= calendarFrom && h-y-1-calendar.Rows >= calendarLeaves {
		f.Calendar = take(calendar.Rows)
	}
	single := f.Shape == Narrow || want.Zoom
	if want.Timeline && !(single && want.Article) {
		f.Timeline = take(timelineRows(h, h-y-1))
	}
	body := Rect{0, y, w, max(0, h-y-1)}
	f.Status = Rect{0, y + body.H, w, min(1, max(0, h-y))}
	if want.Side || want.OnSide {
		if body = f.putSide(body, want); body.Empty() {
			return f
		}
	}
	if f.Shape != Narrow && h >= shortTo {
		f.Shape = shapeOf(body.W, h)
	}
	single = single || f.Shape == Narrow
	if f.Shape == Medium && body.H < stackedFrom {
		single = true // the calendar takes the room of the second
	}
	switch {
	case single:
		if want.Article {
			f.Article = body
		} else {
			f.List = body
		}
	case f.Shape == Medium:
		n := max(5, body.H*2/5)
		if want.Split > 0 {
			n = max(splitRows, min(int(want.Split*float64(body.H)), body.H-splitRows-1))
		}
		f.List = Rect{body.X, body.Y, body.W, n}
		f.Divider = Rect{body.X, body.Y + n, body.W, 1}
		f.Article = Rect{body.X, body.Y + n + 1, body.W, body.H - n - 1}
	default:
		n := max(listLeast, min(body.W*2/5, listMost))
		if want.Split > 0 {
			n = max(splitCols, min(int(want.Split*float64(body.W)), body.W-splitCols-articleGap))
		}
		f.List = Rect{body.X, body.Y, n, body.H}
		f.Divider = Rect{body.X + n, body.Y, articleGap, body.H}
		f.Article = Rect{body.X + n + articleGap, body.Y, body.W - n - articleGap, body.H}
	}
	return f
}

// shapeOf returns how to arrange the panes in w columns of a screen of h rows.
func shapeOf(w, h int) Shape {
	switch {
	case w < narrowTo || h < shortTo:
		return Narrow
	case w < wideFrom:
		return Medium
	}
	return Wide
}

// putSide places the sidebar in body and returns the rest. If there is room for one pane
// only, it takes all of body.
func (f *Frame) putSide(body Rect, want Want) Rect {
	if f.Shape == Narrow || want.Zoom {
		if !want.OnSide {
			return body
		}
		f.Side = body
		return Rect{}
	}
	n := max(sideLeast, min(body.W/7, sideMost))
	f.Side = Rect{0, body.Y, n, body.H}
	f.SideDivider = Rect{n, body.Y, articleGap, body.H}
	body.X, body.W = n+articleGap, body.W-n-articleGap
	return body
}

// timelineRows returns the height of the timeline on a screen of h rows, within the room
// of the panes: one to three rows of bars, one of dates, one of words.
func timelineRows(h, room int) int {
	rows := 3
	switch {
	case h >= 45:
		rows = 5
	case h >= 30:
		rows = 4
	}
	return max(0, min(rows, room-listRows))
}
