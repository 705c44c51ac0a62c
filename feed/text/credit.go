package text

import (
	"dateline/feed/byline"
	"dateline/model/when/printed"
)

// credit is what a line near a headline, or below the text, says of who wrote the
// article, and when.
type credit struct {
	byline.Line
	at    int  // among the lines of the page
	below bool // it stands below the text
}

// credit reads a line of the page; it is read once.
func (c *articleLines) credit(at int) *credit {
	if c.credits == nil {
		c.credits = make(map[int]*credit)
	}
	if c.credits[at] == nil {
		n := &credit{Line: byline.Read(c.page.lines[at].text, c.order), at: at}
		if at > 1 && !n.Said && c.page.lines[at-1].words <= 4 {
			if above := byline.Read(c.page.lines[at-1].text, c.order); above.Said && len(above.Names) == 0 && above.Rest == 0 {
				n.Line = byline.ReadNames(c.page.lines[at].text, c.order)
			}
		}
		c.credits[at] = n
	}
	return c.credits[at]
}

// named reports whether a line is the name of a person, besides dates and the like.
func (c *credit) named() bool { return len(c.Names) > 0 && c.Rest == 0 && hasGiven(c.Names[0]) }

// creditReader looks for the names and dates of an article of a page.
type creditReader struct {
	c        *articleLines
	headline int // its line; 0: there is none
	last     int // the last line of the text
	title    map[string]bool
	credits  []*credit
}

// Where names and dates are looked for: so many lines above and below the headline, the
// beginning of the text, and its end.
const (
	aboveHeadline, belowHeadline = 6, 20
	aboveText, intoText          = 8, 3
	aboveEnd, belowEnd           = 3, 30
)

// creditsAround reads the lines around a headline, which stands at a line, and around
// the text.
func (c *articleLines) creditsAround(title string, at int) *creditReader {
	r := &creditReader{c: c, headline: c.lastHeadline(title, at), last: c.start, title: wordsOf(title)}
	for i, in := range c.chosen {
		if in {
			r.last = i
		}
	}
	next := 1 // the first line that has not been read
	read := func(from, to int, below bool) {
		for next = max(next, from); next < min(to, len(c.page.lines)); next++ {
			if l := c.page.lines[next]; next != at && next != r.headline && (l.boilerplate == noBoilerplate || l.boilerplate == navigation) {
				n := c.credit(next)
				n.below = below
				r.credits = append(r.credits, n)
			}
		}
	}
	if r.headline > 0 {
		read(r.headline-aboveHeadline, r.headline+belowHeadline, false)
	}
	read(c.start-aboveText, c.start+intoText, false)
	read(r.last-aboveEnd, r.last+belowEnd, true)
	return r
}

// lastHeadline returns the last line down to the beginning of the text that shows the
// headline, which pages have above the menus, too.
func (c *articleLines) lastHeadline(title string, at int) int {
	key := lettersOf(title)
	for i := min(len(c.page.lines)-1, c.start+1); i > max(at, 0) && len(key) > 8; i-- {
		if l := c.page.lines[i]; len(l.text) < 400 && lettersOf(l.text) == key {
			return i
		}
	}
	return at
}

// near returns the line so many from the i-th, or nil where that was not read.
func (r *creditReader) near(i, by int) *credit {
	at, step := r.credits[i].at+by, 1
	if by < 0 {
		step = -1
	}
	for k := i + step; k >= 0 && k < len(r.credits) && (r.credits[k].at-at)*step <= 0; k += step {
		if r.credits[k].at == at {
			return r.credits[k]
		}
	}
	return nil
}

// readCredits takes the names and the date for which most speaks.
func (r *creditReader) readCredits(h *head) {
	const least = -2 // log odds of names; below, they are mostly those of others
	if o, odds, why := likeliest(authorModel(), r.authorOptions()); o != nil && odds > least {
		h.authors, h.authorLine, h.authorWhy = o.names, o.number, why
		for _, at := range o.lines {
			if c := r.c.credit(at); c.Rest == 0 && !c.below && r.c.page.lines[at].shape != prose {
				h.use(at)
			}
		}
	}
	r.chooseDate(h)
}

// chooseDate takes the date nearest to the headline where none was found yet: below it,
// then above, then one below the text that is called that of the publication.
func (r *creditReader) chooseDate(h *head) {
	for _, c := range r.credits {
		if c.at > r.headline && !c.below {
			r.date(h, c)
		}
	}
	for _, c := range r.credits {
		if c.at < r.headline && c.at >= r.headline-4 && !c.below {
			r.date(h, c)
		}
	}
}

// date takes the dates of a line that has little else.
func (r *creditReader) date(h *head, c *credit) {
	above := r.c.page.lines[c.at-1]
	if l := r.c.page.lines[c.at]; c.Rest > 4 || l.shape == prose && !c.Said || above.words < 6 && printed.Incidental(above.text) {
		return
	}
	for k := range c.Dates {
		was := h.published
		h.dateAt(r.c.page.lines[c.at].number, &c.Dates[k])
		if h.published != was && c.Rest == 0 {
			h.use(c.at)
		}
	}
}
