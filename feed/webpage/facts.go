package webpage

import (
	"net/url"
	"slices"
	"strings"

	"dateline/feed/discover"
	"dateline/feed/dom"
	"dateline/model"
	"dateline/model/when/printed"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageFacts is what a page says of itself and where it shows dates, gathered in
// one walk before the extraction changes the tree.
type pageFacts struct {
	base      *url.URL // what relative addresses are resolved against, or nil
	title     string   // of <title>
	lang      string
	canonical string
	meta      []statedValue
	scripts   []string      // JSON-LD
	micro     []statedValue // microdata and microformats that state dates and names
	feeds     []discover.Feed

	headings     []heading
	credits      []credit
	perLevel     [3]int        // how many of each level
	offset       int           // bytes of text seen so far
	order        printed.Order // how ambiguous numbers are read here
	lines        int           // blocks of text seen so far
	above        string        // the text of the last of them
	titles       []int         // blocks that show the title: their numbers
	visibleDates []visibleDate
}

// statedValue is a value and what the page calls it, in lower case.
type statedValue struct{ name, value string }

// gatherFacts returns what a page, which came from an address, says of itself.
func gatherFacts(root *html.Node, from *url.URL) *pageFacts {
	s := &pageFacts{base: from}
	s.head(root)
	if u := dom.Resolve(s.canonical, s.base); s.canonical != "" && web(u) {
		s.canonical = u.String()
	} else {
		s.canonical = ""
	}
	if s.title == "" {
		if h := dom.First(root, atom.Title); h != nil {
			s.title = dom.Text(h)
		}
	}
	s.order = printed.OrderIn(s.lang, s.canonical, s.value("og:locale"))
	if body := dom.First(root, atom.Body); body != nil {
		s.walk(body, zone{})
	}
	return s
}

// head gathers what <html> and <head> state. Scripts, meta and link elements
// count wherever they are.
func (s *pageFacts) head(n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Html:
			s.lang = dom.Attr(n, "lang")
			if s.lang == "" {
				s.lang = dom.Attr(n, "xml:lang")
			}
		case atom.Title:
			if s.title == "" && n.Namespace == "" {
				s.title = dom.Text(n)
			}
			return
		case atom.Base:
			if u := dom.Resolve(dom.Attr(n, "href"), s.base); u != nil && u.IsAbs() {
				s.base = u
			}
		case atom.Meta:
			s.metaElement(n)
		case atom.Link:
			s.link(n)
		case atom.Script:
			if t := dom.Attr(n, "type"); strings.Contains(t, "ld+json") && n.FirstChild != nil {
				s.scripts = append(s.scripts, n.FirstChild.Data)
			}
			return
		case atom.Style, atom.Svg:
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.head(c)
	}
}

func (s *pageFacts) metaElement(n *html.Node) {
	value := dom.Attr(n, "content")
	if value == "" {
		value = dom.Attr(n, "value") // as some write it
	}
	if value == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(dom.Attr(n, key)) {
			s.meta = append(s.meta, statedValue{strings.ToLower(name), value})
		}
	}
}

func (s *pageFacts) link(n *html.Node) {
	rel := strings.ToLower(dom.Attr(n, "rel"))
	switch {
	case rel == "canonical":
		if s.canonical == "" {
			s.canonical = dom.Attr(n, "href") // resolved when <base> is known
		}
	case strings.Contains(rel, "alternate"):
		if t := dom.Attr(n, "type"); strings.Contains(t, "rss") || strings.Contains(t, "atom") || strings.Contains(t, "feed+json") {
			u := dom.Resolve(dom.Attr(n, "href"), s.base)
			if web(u) && !slices.ContainsFunc(s.feeds, func(f discover.Feed) bool { return f.Address == u.String() }) {
				s.feeds = append(s.feeds, discover.Feed{Title: model.CleanLine(dom.Attr(n, "title")), Address: u.String()})
			}
		}
	}
}

// web reports whether u is an absolute http(s) address.
func web(u *url.URL) bool {
	return u != nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// value returns the first of the meta values of these names, in the order of
// the names, or "".
func (s *pageFacts) value(names ...string) string {
	for _, name := range names {
		for _, m := range s.meta {
			if m.name == name {
				if v := model.CleanLine(html.UnescapeString(m.value)); v != "" {
					return v
				}
			}
		}
	}
	return ""
}
