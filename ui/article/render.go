package article

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// chunkLines is the approximate size of a chunk after the first: a few
// milliseconds of work.
const chunkLines = 256

// Renderer renders articles and caches the latest for all sessions that share
// it. An article that looks the same to two readers is kept once. It is safe
// for concurrent use.
type Renderer struct {
	parser parser.Parser
	cache  *lru
}

// NewRenderer returns an empty Renderer.
func NewRenderer() *Renderer { return &Renderer{newParser(), newLRU()} }

// Render passes a to out in chunks, the first screen first; each takes a few
// milliseconds. It stops early with ctx's error when ctx is done, and with nil
// when out returns false.
func (r *Renderer) Render(ctx context.Context, a model.Article, q Request, out func(Chunk) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	width := measure(q.Width)
	head := header(&a, q.Theme, width, q.Now)
	look := q.Theme.Name()
	if q.Records {
		look += "-records"
	}
	k := r.cache.key(&a, width, look)
	// Articles with loaded pictures are not cached: pictures are large, and more
	// of them soon arrive.
	if b := r.cache.get(k); b != nil && !q.showsPictures(b.pictures) {
		out(b.chunk(q, a.ID, head))
		return nil
	}
	j := newJob(r, &a, q.Theme, width)
	j.l.asRecords = q.Records
	j.l.in.pictures, j.l.pictureRows = q.Pictures, max(minPictureRows, min(q.Height-3, maxPictureRows))
	s := sender{q: q, id: a.ID, head: head, out: out}
	for i, p := range j.pieces.text {
		if err := ctx.Err(); err != nil {
			return err
		}
		j.l.piece = j.pieces.at[i]
		j.piece(p)
		if !s.send(j, false) {
			return nil
		}
	}
	j.end(func() bool { return ctx.Err() == nil && s.send(j, false) })
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.send(j, true) && !q.showsPictures(j.refs.pictures) {
		r.cache.put(k, j.body())
	}
	return nil
}

// shortBody is the longest body, in bytes, that Short renders: a millisecond or
// two of work.
const shortBody = 8 << 10

// Short renders a short article whole; ok is false if it is not short, or if
// ctx was done before the end.
func (r *Renderer) Short(ctx context.Context, a model.Article, q Request) (whole Chunk, ok bool) {
	if len(a.Body) > shortBody || len(a.Summary) > shortBody {
		return Chunk{}, false
	}
	err := r.Render(ctx, a, q, func(c Chunk) bool {
		if c.First {
			whole = c
			return true
		}
		whole.Lines, whole.Headings = append(whole.Lines, c.Lines...), append(whole.Headings, c.Headings...)
		whole.Links, whole.Pictures, whole.Done = c.Links, c.Pictures, c.Done
		return true
	})
	return whole, err == nil && whole.Done
}

// measure returns the width of text in a pane of w columns: at most Measure,
// with a margin if there is room.
func measure(w int) int {
	switch {
	case w >= Measure+2:
		return Measure
	case w >= 30:
		return w - 2
	}
	return max(1, w)
}

// sender cuts the lines of a job into chunks.
type sender struct {
	q     Request
	id    model.ID
	head  []Line
	out   func(Chunk) bool
	lines int // of the body, already sent
	heads int
	begun bool
	ended bool // out wants no more
}

// send passes on a chunk that is large enough, or the last one when done. It
// returns false when out wants no more.
func (s *sender) send(j *job, done bool) bool {
	if s.ended {
		return false
	}
	l := &j.l
	due := len(l.lines) - s.lines
	enough := due >= chunkLines || !s.begun && len(s.head)+due >= s.q.Height
	if !done && !enough {
		return true
	}
	c := Chunk{ID: s.id, Serial: s.q.Serial, First: !s.begun, Done: done, Lines: l.lines[s.lines:len(l.lines):len(l.lines)]}
	if !s.begun {
		c.Lines = append(s.head[:len(s.head):len(s.head)], c.Lines...)
	}
	c.Headings = shift(l.heads[s.heads:], len(s.head))
	if done {
		c.Links, c.Pictures = shiftLinks(j.refs.links, len(s.head)), j.refs.pictures
	}
	s.begun, s.lines, s.heads = true, len(l.lines), len(l.heads)
	s.ended = !s.out(c)
	return !s.ended
}

func shift(heads []int, by int) []int {
	out := make([]int, len(heads))
	for i, h := range heads {
		out[i] = h + by
	}
	return out
}

func shiftLinks(links []Link, by int) []Link {
	out := make([]Link, len(links))
	for i, k := range links {
		k.Line += by
		out[i] = k
	}
	return out
}

// chunk returns the whole article as one chunk.
func (b *body) chunk(q Request, id model.ID, head []Line) Chunk {
	lines := make([]Line, 0, len(head)+len(b.lines))
	return Chunk{
		ID: id, Serial: q.Serial, First: true, Done: true,
		Lines:    append(append(lines, head...), b.lines...),
		Headings: shift(b.heads, len(head)),
		Links:    shiftLinks(b.links, len(head)),
		Pictures: b.pictures,
	}
}

// job is the rendering of one body.
type job struct {
	r      *Renderer
	a      *model.Article
	l      layouter
	refs   *references
	pieces pieces
	scope  *scope
	seen   int // lines already searched for links
}

func newJob(r *Renderer, a *model.Article, t *theme.Theme, width int) *job {
	j := &job{r: r, a: a, refs: newReferences(t.Marks)}
	if a.Body != "" {
		j.pieces = split(a.Body, pieceSize)
	}
	j.scope = newScope(r.parser, j.pieces)
	d := newGlamourRenderer(t)
	j.l = layouter{d: d, t: t, width: width, in: inliner{d: d, refs: j.refs}}
	if u, err := url.Parse(a.URL); err == nil && u.IsAbs() {
		j.l.in.base = u
	}
	return j
}

// piece lays out a piece of the body. A fault in a library must not crash the
// screen, so a piece that panics appears as plain text.
func (j *job) piece(s string) {
	l := &j.l
	was := *l
	defer func() {
		if e := recover(); e != nil {
			*l = was
			l.d = newGlamourRenderer(l.t) // Glamour's state is lost
			l.in.d = l.d
			l.space()
			j.plain(s)
		}
		j.locate()
	}()
	src := []byte(s)
	l.in.src = src
	l.blocks(j.scope.parse(j.r.parser, src), 0, false)
}

func (j *job) plain(s string) {
	l := &j.l
	for p := range strings.SplitSeq(model.CleanText(s), "\n\n") {
		if strings.TrimSpace(p) == "" {
			continue
		}
		l.block++
		l.space()
		l.paragraph([]ast.Node{l.text(strings.TrimSpace(p))})
	}
}

// end lays out the notice that stands in for a missing body, and the footer. It
// calls more now and then and stops when that returns false.
func (j *job) end(more func() bool) {
	l := &j.l
	switch {
	case j.a.HeadlineOnly():
		wrap(l.t.Article.Notice.Render(message.DocumentHoldsOnlyHeadline), l.width, l.t.Method(), l.emit)
	case j.a.Body == "":
		j.plain(j.a.Summary)
		l.space()
		wrap(l.t.Article.Notice.Render(message.DocumentGivesOnlySummary), l.width, l.t.Method(), l.emit)
	}
	j.locate()
	l.piece, l.source = j.pieces.size, int32(j.pieces.size)
	j.footer(more)
	j.locate()
}

// locate finds the lines on which links begin.
func (j *job) locate() {
	lines, links := j.l.lines, j.refs.links
	for i := j.seen; i < len(lines); i++ {
		for s := lines[i].Text; ; {
			at := strings.Index(s, linkIntro)
			if at < 0 {
				break
			}
			s = s[at+len(linkIntro):]
			id, _, _ := strings.Cut(s, ";")
			if n, err := strconv.Atoi(id); err == nil && n >= 1 && n <= len(links) && links[n-1].Line < 0 {
				links[n-1].Line = i
			}
		}
	}
	for i := len(links) - 1; i >= 0 && links[i].Line < 0; i-- {
		links[i].Line = min(j.seen, max(0, len(lines)-1))
	}
	j.seen = len(lines)
}

// body returns the laid-out lines for the cache.
func (j *job) body() *body {
	return &body{lines: j.l.lines, heads: j.l.heads, links: j.refs.links, pictures: j.refs.pictures}
}
