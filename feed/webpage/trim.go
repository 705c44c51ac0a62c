package webpage

import (
	"strings"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pruneBlocks takes out the blocks of text whose words or place say that they are
// not of the article.
func (p *pruner) pruneBlocks(root *html.Node) {
	all := textBlocks(root)
	kept := all[:0]
	for _, l := range all {
		if why := p.unrelated(l); why != "" {
			p.drop(l, why)
			continue
		}
		kept = append(kept, l)
	}
	kept = p.lead(kept)
	kept = p.linkLists(kept)
	p.tail(kept)
}

func (p *pruner) drop(l *textBlock, why string) {
	p.d.Omit(0, why, l.text, false)
	for _, n := range l.nodes {
		if n.Parent != nil && dom.First(n, atom.Img) == nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// unrelated says why a block cannot be of the article wherever it stands, or "".
func (p *pruner) unrelated(l *textBlock) string {
	if l.within(atom.Pre, atom.Code, atom.Table) {
		return ""
	}
	text := l.text
	switch {
	case len(text) < 80 && buttons().MatchString(text):
		return "an advertisement or a button"
	case len(text) < 300 && l.weight.links > 0 && l.weight.linked() > 0.4 && elsewhere().MatchString(text):
		return "leads to other articles"
	case len(text) < 400 && l.weight.linked() > 0.6 && elsewhereLinked().MatchString(text):
		return "leads to other articles"
	case l.weight.linked() > 0.95 && len(text) > 15 && len(strings.Fields(text)) >= 4 && allCaps(text) && !l.heading() && !l.within(atom.Li):
		return "leads to other articles"
	}
	return ""
}

// lead takes out what stands above the text: title, byline, date and the like.
func (p *pruner) lead(all []*textBlock) []*textBlock {
	kept := all[:0:0]
	for i, l := range all {
		if i > 15 || l.prose() || l.within(atom.Table, atom.Pre, atom.Blockquote) {
			return append(kept, all[i:]...)
		}
		switch {
		case p.isTitle(l.text):
			p.drop(l, "the title again")
		case p.isByline(l.text), dateLine(l.text), aside(l.text), len(l.nodes) == 1 && l.nodes[0].DataAtom == atom.Time:
			p.drop(l, "a byline or a date")
		case strings.HasPrefix(l.text, "http") && !strings.Contains(l.text, " "):
			p.drop(l, "an address")
		case i < 3 && l.weight.linked() > 0.9 && len(l.text) < 30 && !l.heading():
			p.drop(l, "a section of the site")
		default:
			kept = append(kept, l)
		}
	}
	return kept
}

// isTitle reports whether text is the title, or nearly.
func (p *pruner) isTitle(text string) bool {
	a, b := lettersOf(text), lettersOf(p.title)
	if len(a) < 10 || len(b) < 10 {
		return a != "" && a == b
	}
	return a == b || strings.HasPrefix(b, a) && len(a)*2 > len(b)
}

func (p *pruner) isByline(text string) bool {
	if len(text) > 120 || sentence(text) && len(text) > 60 {
		return false
	}
	low := lettersOf(text)
	for _, name := range p.names {
		if n := lettersOf(name); len(n) > 4 && strings.Contains(low, n) && len(low) < len(n)+40 {
			return true
		}
	}
	return byWords().MatchString(text) && len(strings.Fields(text)) <= 12
}

// linkLists takes out lists of links to other articles, with what introduces
// them. A list that is much of the page is the article.
func (p *pruner) linkLists(all []*textBlock) []*textBlock {
	kept := all[:0:0]
	for i := 0; i < len(all); i++ {
		l := all[i]
		if len(l.text) >= 80 || !otherHead().MatchString(l.text) || l.within(atom.Table, atom.Pre) {
			kept = append(kept, l)
			continue
		}
		j, size := i+1, 0
		for j < len(all) && linkItem(all[j]) {
			size += len(all[j].text)
			j++
		}
		several := j > i+2 || j == i+2 && (l.heading() || strings.HasSuffix(l.text, ":"))
		if !several || float64(size) > 0.4*float64(p.total) {
			kept = append(kept, l)
			continue
		}
		for _, k := range all[i:j] {
			p.drop(k, "leads to other articles")
		}
		i = j - 1
	}
	return kept
}

// linkItem reports whether l is a link, or an item of a list of links.
func linkItem(l *textBlock) bool {
	if l.within(atom.Table, atom.Pre) {
		return false
	}
	if l.weight.linked() > 0.85 {
		return true
	}
	for n := l.parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol {
			return weigh(n).linked() > 0.6
		}
	}
	return false
}

// tail takes out what stands below the text.
func (p *pruner) tail(all []*textBlock) {
	end := len(all)
	dropped := 0
	for end > 0 && float64(dropped) < 0.3*float64(p.total) {
		l := all[end-1]
		if l.within(atom.Table, atom.Pre) {
			break
		}
		if begin := linkRun(all[:end]); begin < end {
			if references(all, begin, end) {
				break
			}
			for ; end > begin; end-- {
				dropped += len(all[end-1].text)
				p.drop(all[end-1], "links below the text")
			}
			continue
		}
		if !p.trailing(l) {
			break
		}
		dropped += len(l.text)
		p.drop(l, "stands below the text")
		end--
	}
}

// linkRun returns where the run of links that ends all begins.
func linkRun(all []*textBlock) int {
	i := len(all)
	for i > 0 && all[i-1].weight.linked() > 0.85 && len(all[i-1].text) < 200 && !all[i-1].within(atom.Table, atom.Pre) {
		i--
	}
	return i
}

// references reports whether the links all[begin:end] are what the text refers
// to: what stands above them says so, or they are bare addresses.
func references(all []*textBlock, begin, end int) bool {
	bare := 0
	for _, l := range all[begin:end] {
		if strings.HasPrefix(l.text, "http") || strings.HasPrefix(l.text, "www.") {
			bare++
		}
	}
	if bare*2 > end-begin {
		return true
	}
	if begin == 0 {
		return true
	}
	head := all[begin-1]
	return (head.heading() || len(head.text) < 80 && strings.HasSuffix(head.text, ":")) && !otherHead().MatchString(head.text)
}

// trailing reports whether a block, being the last, tells of the page or its
// makers, not of the news.
func (p *pruner) trailing(l *textBlock) bool {
	text := l.text
	switch {
	case l.heading():
		return true // a heading over nothing
	case len(text) < 300 && (l.weight.links > 0 || len(text) < 120) && appeals().MatchString(text),
		len(text) < 300 && (l.weight.links > 0 || len(text) < 40) && labels().MatchString(text):
		return true
	case isCredit(text):
		return true
	case p.isByline(text) || dateLine(text) || aside(text):
		return true
	}
	for _, name := range p.names {
		if len(name) > 4 && len(text) < 600 && strings.HasPrefix(text, name) && !strings.HasPrefix(text, name+" said") {
			return true
		}
	}
	return false
}
