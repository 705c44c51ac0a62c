package text

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"dateline/feed/gbdt"
	"dateline/feed/rank"
)

// option is what may be the headline of a page, or its authors.
type option struct {
	text   string
	names  []string // of authors
	lines  []int    // where it stands, the first first
	x      []float32
	number int     // of its first line in the document
	hand   float64 // how much speaks for a headline, before the model is asked
}

// The models, which feed/evaluation/train fits to pages whose articles are known.
var (
	//go:embed title.gbdt
	titleWeights []byte
	//go:embed author.gbdt
	authorWeights []byte
	titleModel    = sync.OnceValue(func() *gbdt.Model { return rank.Model(titleWeights, titleFeatures) })
	authorModel   = sync.OnceValue(func() *gbdt.Model { return rank.Model(authorWeights, authorFeatures) })
)

// likeliest returns the option that a model holds for the likeliest, or nil where there
// is none, its log odds, and what it won over.
func likeliest(m *gbdt.Model, all []option) (best *option, odds float32, why string) {
	o := rank.Options{Features: m.Features()}
	for i := range all {
		where := fmt.Sprintf("line %d", all[i].number)
		o.All = append(o.All, rank.Option{Text: all[i].text, Key: strconv.Itoa(i), Where: []string{where}, X: all[i].x})
	}
	first := o.Best(m)
	if first == nil {
		return nil, 0, ""
	}
	i, _ := strconv.Atoi(first.Key)
	return &all[i], first.Chance, o.Explain()
}

// features are what a model is told of an option, in its order.
type featureList []float32

func (f *featureList) put(v float32) { *f = append(*f, v) }

func (f *featureList) number(n int) { f.put(float32(n)) }

func (f *featureList) is(b bool) {
	if b {
		f.put(1)
	} else {
		f.put(0)
	}
}

// TitleExamples returns what may be the headline of the dump of a page; nothing where it
// is none.
func TitleExamples(dump string) []rank.Example {
	c := pageOf(dump)
	if c == nil {
		return nil
	}
	return examplesOf(c.titleOptions())
}

// AuthorExamples returns what may be the authors of the dump of a page.
func AuthorExamples(dump string) []rank.Example {
	c := pageOf(dump)
	if c == nil {
		return nil
	}
	title, at, _ := c.chooseTitle()
	return examplesOf(c.creditsAround(title, at).authorOptions())
}

func examplesOf(options []option) []rank.Example {
	all := make([]rank.Example, len(options))
	for i, o := range options {
		all[i] = rank.Example{Text: o.text, Features: o.x}
	}
	return all
}

// pageOf returns the lines of the dump of a page, or nil where it is none.
func pageOf(dump string) *articleLines {
	var lines []line
	for s := range strings.Lines(dump) {
		lines = append(lines, newLine(len(lines)+1, []byte(strings.TrimRight(s, "\n"))))
	}
	settleOrder(lines, 0)
	if !isPage(lines) {
		return nil
	}
	c := chooseLines(newPage(lines))
	return &c
}
