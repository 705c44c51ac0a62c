package text

import (
	"math"

	"dateline/model/when/printed"
)

// articleLines is which lines of a page are its article.
type articleLines struct {
	page   *page
	chosen []bool
	start  int // the first line of the article's text

	order   printed.Order // of its dates of three numbers
	credits map[int]*credit
}

// What the choice of lines weighs. Each was chosen with the weights.
const (
	mostScore   = 6    // a single line cannot be surer
	mostWords   = 60   // or count more than one of so many words
	wordPower   = 0.3  // how fast a line counts more as it grows
	gapCost     = 2.5  // of each line left out within the article
	longCost    = 30   // of a gap however long: a table of prices, what else there is to read
	longLine    = 0.2  // and of each of its lines
	leadScore   = 20   // for beginning with the first paragraph below the headline
	leadWords   = 20   // more words of prose than that has it
	leadWithin  = 10   // lines
	repeatScore = -3.0 // at most, for a long line that the page has elsewhere too
)

// chooseLines chooses the lines of a page that are its article: one stretch, with
// gaps.
func chooseLines(p *page) articleLines {
	score := make([]float64, len(p.lines))
	for i := range p.lines {
		score[i] = p.score(i) * math.Pow(float64(min(p.wordings[i].words+1, mostWords)), wordPower)
	}
	c := articleLines{page: p, chosen: bestStretch(score, p.leads), start: -1}
	for i, in := range c.chosen {
		if in {
			c.start = i
			break
		}
	}
	return c
}

// score returns how much speaks for line i.
func (p *page) score(i int) float64 {
	var z float32
	p.eachFeature(i, func(f feature) { z += weights[f] })
	s := max(-mostScore, min(mostScore, float64(z)))
	if p.teaser(i) {
		s = min(s, repeatScore)
	}
	return s
}

// teaser reports whether line i is a paragraph that the page has elsewhere
// too: the beginning of another article, or a notice.
func (p *page) teaser(i int) bool {
	if p.mostlyRepeated || p.seen[i] < 2 || p.lines[i].shape != prose {
		return false
	}
	t := p.lines[i].text
	for k := max(0, i-4); k < min(len(p.lines), i+5); k++ {
		if k != i && p.lines[k].text == t {
			return false
		}
	}
	return true
}

// leads reports whether line i is a paragraph just below the headline.
func (p *page) leads(i int) bool {
	n := p.anchor[i]
	return n > 0 && n <= leadWithin && p.proseWords(i) > leadWords
}

// bestStretch returns the lines of the stretch whose scores, less the cost of
// its gaps, have the greatest sum (Viterbi's algorithm over before, in, gap,
// a gap that is long, after). It had better begin with a line that leads.
func bestStretch(score []float64, leads func(int) bool) []bool {
	const (
		before = iota
		in
		gap
		long
		after
		states
	)
	sum := [states]float64{0, math.Inf(-1), math.Inf(-1), math.Inf(-1), math.Inf(-1)}
	from := make([][states]uint8, len(score))
	step := func(best *float64, at *uint8, value float64, state uint8) {
		if value > *best {
			*best, *at = value, state
		}
	}
	for i, s := range score {
		next := [states]float64{sum[before], sum[before], sum[gap], sum[long], sum[after]}
		origin := [states]uint8{before, before, gap, long, after}
		if leads(i) {
			next[in] += leadScore
		}
		step(&next[in], &origin[in], sum[in], in)
		step(&next[in], &origin[in], sum[gap], gap)
		step(&next[in], &origin[in], sum[long], long)
		step(&next[gap], &origin[gap], sum[in], in)
		step(&next[long], &origin[long], sum[in]-longCost, in)
		step(&next[after], &origin[after], sum[in], in)
		next[in] += s
		next[gap] -= gapCost
		next[long] -= longLine
		sum, from[i] = next, origin
	}
	state := uint8(before)
	for _, k := range [...]uint8{in, after} {
		if sum[k] > sum[state] {
			state = k
		}
	}
	chosen := make([]bool, len(score))
	for i := len(score) - 1; i >= 0; i-- {
		chosen[i] = state == in
		state = from[i][state]
	}
	return chosen
}

// isPage reports whether lines are the dump of a web page: besides prose they
// have menus and the like. Without good evidence they are not, and nothing of
// them is left out that does not call itself an advertisement.
func isPage(lines []line) bool {
	proses, menus, run, longest := 0, 0, 0, 0
	blanks := 0
	var kinds [pageModel + 1]int
	for i := range lines {
		l := &lines[i]
		switch {
		case l.shape == blank:
			blanks++
			continue
		case l.shape == rule:
			continue
		case l.boilerplate != noBoilerplate:
			kinds[l.boilerplate]++
			run++
		case l.shape == prose:
			proses++
			run = 0
		case l.words <= 6 && l.shape == short && !l.dated():
			menus++
			run++
		default:
			run = 0
		}
		longest = max(longest, run)
	}
	// Blank lines between some of the lines were put there by somebody.
	spaced := blanks > 3 && blanks*3 < len(lines) && blanks*12 > len(lines)
	labels, different := 0, 0
	for _, n := range kinds {
		labels += n
		if n > 0 {
			different++
		}
	}
	// Scripts leave signs such as "{name}" in pages that say what they are.
	if proses == 0 || spaced || laidOut(lines, different < 4) {
		return false
	}
	switch {
	case different >= 3 && menus >= 6, different >= 2 && labels >= 3 && menus >= 12 && longest >= 5:
		return true
	}
	// Of a page in a language whose phrases are not known, menus are left.
	return menus >= 15 && longest >= 8 && menus+labels > proses
}
