package webpage

import (
	"dateline/feed/document"
	"dateline/feed/dom"

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
			if w.text < 600 && dom.Holds(c, atom.H1, atom.H2, atom.H3, atom.H4) && dom.Holds(c, atom.A) {
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
			p.standfirst = dom.Text(n)
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
	text := dom.Text(n)
	if image := dom.First(n, atom.Img); image != nil {
		image.Parent.RemoveChild(image)
		n.Parent.InsertBefore(image, n)
		dom.SetAttr(image, "alt", text)
		return
	}
	at := n
	for range 3 {
		for _, beside := range []*html.Node{dom.Neighbour(at, false), dom.Neighbour(at, true)} {
			if beside == nil {
				continue
			}
			if image := dom.First(beside, atom.Img); image != nil && dom.Text(beside) == "" {
				dom.SetAttr(image, "alt", text)
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

func (p *pruner) remove(n *html.Node, why string) {
	if p.d.Explain != nil {
		if text := dom.Text(n); text != "" {
			p.d.Omit(0, why, text, false)
		}
	}
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
