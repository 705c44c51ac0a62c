// Package list is the headline pane: a window of headlines from a list of any
// length, under headings by date. The selection follows its article, so that
// the cursor stays in place when headlines arrive above it. The pane never asks
// for headlines: Need says what is missing, Take brings it.
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
	timeCols    int  // width of the times; 0 shows none
	sourceCols  int  // width of the sources, including a blank; 0 shows none
	several     bool // the list has more than one source
	beside      bool // it stands beside an article
	ahead       int  // articles in the folded Ahead section; 0 shows no such row
	sel         int  // index in rows, foldRow or noRow
	lines       []line
	groups      []group
	top         int // index in lines of the top line, which the sticky heading covers
	width       int
	height      int
	now         time.Time
	division    Division
	counts      map[countKey]Count // of the days [countsFrom, countsTo)
	countsFrom  model.Day
	countsTo    model.Day
	sparse      map[int]bool // years with too few articles for headings of months
	sections    [3]Count     // by model.Section
	version     int
	memo        memo
	selection   map[model.ID]int // headlines in the selection
	highlights  []highlight.Term // words of the filter
	lastVisit   time.Time        // when the last visit ended
}

// Count is the number of articles under a heading.
type Count struct{ Total, Unread int }

// The values of List.sel other than rows.
const (
	noRow   = -2
	foldRow = -1
)

// line is a line of the pane: a headline (row >= 0), the folded section
// (foldRow), the heading of a group (headingLine), or the end of the last visit
// (visitLine).
type line struct {
	row   int
	group int
}

const headingLine = -3

// SetSize sets the pane's size in cells.
func (l *List) SetSize(w, h int) {
	if w == l.width && h == l.height {
		return
	}
	l.width, l.height = w, h
	l.show()
}

// SetNow sets the reader's clock, which decides what "today" is.
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

// SetFold sets how many articles the folded Ahead section holds; 0 for none.
func (l *List) SetFold(n int) {
	if l.ahead == n {
		return
	}
	l.ahead = n
	l.layout()
}

// Take replaces the window. The selection stays on its article if that is still
// in the list; otherwise, or if jump is set, it goes to the requested place. The
// selected row keeps its line on the screen.
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

// ShowTop scrolls up as far as the selection stays on the screen.
func (l *List) ShowTop() { l.top = 0; l.show() }

// SelectTop selects the first headline of the window.
func (l *List) SelectTop() { l.sel = 0; l.clamp(); l.top = 0; l.show() }

// SelectBottom selects the last headline of the window.
func (l *List) SelectBottom() { l.sel = len(l.rows) - 1; l.clamp(); l.show() }

// Select selects an article and reports whether the window holds it.
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

// Found returns the articles of the window that the filter finds, without those
// only kept.
func (l *List) Found() []model.ID {
	var ids []model.ID
	for i := range l.rows {
		if !l.rows[i].Kept {
			ids = append(ids, l.rows[i].ID)
		}
	}
	return ids
}

// Change updates headlines and the counts of their headings in place, before the
// library has confirmed it. It returns by how many the unread ones increase.
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
		if d := l.countKeyOf(h); h.Section == model.ByDate {
			if c, ok := l.counts[d]; ok {
				c.Unread = max(0, min(c.Unread+more, c.Total))
				l.counts[d] = c
			}
		}
	}
	l.version++
	return unread
}

// Remove removes headlines from the window and from the counts of their
// headings. The headline after the selected one, or the last, becomes selected.
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
		} else if c, ok := l.counts[l.countKeyOf(&h)]; ok {
			l.counts[l.countKeyOf(&h)] = c.less(&h)
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

// less returns the count without headline h.
func (c Count) less(h *model.Headline) Count {
	c.Total = max(0, c.Total-1)
	if !h.State.Read {
		c.Unread = max(0, c.Unread-1)
	}
	return c
}

// Move moves the selection down by n headlines, or up if n is negative. It
// returns the rest of n if the window ends before the list does.
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

// First reports whether the window begins the list.
func (l *List) First() bool { return l.first }

// Last reports whether the window ends the list.
func (l *List) Last() bool { return l.last }

// Page returns the number of headlines on a page.
func (l *List) Page() int { return max(1, l.height-2) }

// hasFold reports whether the folded section stands at the top of the window.
func (l *List) hasFold() bool { return l.ahead > 0 && (l.first || len(l.rows) == 0) }

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

// Need returns the part of the list to fetch when the selection comes near an
// end of the window.
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

// FromTop returns the window at the beginning of a list: two screens, so that a
// key can page before more arrives.
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
