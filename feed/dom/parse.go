// Package dom parses HTML into trees of bounded depth, and answers what is asked
// of their nodes. It knows neither articles nor Markdown.
package dom

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxDepth is how deep elements may lie before their tags are ignored and only
// their text is kept. The parser itself refuses documents of more than 512
// open elements, which no page needs.
const MaxDepth = 256

// ParseFragment parses what stands within an element such as <div>, and returns
// one that holds it.
func ParseFragment(fragment string) (*html.Node, error) {
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	if parseFast(fragment, root) {
		return root, nil
	}
	parse := func(s string) ([]*html.Node, error) {
		return html.ParseFragment(strings.NewReader(s), root)
	}
	nodes, err := parse(fragment)
	if err != nil {
		nodes, err = parse(flatten(fragment))
	}
	if err != nil {
		return nil, fmt.Errorf("parse HTML: %w", err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, nil
}

// Parse parses a whole page. flattened says that it was nested too deep, so that
// tags were left out.
func Parse(text string) (root *html.Node, flattened bool, err error) {
	root, err = html.Parse(strings.NewReader(text))
	if err == nil {
		return root, false, nil
	}
	root, err = html.Parse(strings.NewReader(flatten(text)))
	if err != nil {
		return nil, true, fmt.Errorf("parse HTML: %w", err)
	}
	return root, true, nil
}

// flatten returns text without the tags of elements that lie too deep. It
// counts as the tags say, not as a parser would close elements for them, so
// that it removes too much rather than too little.
func flatten(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(len(text) + 1)
	depth := 0
	formatting := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := z.Raw()
		switch kind {
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if void(a) {
				break
			}
			// A parser reopens these in every block they were left open in.
			if reopened(a) {
				if formatting++; formatting > MaxDepth {
					continue
				}
			}
			if depth++; depth > MaxDepth {
				b.WriteByte(' ')
				continue
			}
		case html.EndTagToken:
			if depth--; depth >= MaxDepth {
				b.WriteByte(' ')
				continue
			}
			depth = max(depth, 0)
		case html.CommentToken, html.DoctypeToken:
			continue
		}
		b.Write(raw)
	}
}

// reopened reports whether a is a formatting element (HTML 13.2.4.3).
func reopened(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr,
		atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// void reports whether elements of this name have no content and no end tag.
func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
