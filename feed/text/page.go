package text

import (
	"fmt"
	"math"

	"dateline/model/when/printed"
)

// articleLines is which lines of a page are its article.
type articleLines struct {
	page   *page
	chosen []bool

	expected float32 // F1 of the lines that are likeliest each by itself
	start    int     // the first line of the article's text

	order   printed.Order // of its dates of three numbers
	credits map[int]*credit
}

// What the choice of lines weighs.
const (
	mostScore = 6    // a single line cannot be surer
	mostWords = 60   // or count more than one of so many words
	wordPower = 0.3  // how fast a line counts more as it grows
	leaning   = 0.35 // for each line
	gapCost   = 0.7  // of each line left out within the article
	longCost  = 30   // of a gap however long: a table of prices, what else there is to read
	longLine  = 0.2  // and of each of its lines
	leadScore = 20   // for beginning with the first paragraph below the headline
	sureF1    = 0.8  // what an article is expected to reach
)

// chooseLines chooses the lines of a page that are its article.
func chooseLines(p *page) articleLines {
	chosen, f1 := choose(p.logOdds(), p.wordings, p.leads)
	return articleLines{page: p, chosen: chosen, expected: f1, start: p.startOf(chosen)}
}

// choose chooses lines by how likely each is of the article: one stretch, with gaps.
// Where that cannot be expected to be right, it chooses them one by one: the page is no
// article, and what it has to say stands here and there. It returns the F1 to be expected
// of that, too.
func choose(logOdds []float32, wordings []wording, leads func(int) bool) (chosen []bool, f1 float32) {
	if chosen, f1 = greatestF1(logOdds, wordings); f1 < sureF1 {
		return chosen, f1
	}
	score := make([]float64, len(logOdds))
	for i, z := range logOdds {
		z := max(-mostScore, min(mostScore, float64(z)+leaning))
		score[i] = z * math.Pow(float64(min(wordings[i].words+1, mostWords)), wordPower)
	}
	return bestStretch(score, leads), f1
}

// explain says how the lines were chosen.
func (c *articleLines) explain() string {
	lines := 0
	for _, in := range c.chosen {
		if in {
			lines++
		}
	}
	how, other := "one stretch, as that of an article", "line by line, as that of a list or a shop"
	if c.expected < sureF1 {
		how, other = other, how
	}
	return fmt.Sprintf("%d of %d lines (%s: F1 to be expected %.2f, %.2f is sure) over %s", lines, len(c.chosen), how, c.expected, sureF1, other)
}

// leads reports whether line i is the first paragraph just below the headline.
func (p *page) leads(i int) bool {
	const most, within = 20, 10 // words of a label, lines
	n := p.anchor[i]
	return n > 0 && n <= within && p.proseWords(i) > most && p.proseBefore[i] == p.proseBefore[i-n]
}

// startOf returns the first line of an article's text: of those chosen the first that
// is no label or caption, or -1.
func (p *page) startOf(chosen []bool) int {
	const label = 8 // words
	first := -1
	for i, in := range chosen {
		if in && p.wordings[i].words >= label && !isCredit(p.lines[i].text) {
			return i
		}
		if in && first < 0 {
			first = i
		}
	}
	return first
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

// bestStretch returns the lines of the stretch whose scores, less the cost of
// its gaps, have the greatest sum (Viterbi's algorithm over before, in, gap,
// a gap that is long, after). It had better hold lines that lead.
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
		step(&next[in], &origin[in], sum[in], in)
		step(&next[in], &origin[in], sum[gap], gap)
		step(&next[in], &origin[in], sum[long], long)
		step(&next[gap], &origin[gap], sum[in], in)
		step(&next[long], &origin[long], sum[in]-longCost, in)
		step(&next[after], &origin[after], sum[in], in)
		next[in] += s
		if leads(i) {
			next[in] += leadScore
		}
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
