package webpage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// restorer gives back to the chosen blocks of a page what stands beside them in the same
// article, and notes what stays out.
type restorer struct {
	r      *reading
	l      *layout
	chance []float32
	chosen []bool
	back   []int32 // elements that were taken back
	around int32   // the closest element around all of the text
	scope  int32   // the element that is the article
	chars  int32   // of the chosen blocks
	first  int32   // the first chosen paragraph
}

const (
	telling = 40 // characters from which on a block tells where the text is
	never   = -3 // log odds below which the model's word stands
)

// restore chooses what was left out of the article, and returns the elements that hold it.
func (r *reading) restore(l *layout, chance []float32, chosen []bool) []int32 {
	c := &restorer{r: r, l: l, chance: chance, chosen: chosen, around: -1, first: -1}
	for i := range l.blocks {
		b := &l.blocks[i]
		if !chosen[i] {
			continue
		}
		c.chars += b.chars
		if c.first < 0 && b.running() {
			c.first = int32(i)
		}
		switch {
		case b.chars < telling:
		case c.around < 0:
			c.around = b.element
		default:
			for int32(i) >= l.elements[c.around].blockEnd {
				c.around = l.elements[c.around].parent
			}
		}
	}
	if c.around >= 0 {
		c.scope = c.article()
		c.walk(0)
	}
	return c.back
}

// article returns the element of the page that is the article: the closest around all of
// the text that says so, or, where none does, the one around the text.
func (c *restorer) article() int32 {
	for i := c.around; i >= 0 && c.l.elements[i].flags&frame == 0; i = c.l.elements[i].parent {
		e := &c.l.elements[i]
		if e.tags&(tagArticle|tagMain) != 0 || strings.Contains(dom.Attr(e.node, "itemtype"), "Article") || strings.Contains(dom.Attr(e.node, "itemtype"), "BlogPosting") {
			return i
		}
	}
	return c.around
}

// walk goes through the elements of the page in which nothing is chosen, the largest
// first, and takes each back or notes that it stays out.
func (c *restorer) walk(i int32) {
	e := &c.l.elements[i]
	for k := i + 1; k < e.end; k = c.l.elements[k].end {
		in := &c.l.elements[k]
		switch {
		case slices.Contains(c.chosen[in.block:in.blockEnd], true):
			c.walk(k)
		case in.flags&isBlock != 0 && in.blockEnd > in.block:
			c.leftOut(k)
		}
	}
}

// leftOut decides about an element of which nothing is chosen.
func (c *restorer) leftOut(i int32) {
	e := &c.l.elements[i]
	if i <= c.scope || i >= c.l.elements[c.scope].end {
		c.omit(e, "outside the article", false)
		return
	}
	if e.flags&invisible != 0 || c.l.blocks[e.block].hidden {
		return
	}
	text := dom.Text(e.node)
	why, within := whyNotArticle(e.node, text), false
	beside := e.parent <= c.around && c.around < c.l.elements[e.parent].end
	switch {
	case why != "":
	case c.first < 0 || e.block < c.first:
		why = "above the text"
	case !beside && !sideNamed(e.node), c.doubted(e):
		why, within = "taken for no part of the text", true
	case e.sum.chars > c.chars:
		why, within = "longer than the text", true
	default:
		c.take(i, text)
		return
	}
	c.r.d.Omit(0, why, text, within)
}

func (c *restorer) omit(e *element, why string, within bool) {
	if c.r.d.Explain == nil || e.flags&invisible != 0 {
		return
	}
	c.r.d.Omit(0, why, dom.Text(e.node), within)
}

// doubted reports whether the model has most of an element for no part of the text.
func (c *restorer) doubted(e *element) bool {
	out := int32(0)
	for b := e.block; b < e.blockEnd; b++ {
		if c.chance[b] < never {
			out += c.l.blocks[b].chars
		}
	}
	return out*2 > e.sum.chars
}

// take chooses the blocks of element i.
func (c *restorer) take(i int32, text string) {
	e := &c.l.elements[i]
	for b := e.block; b < e.blockEnd; b++ {
		c.chosen[b] = true
	}
	c.back = append(c.back, i)
	c.r.d.Note(0, "text", "taken back, as it stands in the article: %q, %d words", model.TitleFrom(text), len(strings.Fields(text)))
}

// whyNotArticle says why an element of which the extraction kept nothing is not of the
// article that it stands in, or "".
func whyNotArticle(n *html.Node, text string) string {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Header, atom.Form, atom.Menu, atom.Button, atom.Select, atom.Dialog, atom.Textarea, atom.Iframe:
		return "<" + n.Data + "> is no part of the text"
	case atom.Article:
		return "another article"
	}
	w := weigh(n)
	words, solid, linked := 0, 0, 0
	for _, l := range textBlocks(n) {
		if l.weight.linked() > 0.9 && len(strings.Fields(l.text)) >= 4 {
			linked++
		}
		switch {
		case buttons().MatchString(l.text), appeals().MatchString(l.text), otherHead().MatchString(l.text) && len(l.text) < 80,
			elsewhere().MatchString(l.text), strings.HasPrefix(l.text, "http"), aside(l.text), dateLine(l.text), isCredit(l.text):
			if words == 0 && len(l.text) < 300 {
				return "begins like what stands around articles"
			}
		case !strings.Contains(l.text, " "): // an address, or the name of a file
		case l.prose():
			solid += len(l.text)
		case l.within(atom.Table, atom.Pre, atom.Blockquote, atom.Figcaption, atom.Dd), l.within(atom.Li) && len(l.text) >= telling && l.weight.linked() < 0.4:
			solid += len(l.text)
		}
		words += len(strings.Fields(l.text))
	}
	named := namedWithin(n)
	switch {
	case w.linked() > 0.4:
		return "mostly links"
	case linked >= 3:
		return "headlines of other articles"
	case named != partText && !(named == partOther && sideNamed(n) && solid*2 > len(text) && w.linked() < 0.2):
		return "named as no part of the text"
	case dom.Holds(n, atom.Form, atom.Article):
		return "holds a form or other articles"
	case solid*2 < len(text):
		return "no running text"
	case utf8.RuneCountInString(text) < telling:
		return "too short"
	}
	return ""
}

// namedWithin returns what n, or the only element in it, is named.
func namedWithin(n *html.Node) part {
	for {
		if p := partOf(n); p != partText {
			return p
		}
		only := n.FirstChild
		for only != nil && only.Type == html.TextNode && strings.TrimSpace(only.Data) == "" {
			only = only.NextSibling
		}
		if only == nil || only.Type != html.ElementNode || dom.Neighbour(only, true) != nil {
			return partText
		}
		n = only
	}
}

// sideNamed reports whether an element is called a sidebar, as boxes within texts
// are, and nothing worse.
func sideNamed(n *html.Node) bool {
	return dom.NameContains(n, "sidebar", "aside", "embed", "box") && !dom.NameContains(n, "related", "promo", "newsletter", "subscribe", "widget", "comment", "share", "social", "sponsor")
}

// addedMark is an attribute of elements that were put back.
const addedMark = "data-added"

func added(n *html.Node) bool { return n.Type == html.ElementNode && dom.HasAttr(n, addedMark) }
