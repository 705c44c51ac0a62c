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

// The sizes at which the shape changes, and what the panes get.
const (
	wideFrom   = 100 // columns from which the panes stand side by side
	narrowTo   = 60  // columns under which there is one pane at a time
	shortTo    = 16  // rows likewise
	listLeast  = 40  // columns of the list beside an article
	listMost   = 72
	articleGap = 1   // columns of the divider
	splitCols  = 20  // columns that either pane keeps when the divider is moved
	splitRows  = 4   // rows likewise
	listRows   = 2   // rows that the timeline leaves to the list
	sideFrom   = 160 // columns from which the sources are shown unasked
	sideLeast  = 19  // columns of them
	sideMost   = 32

	calendarFrom   = 20 // columns from which there is a calendar
	calendarLeaves = 3  // rows that it leaves
	stackedFrom    = 8  // rows from which panes stand one above the other
)

// Frame is where everything on the screen is. It owns all geometry; a pane
// knows only its own rectangle.
type Frame struct {
	Shape       Shape
	Title       Rect // one row, or none
	Filter      Rect // the filter line and its explanation, or none
	Calendar    Rect // the days under the prompt for a date, or none
	Timeline    Rect // bars, dates and words, over the list; or none
	Side        Rect // the column of sources, or none
	SideDivider Rect
	List        Rect
	Divider     Rect // one column (Wide) or one row (Medium)
	Article     Rect
	Status      Rect // the last row
}

// layout is the size of the screen, where everything on it is, and what of that the
// reader has moved.
type layout struct {
	width, height int
	frame         Frame
	zoom          bool    // the pane that has the keys takes all the room
	split         float64 // part of the room that the list has; 0: what suits the size
	dragging      bool    // the line between the panes is being moved
}

// Want is what the layout must make room for.
type Want struct {
	Filter   int     // rows of the filter line with its explanation
	Calendar bool    // a date is asked for
	Timeline bool    // the timeline is shown where the list is
	Side     bool    // the column of sources is shown
	OnSide   bool    // it has the focus
	Article  bool    // the article has the focus
	Zoom     bool    // the focused pane takes all
	Split    float64 // part of the room that the list has beside or over the article; 0: what suits
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
		single = true // what the calendar leaves
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

// shapeOf returns how panes are arranged in w columns of a screen of h rows.
func shapeOf(w, h int) Shape {
	switch {
	case w < narrowTo || h < shortTo:
		return Narrow
	case w < wideFrom:
		return Medium
	}
	return Wide
}

// putSide gives the column of sources its place in body, all of it where there
// is room for one pane only, and returns what is left.
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

// timelineRows returns how many rows of a screen of h the timeline takes, of
// those that the panes have: one to three of bars, one of dates, one of words.
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
