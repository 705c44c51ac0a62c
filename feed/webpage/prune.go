package webpage

import (
	"strings"

	"dateline/feed/document"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pruner takes out of an extracted article what is not of it: captions go to
// their images, and bylines, dates, promotion and other articles go away.
type pruner struct {
	d          *document.Document
	title      string
	names      []string // of the authors
	total      int      // bytes of text before anything was taken out
	standfirst string   // the standfirst that was taken out
}

// prune cleans the article in root.
func (p *pruner) prune(root *html.Node) {
	p.total = weigh(root).text
	p.pruneCards(root)
	p.pruneElements(root)
	p.pruneBlocks(root)
}

// limits says how much text, in bytes and as a share of the whole, an element
// of each part may hold before its name is not believed.
var limits = [...]struct {
	bytes int
	share float64
}{
	partCaption:    {800, 0.3},
	partDate:       {200, 0.2},
	partByline:     {400, 0.2},
	partAuthor:     {1200, 0.2},
	partStandfirst: {600, 0.2},
	partOther:      {8000, 0.3},
}

// pruneCards takes out other articles that are shown as boxes: small articles with
// a heading, three or more of them.
func (p *pruner) pruneCards(root *html.Node) {
	var found []*html.Node
	size := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Article {
				walk(c)
				continue
			}
			w := weigh(c)
			if w.text < 600 && holds(c, atom.H1, atom.H2, atom.H3, atom.H4) && holds(c, atom.A) {
				found = append(found, c)
				size += w.text
			} else {
				walk(c)
			}
		}
	}
	walk(root)
	if len(found) >= 3 && float64(size) < 0.5*float64(p.total) {
		for _, n := range found {
			p.remove(n, "another article")
		}
	}
}

// pruneElements takes out what is named as no part of the text.
func (p *pruner) pruneElements(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == html.ElementNode && !p.pruneElement(child) {
			p.pruneElements(child)
		}
		child = next
	}
}

// pruneElement takes n out if its name says that it is no part of the text, and
// returns whether it did.
func (p *pruner) pruneElement(n *html.Node) bool {
	if added(n) {
		return false
	}
	part := partOf(n)
	if part != partCaption && inlineOnly(n.DataAtom) {
		return false
	}
	if part == partText || n.DataAtom == atom.Img || n.DataAtom == atom.Code || n.DataAtom == atom.Pre {
		return false
	}
	w := weigh(n)
	if w.text == 0 {
		return false
	}
	if l := limits[part]; w.text > l.bytes || float64(w.text) > l.share*float64(p.total) {
		return false
	}
	switch part {
	case partStandfirst:
		if p.standfirst == "" {
			p.standfirst = textOf(n)
		}
	case partCaption:
		p.caption(n)
	}
	p.remove(n, "named as no part of the text")
	return true
}

// caption makes a caption that is about to go the description of the image it
// stands beside.
func (p *pruner) caption(n *html.Node) {
	text := textOf(n)
	if image := first(n, atom.Img); image != nil {
		image.Parent.RemoveChild(image)
		n.Parent.InsertBefore(image, n)
		setAttr(image, "alt", text)
		return
	}
	at := n
	for range 3 {
		for _, beside := range []*html.Node{neighbour(at, false), neighbour(at, true)} {
			if beside == nil {
				continue
			}
			if image := first(beside, atom.Img); image != nil && textOf(beside) == "" {
				setAttr(image, "alt", text)
				return
			}
		}
		if at = at.Parent; at == nil {
			return
		}
	}
}

// inlineOnly reports whether elements of this name stand within a line.
func inlineOnly(a atom.Atom) bool {
	switch a {
	case atom.Span, atom.A, atom.Em, atom.Strong, atom.B, atom.I, atom.U, atom.Small, atom.Sup, atom.Sub, atom.Abbr, atom.Mark, atom.Img, 0:
		return true
	}
	return false
}

// neighbour returns the next sibling of n, or the one before it, that is not
// blank text, or nil.
func neighbour(n *html.Node, next bool) *html.Node {
	step := func(n *html.Node) *html.Node {
		if next {
			return n.NextSibling
		}
		return n.PrevSibling
	}
	n = step(n)
	for n != nil && n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" {
		n = step(n)
	}
	return n
}

func (p *pruner) remove(n *html.Node, why string) {
	if p.d.Explain != nil {
		if text := textOf(n); text != "" {
			p.d.Omit(0, why, text, false)
		}
	}
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// textOf returns the text within n as one clean line.
func textOf(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return model.CleanLine(b.String())
}

func writeText(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(n.Data)
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe:
			return
		}
	}
	block := blockLevel(n.DataAtom) || n.DataAtom == atom.Br
	if block {
		b.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeText(b, c)
	}
	if block {
		b.WriteByte(' ')
	}
}

// first returns the first element of that name in n, n itself included, or nil.
func first(n *html.Node, a atom.Atom) *html.Node {
	if n.Type == html.ElementNode && (n.DataAtom == a || n.DataAtom == 0 && n.Data == a.String()) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := first(c, a); found != nil {
			return found
		}
	}
	return nil
}

// holds reports whether an element of one of those names is in n.
func holds(n *html.Node, names ...atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		for _, a := range names {
			if c.DataAtom == a {
				return true
			}
		}
		if holds(c, names...) {
			return true
		}
	}
	return false
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}
