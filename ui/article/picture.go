package article

import (
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"

	"dateline/ui/message"
)

// Picture is what there is of a picture: one of the two.
type Picture struct {
	// Draw returns the lines of the picture, in at most so many columns and rows.
	Draw func(cols, rows int) []string
	// Failed says in a few words why it is not shown.
	Failed string
}

// How many lines a picture may have, in a low pane and in a high one.
const (
	pictureLeast = 4
	pictureMost  = 30
)

// maxPictures is how many pictures of an article are shown.
const maxPictures = 12

// Pictures returns the addresses of the first pictures of the article, once it has been
// rendered to its end.
func (p *Pane) Pictures() []string { return p.text.pictures }

// illustrates reports whether there is something to show of some pictures.
func (q *Request) illustrates(addresses []string) bool {
	return slices.ContainsFunc(addresses, func(address string) bool {
		_, ok := q.Pictures[address]
		return ok
	})
}

// picture notes a picture of the text. It returns what its caption is to say
// further.
func (c *inliner) picture(address string) string {
	if ps := c.book.pictures; len(ps) < maxPictures && !slices.Contains(ps, address) {
		c.book.pictures = append(c.book.pictures, address)
	}
	p, ok := c.pictures[address]
	switch {
	case ok && p.Failed != "":
		return " " + fmt.Sprintf(message.NotShown, p.Failed)
	case ok && !c.tabled:
		c.pending = append(c.pending, p)
	}
	return ""
}

// illustrated lays out a paragraph, with pictures above their captions: these
// begin a line then.
func (l *layouter) illustrated(n ast.Node) {
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

// drawPictures draws those that are due.
func (l *layouter) drawPictures() {
	for _, p := range l.in.pending {
		for _, s := range p.Draw(l.room(), l.tallest) {
			l.emit(s, Hard)
			l.lines[len(l.lines)-1].Picture = true
		}
	}
	l.in.pending = nil
}
