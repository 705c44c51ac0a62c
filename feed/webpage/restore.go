package webpage

import (
	"sort"
	"strings"
	"unicode/utf8"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// restorer gives back to an extracted article what the extraction left out of it:
// blocks that stand beside the element with most of the text, in the same article.
// It compares the page as it was with what was extracted, block by block.
type restorer struct {
	r       *reading
	before  []*textBlock       // the blocks of the page as it was
	where   []int              // for each of before, its place in letters, or -1: it was left out
	order   map[*html.Node]int // of the nodes of the page
	latest  []int              // for each of before, the place in letters of the last up to it that was kept, or -1
	after   []*textBlock       // the blocks of the extracted article
	starts  []int              // for each of after, where it begins in letters
	letters string             // the letters of the extracted article
	scope   *html.Node
	around  *html.Node          // the closest element of the page around all of the text
	kept    map[*html.Node]bool // elements of the page that hold a block that was kept
	text    map[*html.Node]bool // nodes of blocks that were kept
}

const (
	telling     = 40     // letters from which on a block tells where the text is
	maxCompared = 20_000 // blocks of a page that are compared
)

// restore puts what was left out of the article back into body, and notes what
// stays out. page is the page as it was before the extraction.
func (r *reading) restore(body, page *html.Node) {
	c := &restorer{r: r, before: textBlocks(page), after: textBlocks(body)}
	if len(c.before) > maxCompared || len(c.after) == 0 {
		return
	}
	c.compare()
	if c.scope = c.article(); c.scope == nil {
		return
	}
	c.number(page)
	c.walk(page, body)
}

// compare finds the blocks of the page that were kept.
func (c *restorer) compare() {
	var b strings.Builder
	for _, l := range c.after {
		c.starts = append(c.starts, b.Len())
		b.WriteString(lettersOf(l.text))
	}
	c.letters = b.String()
	c.kept, c.text = map[*html.Node]bool{}, map[*html.Node]bool{}
	at := 0
	for _, l := range c.before {
		want := lettersOf(l.text)
		found := -1
		if want != "" {
			if i := strings.Index(c.letters[at:], want); i >= 0 && (len(want) >= telling || i < 4*telling) {
				found = at + i
				at = found + len(want)
			} else {
				found = c.anywhere(want)
			}
		}
		c.where = append(c.where, found)
		if found >= 0 {
			for _, n := range l.nodes {
				c.text[n] = true
			}
		}
		for n := l.parent; found >= 0 && n != nil && !c.kept[n]; n = n.Parent {
			c.kept[n] = true
		}
	}
}

// anywhere returns where the extracted article has the letters of a block, or most
// of them, since the extraction takes links and marks out of blocks; -1: nowhere.
func (c *restorer) anywhere(want string) int {
	if len(want) < telling {
		return -1
	}
	part := max(len(want)*6/10, telling/2)
	for _, s := range []string{want, want[:part], want[len(want)-part:], want[(len(want)-part)/2:][:part]} {
		if i := strings.Index(c.letters, s); i >= 0 {
			return i
		}
	}
	return -1
}

// article returns the element of the page that is the article: the closest around
// all of the text that says so, or, where none does, the one around the text.
func (c *restorer) article() *html.Node {
	var around *html.Node
	for i, l := range c.before {
		if c.where[i] < 0 || len(l.text) < telling {
			continue
		}
		if around == nil {
			around = l.parent
			continue
		}
		for around != nil && !dom.Contains(around, l.parent) {
			around = around.Parent
		}
	}
	c.around = around
	for n := around; n != nil && n.DataAtom != atom.Body && n.DataAtom != atom.Html; n = n.Parent {
		switch {
		case n.DataAtom == atom.Article, n.DataAtom == atom.Main, dom.Attr(n, "role") == "main", dom.Attr(n, "role") == "article",
			strings.Contains(dom.Attr(n, "itemtype"), "Article"), strings.Contains(dom.Attr(n, "itemtype"), "BlogPosting"):
			return n
		}
	}
	return around
}

// walk goes through the elements of the page that hold no kept block, the largest
// first, and takes each back or notes that it stays out.
func (c *restorer) walk(n, body *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type != html.ElementNode || isSkipped(child.DataAtom) || c.text[child]:
		case c.kept[child]:
			c.walk(child, body)
		default:
			c.leftOut(child, body)
		}
	}
}

// leftOut decides about an element of which nothing was kept.
func (c *restorer) leftOut(n, body *html.Node) {
	text := dom.Text(n)
	if text == "" || dom.IsHidden(n) {
		return
	}
	why, within := "outside the article", false
	if dom.Contains(c.scope, n) {
		why = whyNotArticle(n, text)
		after := c.lastBefore(n)
		switch {
		case why != "":
		case after < 0:
			why = "above the text"
		case !dom.Contains(n.Parent, c.around) && !sideNamed(n):
			why, within = "taken for no part of the text", true
		case len(lettersOf(text)) > len(c.letters):
			why, within = "longer than the text", true
		default:
			c.insert(dom.Clone(n), body, after)
			return
		}
	}
	c.r.d.Omit(0, why, text, within)
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
			elsewhere().MatchString(l.text), strings.HasPrefix(l.text, "http"), aside(l.text), dateLine(l.text), credits().MatchString(l.text) && len(l.text) < 400:
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

// lastBefore returns the last block of the article that stands before n on the
// page, or -1 where its text has not begun there: a picture above it is not part of
// it.
func (c *restorer) lastBefore(n *html.Node) int {
	i := sort.Search(len(c.before), func(i int) bool { return c.order[c.before[i].nodes[0]] > c.order[n] }) - 1
	if i < 0 || c.latest[i] < 0 {
		return -1
	}
	return sort.SearchInts(c.starts, c.latest[i]+1) - 1
}

// number gives the nodes of the page numbers in their order, and finds for each of
// its blocks the last one up to it that was kept, from the first paragraph on.
func (c *restorer) number(page *html.Node) {
	c.order = map[*html.Node]int{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		c.order[n] = len(c.order)
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(page)
	last := -1
	for i, l := range c.before {
		if c.where[i] >= 0 && (last >= 0 || l.prose()) {
			last = c.where[i]
		}
		c.latest = append(c.latest, last)
	}
}

// insert puts n behind block i of the article: behind the largest element that
// ends with it.
func (c *restorer) insert(n, body *html.Node, i int) {
	last := c.after[i].nodes[len(c.after[i].nodes)-1]
	var next *html.Node
	if i+1 < len(c.after) {
		next = c.after[i+1].nodes[0]
	}
	at := last
	for at.Parent != nil && at.Parent != body && at.Parent.Parent != nil && (next == nil || !dom.Contains(at.Parent, next)) {
		at = at.Parent
	}
	for at.NextSibling != nil && added(at.NextSibling) {
		at = at.NextSibling
	}
	dom.SetAttr(n, addedMark, "")
	at.Parent.InsertBefore(n, at.NextSibling)
	c.r.d.Note(0, "text", "taken back, as it stands in the article: %q, %d words", model.TitleFrom(dom.Text(n)), len(strings.Fields(dom.Text(n))))
}

// addedMark is an attribute of elements that were put back.
const addedMark = "data-added"

func added(n *html.Node) bool { return n.Type == html.ElementNode && dom.HasAttr(n, addedMark) }
