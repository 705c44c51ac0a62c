package article

import "sort"

// The reader's place is a byte offset in the body. Line numbers would change
// with the width of the screen.

// Resume sets where to show the wanted article when it comes: a value of
// Position.
func (p *Pane) Resume(position int) { p.resume = max(0, position) }

// Position returns how many bytes of the body stand above the screen. Within a
// block it interpolates by lines.
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

// Moved reports whether the reader has moved since the article was shown. If
// not, its old place still holds, whatever the size of the screen.
func (p *Pane) Moved() bool { return p.moved }

// source returns the offset and length in the body of the block on lines
// [from, to).
func (t *content) source(from, to int) (begin, size int) {
	begin = int(t.lines[from].Source)
	if to < len(t.lines) {
		size = int(t.lines[to].Source) - begin
	}
	return begin, size
}

// lineAt returns the line at an offset in the body; known is false until that
// line arrives.
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

// place returns the line to show at the top of the screen; known is false until
// that line arrives.
func (s *pendingRender) place() (top int, known bool) {
	if s.source > 0 {
		return s.lineAt(s.source)
	}
	from, to := s.extent(s.block)
	return from + int(s.part*float64(to-from)), to < len(s.lines)
}
