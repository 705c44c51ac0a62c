package article

import (
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"

	"dateline/ui/message"
)

// Picture is a loaded picture or the reason why there is none.
type Picture struct {
	// Draw returns the lines of the picture, within cols columns and rows rows.
	Draw func(cols, rows int) []string
	// Failed says in a few words why the picture is missing.
	Failed string
}

// The most rows of a picture, in a low pane and in a high one.
const (
	minPictureRows = 4
	maxPictureRows = 30
)

// maxPictures bounds the pictures shown in an article.
const maxPictures = 12

// Pictures returns the addresses of the article's first pictures, once the
// whole article is rendered.
func (p *Pane) Pictures() []string { return p.text.pictures }

// showsPictures reports whether the request brings any picture of addresses.
func (q *Request) showsPictures(addresses []string) bool {
	return slices.ContainsFunc(addresses, func(address string) bool {
		_, ok := q.Pictures[address]
		return ok
	})
}

// picture notes a picture of the text. It returns an addition to its caption.
func (c *inliner) picture(address string) string {
	if ps := c.refs.pictures; len(ps) < maxPictures && !slices.Contains(ps, address) {
		c.refs.pictures = append(c.refs.pictures, address)
	}
	p, ok := c.pictures[address]
	switch {
	case ok && p.Failed != "":
		return " " + fmt.Sprintf(message.NotShown, p.Failed)
	case ok && !c.inTable:
		c.pending = append(c.pending, p)
	}
	return ""
}

// withPictures lays out a paragraph with each picture above its caption, which
// then begins a line.
func (l *layouter) withPictures(n ast.Node) {
	l.in.d.reset()
	var text []ast.Node
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		l.in.pending = nil
		inner := l.in.node(k, 0)
		if len(l.in.pending) > 0 {
			if len(text) > 0 {
				l.paragraph(text)
			}
			l.drawPictures()
			text = nil
		}
		text = append(text, inner...)
	}
	l.paragraph(text)
}

// drawPictures draws the pending pictures.
func (l *layouter) drawPictures() {
	for _, p := range l.in.pending {
		for _, s := range p.Draw(l.columns(), l.pictureRows) {
			l.emit(s, Hard)
			l.lines[len(l.lines)-1].Picture = true
		}
	}
	l.in.pending = nil
}
