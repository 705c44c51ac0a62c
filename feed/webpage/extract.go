package webpage

import (
	"fmt"
	"log/slog"
	"strings"

	"dateline/feed/dom"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The extraction library gets pages of so many elements, and of so many bytes
// of text times the depth it lies at: its time grows with both. Others are
// taken whole. Real pages have a hundredth of it.
const (
	maxElements = 120_000
	maxWork     = 64 << 20
)

// leastExtracted is how much text, in bytes, an extraction must have found where the
// page has more.
const leastExtracted = 250

// extracted is what the extraction library says of an article.
type extracted struct {
	title, byline, site, language string
}

// extract returns the element that holds the article, or nil, and what is said
// of it. It changes the tree.
func (r *reading) extract() (*html.Node, extracted) {
	unwrapPosts(r.root)
	var body *html.Node
	var h extracted
	if n, work := countElements(r.root, 0); n <= maxElements && work <= maxWork {
		var err error
		if body, h, err = runReadability(r.root, r); err != nil {
			r.d.Note(0, "text", "the extraction failed (%v): the whole page is taken", err)
		}
	} else {
		r.d.Note(0, "text", "the page has too many elements, or too deep: it is taken whole")
	}
	found := 0
	if body != nil {
		resetAtoms(body)
		found = weigh(body).text
	}
	if found < leastExtracted {
		if rest := r.rest(); rest != nil && weigh(rest).text > 2*found {
			r.d.Note(0, "text", "no article stands out: all text outside navigation is taken")
			return rest, h
		}
	}
	return body, h
}

// runReadability runs the extraction library. It panics on some broken trees, which
// becomes an error.
func runReadability(root *html.Node, r *reading) (body *html.Node, h extracted, err error) {
	defer func() {
		if p := recover(); p != nil {
			body, err = nil, fmt.Errorf("extract text: %v", p)
		}
	}()
	p := readability.NewParser()
	p.KeepClasses = true // they say what is no part of the text
	p.Logger = slog.New(slog.DiscardHandler)
	a, err := p.ParseAndMutate(root, r.base())
	if err != nil {
		return nil, h, fmt.Errorf("extract text: %w", err)
	}
	h = extracted{a.Title(), a.Byline(), a.SiteName(), a.Language()}
	return a.Node, h, nil
}

// rest returns a copy of what the page holds outside navigation and the like:
// its <main> or <article> if that has text, else its body.
func (r *reading) rest() *html.Node {
	body := dom.First(r.root, atom.Body)
	if body == nil {
		return nil
	}
	from := body
	for _, a := range []atom.Atom{atom.Article, atom.Main} {
		if n := dom.First(body, a); n != nil && weigh(n).text > leastExtracted {
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

// resetAtoms gives every element the atom of its name, which the extraction
// library changes without it.
func resetAtoms(n *html.Node) {
	if n.Type == html.ElementNode {
		n.DataAtom = atom.Lookup([]byte(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		resetAtoms(c)
	}
}

// unwrapPosts makes embedded posts of social networks plain quotations, and the
// <footer> of a quotation a paragraph of it: their names would have them taken for
// other things.
func unwrapPosts(n *html.Node) {
	if n.DataAtom == atom.Blockquote && n.Parent != nil {
		if class := dom.Attr(n, "class"); strings.Contains(class, "twitter-tweet") || strings.Contains(class, "instagram-media") {
			dom.SetAttr(n, "class", "")
			if weigh(n.Parent).text == weigh(n).text {
				dom.SetAttr(n.Parent, "class", "")
			}
		}
	}
	if n.DataAtom == atom.Footer && dom.Within(n, atom.Blockquote) { // who is quoted
		n.Data, n.DataAtom, n.Attr = "p", atom.P, nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		unwrapPosts(c)
	}
}
