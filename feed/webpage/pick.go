package webpage

import (
	"fmt"
	"slices"
	"strings"

	"dateline/feed/dom"
	"dateline/feed/gbdt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// picker chooses the blocks of a page that are its article.
type picker struct{ f *blockFeatures }

// chances returns the log odds that each block is of the article, by a model.
func (p *picker) chances(m *gbdt.Model) []float32 {
	const most = 64
	n := len(p.f.l.blocks)
	chance := make([]float32, n)
	f := p.f
	f.x = make([]float32, 0, min(n, most)*m.Features())
	for i := 0; i < n; {
		from := i
		for f.x = f.x[:0]; i < n && i-from < most; i++ {
			f.gather(int32(i))
		}
		m.PredictAll(f.x, chance[from:i])
	}
	return chance
}

// When the model decides. Where it chooses nearly what Readability does, that stands but
// for what the model is sure of; else the model chooses.
const (
	agreed     = 0.6  // of the words of both
	sureOut    = -1.5 // log odds
	sureIn     = 1.5
	ratherKept = 0
	ratherIn   = 0
	repeated   = 60 // characters from which on a text counts once
)

// choose returns which blocks are of the article, and why.
func (p *picker) choose(chance []float32) (chosen []bool, why string) {
	l, r := p.f.l, p.f.r
	chosen = make([]bool, len(l.blocks))
	both, one, other := int32(0), int32(0), int32(0)
	for i := range l.blocks {
		b := &l.blocks[i]
		kept := r.kept[b.inner]
		chosen[i] = chance[i] > ratherIn || kept && chance[i] > ratherKept
		if chosen[i] {
			one += b.words
		}
		if kept {
			other += b.words
			if chosen[i] {
				both += b.words
			}
		}
	}
	why = "the model's choice over Readability's, of which it has %.0f %%"
	same := ratio(2*float32(both), float32(one+other))
	if one == 0 || same > agreed {
		why = "Readability's choice but for what the model is sure of; the model's own has %.0f %% of it"
		for i := range l.blocks {
			kept := r.kept[l.blocks[i].inner]
			chosen[i] = kept && (chance[i] > sureOut || one == 0) || chance[i] > sureIn
		}
	}
	l.once(chosen)
	return chosen, fmt.Sprintf(why, 100*same)
}

// once takes out of the chosen blocks those that another part of the page has already.
func (l *layout) once(chosen []bool) {
	seen := map[string]int32{}
	for i := range chosen {
		b := &l.blocks[i]
		if !chosen[i] || b.chars < repeated {
			continue
		}
		text, within := b.texts[0].Data, l.elements[b.element].parent
		if len(b.texts) > 1 {
			text = b.text()
		}
		if at, ok := seen[text]; !ok {
			seen[text] = within
		} else if at != within {
			chosen[i] = false
		}
	}
}

// text returns the text of a block.
func (b *block) text() string {
	if len(b.texts) == 1 {
		return b.texts[0].Data
	}
	var s strings.Builder
	for _, n := range b.texts {
		s.WriteString(n.Data)
	}
	return s.String()
}

// rebuilder copies the chosen blocks of a page with the elements around them.
type rebuilder struct {
	l           *layout
	chosen      []bool
	count       []int32 // for each block, how many before it are chosen
	first, last int32   // of the chosen blocks
	scope       int32   // the closest element around all of them
	element     int32   // the next of the walk
	block, text int32   // the next of the walk
	back        []int32 // elements that were taken back, in their order
}

// build returns a copy of the page with the chosen blocks alone, with pictures and the
// like that stand between them, or nil. The elements of back are marked.
func (l *layout) build(chosen []bool, back []int32) *html.Node {
	r := &rebuilder{l: l, chosen: chosen, count: make([]int32, len(chosen)+1), first: -1}
	for i, c := range chosen {
		r.count[i+1] = r.count[i]
		if c {
			r.count[i+1]++
			r.last = int32(i)
			if r.first < 0 {
				r.first = int32(i)
			}
		}
	}
	if r.first < 0 {
		return nil
	}
	r.back = back
	r.scope = l.blocks[r.first].element
	for r.last >= l.elements[r.scope].blockEnd {
		r.scope = l.elements[r.scope].parent
	}
	body := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	r.copyChildren(body, l.elements[0].node)
	return body
}

// copyChildren copies into to what is chosen of the children of n, whose element the walk
// has reached.
func (r *rebuilder) copyChildren(to, n *html.Node) {
	r.element++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			r.copyText(to, c)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br, c.DataAtom == atom.Hr && to.FirstChild != nil:
			if c.DataAtom == atom.Hr {
				r.element++
			}
			to.AppendChild(shallow(c))
		case c.DataAtom == atom.Iframe:
			if r.between() {
				to.AppendChild(shallow(c))
			}
		case !isSkipped(c.DataAtom):
			r.copyElement(to, c)
		}
	}
}

// between reports whether the walk is among the chosen blocks.
func (r *rebuilder) between() bool {
	return r.element > r.scope && r.block <= r.last
}

func (r *rebuilder) copyText(to, n *html.Node) {
	if blank(n.Data) {
		if to.LastChild != nil {
			to.AppendChild(shallow(n))
		}
		return
	}
	if r.chosen[r.block] {
		to.AppendChild(shallow(n))
	}
	if r.text++; int(r.text) == len(r.l.blocks[r.block].texts) {
		r.block, r.text = r.block+1, 0
	}
}

// copyElement copies c with what is chosen of it, if anything is.
func (r *rebuilder) copyElement(to, c *html.Node) {
	e := &r.l.elements[r.element]
	if e.flags&isBlock != 0 && r.count[e.blockEnd] == r.count[e.block] {
		if e.sum.images > 0 && r.between() && e.outer&(nameOther|nameNav|nameRelated) == 0 && e.flags&invisible == 0 {
			r.copyPictures(to, c, e)
		}
		r.element, r.block, r.text = e.end, e.blockEnd, 0
		return
	}
	media := e.tags&tagMedia != 0 && r.between()
	n := shallow(c)
	if c.DataAtom == atom.Blockquote && strings.Contains(dom.Attr(c, "class"), "twitter-tweet") {
		n.Attr = nil
	}
	if len(r.back) > 0 && r.back[0] == r.element {
		r.back = r.back[1:]
		n.Attr = slices.Clone(n.Attr)
		dom.SetAttr(n, addedMark, "")
	}
	if c.DataAtom == atom.Footer { // who is quoted
		n.Data, n.DataAtom, n.Attr = "p", atom.P, nil
	}
	r.copyChildren(n, c)
	if media || n.FirstChild != nil && hasText(n) || dom.First(n, atom.Img) != nil {
		to.AppendChild(n)
	}
}

// copyPictures copies the pictures in c, of whose text nothing is chosen: a caption becomes
// their description.
func (r *rebuilder) copyPictures(to, c *html.Node, e *element) {
	figure := e.around&tagFigure != 0
	if e.sum.chars > 0 && !figure || e.sum.images > 3 {
		return
	}
	image := dom.First(c, atom.Img)
	if image == nil {
		return
	}
	image = shallow(image)
	if caption := dom.Text(c); caption != "" {
		image.Attr = slices.Clone(image.Attr)
		dom.SetAttr(image, "alt", caption)
	}
	p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	p.AppendChild(image)
	to.AppendChild(p)
}

func hasText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && !blank(c.Data) || hasText(c) {
			return true
		}
	}
	return false
}

func shallow(n *html.Node) *html.Node {
	return &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr, Namespace: n.Namespace}
}
