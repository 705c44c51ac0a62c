// Package sidebar is the column of saved views and sources with their counts, the
// sources in a tree of folders that fold. It draws only the visible rows and never asks
// for data: Take brings it.
package sidebar

import "dateline/model"

// Kind is the kind of an item.
type Kind uint8

// The kinds.
const (
	All Kind = iota // all articles
	View
	Source
	Folder // with the sources and folders in it
)

// Item is a line that the reader can choose.
type Item struct {
	Kind   Kind
	Name   string // of a view, of a source as in model.SourceNames, or the path of a folder
	Title  string // shown instead of Name
	Total  int
	Unread int
	Known  bool // Total and Unread are counted

	Address string // of a source that is followed; "" if it is not
	State   State  // of a source
	Depth   int    // how many folders a source or folder is in
	Folded  bool   // a folder does not show what is in it
}

// State is what else is shown of a source.
type State uint8

// The states.
const (
	Quiet   State = iota
	Paused        // it is not fetched
	Failing       // its last check has failed
)

// Feed is a source as Take brings it.
type Feed struct {
	model.Source
	Address string // if it is followed, else ""
	Folder  string // such as "news/local"; "" none
	State   State
	Apart   bool // All articles is counted without it
}

// Sidebar is the column. The zero Sidebar is empty; SetSize must be called
// before it is drawn.
type Sidebar struct {
	width, height int
	views         []Item
	sources       []model.Source
	feeds         []Feed   // the same, with what they are followed as
	names         []string // of sources
	read          bool     // sources have arrived
	tree          tree
	folded        map[string]bool // folders by path
	rows          []node          // of the tree, those that no folder hides
	all           Item
	cursor        int // of All, the views, the sources, in this order
	top           int // the first visible line
	active        Item
	memo          memo
}

// memo keeps the lines drawn last, because most frames change another pane.
type memo struct {
	lines []string
	theme string
	focus bool
}

// SetSize sets the column's size in cells.
func (s *Sidebar) SetSize(w, h int) {
	s.width, s.height = w, h
	s.show()
}

// Empty reports whether the column has no room.
func (s *Sidebar) Empty() bool { return s.width <= 0 || s.height <= 0 }

// Take brings the sources, by title. The cursor stays on its item.
func (s *Sidebar) Take(feeds []Feed) {
	at := s.Selected()
	s.feeds, s.read = feeds, true
	s.sources = make([]model.Source, len(feeds))
	s.all = Item{Known: true}
	for i := range feeds {
		s.sources[i] = feeds[i].Source
		if !feeds[i].Apart {
			s.all.Total += feeds[i].Total
			s.all.Unread += feeds[i].Unread
		}
	}
	s.names = model.SourceNames(s.sources)
	s.tree = newTree(feeds)
	s.rows = s.tree.open(s.folded)
	s.restore(at)
}

// TakeViews brings the views. Those without counts keep the counts known before.
func (s *Sidebar) TakeViews(views []Item) {
	at := s.Selected()
	known := make(map[string]Item, len(s.views))
	for _, v := range s.views {
		known[v.Name] = v
	}
	for i, v := range views {
		if !v.Known {
			views[i].Total, views[i].Unread, views[i].Known = known[v.Name].Total, known[v.Name].Unread, known[v.Name].Known
		}
	}
	s.views = views
	s.restore(at)
}

// SetActive marks the item that the filter shows.
func (s *Sidebar) SetActive(it Item) { s.active, s.memo = it, memo{} }

// Sources returns the sources that Take brought.
func (s *Sidebar) Sources() []model.Source { return s.sources }

// restore puts the cursor on an item if that still exists.
func (s *Sidebar) restore(it Item) {
	defer s.show()
	if i := s.cursor; i < s.len() {
		if now := s.item(i); now.same(it) {
			return
		}
	}
	switch it.Kind {
	case View:
		for i, v := range s.views {
			if v.Name == it.Name {
				s.cursor = 1 + i
				return
			}
		}
	case Source, Folder:
		if i := s.find(it); i >= 0 {
			s.cursor = 1 + len(s.views) + i
		}
	case All:
		s.cursor = 0
	}
}

// same reports whether two items are one: a feed may have another name.
func (it Item) same(as Item) bool {
	if it.Address != "" || as.Address != "" {
		return it.Address == as.Address
	}
	return it.Kind == as.Kind && it.Name == as.Name
}

// len returns the number of items.
func (s *Sidebar) len() int { return 1 + len(s.views) + len(s.rows) }

func (s *Sidebar) item(i int) Item {
	switch {
	case i <= 0:
		return s.all
	case i <= len(s.views):
		return s.views[i-1]
	}
	if i -= 1 + len(s.views); i < len(s.rows) {
		return s.node(s.rows[i])
	}
	return Item{}
}

// Selected returns the item under the cursor.
func (s *Sidebar) Selected() Item { return s.item(s.cursor) }

// Move moves the cursor by n items.
func (s *Sidebar) Move(n int) {
	s.cursor += n
	s.show()
}

// Top moves the cursor to the first item.
func (s *Sidebar) Top() { s.Move(-s.cursor) }

// Bottom moves the cursor to the last item.
func (s *Sidebar) Bottom() { s.Move(s.len() - 1 - s.cursor) }

// Page returns the number of items on a page.
func (s *Sidebar) Page() int { return max(1, s.height-1) }

// At puts the cursor on the item in line y of the column and reports whether
// there is one.
func (s *Sidebar) At(y int) bool {
	i := s.at(s.top + y)
	if y < 0 || y >= s.height || i < 0 {
		return false
	}
	s.cursor, s.memo = i, memo{}
	return true
}

// Cursor returns the line of the cursor in the column, or -1.
func (s *Sidebar) Cursor() int {
	if y := s.line(s.cursor) - s.top; y >= 0 && y < s.height {
		return y
	}
	return -1
}

// The lines are: all articles, a heading, the views, a heading, the sources.

// line returns the line of an item.
func (s *Sidebar) line(i int) int {
	switch {
	case i == 0:
		return 0
	case i <= len(s.views):
		return i + 1
	case len(s.views) == 0:
		return i + 1
	}
	return i + 2
}

// at returns the item of a line, or -1.
func (s *Sidebar) at(line int) int {
	for _, i := range [...]int{line, line - 1, line - 2} {
		if i >= 0 && i < s.len() && s.line(i) == line {
			return i
		}
	}
	return -1
}

// show keeps the cursor within the items and scrolls it into view.
func (s *Sidebar) show() {
	s.memo = memo{}
	s.cursor = max(0, min(s.cursor, s.len()-1))
	y := s.line(s.cursor)
	s.top = max(0, min(s.top, s.line(s.len()-1)+1-s.height))
	if y < s.top {
		s.top = y
	}
	if y >= s.top+s.height {
		s.top = y - s.height + 1
	}
	if y <= 2 && s.height > y {
		s.top = 0 // with its heading
	}
}
