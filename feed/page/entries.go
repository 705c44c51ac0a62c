package page

import (
	"net/url"
	"strings"

	"dateline/model"
	"dateline/model/when"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fewestEntries is how many dated entries make a list.
const fewestEntries = 4

// maxEntries bounds the entries of one page.
const maxEntries = 2000

// entries returns the articles that the page lists, or nil where it is no list.
func (r *reading) entries() []*model.Article {
	if r.isArticle() || !r.manyDates() {
		return nil
	}
	body := first(r.root, atom.Body)
	if body == nil {
		return nil
	}
	best := r.group(body)
	if len(best) < fewestEntries {
		return nil
	}
	if otherHead.MatchString(before(best[0].node)) {
		return nil
	}
	if outside, inside := proseOutside(body, best); outside > 600 && outside > inside || outside > 3000 {
		return nil
	}
	var found []*model.Article
	known := map[string]bool{}
	for _, e := range best {
		if len(found) == maxEntries {
			break
		}
		if key := e.link + "\x00" + e.title; !known[key] {
			known[key] = true
			found = append(found, r.entryArticle(e))
		}
	}
	if len(found) < fewestEntries {
		return nil
	}
	r.d.Note(0, "kind", "a list of %d articles", len(found))
	return found
}

// before returns the block of text before n, as far as n's neighbours hold it.
func before(n *html.Node) string {
	for p := n; p != nil && p.DataAtom != atom.Body; p = p.Parent {
		for s := p.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type != html.ElementNode || skipped(s.DataAtom) {
				continue
			}
			if all := leaves(s); len(all) > 0 {
				return all[len(all)-1].text
			}
		}
	}
	return ""
}

// isArticle reports whether the page says that it is one article.
func (r *reading) isArticle() bool {
	for _, l := range r.linked {
		if l.weight >= 3 && l.published != "" {
			return len(r.linked) < fewestEntries
		}
	}
	s := r.survey
	return s.value("article:published_time") != "" || strings.EqualFold(s.value("og:type"), "article")
}

// manyDates reports whether the page shows dates enough for a list.
func (r *reading) manyDates() bool {
	n, line := 0, 0
	for _, w := range r.survey.sights {
		if w.line != line && !w.where.comment {
			n, line = n+1, w.line
		}
	}
	return n >= 2 // a day may head several entries
}

// entry is one entry of a list of articles.
type entry struct {
	node  *html.Node
	title string
	link  string
	date  model.Date
	head  *html.Node // the element of the title
}

// group returns the largest group of similar elements that are dated entries.
func (r *reading) group(body *html.Node) []entry {
	groups := map[string][]*html.Node{}
	days := map[*html.Node]model.Date{} // the day under whose heading an element stands
	var day model.Date
	var names []string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || skipped(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer {
				continue
			}
			switch c.DataAtom {
			case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt:
				if m, ok := when.PrintedIn(folded(c), r.survey.order); ok {
					day = m.Date
				} else if !holds(c, atom.A) {
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
	var best []entry
	tries := 0
	for _, name := range names {
		group := groups[name]
		if len(group) < fewestEntries || len(group) > 4*maxEntries || len(group) <= len(best) {
			continue
		}
		if tries++; tries > 200 {
			break
		}
		var found []entry
		for _, n := range group {
			e, ok := r.entryOf(n)
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
	class := attr(n, "class")
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

// entryOf reads n as an entry: a title that is a link, and one date. More
// text than an article's, or several titles, is no entry.
func (r *reading) entryOf(n *html.Node) (entry, bool) {
	e := entry{node: n}
	links, heads := 0, 0
	var walk func(n *html.Node, in *html.Node)
	walk = func(n *html.Node, in *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || skipped(c.DataAtom) {
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
		r.titleLink(&e, n, first(n, atom.H3))
	}
	walk(n, nil)
	if e.title == "" || heads > 3 || links > 60 {
		return e, false
	}
	var ok bool
	e.date, ok = r.entryDate(n)
	return e, ok && sane(e.date, r.d.Now)
}

// titleLink takes the link a for the title of e, if it is a better one: one in
// a heading before others, then the longest.
func (r *reading) titleLink(e *entry, a, head *html.Node) {
	if e.head != nil {
		return
	}
	ref := strings.TrimSpace(attr(a, "href"))
	base := r.base()
	to := resolve(ref, base)
	if ref == "" || ref[0] == '#' || strings.HasPrefix(strings.ToLower(ref), "javascript:") || base != nil && !web(to) {
		return
	}
	text := folded(a)
	if head != nil {
		text = folded(head)
	}
	if len(text) < 8 || len(text) > 300 {
		return
	}
	if _, dated := when.Printed(text); dated || head == nil && len(text) <= len(e.title) {
		return
	}
	e.title, e.head = text, head
	e.link = ""
	if web(to) {
		e.link = to.String()
	}
}

// entryDate returns the one date in n.
func (r *reading) entryDate(n *html.Node) (model.Date, bool) {
	if t := first(n, atom.Time); t != nil {
		if d, ok := r.survey.parse(attr(t, "datetime"), model.FromStated); ok {
			return d, true
		}
		if d, ok := r.survey.parse(folded(t), model.FromStated); ok {
			return d, true
		}
	}
	for i, l := range leaves(n) {
		if i > 12 {
			break
		}
		if m, ok := when.PrintedIn(l.text, r.survey.order); ok {
			return m.Date, true
		}
		if len(l.text) > 400 {
			continue
		}
		if m, ok := when.FindLast(l.text, r.survey.order); ok && m.Apart {
			return m.Date, true
		}
		if m, ok := when.FindFirst(l.text, r.survey.order); ok && m.Apart {
			return m.Date, true
		}
		if len(l.text) < 200 {
			probe := survey{order: r.survey.order}
			probe.inside(l.text, zone{})
			if len(probe.sights) == 1 {
				return probe.sights[0].match.Date, true
			}
		}
	}
	return model.Date{}, false
}

// proseOutside returns how much running text lies outside and inside of the
// entries, in bytes.
func proseOutside(body *html.Node, all []entry) (outside, inside int) {
	in := map[*html.Node]bool{}
	for _, e := range all {
		in[e.node] = true
	}
	var walk func(n *html.Node, within bool)
	walk = func(n *html.Node, within bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || skipped(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer || c.DataAtom == atom.Aside {
				continue
			}
			here := within || in[c]
			if c.DataAtom == atom.P || c.DataAtom == atom.Div && !holdsBlock(c) {
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

// entryArticle makes an article of e: with its text where the page has it
// whole, else with the teaser as summary.
func (r *reading) entryArticle(e entry) *model.Article {
	a := &model.Article{Title: e.title, URL: model.CleanLine(e.link), Published: e.date, Source: r.site(), Language: language(r.survey.lang)}
	a.Published.From = model.FromStated
	if u, err := url.Parse(a.URL); err != nil || !web(u) {
		a.URL = ""
	}
	var longest string
	prose := 0
	for _, l := range leaves(e.node) {
		if strings.Contains(l.text, e.title) || strings.Contains(e.title, l.text) || dateLine(l.text) {
			continue
		}
		if l.prose() {
			prose += len(l.text)
		}
		if len(l.text) > len(longest) && l.weight.linked() < 0.9 {
			longest = l.text
		}
	}
	if prose > 400 {
		longest = ""
		body := copyText(e.node, 0)
		p := &pruner{d: r.d, title: a.Title}
		p.prune(body)
		a.Body = render(body, r.base())
	}
	if len(longest) >= 40 {
		a.Summary = model.CleanLine(longest)
	}
	return a
}
