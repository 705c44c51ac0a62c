package article

import "sort"

// Where one is in an article is told by the bytes of its body before what is at
// the top of the screen: that outlives the width of the screen and the program.

// Resume says where the wanted article is to be gone on with when it comes, as
// Position told it.
func (p *Pane) Resume(position int) { p.resume = max(0, position) }

// Position returns how many bytes of the body stand above the screen; 0 at the
// beginning. Inside of a block they are in proportion to its lines.
func (p *Pane) Position() int {
	t := &p.text
	if p.top <= 0 || p.top >= len(t.lines) {
		return 0
	}
	from, to := t.extent(t.lines[p.top].Block)
	begin, size := t.source(from, to)
	n := to - from
	return begin + ((p.top-from)*size+n-1)/n
}

// Moved reports whether the reader has moved in the article since it was shown:
// where not, the place is the one it had, whatever the size of the screen.
func (p *Pane) Moved() bool { return p.moved }

// source returns where a block begins in the body and how long it is there.
func (t *content) source(from, to int) (begin, size int) {
	begin = int(t.lines[from].Source)
	if to < len(t.lines) {
		size = int(t.lines[to].Source) - begin
	}
	return begin, size
}

// lineAt returns the line that stands at a place in the body; known is false
// while it has not come yet.
func (t *content) lineAt(position int) (line int, known bool) {
	i := sort.Search(len(t.lines), func(i int) bool { return int(t.lines[i].Source) > position })
	if i == 0 {
		return 0, t.done
	}
	from, to := t.extent(t.lines[i-1].Block)
	if begin, size := t.source(from, to); size > 0 {
		from += min((position-begin)*(to-from)/size, to-from-1)
	}
	return from, t.done || i < len(t.lines)
}

// place returns the line that is to be at the top of the screen; known is
// false while it has not come yet.
func (s *stage) place() (top int, known bool) {
	if s.source > 0 {
		return s.lineAt(s.source)
	}
	from, to := s.extent(s.block)
	return from + int(s.part*float64(to-from)), to < len(s.lines)
}
