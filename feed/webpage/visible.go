package webpage

import (
	"slices"
	"strings"

	"dateline/feed/dom"
	"dateline/model/when/printed"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// visibleDate is a date that the page shows.
type visibleDate struct {
	match   printed.Match
	line    int    // number of the block it stands in
	text    string // of the block
	element bool   // a <time> element states it
	pubdate bool   // and says that it is the publication
	whole   bool   // the block is nothing else
	where   zone
}

// zone is in what a block stands.
type zone struct {
	other   bool // navigation, other articles, comments
	comment bool
	date    bool // an element that is named as holding a date or byline
	article bool // <article> or <main>
	header  bool
	item    bool // an item of a list
	update  bool // an element that is named as holding the last change
	hidden  bool // not shown
}

// walk numbers the blocks of text and notes the dates in them.
func (s *pageFacts) walk(n *html.Node, z zone) {
	var run []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !isSkipped(c.DataAtom) {
			if dom.IsBlock(c.DataAtom) || dom.HoldsBlock(c) {
				s.block(run, z)
				run = run[:0]
				in := z.within(c)
				if level := levelOf(c.DataAtom); level > 0 {
					s.heading(c, level, oneLine(dom.Text(c)), in)
				}
				s.credit(c, in)
				s.walk(c, in)
				continue
			}
		}
		if c.Type == html.TextNode || c.Type == html.ElementNode && !isSkipped(c.DataAtom) {
			run = append(run, c)
		}
	}
	s.block(run, z)
}

// levelOf returns the level of a heading, 0 of anything else.
func levelOf(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	}
	return 0
}

// isSkipped reports whether elements of this name show no text of the page.
func isSkipped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Select, atom.Textarea, atom.Option, atom.Head:
		return true
	}
	return false
}

// within returns the zone of what is in n.
func (z zone) within(n *html.Node) zone {
	z.hidden = z.hidden || dom.IsHidden(n)
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside:
		z.other = true
		return z
	case atom.Article, atom.Main:
		z.article = true
	case atom.Header, atom.Hgroup:
		z.header = true
	case atom.Li:
		z.item = true
	}
	switch p := partOf(n); p {
	case partDate, partByline, partAuthor:
		z.date = true
	case partOther:
		names := strings.ToLower(dom.Attr(n, "class") + " " + dom.Attr(n, "id"))
		z.other = true
		z.comment = z.comment || strings.Contains(names, "comment") || strings.Contains(names, "respond")
	}
	return z
}

// block takes the text of a run of inline nodes.
func (s *pageFacts) block(run []*html.Node, z zone) {
	if len(run) == 0 {
		return
	}
	var b strings.Builder
	for _, n := range run {
		dom.WriteText(&b, n)
	}
	text := dom.CollapseSpace(b.String())
	if text == "" && !hasElements(run) {
		return
	}
	s.lines++
	p := run[0].Parent
	if levelOf(p.DataAtom) == 0 {
		s.namedBlock(p, text, z)
	}
	s.offset += len(text)
	main := p.DataAtom == atom.H1 || p.Parent != nil && p.Parent.DataAtom == atom.H1
	if main && !z.other || len(text) > 20 && s.isTitle(text) {
		s.titles = append(s.titles, s.lines)
	}
	s.creditLine(text, z)
	s.lines--
	for _, n := range run {
		s.creditsIn(n, z)
	}
	s.lines++
	for _, n := range run {
		s.elements(n, z, text)
	}
	s.printedDates(text, z)
	s.above = text
}

func hasElements(run []*html.Node) bool {
	return slices.ContainsFunc(run, func(n *html.Node) bool { return n.Type == html.ElementNode })
}

// isTitle reports whether a block shows the title of the page.
func (s *pageFacts) isTitle(text string) bool {
	if len(text) > 300 || len(text) < 10 {
		return false
	}
	if strings.Contains(s.title, text) {
		return true
	}
	og := s.value("og:title", "twitter:title")
	return og != "" && (strings.Contains(og, text) || strings.Contains(text, og))
}

// elements notes what inline elements state: times, and microdata.
func (s *pageFacts) elements(n *html.Node, z zone, text string) {
	if n.Type != html.ElementNode {
		return
	}
	switch n.DataAtom {
	case atom.Time:
		s.time(n, z, text)
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		if a.Key != "itemprop" && a.Key != "class" {
			continue
		}
		low := strings.ToLower(a.Val)
		value := dom.Attr(n, "content")
		if value == "" {
			value = dom.Attr(n, "datetime")
		}
		if value == "" {
			value = dom.Attr(n, "title")
		}
		switch {
		case z.other:
		case strings.Contains(low, "datepublished"), strings.Contains(low, "dt-published"), a.Key == "class" && (low == "published" || strings.HasPrefix(low, "published ") || strings.HasSuffix(low, " published")):
			if value == "" {
				value = dom.Text(n)
			}
			s.micro = append(s.micro, statedValue{"datepublished", value})
		case strings.Contains(low, "datecreated"):
			s.micro = append(s.micro, statedValue{"datecreated", value})
		case strings.Contains(low, "datemodified"), strings.Contains(low, "dt-updated"):
			s.micro = append(s.micro, statedValue{"datemodified", value})
		}
	}
	if in := z.within(n); in.date && !z.other && n.DataAtom != atom.Time {
		// A line that says more may hold an element that is but the date.
		if inner := dom.Text(n); inner != text && len(inner) < 80 {
			if m, ok := printed.Parse(inner, s.order); ok && !s.incidental(text, inner) {
				if m.Label == printed.NoLabel {
					m.Label = labelBefore(text, inner)
				}
				s.addVisibleDate(m, text, in, true)
			}
		}
	}
	z = z.within(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.elements(c, z, text)
	}
}

func (s *pageFacts) time(n *html.Node, z zone, text string) {
	inner := dom.Text(n)
	value := dom.Attr(n, "datetime")
	m, ok := printed.Field(value, s.order)
	shown, day := printed.Parse(inner, s.order)
	switch {
	case day && (!ok || m.Date.Precision.Wide()):
		m, ok = shown, true
	case day && m.Label == printed.NoLabel:
		m.Label = shown.Label
	case !ok:
		m.Date, ok = printed.Wide(inner)
		m.Apart = true
	}
	if !ok || s.incidental(text, inner) {
		return
	}
	if label := labelBefore(text, inner); m.Label == printed.NoLabel {
		m.Label = label
	}
	names := strings.ToLower(dom.Attr(n, "class") + " " + dom.Attr(n, "itemprop"))
	if strings.Contains(names, "updated") || strings.Contains(names, "modified") {
		if m.Label == printed.NoLabel && !strings.Contains(names, "publi") {
			m.Label = printed.Update
		}
	}
	s.visibleDates = append(s.visibleDates, visibleDate{
		match: m, line: s.lines, text: text, element: true,
		pubdate: dom.HasAttr(n, "pubdate") || strings.Contains(names, "publi"), whole: inner == text, where: z,
	})
}

// incidental reports whether the words in text before inner, or else in the block
// above, say that its date is not that of an article.
func (s *pageFacts) incidental(text, inner string) bool {
	i := strings.Index(text, inner)
	if i <= 0 || inner == "" {
		return len(s.above) < 60 && printed.Incidental(s.above)
	}
	return printed.Incidental(text[:i])
}

// labelBefore returns what the words in text before inner call a date.
func labelBefore(text, inner string) printed.Label {
	i := strings.Index(text, inner)
	if inner == "" || i <= 0 {
		return printed.NoLabel
	}
	before := strings.ToLower(text[max(0, i-40):i])
	for _, w := range []string{"updated", "modified", "aktualisiert", "stand:", "mis à jour", "actualizado", "aggiornato", "edited", "geändert", "atualizado", "обновлено"} {
		if strings.Contains(before, w) {
			return printed.Update
		}
	}
	for _, w := range []string{"publi", "posted", "veröffentlicht", "erstellt", "geschrieben", "опубликовано"} {
		if strings.Contains(before, w) {
			return printed.Publication
		}
	}
	return printed.NoLabel
}

// printedDates notes the dates printed in a block: all of it, or its ends.
func (s *pageFacts) printedDates(text string, z zone) {
	if !printed.Digits(text) {
		return
	}
	m, ok := printed.Parse(text, s.order)
	switch {
	case ok:
		if !s.incidental(text, text) {
			s.addVisibleDate(m, text, z, true)
		}
		return
	case len(text) > 400:
		return
	}
	if m, ok = printed.FindFirst(text, s.order); ok && !s.incidental(text, text) {
		s.addVisibleDate(m, text, z, false)
	}
	if last, found := printed.FindLast(text, s.order); found && (!ok || last.Start >= m.End) {
		if !last.Incidental(text) {
			s.addVisibleDate(last, text, z, false)
		}
		return
	}
	if !ok {
		s.datesInside(text, z)
	}
}

// dateWords stand before a date in a line about an article.
var dateWords = []string{" on ", " am ", " le ", " vom ", " den ", " el ", " il ", " em ", " op ", " dne ", " w dniu ", ", ", ": "}

// datesInside looks for a date within a short block: between signs that part it
// from the rest, or behind the words that stand before dates.
func (s *pageFacts) datesInside(text string, z zone) {
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("|•·⋅∙‧–—\t/»", r) }) {
		if m, ok := printed.Parse(strings.TrimSpace(piece), s.order); ok {
			if m.Apart = true; !s.incidental(text, piece) {
				s.addVisibleDate(m, text, z, false)
			}
			return
		}
	}
	if len(text) > 200 && (!z.date || len(text) > 600) {
		return
	}
	for _, w := range dateWords {
		for i := strings.Index(text, w); i >= 0; {
			if m, ok := printed.FindFirst(text[i+len(w):], s.order); ok {
				if m.Label = labelBefore(text, text[i+1:]); !printed.Incidental(text[:i+len(w)]) {
					s.addVisibleDate(m, text, z, false)
				}
				return
			}
			next := strings.Index(text[i+1:], w)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
}

func (s *pageFacts) addVisibleDate(m printed.Match, text string, z zone, whole bool) {
	s.visibleDates = append(s.visibleDates, visibleDate{match: m, line: s.lines, text: text, whole: whole, where: z})
}
