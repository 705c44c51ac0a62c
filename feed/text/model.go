package text

import (
	"cmp"
	_ "embed"
	"slices"
	"sync"

	"dateline/feed/gbdt"
)

// linesModel is the model of pages: ./train makes it.
//
//go:embed lines.gbdt
var linesModel []byte

// pageModelOf returns the model, read when the first page is.
var pageModelOf = sync.OnceValue(func() *gbdt.Model {
	m, err := gbdt.Load(linesModel)
	if err != nil || m.Features() != int(columns) {
		panic("feed/text: lines.gbdt is not what ./train makes")
	}
	return m
})

// logOdds returns how likely each line is of the article.
func (p *page) logOdds() []float32 {
	out := make([]float32, len(p.lines))
	pageModelOf().PredictAll(p.features(), out)
	return out
}

// greatestF1 returns the lines whose choice has the greatest F1 over words that may be
// expected, and that: all whose probability is above half of it.
func greatestF1(logOdds []float32, wordings []wording) (chosen []bool, f1 float32) {
	chance, order := make([]float32, len(logOdds)), make([]int, len(logOdds))
	total := float32(0)
	for i, z := range logOdds {
		order[i], chance[i] = i, float32(gbdt.Probability(z))
		total += chance[i] * float32(wordings[i].words)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(logOdds[b], logOdds[a]) })
	hit, size, best := float32(0), float32(0), 0
	for n, i := range order {
		w := float32(wordings[i].words)
		hit, size = hit+chance[i]*w, size+w
		if now := 2 * hit / max(1, size+total); now > f1 {
			f1, best = now, n+1
		}
	}
	chosen = make([]bool, len(logOdds))
	for _, i := range order[:best] {
		chosen[i] = true
	}
	return chosen, f1
}
