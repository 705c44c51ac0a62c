package webpage

import (
	"net/url"
	"strings"

	"dateline/feed/dom"
	"dateline/feed/html2md"
	"dateline/model"
	"dateline/model/when/printed"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// listItem is one item of a list of articles.
type listItem struct {
	node  *html.Node
	title string
	link  string
	date  model.Date
	head  *html.Node // the element of the title
}

// listItemOf reads n as an item: a title that is a link, and one date. More
// text than an article's, or several titles, is no item.
func (r *reading) listItemOf(n *html.Node) (listItem, bool) {
	e := listItem{node: n}
	links, heads := 0, 0
	var walk func(n *html.Node, in *html.Node)
	walk = func(n *html.Node, in *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || isSkipped(c.DataAtom) {
				continue
			}
			head := in
			switch c.DataAtom {
			case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
				head = c
				heads++
			case atom.A:
				links++
				r.titleLink(&e, c, head)
			}
			walk(c, head)
		}
	}
	if n.DataAtom == atom.A {
		r.titleLink(&e, n, dom.First(n, atom.H3))
	}
	walk(n, nil)
	if e.title == "" || heads > 3 || links > 60 {
		return e, false
	}
	var ok bool
	e.date, ok = r.listItemDate(n)
	return e, ok && sane(e.date, r.d.Now)
}

// titleLink takes the link a for the title of e, if it is a better one: one in
// a heading before others, then the longest.
func (r *reading) titleLink(e *listItem, a, head *html.Node) {
	if e.head != nil {
		return
	}
	ref := strings.TrimSpace(dom.Attr(a, "href"))
	base := r.base()
	to := dom.Resolve(ref, base)
	if ref == "" || ref[0] == '#' || strings.HasPrefix(strings.ToLower(ref), "javascript:") || base != nil && !web(to) {
		return
	}
	text := dom.Text(a)
	if head != nil {
		text = dom.Text(head)
	}
	if len(text) < 8 || len(text) > 300 {
		return
	}
	if _, dated := printed.Parse(text, printed.DayFirst); dated || head == nil && len(text) <= len(e.title) {
		return
	}
	e.title, e.head = text, head
	e.link = ""
	if web(to) {
		e.link = to.String()
	}
}

// listItemDate returns the one date in n.
func (r *reading) listItemDate(n *html.Node) (model.Date, bool) {
	if t := dom.First(n, atom.Time); t != nil {
		for _, s := range [...]string{dom.Attr(t, "datetime"), dom.Text(t)} {
			if m, ok := printed.Field(s, r.facts.order); ok {
				m.Date.From = model.FromStated
				return m.Date, true
			}
		}
	}
	for i, l := range textBlocks(n) {
		if i > 12 {
			break
		}
		if m, ok := printed.Parse(l.text, r.facts.order); ok {
			return m.Date, true
		}
		if len(l.text) > 400 {
			continue
		}
		if m, ok := printed.FindLast(l.text, r.facts.order); ok && m.Apart && !m.Incidental(l.text) {
			return m.Date, true
		}
		if m, ok := printed.FindFirst(l.text, r.facts.order); ok && m.Apart {
			return m.Date, true
		}
		if len(l.text) < 200 {
			probe := pageFacts{order: r.facts.order}
			probe.datesInside(l.text, zone{})
			if len(probe.visibleDates) == 1 {
				return probe.visibleDates[0].match.Date, true
			}
		}
	}
	return model.Date{}, false
}

// listItemArticle makes an article of e, with what the page shows of its text.
func (r *reading) listItemArticle(e listItem) *model.Article {
	a := &model.Article{Title: e.title, URL: model.CleanLine(e.link), Published: e.date, Source: r.site(), Language: language(r.facts.lang)}
	a.Published.From = model.FromStated
	if u, err := url.Parse(a.URL); err != nil || !web(u) {
		a.URL = ""
	}
	body := copyText(e.node, 0)
	p := &pruner{d: r.d, title: a.Title}
	p.prune(body)
	var longest string
	for _, l := range textBlocks(body) {
		if l.text == e.title || len(l.text) < len(e.title) && strings.Contains(e.title, l.text) || dateLine(l.text) {
			l.remove()
			continue
		}
		if len(l.text) > len(longest) && l.weight.linked() < 0.9 && !strings.Contains(l.text, e.title) {
			longest = l.text
		}
	}
	if len(longest) < 40 {
		return a
	}
	a.Body = html2md.ConvertNode(body, r.base())
	return a
}
