package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/feed/evaluation"
	"dateline/feed/gbdt"
	"dateline/feed/webpage"
)

// A blockTask is what a model of blocks of text is fitted to: which of them are of the
// true text of their page.
type blockTask struct {
	weight  func(p *evaluation.Page) float32 // how much a page counts
	options gbdt.Options
}

// blockTasks fit models that tell blocks. Pages are few and the blocks of one alike, so
// trees are small.
var blockTasks = map[string]blockTask{
	"body": {
		weight: func(p *evaluation.Page) float32 {
			switch {
			case p.Set == "readability": // few, and by other rules than the rest
				return 2
			case p.Kind == "article":
				return 1
			}
			return 0.5
		},
		options: gbdt.Options{Trees: 160, Leaves: 16, Depth: 5, Rate: 0.08, L2: 10, MinChild: 10, Columns: 0.3, Seed: 1},
	},
	"main": { // of pages that are no articles; threads are read without it
		weight: func(p *evaluation.Page) float32 {
			if p.Kind == "article" || p.Kind == "forum" {
				return 0
			}
			return 1
		},
		options: gbdt.Options{Trees: 80, Leaves: 12, Depth: 6, Rate: 0.1, L2: 10, MinChild: 20, Columns: 0.3, Seed: 1},
	},
}

// run prints the model fitted to the pages in dir.
func (t blockTask) run(w io.Writer, dir string) error {
	pages, err := evaluation.Load(dir)
	if err != nil {
		return err
	}
	var e gbdt.Examples
	for _, p := range pages {
		if p.Body == "" || t.weight(p) == 0 {
			continue
		}
		if err := t.add(&e, p); err != nil {
			return fmt.Errorf("%s: %w", p.Name(), err)
		}
	}
	_, err = w.Write(gbdt.Fit(e, t.options).Append(nil))
	return err
}

// add adds the blocks of a page. One counts with its words beside those of the true
// text. Of blocks that are plainly none of it one in five counts, five times.
func (t blockTask) add(e *gbdt.Examples, p *evaluation.Page) error {
	blocks, err := webpage.TrainingBlocks(p.HTML)
	if err != nil {
		return err
	}
	truth := newTruth(p.Body, p.Maybe)
	in, known := truth.label(blocks)
	for i, b := range blocks {
		times := t.weight(p)
		switch {
		case !known[i]:
			continue
		case in[i] > 0 || b.Likely:
		case i%5 == 0:
			times *= 5
		default:
			continue
		}
		e.Features = len(b.Features)
		e.X = append(e.X, b.Features...)
		e.Y = append(e.Y, in[i])
		words := float32(len(evaluation.Words(b.Text)))
		e.Weight = append(e.Weight, times*(0.02+100*words/float32(max(40, len(truth.words)))))
	}
	return nil
}

// inRow is how many words in a row tell where a block stands in the true text.
const inRow = 4

// truth is the true text of a page.
type truth struct {
	words []string
	runs  map[string]int // where each run of words begins first
	maybe map[string]bool
}

func newTruth(body, maybe string) *truth {
	t := &truth{words: evaluation.Words(body), runs: map[string]int{}, maybe: map[string]bool{}}
	for i := len(t.words) - inRow; i >= 0; i-- {
		t.runs[join(t.words[i:i+inRow])] = i
	}
	m := evaluation.Words(maybe)
	for i := 0; i+inRow <= len(m); i++ {
		t.maybe[join(m[i:i+inRow])] = true
	}
	return t
}

func join(words []string) string { return " " + strings.Join(words, " ") + " " }

// label returns which part of each block stands in the true text, and whether that is
// known. Long blocks are found by their runs of words; a short one counts where it
// stands in the text between the long ones around it.
func (t *truth) label(blocks []webpage.TrainingBlock) (in []float32, known []bool) {
	n := len(blocks)
	in, known = make([]float32, n), make([]bool, n)
	words, begin, end := make([][]string, n), make([]int, n), make([]int, n)
	for i, b := range blocks {
		words[i] = evaluation.Words(b.Text)
		in[i], known[i], begin[i], end[i] = t.find(words[i])
	}
	after := make([]int, n) // where the next long block begins
	next := len(t.words)
	for i := range slices.Backward(blocks) {
		after[i] = next
		if begin[i] >= 0 {
			next = begin[i]
		}
	}
	at := 0
	for i := range blocks {
		switch {
		case begin[i] >= 0:
			at = end[i]
		case len(words[i]) > 0 && len(words[i]) <= inRow:
			if k := t.between(words[i], at, after[i]); k >= 0 {
				in[i], at = 1, k+len(words[i])
			}
		}
	}
	return in, known
}

// find returns which part of a block of more than inRow words stands in the text, and
// where it begins and ends; -1: it rather does not.
func (t *truth) find(words []string) (in float32, known bool, begin, end int) {
	hits, maybe, begin := 0, 0, -1
	all := len(words) - inRow + 1
	for i := 0; len(words) > inRow && i < all; i++ {
		s := join(words[i : i+inRow])
		switch k, ok := t.runs[s]; {
		case ok:
			if hits++; begin < 0 {
				begin = k
			}
			end = k + inRow
		case t.maybe[s]:
			maybe++
		}
	}
	if hits*2 < all {
		begin = -1
	}
	return float32(hits) / float32(max(all, 1)), maybe*2 <= max(all, 0), begin, end
}

// between returns where words stand in the text from one place, or a word before, to
// another, or a word behind; -1: nowhere.
func (t *truth) between(words []string, from, to int) int {
	const most = 60
	from, to = max(0, from-1), min(len(t.words), to+1)
	to = min(to, from+most)
	if from >= to {
		return -1
	}
	text := join(t.words[from:to])
	if k := strings.Index(text, join(words)); k >= 0 {
		return from + strings.Count(text[:k+1], " ") - 1
	}
	return -1
}
