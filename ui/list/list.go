// Package list is the headline pane: a window of headlines, cut out of a list
// of any length, under headings of their day. It keeps the selection by
// article, so that the cursor stays where it is when headlines arrive above
// it. It never asks for headlines: Need says what is missing, Take brings it.
package list

import (
	"time"

	"dateline/model"
	"dateline/ui/highlight"
)

// List is the pane. The zero List is empty; SetSize must be called before it
// is drawn.
type List struct {
	rows        []model.Headline
	first, last bool // rows begin, end the list
	timeCols    int  // columns of a row that say its time or date; 0: none does
	sourceCols  int  // likewise its source, and a blank
	several     bool // there is more than one source in the list
	beside      bool // it stands beside an article
	fold        int  // articles in the folded Ahead section; 0: no such row
	sel         int  // index in rows; foldRow; noRow when there is nothing
	lines       []line
	groups      []group
	top         int // index in lines of the one that is (under) the sticky heading
	width       int
	height      int
	now         time.Time
	division    Division
	counts      map[counted]Count // of the days [countsFrom, countsTo)
	countsFrom  model.Day
	countsTo    model.Day
	sparse      map[int]bool // years with too little for headings of months
	sections    [3]Count     // by model.Section
	version     int
	memo        memo
	picked      map[model.ID]int // headlines of a selection
	lit         []highlight.Term // words of the filter
	visit       time.Time        // when the last visit ended
}

// Count is what stands under a heading.
type Count struct{ Total, Unread int }

// The selections that are no headline.
const (
	noRow   = -2
	foldRow = -1
)

// line is a line of the pane: a headline (row >= 0), the fold (foldRow), the
// heading of a group (headingLine), or where the last visit ended (visitLine).
type line struct {
	row   int
	group int
}

const headingLine = -3

// SetSize gives the pane its size in cells.
func (l *List) SetSize(w, h int) {
	if w == l.width && h == l.height {
		return
	}
	l.width, l.height = w, h
	l.show()
}

// SetNow tells the pane the reader's clock, from which "today" is counted.
func (l *List) SetNow(now time.Time) {
	if model.DayOf(now) != model.DayOf(l.now) || now.Location() != l.now.Location() {
		l.now = now
		l.layout()
	}
	l.now = now
}

// Len returns the number of headlines in the window.
func (l *List) Len() int { return len(l.rows) }

// Selected returns the selected headline, if there is one.
func (l *List) Selected() (model.Headline, bool) {
	if l.sel < 0 || l.sel >= len(l.rows) {
		return model.Headline{}, false
	}
	return l.rows[l.sel], true
}

// OnFold reports whether the folded Ahead section is selected.
func (l *List) OnFold() bool { return l.sel == foldRow && l.hasFold() }

// SetFold says how many articles the folded Ahead section holds; 0 for none.
func (l *List) SetFold(n int) {
	if l.fold == n {
		return
	}
	l.fold = n
	l.layout()
}

// Take replaces the window. The selection stays on its article where that is
// still in the list; else, and where jump is set, it goes to the place that
// was asked for. The selected row keeps its line on the screen.
func (l *List) Take(p model.Page, jump bool) {
	var keep model.ID
	y := l.lineOf(l.sel) - l.top
	if h, ok := l.Selected(); ok && !jump {
		keep = h.ID
	}
	onFold := l.sel == foldRow && !jump
	l.several = l.several && !jump || severalSources(p.Headlines)
	l.rows, l.first, l.last = p.Headlines, p.First, p.Last
	l.sel = min(p.Here, len(l.rows)-1)
	if len(l.rows) == 0 {
		l.sel = noRow
	}
	if i := l.index(keep); keep != "" && i >= 0 {
		l.sel = i
	}
	if onFold && l.hasFold() {
		l.sel = foldRow
	}
	l.build()
	if jump || y < 0 {
		y = 1 + l.height/3
	}
	if s := l.lineOf(l.sel); s >= 0 {
		l.top = s - y
	}
	l.show()
}

// ShowTop scrolls to the top, as far as the selection stays on the screen.
func (l *List) ShowTop() { l.top = 0; l.show() }

// SelectTop and SelectBottom select the first and last of the window.
func (l *List) SelectTop() { l.sel = 0; l.clamp(); l.top = 0; l.show() }

// SelectBottom selects the last headline of the window.
func (l *List) SelectBottom() { l.sel = len(l.rows) - 1; l.clamp(); l.show() }

// Select puts the selection on an article of the window and reports whether it
// is there.
func (l *List) Select(id model.ID) bool {
	i := l.index(id)
	if i < 0 {
		return false
	}
	l.sel = i
	l.show()
	return true
}

func (l *List) index(id model.ID) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// Found returns the articles in it that the filter finds, and that do not only stay.
func (l *List) Found() []model.ID {
	var ids []model.ID
	for i := range l.rows {
		if !l.rows[i].Kept {
			ids = append(ids, l.rows[i].ID)
		}
	}
	return ids
}

// Change alters the headlines of ids in place, for what has been asked of the
// library already, and what the headings count of them. It returns how many more
// are unread than before.
func (l *List) Change(ids []model.ID, f func(*model.State)) (unread int) {
	for _, id := range ids {
		i := l.index(id)
		if i < 0 {
			continue
		}
		h := &l.rows[i]
		was := h.State.Read
		if f(&h.State); h.State.Read == was || h.Kept {
			continue
		}
		more := 1
		if h.State.Read {
			more = -1
		}
		unread += more
		if d := l.countedWith(h); h.Section == model.ByDate {
			if c, ok := l.counts[d]; ok {
				c.Unread = max(0, min(c.Unread+more, c.Total))
				l.counts[d] = c
			}
		}
	}
	l.version++
	return unread
}

// Remove takes headlines out of the window, and the counts of their headings with
// them. In the place of the selected one the next is selected, or the last.
func (l *List) Remove(ids []model.ID) {
	gone := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	y := l.lineOf(l.sel) - l.top
	sel, kept := l.sel, make([]model.Headline, 0, len(l.rows))
	for i, h := range l.rows {
		if !gone[h.ID] {
			kept = append(kept, h)
			continue
		}
		if i < l.sel {
			sel--
		}
		if h.Kept {
			continue
		}
		if h.Section != model.ByDate {
			l.sections[h.Section] = l.sections[h.Section].less(&h)
		} else if c, ok := l.counts[l.countedWith(&h)]; ok {
			l.counts[l.countedWith(&h)] = c.less(&h)
		}
	}
	l.rows, l.sel = kept, sel
	l.build()
	l.clamp()
	if s := l.lineOf(l.sel); s >= 0 && y >= 0 {
		l.top = s - y
	}
	l.show()
}

// less returns a count without a headline.
func (c Count) less(h *model.Headline) Count {
	c.Total = max(0, c.Total-1)
	if !h.State.Read {
		c.Unread = max(0, c.Unread-1)
	}
	return c
}

// Move moves the selection by n headlines, down where n is positive. It
// returns what is left of n when the window, but not the list, ends before.
func (l *List) Move(n int) (left int) {
	if len(l.rows) == 0 {
		return 0
	}
	low := 0
	if l.hasFold() {
		low = foldRow
	}
	to := l.sel + n
	switch {
	case to < low:
		left, to = to-low, low
		if l.first {
			left = 0
		}
	case to >= len(l.rows):
		left, to = to-len(l.rows)+1, len(l.rows)-1
		if l.last {
			left = 0
		}
	}
	l.sel = to
	l.show()
	return left
}

// First and Last report whether the window begins and ends the list.
func (l *List) First() bool { return l.first }

// Last is described at First.
func (l *List) Last() bool { return l.last }

// Page returns how many headlines a page is.
func (l *List) Page() int { return max(1, l.height-2) }

// hasFold reports whether the fold stands at the top of the window.
func (l *List) hasFold() bool { return l.fold > 0 && (l.first || len(l.rows) == 0) }

func (l *List) clamp() {
	if len(l.rows) == 0 {
		l.sel = noRow
		if l.hasFold() {
			l.sel = foldRow
		}
		return
	}
	low := 0
	if l.hasFold() {
		low = foldRow
	}
	l.sel = max(low, min(l.sel, len(l.rows)-1))
}

// Need returns the part of the list that should be fetched because the view
// comes near an end of the window.
func (l *List) Need() (model.Window, bool) {
	if len(l.rows) == 0 || l.height == 0 {
		return model.Window{}, false
	}
	i := max(0, l.sel)
	if (i < l.height && !l.first) || (len(l.rows)-1-i < l.height && !l.last) {
		return l.Around(), true
	}
	return model.Window{}, false
}

// Around returns the window around the selection.
func (l *List) Around() model.Window {
	w := l.FromTop()
	if h, ok := l.Selected(); ok {
		w.At = model.At{Place: &h.Place}
		w.Before = w.After
	}
	return w
}

// FromTop returns the window at the beginning of a list: what is seen and as
// much again, which is what a key can ask for before more has come.
func (l *List) FromTop() model.Window {
	return model.Window{After: 2*max(l.height, 8) + 1}
}

// AtDate returns the window around a date.
func (l *List) AtDate(d model.Date) model.Window {
	w := l.FromTop()
	w.At, w.Before = model.At{Date: &d}, w.After
	return w
}

// FromBottom returns the window at the end of a list.
func (l *List) FromBottom() model.Window {
	w := l.FromTop()
	w.At, w.Before = model.At{Bottom: true}, w.After
	return w
}

// Beyond returns the window n headlines away from the selection.
func (l *List) Beyond(n int) model.Window {
	w := l.Around()
	if n > 0 {
		w.After += n
	} else {
		w.Before -= n
	}
	return w
}
