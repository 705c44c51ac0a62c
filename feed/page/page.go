// Package page reads HTML pages.
package page

import (
	"bytes"
	"context"
	"fmt"
	"net/url"

	"codeberg.org/readeck/go-readability/v2"
	"dateline/feed/doc"
	"dateline/model"
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
	p := readability.NewParser()
	art, err := p.ParseAndMutate(root, base)
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	a := &model.Article{Title: art.Title(), Source: art.SiteName()}
	if b := art.Byline(); b != "" {
		a.Authors = []string{b}
	}
	if art.Node != nil {
		a.Body = render(art.Node, base)
	}
	if a.Body == "" {
		return doc.ErrNothing
	}
	return emit(a)
}
