package webpage

import (
	"fmt"
	"strings"

	"dateline/feed/dom"
	"dateline/feed/html2md"
	"dateline/model"
	"dateline/model/when/printed"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// post is one post of a thread.
type post struct {
	author  string
	date    model.Date
	printed string // the date as the page prints it
	content *html.Node
}

// threadArticle reads the page as a thread: an article with its posts as headings, or
// returns nil where it is none.
func (r *reading) threadArticle() *model.Article {
	o := r.outline()
	if o == nil {
		return nil
	}
	p := o.findPosts()
	if p == nil || !r.isThread(p) {
		return nil
	}
	all := r.readPosts(p)
	if len(all) == 0 {
		return nil
	}
	a := &model.Article{URL: r.address()}
	r.describe(a)
	r.dateThread(a, all)
	if name := all[0].author; name != "" {
		a.Authors = []string{name}
	}
	if a.Body = r.postBodies(all); a.Body == "" {
		return nil
	}
	return a
}

// dateThread dates a thread by its first post, and by its last.
func (r *reading) dateThread(a *model.Article, all []post) {
	pub, upd, _ := r.facts.dateCandidates(r.jsonld, r.d.Now)
	a.Published, a.Updated, a.Candidates, _ = choose(pub, upd, leastThreadDate)
	if d := all[0].date; d.Dated() && sane(d, r.d.Now) {
		a.Published, a.Candidates = d, nil
	}
	for _, p := range all {
		if p.date.Dated() && sane(p.date, r.d.Now) && (!a.Updated.Dated() || p.date.At.After(a.Updated.At)) {
			a.Updated = p.date
		}
	}
}

// postBodies joins the texts of the posts, each under who wrote it and when.
func (r *reading) postBodies(all []post) string {
	repeated := repeatedBlocks(all)
	var b strings.Builder
	var q quotations
	for _, p := range all {
		q.drop(p.content)
		for _, l := range textBlocks(p.content) {
			if repeated[lettersOf(l.text)] || len(l.text) < 120 && edited().MatchString(l.text) {
				l.remove()
			}
		}
		q.said.WriteString(lettersOf(dom.Text(p.content)) + "\n")
		text := html2md.ConvertNode(p.content, r.base())
		if text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		if head := p.heading(); head != "" {
			fmt.Fprintf(&b, "### %s\n\n", head)
		}
		b.WriteString(text)
	}
	return b.String()
}

// edited begins a line that tells when a post was changed.
var edited = expression(`^\W*`, `\b`, `(last |this post was last )?edited|last modified|zuletzt (bearbeitet|geändert)|modifié|editado|modificato|отредактировано`)

// quotations takes out what posts quote of posts before them.
type quotations struct {
	said     strings.Builder // the letters of the posts so far
	searched int             // bytes of it that were searched
}

// maxSearched bounds what is searched for quotations.
const maxSearched = 256 << 20

// drop takes out of a post the quotations of what was said before.
func (q *quotations) drop(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.DataAtom == atom.Blockquote && q.quotes(c) {
			n.RemoveChild(c)
		} else {
			q.drop(c)
		}
		c = next
	}
}

// quotes reports whether the longest block of n was said before.
func (q *quotations) quotes(n *html.Node) bool {
	longest := ""
	for _, l := range textBlocks(n) {
		if len(l.text) > len(longest) {
			longest = l.text
		}
	}
	text := lettersOf(longest)
	if q.searched += q.said.Len(); text == "" || q.searched > maxSearched {
		return false
	}
	return strings.Contains(q.said.String(), text)
}

// heading returns who wrote a post and when.
func (p post) heading() string {
	when := p.printed
	if when == "" && p.date.Dated() {
		when = p.date.DayString(p.date.At.Location())
	}
	return strings.Trim(model.EscapeMarkdown(p.author)+", "+when, ", ")
}

// repeatedBlocks returns the letters of the short blocks that stand in many posts:
// buttons and the like.
func repeatedBlocks(all []post) map[string]bool {
	count := map[string]int{}
	for _, p := range all {
		here := map[string]bool{}
		for _, l := range textBlocks(p.content) {
			if len(l.text) < 100 {
				here[lettersOf(l.text)] = true
			}
		}
		for s := range here {
			count[s]++
		}
	}
	repeated := map[string]bool{}
	for s, n := range count {
		repeated[s] = n >= 3 && n*10 >= len(all)*3
	}
	return repeated
}

// readPosts reads the posts of a thread: the text is in the elements whose place holds
// the prose of most, author and date in those whose place has one in most.
func (r *reading) readPosts(p *posts) []post {
	members := p.members[:min(len(p.members), maxPosts)]
	texts := p.places(func(i int) bool { return true })
	content := p.bestContent(texts)
	outside := func(i int) bool { return !p.inPlace(i, content) }
	author := p.bestMark(func(i int) bool { return outside(i) && p.isAuthor(i) })
	date := p.bestMark(func(i int) bool { return outside(i) && p.isTime(i) })
	if date == "" {
		date = p.bestMark(func(i int) bool { return outside(i) && p.isDate(i) })
	}
	var all []post
	for _, s := range members {
		var e post
		if i := p.at(s, author, outside); i >= 0 {
			e.author = oneLine(dom.Text(p.o.elements[i].node))
		}
		if i := p.at(s, date, outside); i >= 0 {
			e.date, e.printed = r.postDate(p.o.elements[i].node)
		}
		e.content = p.text(s, content)
		if e.content != nil {
			all = append(all, e)
		}
	}
	return all
}

// place names where an element stands within a post: its name and class.
func place(n *html.Node) string {
	class, _, _ := strings.Cut(strings.TrimSpace(dom.Attr(n, "class")), " ")
	return n.Data + "." + strings.TrimRight(class, "0123456789-_") + "@" + dom.Attr(n, "itemprop")
}

// places returns, for each place within the posts, the first element there of each
// post that has one, of those that hold.
func (p *posts) places(holds func(int) bool) map[string][]int {
	found := map[string][]int{}
	for _, s := range p.members {
		here := map[string]bool{}
		for i := s.start; i < s.end; i++ {
			if key := place(p.o.elements[i].node); !here[key] && holds(i) {
				here[key] = true
				found[key] = append(found[key], i)
			}
		}
	}
	return found
}

// bestContent returns the place that holds the most prose with the least besides, or
// "" where there is none in most posts.
func (p *posts) bestContent(places map[string][]int) string {
	best, most, typed := "", 0, false
	for key, all := range places {
		if len(all)*10 < len(p.members)*6 {
			continue
		}
		score, prose := 0, 0
		for _, i := range all {
			c := p.o.of(i, p.o.elements[i].end)
			score += 3*c.prose - c.text
			prose += c.prose
		}
		says := prose*10 > p.inside.prose*4 && (strings.HasSuffix(key, "@text") || strings.HasSuffix(key, "@articleBody"))
		if says != typed && !says {
			continue
		}
		if says != typed || score > most || score == most && key < best {
			best, most, typed = key, score, says
		}
	}
	if most < p.inside.prose && !typed {
		return ""
	}
	return best
}

// inPlace reports whether element i lies in one of that place.
func (p *posts) inPlace(i int, key string) bool {
	for n := p.o.elements[i].node; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if place(n) == key {
			return true
		}
	}
	return false
}

func (p *posts) isAuthor(i int) bool {
	c := p.o.of(i, p.o.elements[i].end)
	return c.text >= 2 && c.text <= 60 && c.dates == 0 && namesAuthor(p.o.elements[i].node) && !counted().MatchString(dom.Text(p.o.elements[i].node))
}

// joined begin what tells since when somebody belongs to a forum.
var joined = expression(``, ``, `join|regist|since|member|location|beigetreten|inscri|miembro|iscritt`)

// counted are lines that count what somebody wrote.
var counted = expression(`^`, ``, `[\d.,]+k? \w+$|@`)

// isTime reports whether element i states a date for programs.
func (p *posts) isTime(i int) bool {
	n := p.o.elements[i].node
	return n.DataAtom == atom.Time || statesDate(n)
}

func (p *posts) isDate(i int) bool {
	n := p.o.elements[i].node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && len(c.Data) < 200 && looksDated(strings.TrimSpace(c.Data)) {
			text := dom.Text(n)
			return len(text) < 80 && !joined().MatchString(text)
		}
	}
	return false
}

// bestMark returns the place with a mark in most posts, those that differ most, are
// properties or lead to a person before others, and the shortest of these; or "" where
// none is in half of them.
func (p *posts) bestMark(marked func(int) bool) string {
	best, most := "", 0.0
	for key, all := range p.places(marked) {
		if len(all)*2 < len(p.members) {
			continue
		}
		differ := map[string]bool{}
		size, sure := 0, 0
		for _, i := range all {
			n := p.o.elements[i].node
			text := dom.Text(n)
			differ[text] = true
			size += len(text)
			if containsAny(dom.Attr(n, "href"), profiles) || dom.Attr(n, "itemprop") != "" || n.DataAtom == atom.Time {
				sure++
			}
		}
		n := float64(len(p.members))
		score := float64(len(all))/n + float64(len(differ))/n/2 + float64(sure)/n - float64(size)/n/200
		if score > most || score == most && key < best {
			best, most = key, score
		}
	}
	return best
}

// at returns the first element of a post in that place, or -1.
func (p *posts) at(s span, key string, holds func(int) bool) int {
	if key == "" {
		return -1
	}
	for i := s.start; i < s.end; i++ {
		if place(p.o.elements[i].node) == key && holds(i) {
			return i
		}
	}
	return -1
}

// postDate reads the date of a post, and how it is printed.
func (r *reading) postDate(n *html.Node) (date model.Date, shown string) {
	text := dom.Text(n)
	m, ok := printed.Parse(text, r.facts.order)
	if !ok {
		m, ok = printed.FindLast(text, r.facts.order)
	}
	if ok {
		m.Date.From, shown = model.FromStated, text[m.Start:m.End]
	}
	for _, s := range [...]string{dom.Attr(n, "datetime"), dom.Attr(n, "title")} {
		if stated, known := printed.Field(s, r.facts.order); known {
			stated.Date.From = model.FromStated
			return stated.Date, shown
		}
	}
	return m.Date, shown
}

// text returns a copy of the text of a post.
func (p *posts) text(s span, content string) *html.Node {
	all := func(int) bool { return true }
	if i := p.at(s, content, all); i >= 0 {
		n := p.o.elements[i].node
		return copyText(n, weigh(n).text)
	}
	n := p.o.elements[s.start].node
	return copyText(n, weigh(n).text)
}
