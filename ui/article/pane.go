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
	resume        int // where the wanted article is to be gone on with, in bytes of its body
	asked         look

	text  content // what is on the screen
	stage stage

	top    int // line at the top of the screen
	moved  bool
	search search
	link   int              // the highlighted link; 0 none
	hints  map[int]string   // labels at links, by their number
	lit    []highlight.Term // words of the filter

	view    []string
	drawn   bool   // view is up to date
	margin  string // before every line of view
	version int    // moves with the text
}

// look is what a rendering depends on besides the article.
type look struct {
	width int // measure
	theme string
}

// content is a rendered article, as far as it has come.
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

// stage holds a new rendering of the article on the screen until it has come
// as far as what is being read, so that the text stays under the reader's eyes.
type stage struct {
	content
	active bool
	id     model.ID
	source int     // where to go on, in bytes of the body; 0: by what follows
	block  int32   // the block at the top of the screen
	part   float64 // how much of that block is above the screen
}

// SetSize gives the pane its size in columns and lines. It reports whether the
// article must be rendered again (see Request); until then the old lines are
// shown.
func (p *Pane) SetSize(w, h int) bool {
	w, h = max(w, 0), max(h, 0)
	if w != p.w || h != p.h {
		p.w, p.h, p.drawn = w, h, false
		p.clamp()
	}
	return p.stale()
}

// SetTheme gives the pane its styles. It reports whether the article must be
// rendered again.
func (p *Pane) SetTheme(t *theme.Theme) bool {
	p.theme, p.drawn = t, false
	return p.stale()
}

// stale reports whether the wanted article has been asked for with another look.
func (p *Pane) stale() bool {
	return p.wanted != "" && p.theme != nil && p.w > 0 && p.asked != (look{}) && p.asked != p.look()
}

func (p *Pane) look() look { return look{measure(p.w), p.theme.Name()} }

// Show says which article is wanted. What is shown stays until its first chunk
// arrives, so the screen never goes blank between articles. "" empties the
// pane at once.
func (p *Pane) Show(id model.ID) {
	if id == p.wanted {
		return
	}
	p.wanted, p.asked, p.resume = id, look{}, 0
	p.serial++
	if id == "" {
		p.replace("", content{})
	}
}

// Wanted returns the article last given to Show.
func (p *Pane) Wanted() model.ID { return p.wanted }

// Shown returns the article whose lines are on the screen, or "".
func (p *Pane) Shown() model.ID { return p.shown }

// Request returns how the wanted article is to be rendered now. Chunks of
// earlier requests are dropped from here on. The pane must have its theme.
func (p *Pane) Request(now time.Time) Request {
	p.serial++
	p.asked = p.look()
	p.stage = stage{}
	return Request{Width: p.w, Height: p.h, Theme: p.theme, Now: now, Serial: p.serial}
}

// Ahead returns a Request for an article that is going to be wanted, for the pane
// as it is now. TakeWhole takes what came of it.
func (p *Pane) Ahead(now time.Time) Request {
	return Request{Width: p.w, Height: p.h, Theme: p.theme, Now: now}
}

// TakeWhole takes the wanted article whole, as it was rendered for a Request of
// Ahead. It reports whether the pane took it; where it is for another width or
// theme it must be rendered again.
func (p *Pane) TakeWhole(c Chunk, q Request) bool {
	if p.theme == nil || q.Theme == nil || (look{measure(q.Width), q.Theme.Name()}) != p.look() {
		return false
	}
	c.Serial = p.Request(q.Now).Serial
	return p.Take(c)
}

// Take takes a part of the wanted article. It reports whether the pane took
// it; a chunk of an earlier request is dropped.
func (p *Pane) Take(c Chunk) bool {
	if c.Serial != p.serial || c.ID != p.wanted || p.theme == nil {
		return false
	}
	switch {
	case c.First && c.ID != p.shown && p.resume > 0:
		p.stage = stage{active: true, id: c.ID, source: p.resume, content: content{width: p.asked.width}}
		p.stage.add(c)
		p.unstage()
	case c.First && c.ID != p.shown:
		t := content{width: p.asked.width}
		t.add(c)
		p.replace(c.ID, t)
	case c.First:
		p.stage = p.newStage()
		p.stage.add(c)
		p.unstage()
	case p.stage.active:
		p.stage.add(c)
		p.unstage()
	default:
		p.text.add(c)
		p.changed()
	}
	return true
}

// replace puts another article on the screen, from its beginning.
func (p *Pane) replace(id model.ID, t content) {
	p.shown, p.text, p.top, p.stage = id, t, 0, stage{}
	p.another()
	p.changed()
}

// another is called when another article is shown.
func (p *Pane) another() {
	p.endSearch()
	p.link, p.hints, p.moved = 0, nil, false
}

// changed is called after the text has changed.
func (p *Pane) changed() {
	p.drawn = false
	p.version++
}

// newStage notes what is being read.
func (p *Pane) newStage() stage {
	s := stage{active: true, id: p.shown, content: content{width: p.asked.width}}
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

// unstage puts the staged rendering on the screen once it fills it.
func (p *Pane) unstage() {
	s := &p.stage
	top, known := s.place()
	if !s.done && (!known || top+p.h > len(s.lines)) {
		return
	}
	if s.id != p.shown {
		p.another()
	}
	p.shown, p.text, p.top, p.resume, p.stage = s.id, s.content, top, 0, stage{}
	p.clamp()
	p.search.spans, p.search.count, p.search.from = nil, 0, p.top // of other lines
	p.changed()
}

// bottom is the greatest top.
func (p *Pane) bottom() int { return max(0, len(p.text.lines)-p.h) }

func (p *Pane) clamp() { p.top = max(0, min(p.top, p.bottom())) }

// moveTo makes line the top of the screen, as far as there are lines.
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

// Scroll moves by n lines, down where n is positive. It reports whether
// anything moved.
func (p *Pane) Scroll(n int) bool { return p.moveTo(p.top + n) }

// Page moves by n screens, keeping one line of context.
func (p *Pane) Page(n int) bool { return p.moveTo(p.top + n*max(1, p.h-1)) }

// HalfPage moves by n half screens.
func (p *Pane) HalfPage(n int) bool { return p.moveTo(p.top + n*max(1, p.h/2)) }

// Top goes to the beginning.
func (p *Pane) Top() bool { return p.moveTo(0) }

// Bottom goes to the end.
func (p *Pane) Bottom() bool { return p.moveTo(len(p.text.lines)) }

// AtEnd reports whether the last line of a finished article is on the screen.
func (p *Pane) AtEnd() bool { return p.text.done && p.top >= p.bottom() }

// Percent returns how much of the article has been seen, 0 to 100; while it is
// still being rendered, of what is there.
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

// NextHeading goes to the n-th heading below, or above where n is negative. It
// reports whether anything moved.
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

// View returns exactly as many lines as the pane is high, none wider than it.
// The slice is valid until the next call of a method.
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
	p.light()
	p.drawHints()
	if p.text.width > p.w {
		for i, s := range p.view {
			p.view[i] = p.theme.Method().Truncate(s, p.w, "")
		}
	}
	return p.view
}
