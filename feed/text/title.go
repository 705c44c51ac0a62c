package text

import (
	"cmp"
	"slices"
	"strings"
)

const (
	mostTitles    = 24 // lines that the model is asked about
	titleFeatures = 52
)

// titleReader looks for the headline of a page.
type titleReader struct {
	c     *articleLines
	head  pageTitle
	parts []string        // of the page's title, which its first line is
	whole string          // its letters
	words map[string]bool // of the article
	short map[string]int  // the letters of short lines, and how often they occur
	best  float64         // the most that speaks for a line
	shown bool            // a line is a part of the page's title
	most  float64         // the most that a line has of the words of the page's title
	near  int             // the last line before the text that has half of them
}

// chooseTitle returns the headline of a page, its line, and what it won over. The line is
// -1 where the page has none.
func (c *articleLines) chooseTitle() (title string, at int, why string) {
	best, _, why := likeliest(titleModel(), c.titleOptions())
	if best == nil {
		return "", -1, ""
	}
	return best.text, best.lines[0], why
}

// titleOptions returns the lines, and the parts of the page's title, that may be the
// headline.
func (c *articleLines) titleOptions() []option {
	p := c.page
	if len(p.lines) == 0 {
		return nil
	}
	r := titleReader{c: c, head: pageTitleOf(p.lines), parts: titleParts(p.lines[0].text), whole: lettersOf(p.lines[0].text), words: c.wordSet(), short: make(map[string]int)}
	for _, l := range p.lines[1:] {
		if l.words < 8 && len(l.text) < 100 {
			r.short[lettersOf(l.text)]++
		}
	}
	all := r.lines()
	r.compare(all)
	for _, t := range r.parts {
		if !slices.ContainsFunc(all, func(o option) bool { return lettersOf(o.text) == lettersOf(t) }) {
			all = append(all, option{text: t, lines: []int{0}, hand: c.headlineScore(0, &r.head, r.words)})
		}
	}
	for _, o := range all {
		r.best = max(r.best, o.hand)
	}
	for i := range all {
		all[i].x, all[i].number = r.features(&all[i], i), p.lines[all[i].lines[0]].number
	}
	return all
}

// lines returns the lines that may be the headline, of those that are the same the best,
// and of all those for which most speaks.
func (r *titleReader) lines() []option {
	p, c := r.c.page, r.c
	last := min(len(p.lines), max(c.start, 0)+3)
	if c.start < 0 {
		last = min(len(p.lines), 400)
	}
	var all []option
	same := make(map[string]int)
	for i := 1; i < last; i++ {
		l := p.lines[i]
		if l.boilerplate != noBoilerplate || l.words > 40 || len(l.text) > 300 || l.days.only != nil || isRest(l.text) {
			continue
		}
		o := option{text: l.text, lines: []int{i}, hand: c.headlineScore(i, &r.head, r.words)}
		key := lettersOf(l.text)
		switch k, ok := same[key]; {
		case !ok:
			same[key] = len(all)
			all = append(all, o)
		case all[k].hand < o.hand+0.5:
			all[k] = o
		}
	}
	slices.SortStableFunc(all, func(a, b option) int { return cmp.Compare(b.hand, a.hand) })
	return all[:min(len(all), mostTitles)]
}

// compare notes what the lines have in common with the page's title.
func (r *titleReader) compare(lines []option) {
	for _, o := range lines {
		key := lettersOf(o.text)
		shared := overlap(r.head.bare, wordsOf(o.text))
		r.shown = r.shown || len(key) >= 10 && slices.ContainsFunc(r.parts, func(t string) bool { return lettersOf(t) == key })
		r.most = max(r.most, shared)
		if at := o.lines[0]; shared >= 0.5 && at <= r.c.start {
			r.near = max(r.near, at)
		}
	}
}

// titleParts returns the title of a page, and what is left of it without parts at its
// ends.
func titleParts(s string) []string {
	if len(s) > 300 {
		return nil
	}
	parts := []string{s}
	for _, sep := range [...]string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", ": ", " : ", "｜", " / ", " ~ "} {
		if i := strings.LastIndex(s, sep); i > 0 {
			parts = append(parts, strings.TrimSpace(s[:i]))
		}
		if i := strings.Index(s, sep); i > 0 {
			parts = append(parts, strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):]))
		}
	}
	const most = 12
	var kept []string
	for _, t := range parts {
		if t != "" && !slices.Contains(kept, t) && len(kept) < most {
			kept = append(kept, t)
		}
	}
	return kept
}

// features are what the model is told of an option, which is the rank-th by hand.
func (r *titleReader) features(o *option, rank int) []float32 {
	f := make(featureList, 0, titleFeatures)
	f.put(float32(o.hand))
	f.put(float32(o.hand - r.best))
	f.number(rank)
	r.wording(&f, o)
	r.besideTitle(&f, o)
	r.place(&f, o.lines[0])
	r.around(&f, o.lines[0])
	return f
}

// wording says how an option is written.
func (r *titleReader) wording(f *featureList, o *option) {
	w := wordingOf(o.text, nil)
	f.number(wordCount(o.text))
	f.number(len(o.text))
	for _, end := range [...]string{".", "?", ":"} {
		f.is(strings.HasSuffix(o.text, end))
	}
	f.put(float32(w.capitals) / float32(w.words+1))
	f.put(float32(w.stops) / float32(w.words+1))
	f.number(w.digits)
	f.number(w.commas)
	f.is(w.links)
	f.is(isCredit(o.text))
	f.put(float32(overlap(o.text, r.words)))
}

// besideTitle says what an option has in common with the title of the page.
func (r *titleReader) besideTitle(f *featureList, o *option) {
	key := lettersOf(o.text)
	f.number(slices.IndexFunc(r.parts, func(t string) bool { return lettersOf(t) == key }))
	f.number(len(r.parts))
	f.is(key == r.whole)
	f.is(strings.HasPrefix(r.whole, key))
	f.is(strings.HasSuffix(r.whole, key))
	f.is(strings.Contains(r.whole, key))
	f.is(strings.Contains(key, r.whole))
	f.put(float32(len(key)) / float32(len(r.whole)+1))
	f.put(float32(overlap(o.text, r.head.words)))
	shared := overlap(r.head.bare, wordsOf(o.text))
	f.put(float32(shared))
	f.put(float32(shared - r.most))
	f.put(float32(r.most))
	f.is(r.shown)
	f.number(o.lines[0] - r.near)
	rest := strings.Replace(r.whole, key, "", 1) // the name of the site is a line, too
	f.number(len(rest))
	f.number(r.short[rest])
}

// place says where a line stands.
func (r *titleReader) place(f *featureList, at int) {
	p, l := r.c.page, r.c.page.lines[at]
	f.is(at == 0)
	f.is(p.anchored)
	f.number(r.c.start - at)
	f.put(float32(at) / float32(len(p.lines)))
	f.is(l.marked)
	f.is(l.shape == prose)
	f.is(l.dated())
	f.is(l.days.first != nil)
	f.is(at > 0 && r.c.chosen[at])
	f.number(r.c.proseBetween(at))
	if at == 0 {
		f.put(0)
	} else {
		f.number(p.seen[at])
	}
}

// around says what stands around a line: dates and names below it, menus above.
func (r *titleReader) around(f *featureList, at int) {
	p := r.c.page
	const below, nowhere = 6, 9
	dated, said, named := nowhere, nowhere, nowhere
	for k := below; k > 0; k-- {
		if i := at + k; at > 0 && i < len(p.lines) && p.lines[i].words <= 24 {
			b := r.c.credit(i)
			if len(b.Dates) > 0 && b.Rest < 5 {
				dated = k
			}
			if b.Said && b.Rest < 3 {
				said = k
			}
			if b.named() {
				named = k
			}
		}
	}
	f.number(dated)
	f.number(said)
	f.number(named)
	for _, k := range [...]int{-2, -1, 1, 2, 3} {
		if i := at + k; at > 0 && i > 0 && i < len(p.lines) {
			f.number(p.lines[i].words)
		} else {
			f.put(-1)
		}
	}
	menus, proses := 0, 0
	for _, l := range p.lines[max(1, at-4):max(1, at)] {
		if l.words < 4 {
			menus++
		}
	}
	for _, l := range p.lines[at+1 : min(len(p.lines), at+5)] {
		if l.shape == prose {
			proses++
		}
	}
	f.number(menus)
	f.number(proses)
}

// proseBetween returns the words of prose between a line and the beginning of the text.
func (c *articleLines) proseBetween(at int) int {
	if c.start <= at {
		return 0
	}
	return c.page.proseBefore[c.start] - c.page.proseBefore[at]
}
