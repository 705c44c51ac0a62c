// Package rank chooses among texts that may be what is looked for, such as the title
// of a document: each states its features, a fitted model says how likely it is, and
// the likeliest is taken. It knows nothing of what the features mean.
package rank

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dateline/feed/gbdt"
)

// Option is a text that may be what is looked for.
type Option struct {
	Text   string
	Key    string    // what options that mean the same have in common
	Where  []string  // what states it, in words, each once
	X      []float32 // its features
	Chance float32   // the log odds that it is the one, once Best was asked
}

// Options are those of one document. Features is how many each has.
type Options struct {
	Features int
	All      []Option
}

// Add adds an option, or what else states one that has the same letters and digits, and
// returns its features for the caller to set. It returns nil for a text without letters
// or digits, or of more than 400 bytes.
func (o *Options) Add(text, where string) []float32 {
	if len(text) > 400 {
		return nil
	}
	return o.AddKey(letters(text), text, where)
}

// AddKey is Add for options that are the same where they have the same key. It returns
// nil where that is empty.
func (o *Options) AddKey(key, text, where string) []float32 {
	if key == "" {
		return nil
	}
	for i := range o.All {
		if e := &o.All[i]; e.Key == key {
			if !slices.Contains(e.Where, where) {
				e.Where = append(e.Where, where)
			}
			return e.X
		}
	}
	o.All = append(o.All, Option{Text: text, Key: key, Where: []string{where}, X: make([]float32, o.Features)})
	return o.All[len(o.All)-1].X
}

// Best asks the model how likely each option is, puts the likeliest first and returns
// it, or nil where there is none. Of options that are as likely, the first added wins.
func (o *Options) Best(m *gbdt.Model) *Option {
	if len(o.All) == 0 {
		return nil
	}
	x, chances := make([]float32, 0, len(o.All)*o.Features), make([]float32, len(o.All))
	for i := range o.All {
		x = append(x, o.All[i].X...)
	}
	m.PredictAll(x, chances)
	for i := range o.All {
		o.All[i].Chance = chances[i]
	}
	slices.SortStableFunc(o.All, func(a, b Option) int {
		switch {
		case a.Chance > b.Chance:
			return -1
		case a.Chance < b.Chance:
			return 1
		}
		return 0
	})
	return &o.All[0]
}

// Explain says which option is the first, and which three it won over, with how likely
// each is by itself.
func (o *Options) Explain() string {
	var b strings.Builder
	for i, e := range o.All[:min(len(o.All), 4)] {
		switch i {
		case 0:
		case 1:
			b.WriteString(" over ")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q (%s: %.0f %%)", e.Text, strings.Join(e.Where, ", "), 100*gbdt.Probability(e.Chance))
	}
	return b.String()
}

// Example is an option as the program that fits models sees it.
type Example struct {
	Text     string
	Features []float32
}

// Examples returns the options as examples.
func (o *Options) Examples() []Example {
	all := make([]Example, len(o.All))
	for i, e := range o.All {
		all[i] = Example{e.Text, e.X}
	}
	return all
}

// Model returns the model that weights hold, which a program has built in. It panics
// where they are broken or of another number of features.
func Model(weights []byte, features int) *gbdt.Model {
	m, err := gbdt.Load(weights)
	if err != nil || m.Features() != features {
		panic(fmt.Sprintf("rank: a model of %d features was built in broken: %v", features, err))
	}
	return m
}

// If returns 1 for what is so, else 0.
func If(so bool) float32 {
	if so {
		return 1
	}
	return 0
}

// letters returns the letters and digits of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
