// Package webpage reads HTML pages: the article in one, or the headlines of one
// that lists others. It fetches nothing, runs nothing, and knows only what
// stands in the page.
//
// # What is recognised, and how
//
// The encoding is that of the bytes, if they are UTF-8 or have a byte order
// mark; then what the server says, then what the page says, then a guess.
//
// The text is chosen block by block, by a model fitted to pages whose articles are
// known. It knows what Mozilla's Readability would choose, and where both nearly agree
// that stands. What is no part of an article is taken out again, by the names of
// elements (class, id) and by words in several languages: captions, which become the
// description of their image unless they are a <figcaption>, bylines, dates,
// advertisements, links to other articles, appeals to subscribe, and the last lines
// about the site or the author. Where nothing is chosen, the text of the page outside
// navigation is the article.
//
// The title is the likeliest of the headings, of what JSON-LD, Open Graph and other
// meta elements state, of <title> and of its parts: see title.go. The authors are the
// likeliest of the names in JSON-LD, meta elements, bylines and links to authors: see
// author.go. The name of the site is that of Open Graph, JSON-LD or the address.
//
// The date of publication is the likeliest of the days that the page gives, by a model
// that knows how each is stated, what is stated beside it, and which of them is the first
// of: datePublished in the JSON-LD of an
// article; meta elements (article:published_time and its many relatives);
// microdata; what the page shows as its publication ("Published: …"); a <time>
// beside the title; a date printed beside the title; a day in the address; the
// only date on the page; and, if nothing else is known, the last change its
// metadata states. Where the page shows the day before or after the one its
// metadata states, it is the shown one: metadata often counts in UTC.
//
// A page is a thread of a forum where most of its text lies in similar elements, each
// with an author and a date, and its address, its types or the names of these say that
// they are posts. It becomes one article with the posts below headings, by who opened
// it, last changed when the last was written.
//
// Of what is neither an article nor one of these, a list without dates, a product, what
// somebody offers, all main text is the article: another model chooses its blocks, where
// a third says by the page as a whole that it is none.
//
// A page is a list where it does not say that it is an article and most of its
// text lies in four or more similar elements, each with a link and a date. Its
// items become articles, with what the page shows of their text.
package webpage

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"sync"

	"dateline/feed/document"
	"dateline/feed/dom"
	"dateline/feed/html2md"
	"dateline/model"

	"golang.org/x/net/html"
)

// Read reads the page in d and emits its article, or the articles that it
// lists. It is a document.Reader. A page longer than the limit of d is read as far
// as the limit, and the error says so. A page without text or title is
// document.ErrNothing.
func Read(ctx context.Context, d *document.Document, emit document.Emit) error {
	b, short := d.ReadAll()
	if short != nil && len(b) == 0 {
		return short
	}
	articles, err := articlesIn(ctx, d, b)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && short != nil: // the rest may have held something
		return short
	case err != nil:
		return err
	}
	for _, a := range articles {
		if err := emit(a); err != nil {
			return err
		}
	}
	return short
}

// articlesIn reads the page b, the content of d.
func articlesIn(ctx context.Context, d *document.Document, b []byte) ([]*model.Article, error) {
	r, err := readingOf(d, b)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if a := r.threadArticle(); a != nil {
		return []*model.Article{a}, nil
	}
	if articles := r.listedArticles(); articles != nil {
		return articles, nil
	}
	a, err := r.article(ctx)
	return []*model.Article{a}, err
}

// readingOf parses the page b, the content of d, and gathers what it says of itself.
func readingOf(d *document.Document, b []byte) (*reading, error) {
	hint := d.Charset
	if hint == "" {
		hint = statedCharset(b)
	}
	text, name := document.ToUTF8(b, hint)
	d.Note(0, "encoding", "%s", name)
	root, flattened, err := dom.Parse(string(text))
	if err != nil {
		return nil, err
	}
	if flattened {
		d.Note(0, "dropped", "tags of elements that lie deeper than %d", dom.MaxDepth)
	}
	r := &reading{d: d, root: root, facts: gatherFacts(root, d.URL)}
	r.jsonld = readJSONLD(r.facts.scripts)
	return r, nil
}

// reading is one page as it is read.
type reading struct {
	d      *document.Document
	root   *html.Node
	facts  *pageFacts
	jsonld []jsonldArticle

	outlined *outline // once it was asked for
	whole    bool     // the body is the main text of a page that is no article
}

// article reads the page as one article.
func (r *reading) article(ctx context.Context) (*model.Article, error) {
	a := &model.Article{URL: r.address()}
	pub, upd, ahead := r.facts.dateCandidates(r.jsonld, r.d.Now)
	var why string
	a.Published, a.Updated, a.Candidates, why = choose(pub, upd, leastDate)
	if !a.Published.Dated() {
		a.Published, _, _, why = choose(ahead, nil, leastThreadDate)
	}
	if a.Published.Dated() {
		r.d.Note(0, "date", "%s, from %s", a.Published, why)
	} else {
		r.d.Note(0, "date", "none found")
	}
	body := r.extract()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.describe(a)
	if body != nil {
		p := &pruner{d: r.d, title: cmp.Or(r.formerTitle(), a.Title), names: a.Authors}
		if !r.whole {
			p.prune(body)
		}
		if a.Summary == "" {
			a.Summary = p.standfirst
		}
		a.Body = html2md.ConvertNode(body, r.base())
	}
	if a.Body == "" && a.Title == "" && a.Summary == "" {
		return nil, fmt.Errorf("%w: the page has no text", document.ErrNothing)
	}
	return a, nil
}

// base returns the address that relative links are resolved against, or nil:
// that of <base>, else where the page was found, else what it calls its own.
func (r *reading) base() *url.URL {
	if r.facts.base != nil {
		return r.facts.base
	}
	for _, s := range []string{r.facts.canonical, r.facts.value("og:url")} {
		if u, err := url.Parse(s); err == nil && web(u) {
			return u
		}
	}
	return nil
}

// address returns the address of the page, or "".
func (r *reading) address() string {
	for _, s := range []string{r.facts.canonical, r.facts.value("og:url", "twitter:url")} {
		u, err := url.Parse(s)
		if err != nil || !web(u) {
			continue
		}
		// Some sites give every page the address of their front page.
		if r.d.URL != nil && len(u.Path) <= 1 && len(r.d.URL.Path) > 1 {
			continue
		}
		return model.CleanLine(u.String())
	}
	if web(r.d.URL) {
		return model.CleanLine(r.d.URL.String())
	}
	return ""
}

var charsetIn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:<meta[^>]{0,200}?charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}?encoding\s*=\s*["'])([a-z0-9_:.-]{2,40})`)
})

// statedCharset returns the encoding that a page states in its first bytes
// (HTML 13.2.3.2), or "".
func statedCharset(b []byte) string {
	const prescan = 4096
	b = b[:min(len(b), prescan)]
	m := charsetIn().FindSubmatch(b)
	if m == nil {
		return ""
	}
	return string(bytes.ToLower(m[1]))
}
