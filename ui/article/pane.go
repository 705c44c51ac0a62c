package article

import (
	"slices"
	"sort"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/highlight"
	"dateline/ui/theme"
)

// Pane shows an article in a rectangle. The zero Pane is empty; it needs a
// size and a theme before it is drawn.
type Pane struct {
	w, h  int
	theme *theme.Theme

	wanted, shown model.ID
	serial        int // of the latest Request
	resume        int // where to resume the wanted article, in bytes of its body
	requested     look

	text    content // on the screen
	pending pendingRender

	top        int // line at the top of the screen
	moved      bool
	search     search
	link       int              // the highlighted link, or 0
	hints      map[int]string   // labels at links, by link number
	highlights []highlight.Term // words of the filter

	view   []string
	drawn  bool   // view is up to date
	margin string // before every line of view
}

// look holds what a rendering depends on besides the article.
type look struct {
	width int // measure
	theme string
}

// content holds the chunks of an article that have arrived.
type content struct {
	lines []Line
	heads []int
	links []Link
	width int // measure

	pictures []string // addresses
	done     bool
}

func (t *content) add(c Chunk) {
	t.lines = append(t.lines, c.Lines...)
	t.heads = append(t.heads, c.Headings...)
	if c.Done {
		t.links, t.pictures, t.done = c.Links, c.Pictures, true
	}
}

// pendingRender collects a new rendering until it reaches the place being
// read. Until then the old one stays, so that the text does not jump.
type pendingRender struct {
	content
	active bool
	id     model.ID
	source int     // place to show, in bytes of the body; 0 where block and part say it
	block  int32   // the block at the top of the screen
	part   float64 // share of that block above the screen
}

// SetSize sets the pane's columns and lines. It reports whether the article
// must be rendered again (see Request); until then the old lines stay.
func (p *Pane) SetSize(w, h int) bool {
	w, h = max(w, 0), max(h, 0)
	if w != p.w || h != p.h {
		p.w, p.h, p.drawn = w, h, false
		p.clamp()
	}
	return p.stale()
}

// SetTheme sets the styles. It reports whether the article must be rendered
// again.
func (p *Pane) SetTheme(t *theme.Theme) bool {
	p.theme, p.drawn = t, false
	return p.stale()
}

// stale reports whether the wanted article was requested with another look.
func (p *Pane) stale() bool {
	return p.wanted != "" && p.theme != nil && p.w > 0 && p.requested != (look{}) && p.requested != p.look()
}

func (p *Pane) look() look { return look{measure(p.w), p.theme.Name()} }

// Show names the wanted article. The old one stays until the first chunk
// arrives, so that the screen never goes blank. "" empties the pane at once.
func (p *Pane) Show(id model.ID) {
	if id == p.wanted {
		return
	}
	p.wanted, p.requested, p.resume = id, look{}, 0
	p.serial++
	if id == "" {
		p.replace("", content{})
	}
}

// Wanted returns the article last given to Show.
func (p *Pane) Wanted() model.ID { return p.wanted }

// Shown returns the article whose lines are on the screen, or "".
func (p *Pane) Shown() model.ID { return p.shown }

// Request returns a new request for the wanted article. From here on the pane
// drops chunks of earlier requests. It must have its theme.
func (p *Pane) Request(now time.Time) Request {
	p.serial++
	p.requested = p.look()
	p.pending = pendingRender{}
	return Request{Width: p.w, Height: p.h, Theme: p.theme, Now: now, Serial: p.serial}
}

// Ahead returns a Request for an article that the reader may open next.
// TakeWhole takes its result.
func (p *Pane) Ahead(now time.Time) Request {
	return Request{Width: p.w, Height: p.h, Theme: p.theme, Now: now}
}

// TakeWhole shows the wanted article, rendered whole for a Request of Ahead. It
// reports false when the width or theme has changed since.
func (p *Pane) TakeWhole(c Chunk, q Request) bool {
	if p.theme == nil || q.Theme == nil || (look{measure(q.Width), q.Theme.Name()}) != p.look() {
		return false
	}
	c.Serial = p.Request(q.Now).Serial
	return p.Take(c)
}

// Take adds a part of the wanted article. It reports false for a chunk of an
// earlier request, which it drops.
func (p *Pane) Take(c Chunk) bool {
	if c.Serial != p.serial || c.ID != p.wanted || p.theme == nil {
		return false
	}
	switch {
	case c.First && c.ID != p.shown && p.resume > 0:
		p.pending = pendingRender{active: true, id: c.ID, source: p.resume, content: content{width: p.requested.width}}
		p.pending.add(c)
		p.showPending()
	case c.First && c.ID != p.shown:
		t := content{width: p.requested.width}
		t.add(c)
		p.replace(c.ID, t)
	case c.First:
		p.pending = p.newPending()
		p.pending.add(c)
		p.showPending()
	case p.pending.active:
		p.pending.add(c)
		p.showPending()
	default:
		p.text.add(c)
		p.drawn = false
	}
	return true
}

// replace shows another article from its beginning.
func (p *Pane) replace(id model.ID, t content) {
	p.shown, p.text, p.top, p.pending = id, t, 0, pendingRender{}
	p.resetArticle()
	p.drawn = false
}

// resetArticle forgets what belongs to the article shown before.
func (p *Pane) resetArticle() {
	p.endSearch()
	p.link, p.hints, p.moved = 0, nil, false
}

// newPending notes the place being read.
func (p *Pane) newPending() pendingRender {
	s := pendingRender{active: true, id: p.shown, content: content{width: p.requested.width}}
	if p.top < len(p.text.lines) {
		s.block = p.text.lines[p.top].Block
		from, to := p.text.extent(s.block)
		s.part = float64(p.top-from) / float64(max(1, to-from))
	}
	return s
}

// extent returns the lines of a block: [from, to).
func (t *content) extent(block int32) (from, to int) {
	from = sort.Search(len(t.lines), func(i int) bool { return t.lines[i].Block >= block })
	to = sort.Search(len(t.lines), func(i int) bool { return t.lines[i].Block > block })
	return from, to
}

// showPending shows the pending rendering once it fills the screen.
func (p *Pane) showPending() {
	s := &p.pending
	top, known := s.place()
	if !s.done && (!known || top+p.h > len(s.lines)) {
		return
	}
	if s.id != p.shown {
		p.resetArticle()
	}
	p.shown, p.text, p.top, p.resume, p.pending = s.id, s.content, top, 0, pendingRender{}
	p.clamp()
	p.search.spans, p.search.count, p.search.from = nil, 0, p.top // the old spans name other lines
	p.drawn = false
}

// bottom returns the greatest value of top.
func (p *Pane) bottom() int { return max(0, len(p.text.lines)-p.h) }

func (p *Pane) clamp() { p.top = max(0, min(p.top, p.bottom())) }

// moveTo scrolls to line, or as near as the article allows.
func (p *Pane) moveTo(line int) bool {
	was := p.top
	p.top = line
	p.clamp()
	if p.top == was {
		return false
	}
	p.drawn, p.moved = false, true
	return true
}

// Scroll moves down by n lines, or up if n is negative. It reports whether the
// text moved.
func (p *Pane) Scroll(n int) bool { return p.moveTo(p.top + n) }

// Top goes to the beginning.
func (p *Pane) Top() bool { return p.moveTo(0) }

// Bottom goes to the end.
func (p *Pane) Bottom() bool { return p.moveTo(len(p.text.lines)) }

// AtEnd reports whether the last line of a finished article is on the screen.
func (p *Pane) AtEnd() bool { return p.text.done && p.top >= p.bottom() }

// Percent returns how much of the article the reader has seen, 0 to 100. While
// chunks are missing, it counts those that have arrived, and stays below 100.
func (p *Pane) Percent() int {
	n := len(p.text.lines)
	if n == 0 {
		return 0
	}
	seen := min(n, p.top+p.h) * 100 / n
	if !p.text.done {
		return min(seen, 99)
	}
	return seen
}

// NextHeading goes to the n-th heading below, or above if n is negative. It
// reports whether the text moved.
func (p *Pane) NextHeading(n int) bool {
	heads := p.text.heads
	i, found := slices.BinarySearch(heads, p.top)
	switch {
	case n > 0 && found:
		i += n
	case n > 0:
		i += n - 1
	default:
		i += n
	}
	if len(heads) == 0 || i < 0 {
		return n < 0 && p.moveTo(0)
	}
	return p.moveTo(heads[min(i, len(heads)-1)])
}

// View returns exactly as many lines as the pane is high, none wider than the
// pane. The slice is valid until the next method call.
func (p *Pane) View() []string {
	if p.drawn && len(p.view) == p.h {
		return p.view
	}
	if cap(p.view) < p.h {
		p.view = make([]string, p.h)
	}
	p.view = p.view[:p.h]
	clear(p.view)
	p.drawn = true
	if p.theme == nil {
		return p.view
	}
	p.margin = strings.Repeat(" ", max(0, (p.w-p.text.width)/2))
	for i := range p.view {
		n := p.top + i
		if n >= len(p.text.lines) {
			break
		}
		if s := p.text.lines[n].Text; s != "" {
			p.view[i] = p.margin + s
		}
	}
	p.drawHighlights()
	p.drawHints()
	if p.text.width > p.w {
		for i, s := range p.view {
			p.view[i] = p.theme.Method().Truncate(s, p.w, "")
		}
	}
	return p.view
}
