package webpage

import (
	"strings"

	"dateline/feed/dom"
	"dateline/model"
	"dateline/model/when/printed"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fewestItems is how many dated items make a list.
const fewestItems = 4

// maxItems bounds the items of one page.
const maxItems = 2000

// listedArticles returns the articles that the page lists, or nil where it is no list.
func (r *reading) listedArticles() []*model.Article {
	if r.isArticle() || !r.manyDates() {
		return nil
	}
	body := dom.First(r.root, atom.Body)
	if body == nil {
		return nil
	}
	best := r.largestGroup(body)
	if len(best) < fewestItems {
		return nil
	}
	if otherHead().MatchString(before(best[0].node)) {
		return nil
	}
	if outside, inside := proseOutside(body, best); outside > 600 && outside > inside || outside > 3000 {
		return nil
	}
	var found []*model.Article
	known := map[string]bool{}
	for _, e := range best {
		if len(found) == maxItems {
			break
		}
		if key := e.link + "\x00" + e.title; !known[key] {
			known[key] = true
			found = append(found, r.listItemArticle(e))
		}
	}
	if len(found) < fewestItems {
		return nil
	}
	r.d.Note(0, "kind", "a list of %d articles", len(found))
	r.d.Headlines = true
	return found
}

// before returns the block of text before n, as far as n's neighbours hold it.
func before(n *html.Node) string {
	for p := n; p != nil && p.DataAtom != atom.Body; p = p.Parent {
		for s := p.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type != html.ElementNode || isSkipped(s.DataAtom) {
				continue
			}
			if all := textBlocks(s); len(all) > 0 {
				return all[len(all)-1].text
			}
		}
	}
	return ""
}

// isArticle reports whether the page says that it is one article.
func (r *reading) isArticle() bool {
	for _, l := range r.jsonld {
		if l.weight >= 3 && l.published != "" {
			return len(r.jsonld) < fewestItems
		}
	}
	s := r.facts
	return s.value("article:published_time") != "" || strings.EqualFold(s.value("og:type"), "article")
}

// manyDates reports whether the page shows dates enough for a list.
func (r *reading) manyDates() bool {
	n, line := 0, 0
	for _, w := range r.facts.visibleDates {
		if w.line != line && !w.where.comment {
			n, line = n+1, w.line
		}
	}
	return n >= 2 // a day may head several items
}

// largestGroup returns the largest group of similar elements that are dated items.
func (r *reading) largestGroup(body *html.Node) []listItem {
	groups := map[string][]*html.Node{}
	days := map[*html.Node]model.Date{} // the day under whose heading an element stands
	var day model.Date
	var names []string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || isSkipped(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer {
				continue
			}
			switch c.DataAtom {
			case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt:
				if m, ok := printed.Parse(dom.Text(c), r.facts.order); ok {
					day = m.Date
				} else if !dom.Holds(c, atom.A) {
					day = model.Date{}
				}
			case atom.Li, atom.Div, atom.Article, atom.Section, atom.Tr, atom.Dl, atom.P, atom.A:
				name := signature(c)
				if len(groups[name]) == 0 {
					names = append(names, name)
				}
				groups[name] = append(groups[name], c)
				if day.Dated() {
					days[c] = day
				}
			}
			walk(c, depth+1)
		}
	}
	walk(body, 0)
	var best []listItem
	tries := 0
	for _, name := range names {
		group := groups[name]
		if len(group) < fewestItems || len(group) > 4*maxItems || len(group) <= len(best) {
			continue
		}
		if tries++; tries > 200 {
			break
		}
		var found []listItem
		for _, n := range group {
			e, ok := r.listItemOf(n)
			if !e.date.Dated() && e.title != "" {
				e.date = days[n]
				ok = sane(e.date, r.d.Now)
			}
			if ok {
				found = append(found, e)
			}
		}
		if len(found)*10 >= len(group)*6 && len(found) > len(best) {
			best = found
		}
	}
	return best
}

// signature names elements that are made alike.
func signature(n *html.Node) string {
	class := dom.Attr(n, "class")
	if i := strings.IndexByte(strings.TrimSpace(class), ' '); i > 0 {
		class = strings.TrimSpace(class)[:i]
	}
	// Numbers tell like elements apart.
	class = strings.TrimRight(class, "0123456789-_")
	parent := ""
	if n.Parent != nil {
		parent = n.Parent.Data
	}
	return parent + ">" + n.Data + "." + class
}

// proseOutside returns how much running text lies outside and inside of the
// items, in bytes.
func proseOutside(body *html.Node, all []listItem) (outside, inside int) {
	in := map[*html.Node]bool{}
	for _, e := range all {
		in[e.node] = true
	}
	var walk func(n *html.Node, within bool)
	walk = func(n *html.Node, within bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || isSkipped(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer || c.DataAtom == atom.Aside {
				continue
			}
			here := within || in[c]
			if c.DataAtom == atom.P || c.DataAtom == atom.Div && !dom.HoldsBlock(c) {
				if w := weigh(c); w.text >= 80 && w.linked() < 0.4 {
					if here {
						inside += w.text
					} else {
						outside += w.text
					}
					continue
				}
			}
			walk(c, here)
		}
	}
	walk(body, false)
	return outside, inside
}
