package text

import "bytes"

// PageLines is the lines of the dump of a page as the model of pages sees them: to fit
// it (./train).
type PageLines struct {
	Texts []string
	Words []int
	X     []float32 // Columns numbers of each line

	page *page
}

// Columns is how many numbers the model has of each line.
const Columns = int(columns)

// ReadPage returns the lines of a dump that say something.
func ReadPage(dump []byte) PageLines {
	var lines []line
	for b := range bytes.Lines(dump) {
		lines = append(lines, newLine(len(lines)+1, bytes.TrimRight(b, "\r\n")))
	}
	p := newPage(lines)
	all := PageLines{X: p.features(), page: p}
	for i, l := range p.lines {
		all.Texts = append(all.Texts, l.text)
		all.Words = append(all.Words, p.wordings[i].words)
	}
	return all
}

// Choose returns which lines are of the article, as far as a model tells: its log odds.
func (p *PageLines) Choose(logOdds []float32) []bool {
	chosen, _ := choose(logOdds, p.page.wordings, p.page.leads)
	return chosen
}
