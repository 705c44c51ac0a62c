package webpage

import (
	_ "embed"
	"sync"

	"dateline/feed/dom"
	"dateline/feed/gbdt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The model gets pages of so many elements, and of so many bytes of text times the
// depth it lies at: its time grows with both. Others are taken whole. Real pages have a
// hundredth of it.
const (
	maxElements = 120_000
	maxWork     = 64 << 20
)

// leastExtracted is how much text, in bytes, must have been chosen where the page has more.
const leastExtracted = 40

// extract returns a tree of what is the article, or nil. It leaves that of the page as
// it is.
func (r *reading) extract() *html.Node {
	n, work := countElements(r.root, 0)
	if n > maxElements || work > maxWork {
		r.d.Note(0, "text", "the page has too many elements, or too deep: it is taken whole")
		return r.rest()
	}
	l := newLayout(r.root)
	defer l.release()
	if len(l.blocks) == 0 {
		return nil
	}
	p := &picker{f: r.features(l)}
	if !r.isArticlePage(p.f) {
		if body := l.build(p.mainText(), nil); body != nil {
			r.d.Note(0, "kind", "no article: all main text of the page is taken")
			r.whole = true
			return body
		}
	}
	chance := p.chances(bodyModel())
	chosen, why := p.choose(chance)
	r.d.Note(0, "text", "%s", why)
	body := l.build(chosen, r.restore(l, chance, chosen))
	if body == nil || weigh(body).text < leastExtracted {
		if rest := r.rest(); rest != nil && (body == nil || weigh(rest).text > 2*weigh(body).text) {
			r.d.Note(0, "text", "no article stands out: all text outside navigation is taken")
			return rest
		}
	}
	return body
}

// features returns what the blocks of the page are like.
func (r *reading) features(l *layout) *blockFeatures {
	return newBlockFeatures(l, r.facts.title, r.facts.value("og:description", "description"))
}

//go:embed body.gbdt
var bodyWeights []byte

// bodyModel returns the model that says which blocks are of an article. It is made of its
// weights (./train) when the first page is read.
var bodyModel = sync.OnceValue(func() *gbdt.Model { return modelOf(bodyWeights) })

// rest returns a copy of what the page holds outside navigation and the like:
// its <main> or <article> if that has text, else its body.
func (r *reading) rest() *html.Node {
	body := dom.First(r.root, atom.Body)
	if body == nil {
		return nil
	}
	from := body
	for _, a := range []atom.Atom{atom.Article, atom.Main} {
		if n := dom.First(body, a); n != nil && weigh(n).text > 250 {
			from = n
			break
		}
	}
	whole := weigh(from).text
	return copyText(from, whole)
}

// copyText copies n without what is named as other than text, unless that is
// most of it.
func copyText(n *html.Node, whole int) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr, Namespace: n.Namespace}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			if isSkipped(child.DataAtom) || child.DataAtom == atom.Button || dom.IsHidden(child) {
				continue
			}
			if dom.IsBlock(child.DataAtom) && partOf(child) == partOther && weigh(child).text*2 < whole {
				continue
			}
		}
		if child.Type == html.ElementNode || child.Type == html.TextNode {
			c.AppendChild(copyText(child, whole))
		}
	}
	return c
}

// countElements counts the elements in n, and the bytes of text times their depth.
func countElements(n *html.Node, depth int) (count, work int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			work += len(c.Data) * depth
		case html.ElementNode:
			k, w := countElements(c, depth+1)
			count, work = count+1+k, work+w
		}
	}
	return count, work
}
