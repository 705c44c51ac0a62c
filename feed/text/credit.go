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
	r := creditReader{c: c, headline: headline, title: wordsOf(h.title)}
	from, to := max(0, headline-creditAbove), min(len(c.page.lines), headline+creditBelow)
	if headline <= 0 {
		from, to = max(1, c.start-headLines), min(len(c.page.lines), c.start+3)
	}
	proses := 0
	for i := from; i < to; i++ {
		l := c.page.lines[i]
		if i == headline || l.boilerplate != noBoilerplate && l.boilerplate != navigation || h.used[i] {
			continue
		}
		if l.shape == prose && i > headline {
			if proses++; proses > 2 {
				break
			}
		}
		r.credits = append(r.credits, credit{at: i, Line: byline.Read(l.text, order)})
	}
	r.choose(h)
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
	h.authors = append([]string(nil), c.Names...)
	if c.Rest == 0 && r.c.page.lines[c.at].shape != prose {
		h.use(c.at)
	}
	{
		for k := best + 1; k < len(r.credits) && r.credits[k].at == r.credits[k-1].at+1; k++ {
			n := &r.credits[k]
			if len(n.Names) != 1 || n.Said || n.Rest > 0 || n.names < leastName-1 {
				break
			}
			if !contains(h.authors, n.Names[0]) {
				h.authors = append(h.authors, n.Names[0])
			}
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
	case c.Rest > 2 || c.Rest > 0 && len(c.Dates) == 0 || len(c.Names) > 3:
		c.names = -1
		return
	}
	if len(c.Dates) > 0 || c.Facts > 0 {
		s += 1.5
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
	name := c.Names[0]
	if !strings.Contains(name, " ") {
		s -= 1
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
			return -1.5 // an entry of a menu
		case l.shape == prose && strings.HasPrefix(l.text, name):
			found = 1.5 // who that is
		case !r.c.chosen[i] && l.text == name:
			found = max(found, 0.7)
		}
	}
	return found
}
