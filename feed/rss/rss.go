// Package rss reads syndication feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and
// 1.0, CDF, and JSON Feed 1.0 and 1.1, with the fields of Dublin Core, Content,
// Media RSS and the podcast vocabularies.
//
// The XML need not be well-formed: it is read from left to right with a
// forgiving scanner, as browsers read HTML, and entry by entry, so that memory
// does not grow with the document. Elements are known by vocabulary and name,
// whatever prefix they have. Nothing outside the document is ever resolved.
//
// What stands in which element, and which of several wins, follows Universal
// Feed Parser (https://feedparser.readthedocs.io), whose rules are the longest
// tried. The package knows nothing of files or HTTP.
package rss

import (
	"bytes"
	"context"

	"dateline/feed/document"
)

// Read reads a feed, as a document.Reader: entries come out in the order of the
// document. A feed's date without a time is a day, a time without a zone is in
// UTC, and an entry without a date is left undated.
func Read(ctx context.Context, d *document.Document, emit document.Emit) error {
	content, err := decode(d)
	if err != nil {
		return err
	}
	head, _ := content.Peek(1)
	if len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		return readJSON(ctx, d, content, emit)
	}
	r := &reader{ctx: ctx, d: d, emit: emit, s: newScanner(content)}
	return r.run()
}

// Looks reports whether head, the beginning of a document as UTF-8, is that of
// a feed.
func Looks(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), white+"\x00")
	if len(head) == 0 {
		return false
	}
	if head[0] == '{' {
		return looksJSON(head)
	}
	if i := bytes.IndexByte(head, '<'); i < 0 || i > 0 && !leadIn(head[:i]) {
		return false
	}
	r := &reader{s: newScanner(bytes.NewReader(head))}
	for range 64 {
		k, err := r.s.next()
		if err != nil {
			return false
		}
		if k == startToken {
			return r.isRoot(head)
		}
	}
	return false
}

// leadIn reports whether text before the first tag may be what a broken
// program printed before a feed, rather than a text with a tag in it.
func leadIn(b []byte) bool { return len(b) < 512 && bytes.Count(b, []byte{'\n'}) < 8 }

// isRoot reports whether the tag just read begins a feed.
func (r *reader) isRoot(head []byte) bool {
	r.names.declare(r.s, 0)
	switch e := r.names.elem(r.s.name); {
	case string(r.local()) == "rdf": // there is other RDF than feeds
		for _, sign := range []string{"purl.org/rss/", "netscape.com/rdf/simple", "purl.org/net/rss", "<channel", ":channel", "<item"} {
			if bytes.Contains(head, []byte(sign)) {
				return true
			}
		}
		return false
	case e == rootElem, e == feedElem:
		return true
	case e == itemElem:
		_, declared := r.s.lookup("xmlns")
		return declared // an Atom entry document
	}
	return false
}
