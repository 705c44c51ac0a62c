// Package page reads HTML pages.
package page

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"dateline/feed/doc"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Read reads a page.
func Read(ctx context.Context, d *doc.Document, emit doc.Emit) error {
	b, err := d.ReadAll()
	if err != nil && len(b) == 0 {
		return err
	}
	text, _ := doc.ToUTF8(b, d.Charset)
	root, _, err := parseDocument(string(bytes.TrimSpace(text)))
	if err != nil {
		return err
	}
	base := d.URL
	if base == nil {
		base, _ = url.Parse("https://a.example/")
	}
	s := look(root, d.URL)
	pub, upd := s.datings(readLinked(s.scripts), d.Now)
	unwrapPosts(root)
	p := readability.NewParser()
	p.KeepClasses = true
	art, err := p.ParseAndMutate(root, base)
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	a := &model.Article{Title: art.Title(), Source: art.SiteName()}
	var why string
	a.Published, a.Updated, a.Candidates, why = choose(pub, upd)
	d.Note(0, "date", "%s from %s", a.Published, why)
	if d.Explain != nil {
		for _, x := range pub {
			d.Note(0, "date", "%s trust %d score %d %s", x.date, x.trust, x.score, x.where)
		}
		for _, x := range upd {
			d.Note(0, "updated", "%s trust %d score %d %s", x.date, x.trust, x.score, x.where)
		}
	}
	if b := art.Byline(); b != "" {
		a.Authors = []string{b}
	}
	if art.Node != nil {
		rename(art.Node)
		if os.Getenv("NOPRUNE") == "" {
			pr := &pruner{d: d, title: a.Title, names: a.Authors}
			pr.prune(art.Node)
		}
		a.Body = render(art.Node, base)
	}
	if a.Body == "" {
		return doc.ErrNothing
	}
	return emit(a)
}

// rename gives every element the atom of its name, which the extraction
// library changes without it.
func rename(n *html.Node) {
	if n.Type == html.ElementNode {
		n.DataAtom = atom.Lookup([]byte(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		rename(c)
	}
}

// unwrapPosts makes embedded posts of social networks plain quotations. Their
// classes would have them taken for buttons.
func unwrapPosts(n *html.Node) {
	if n.DataAtom == atom.Blockquote && n.Parent != nil {
		if class := attr(n, "class"); strings.Contains(class, "twitter-tweet") || strings.Contains(class, "instagram-media") {
			setAttr(n, "class", "")
			if weigh(n.Parent).text == weigh(n).text {
				setAttr(n.Parent, "class", "")
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		unwrapPosts(c)
	}
}
