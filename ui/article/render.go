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

// chunkLines is about how many lines a chunk after the first holds: a few
// milliseconds of work.
const chunkLines = 256

// Renderer renders articles and keeps the latest, up to some megabytes, for all sessions
// that share it: an article that looks the same for two readers is kept once. It is
// safe for concurrent use.
type Renderer struct {
	parser parser.Parser
	cache  *lru
}

// NewRenderer returns an empty Renderer.
func NewRenderer() *Renderer { return &Renderer{newParser(), newLRU()} }

// Render renders a and passes it to out in chunks, the first screen first,
// each a few milliseconds of work. It returns early with ctx's error when ctx
// is done, and with nil when out returns false.
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
	// What has pictures is not kept: they are large, and there are soon more.
	if b := r.cache.get(k); b != nil && !q.illustrates(b.pictures) {
		out(b.chunk(q, a.ID, head))
		return nil
	}
	j := newJob(r, &a, q.Theme, width)
	j.l.untabled = q.Records
	j.l.in.pictures, j.l.tallest = q.Pictures, max(pictureLeast, min(q.Height-3, pictureMost))
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
	if s.send(j, true) && !q.illustrates(j.book.pictures) {
		r.cache.put(k, j.body())
	}
	return nil
}

// shortBody is up to how many bytes of body an article is rendered in one go: a
// millisecond or two of work.
const shortBody = 8 << 10

// Short renders a short article whole; ok is false for one that is not, or
// where ctx was done before the end.
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

// measure returns the width of the text in a pane of w columns: at most
// Measure, with a margin where there is room for one.
func measure(w int) int {
	switch {
	case w >= Measure+2:
		return Measure
	case w >= 30:
		return w - 2
	}
	return max(1, w)
}

// sender cuts what a job has done into chunks.
type sender struct {
	q     Request
	id    model.ID
	head  []Line
	out   func(Chunk) bool
	lines int // of the body that were sent
	heads int
	begun bool
	ended bool // out wants no more
}

// send sends what is due. It returns false when nobody wants more.
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
		c.Links, c.Pictures = shiftLinks(j.book.links, len(s.head)), j.book.pictures
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

// chunk returns the whole article.
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
	book   *book
	pieces pieces
	scope  *scope
	seen   int // lines looked through for links
}

func newJob(r *Renderer, a *model.Article, t *theme.Theme, width int) *job {
	j := &job{r: r, a: a, book: newBook(t.Marks)}
	if a.Body != "" {
		j.pieces = split(a.Body, pieceSize)
	}
	j.scope = newScope(r.parser, j.pieces)
	d := newDrawer(t)
	j.l = layouter{d: d, t: t, width: width, in: inliner{d: d, book: j.book}}
	if u, err := url.Parse(a.URL); err == nil && u.IsAbs() {
		j.l.in.base = u
	}
	return j
}

// piece lays out a piece of the body. A fault in a library must not take the
// screen down: what it cannot render is shown as it is.
func (j *job) piece(s string) {
	l := &j.l
	was := *l
	defer func() {
		if e := recover(); e != nil {
			*l = was
			l.d = newDrawer(l.t) // Glamour's state is lost
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

// plain lays out plain text, paragraph by paragraph.
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

// end lays out the rest: what stands in for a missing body, and the tail. It
// calls more now and then and stops where that returns false.
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
	j.tail(more)
	j.locate()
}

// locate finds the lines in which links begin.
func (j *job) locate() {
	lines, links := j.l.lines, j.book.links
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

// body returns what was laid out, to be kept.
func (j *job) body() *body {
	return &body{lines: j.l.lines, heads: j.l.heads, links: j.book.links, pictures: j.book.pictures}
}
