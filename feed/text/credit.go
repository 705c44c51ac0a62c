package text

import (
	"strings"

	"dateline/feed/byline"
	"dateline/model/when/printed"
)

// credit is a line near a headline that may say who wrote the article, and when.
type credit struct {
	at int // among the lines of the page
	byline.Line
	names float64 // how much speaks for its names
}

// creditReader looks for the names and dates of an article of a page.
type creditReader struct {
	c        *articleLines
	headline int // its line, or -1
	title    map[string]bool
	credits  []credit
}

// Where names and dates are looked for: so many lines above the headline, and below it.
const (
	creditAbove = 4
	creditBelow = 14
	// leastName is how much must speak for a name that no "by" stands before.
	leastName = 2.5
)

// readCredits reads the lines around the headline at a line, or around the beginning
// of the text where there is none.
func (c *articleLines) readCredits(h *head, headline int, order printed.Order) {
	r := creditReader{c: c, headline: c.lastHeadline(h, headline), title: wordsOf(h.title)}
	from, to := max(1, r.headline-creditAbove), min(len(c.page.lines), r.headline+creditBelow)
	if r.headline <= 0 {
		from, to = max(1, c.start-headLines), min(len(c.page.lines), c.start+3)
	}
	proses := 0
	for i := from; i < to; i++ {
		l := c.page.lines[i]
		if i == headline || i == r.headline || l.boilerplate != noBoilerplate && l.boilerplate != navigation {
			continue
		}
		if l.shape == prose && i > r.headline {
			if proses++; proses > 2 {
				break
			}
		}
		r.credits = append(r.credits, credit{at: i, Line: byline.Read(l.text, order)})
	}
	r.choose(h)
	r.chooseDate(h)
	if len(h.authors) == 0 {
		r.below(h, order)
	}
}

// lastHeadline returns the last line down to the beginning of the text that shows the
// headline, which pages have above the menus, too.
func (c *articleLines) lastHeadline(h *head, headline int) int {
	title := lettersOf(h.title)
	for i := min(len(c.page.lines)-1, c.start+1); i > max(headline, 0) && len(title) > 8; i-- {
		if l := c.page.lines[i]; len(l.text) < 400 && lettersOf(l.text) == title {
			return i
		}
	}
	return headline
}

// chooseDate takes the date nearest to the headline where none was found yet.
func (r *creditReader) chooseDate(h *head) {
	for _, below := range [...]bool{true, false} {
		for i := range r.credits {
			c := &r.credits[i]
			if l := r.c.page.lines[c.at]; c.at > r.headline != below || c.Rest > 4 || l.shape == prose && !c.Said || r.incidental(c.at) {
				continue
			}
			for k := range c.Dates {
				was := h.published
				h.dateAt(r.c.page.lines[c.at].number, &c.Dates[k])
				if h.published != was && c.Rest == 0 {
					h.use(c.at)
				}
			}
		}
	}
}

// incidental reports whether the line above says that the date of one is not that of
// the article.
func (r *creditReader) incidental(at int) bool {
	above := r.c.page.lines[at-1]
	return above.words < 6 && printed.Incidental(above.text)
}

// below looks for the names below the text: "Written by Jane Doe", "About the author".
func (r *creditReader) below(h *head, order printed.Order) {
	p := r.c.page
	last := r.c.start
	for i := r.c.start; i >= 0 && i < len(p.lines); i++ {
		if r.c.chosen[i] {
			last = i
		}
	}
	const within = 30
	for i := max(last-3, 1); i < min(len(p.lines)-1, last+within) && last >= 0; i++ {
		l := p.lines[i]
		if l.shape == prose || l.words > 12 {
			continue
		}
		c := byline.Read(l.text, order)
		if c.Said && len(c.Names) == 0 && c.Rest == 0 && l.words > 1 {
			c = byline.Read(p.lines[i+1].text, order)
			c.Said = true
		}
		if c.Said && len(c.Names) > 0 && c.Rest == 0 && strings.Contains(c.Names[0], " ") {
			h.authors, h.authorLine = c.Names, l.number
			return
		}
	}
}

// choose takes the names for which most speaks.
func (r *creditReader) choose(h *head) {
	best := -1
	for i := range r.credits {
		r.weigh(i)
		if c := &r.credits[i]; c.names >= leastName && (best < 0 || c.names > r.credits[best].names) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	c := &r.credits[best]
	h.authors, h.authorLine = append(h.authors, c.Names...), r.c.page.lines[c.at].number
	if c.Rest == 0 && r.c.page.lines[c.at].shape != prose {
		h.use(c.at)
	}
	for _, n := range r.credits[best+1:] { // each author on a line
		if n.at != c.at+1 || len(n.Names) != 1 || n.Said || n.Rest > 0 || n.names < leastName-1 {
			return
		}
		if c = &n; !contains(h.authors, n.Names[0]) {
			h.authors = append(h.authors, n.Names[0])
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// weigh says how much speaks for the names of a line.
func (r *creditReader) weigh(i int) {
	c := &r.credits[i]
	p := r.c.page
	l := p.lines[c.at]
	if len(c.Names) == 0 {
		return
	}
	s := 0.0
	near := func(k int) *credit { // the k-th line from it
		if j := i + k; j >= 0 && j < len(r.credits) && r.credits[j].at == c.at+k {
			return &r.credits[j]
		}
		return nil
	}
	above := near(-1)
	switch {
	case c.Said:
		s += 4
		if c.Rest > 2 {
			s -= 2
		}
	case above != nil && above.Said && len(above.Names) == 0 && above.Rest == 0:
		s += 4
	case c.Rest > 3 && len(c.Dates) == 0 || c.Rest > 0 && len(c.Dates) == 0 && !hasGiven(c.Names[0]) || c.Rest > 8 || len(c.Names) > 4:
		c.names = -1
		return
	}
	if len(c.Dates) > 0 || c.Facts > 0 {
		s += 1.5
	}
	if len(c.Dates) > 0 && c.Rest == 0 {
		s++
	}
	if c.Role {
		s++
	}
	for _, k := range [...]int{-2, -1, 1, 2} {
		n := near(k)
		if n == nil || n.Rest > 3 {
			continue
		}
		if len(n.Dates) > 0 {
			s += 1.5
			break
		}
	}
	for _, k := range [...]int{-1, 1} {
		if n := near(k); n != nil && n.Rest == 0 && len(n.Names) == 0 && (n.Role || n.Facts > 0) {
			s++
			break
		}
	}
	switch d := c.at - r.headline; {
	case r.headline < 0:
	case d == 1:
		s++
	case d < 0:
		s -= 0.5
	default:
		s -= 0.05 * float64(d)
	}
	if !c.Said {
		c.Names = givenFirst(c.Names)
	}
	name := c.Names[0]
	if hasGiven(name) {
		s += 1.5
	}
	if !strings.Contains(name, " ") && name[0] < 0x80 {
		s -= 2
	}
	if overlap(name, r.title) > 0 {
		s -= 2.5
	}
	s += r.elsewhere(name, c.at)
	if l.shape == prose {
		s -= 2
	}
	c.names = s
}

// givenFirst returns those of some names that have a given name, or all where none has.
func givenFirst(names []string) []string {
	var given []string
	for _, n := range names {
		if hasGiven(n) && !contains(given, n) {
			given = append(given, n)
		}
	}
	if given == nil {
		return names
	}
	return given
}

func hasGiven(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if byline.IsGiven(w) {
			return true
		}
	}
	return false
}

// elsewhere looks where else the page has a name.
func (r *creditReader) elsewhere(name string, at int) float64 {
	p := r.c.page
	found := 0.0
	for i, l := range p.lines {
		if i == at || len(l.text) > 2000 || !strings.Contains(l.text, name) {
			continue
		}
		switch {
		case l.text == name && i < r.headline:
			if hasGiven(name) {
				continue // the site is theirs
			}
			return -1.5 // an entry of a menu
		case l.shape == prose && strings.HasPrefix(l.text, name):
			found = 1.5 // who that is
		case !r.c.chosen[i] && l.text == name:
			found = max(found, 0.7)
		}
	}
	return found
}
