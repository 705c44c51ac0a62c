package main

import (
	"strings"
	"unicode"
)

// truth is the known text of a page, made ready for looking up.
type truth struct {
	whole string          // its words in lower case, a blank between them and around
	lines map[string]int  // how often it has each line
	runs  map[string]bool // of three words
}

func newTruth(body string) truth {
	t := truth{whole: " " + wordsOf(body) + " ", lines: map[string]int{}, runs: map[string]bool{}}
	for l := range strings.Lines(body) {
		t.lines[wordsOf(l)]++
	}
	words := strings.Fields(t.whole)
	for i := range len(words) - 2 {
		t.runs[strings.Join(words[i:i+3], " ")] = true
	}
	return t
}

// wordsOf returns the words of s in lower case, a blank between them.
func wordsOf(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// label sets how much of each line is of the text, and what it weighs.
func (p *page) label() {
	t := newTruth(p.Body)
	words := make([]string, len(p.lines.Texts))
	p.in = make([]float32, len(words))
	for i, s := range p.lines.Texts {
		words[i] = wordsOf(s)
		p.in[i] = t.share(words[i])
	}
	for i, w := range words {
		if p.in[i] == 0 && w != "" && t.joined(words, i) {
			p.in[i] = 1
		}
	}
	if len(words) > 0 {
		p.in[0] = 0 // the page's title is none of its text, though that may begin with it
	}
	p.onlyOnce(&t, words)
	p.weigh(words)
}

// tells is how many bytes of a line tell that it is of a text in which they stand
// somewhere; a shorter one must be a line of it, or stand beside its neighbour.
const tells = 24

// share returns how much of a line is of the text.
func (t *truth) share(words string) float32 {
	n := strings.Count(words, " ") + 1
	unspaced := len(words) > n*tells // as Chinese is
	switch {
	case words == "":
	case t.lines[words] > 0:
		return 1
	case n < 4 && len(words) <= tells:
	case strings.Contains(t.whole, " "+words+" "), unspaced && strings.Contains(t.whole, words):
		return 1
	case n >= 4:
		return t.covered(strings.Fields(words))
	}
	return 0
}

// covered returns which part of words is in runs that the text has.
func (t *truth) covered(words []string) float32 {
	last, n := 0, 0 // the end of what is covered
	for i := range len(words) - 2 {
		if t.runs[strings.Join(words[i:i+3], " ")] {
			n += i + 3 - max(i, last)
			last = i + 3
		}
	}
	return float32(n) / float32(len(words))
}

// joined reports whether a short line stands in the text before or after the words of
// its neighbour.
func (t *truth) joined(words []string, i int) bool {
	const near = 4
	if i > 0 && words[i-1] != "" {
		w := strings.Fields(words[i-1])
		if strings.Contains(t.whole, " "+strings.Join(w[max(0, len(w)-near):], " ")+" "+words[i]+" ") {
			return true
		}
	}
	if i+1 == len(words) || words[i+1] == "" {
		return false
	}
	w := strings.Fields(words[i+1])
	return strings.Contains(t.whole, " "+words[i]+" "+strings.Join(w[:min(len(w), near)], " ")+" ")
}

// onlyOnce sees to it that lines which the page has more often than the text are of it
// only as often: those that stand among others of it.
func (p *page) onlyOnce(t *truth, words []string) {
	at := map[string][]int{}
	for i, w := range words {
		if p.in[i] > 0.5 {
			at[w] = append(at[w], i)
		}
	}
	among := p.among()
	for w, lines := range at {
		n := max(1, strings.Count(t.whole, " "+w+" "))
		if len(w) <= tells && t.lines[w] > 0 {
			n = t.lines[w]
		}
		for ; len(lines) > n; lines = lines[1:] {
			for i := range lines { // the least to the front
				if among[lines[i]] <= among[lines[0]] {
					lines[0], lines[i] = lines[i], lines[0]
				}
			}
			p.in[lines[0]] = 0
		}
	}
}

// among returns of each line how much of the text stands in the lines around it.
func (p *page) among() []float32 {
	const reach, most = 6, 20
	sums := make([]float32, len(p.in))
	for i := range sums {
		for k := max(0, i-reach); k < min(len(p.in), i+reach+1); k++ {
			if k != i {
				sums[i] += p.in[k] * float32(min(most, p.lines.Words[k]))
			}
		}
	}
	return sums
}
