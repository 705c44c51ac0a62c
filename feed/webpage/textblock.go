package webpage

import (
	"strings"
	"unicode"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textBlock is a run of inline nodes: the text of a paragraph, item, heading or
// cell.
type textBlock struct {
	nodes  []*html.Node
	parent *html.Node
	text   string
	weight weight
}

// textBlocks gathers the blocks of text in n in their order.
func textBlocks(n *html.Node) []*textBlock {
	var found []*textBlock
	var run []*html.Node
	flush := func(parent *html.Node) {
		if len(run) == 0 {
			return
		}
		l := &textBlock{nodes: run, parent: parent}
		var b strings.Builder
		for _, n := range run {
			dom.WriteText(&b, n)
			l.weight.add(n, false)
		}
		if l.text = dom.CollapseSpace(b.String()); l.text != "" {
			found = append(found, l)
		}
		run = nil
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.CommentNode:
			case c.Type == html.ElementNode && (dom.IsBlock(c.DataAtom) || dom.HoldsBlock(c)):
				flush(n)
				walk(c)
			default:
				run = append(run, c)
			}
		}
		flush(n)
	}
	walk(n)
	return found
}

// remove takes the block out of the tree.
func (l *textBlock) remove() {
	for _, n := range l.nodes {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

func (l *textBlock) heading() bool {
	for n := l.parent; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		case atom.Div, atom.Section, atom.Article, atom.Li, atom.Td, atom.Blockquote:
			return false
		}
	}
	return false
}

func (l *textBlock) within(names ...atom.Atom) bool { return dom.Within(l.parent, names...) }

// prose reports whether l is a paragraph of running text.
func (l *textBlock) prose() bool {
	return len(l.text) >= 120 && l.weight.linked() < 0.4 && !l.heading() || len(l.text) >= 60 && l.weight.links == 0 && sentence(l.text) && !l.heading()
}

// sentence reports whether text ends as a sentence does.
func sentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]")
	r := []rune(text)
	return len(r) > 0 && strings.ContainsRune(".!?…。！？:", r[len(r)-1])
}

// lettersOf returns the letters and digits of s in lower case.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
