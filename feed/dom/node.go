package dom

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attr returns the value of an attribute, or "".
func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// HasAttr reports whether n has an attribute.
func HasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// SetAttr gives an attribute of n a value.
func SetAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// First returns the first element of that name in n, n itself included, or nil.
func First(n *html.Node, a atom.Atom) *html.Node {
	if n.Type == html.ElementNode && (n.DataAtom == a || n.DataAtom == 0 && n.Data == a.String()) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := First(c, a); found != nil {
			return found
		}
	}
	return nil
}

// Holds reports whether an element of one of those names is in n.
func Holds(n *html.Node, names ...atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if slices.Contains(names, c.DataAtom) || Holds(c, names...) {
			return true
		}
	}
	return false
}

// Neighbour returns the next sibling of n, or the one before it, that is not
// blank text, or nil.
func Neighbour(n *html.Node, next bool) *html.Node {
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

// Text returns the text within n as one clean line.
func Text(n *html.Node) string {
	var b strings.Builder
	WriteText(&b, n)
	return model.CleanLine(b.String())
}

// CollapseSpace returns s with a blank for each run of white space, and none at its ends.
func CollapseSpace(s string) string {
	blank := true // so was what stands before
	for _, r := range s {
		if !unicode.IsSpace(r) {
			blank = false
			continue
		}
		if blank || r != ' ' {
			return strings.Join(strings.Fields(s), " ")
		}
		blank = true
	}
	if blank {
		return strings.TrimSuffix(s, " ")
	}
	return s
}

// WriteText writes the text within n to b, with blanks around blocks.
func WriteText(b *strings.Builder, n *html.Node) {
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
	block := IsBlock(n.DataAtom) || n.DataAtom == atom.Br
	if block {
		b.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		WriteText(b, c)
	}
	if block {
		b.WriteByte(' ')
	}
}

// IsBlock reports whether elements of this name are blocks of text.
func IsBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Figure,
		atom.Figcaption, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th,
		atom.Caption, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Form, atom.Fieldset,
		atom.Address, atom.Center, atom.Hr, atom.Details, atom.Summary, atom.Body, atom.Hgroup, atom.Menu, atom.Dir:
		return true
	}
	return false
}

// HoldsBlock reports whether a block lies in n, which may be an inline element.
func HoldsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (IsBlock(c.DataAtom) || HoldsBlock(c)) {
			return true
		}
	}
	return false
}

// Contains reports whether n is in outer, or is it.
func Contains(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// Clone copies n with all that is in it.
func Clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr, Namespace: n.Namespace}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(Clone(child))
	}
	return c
}

// Within reports whether n is an element of one of those names, or lies in one.
func Within(n *html.Node, names ...atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if slices.Contains(names, n.DataAtom) {
			return true
		}
	}
	return false
}

// IsHidden reports whether an element says of itself that it is not shown.
func IsHidden(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			if displayNone(a.Val) {
				return true
			}
		}
	}
	return false
}

// displayNone reports whether a style says that its element is not shown.
func displayNone(style string) bool {
	for {
		i := strings.Index(style, "display")
		if i < 0 {
			return false
		}
		style = strings.TrimLeft(style[i+len("display"):], " ")
		if rest, ok := strings.CutPrefix(style, ":"); ok && strings.HasPrefix(strings.TrimLeft(rest, " "), "none") {
			return true
		}
	}
}

// Resolve returns ref, which may be relative to base, as an absolute address, or
// nil. Of a base that is nil nothing is relative.
func Resolve(ref string, base *url.URL) *url.URL {
	ref = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1 // as browsers do (WHATWG URL, basic parser, step 3)
		}
		return r
	}, ref)
	u, err := url.Parse(ref)
	if err != nil {
		u, err = url.Parse(strings.ReplaceAll(strings.ReplaceAll(ref, "%", "%25"), " ", "%20"))
		if err != nil {
			return nil
		}
	}
	if u.IsAbs() {
		u.Scheme = strings.ToLower(u.Scheme)
		return u
	}
	if base == nil {
		return nil
	}
	return base.ResolveReference(u)
}

// NameContains reports whether the class, id, role or rel of n holds one of words,
// in lower case.
func NameContains(n *html.Node, words ...string) bool {
	s := strings.ToLower(Attr(n, "class") + " " + Attr(n, "id") + " " + Attr(n, "role") + " " + Attr(n, "rel"))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
