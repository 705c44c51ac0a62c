package sqlite

import (
	"bytes"
	"math/bits"
	"slices"
	"unicode/utf8"

	"dateline/model/tokenize"
)

// articleSet is a set of the articles of a batch, by their places in it.
type articleSet []uint64

func newArticleSet(n int) articleSet { return make(articleSet, (n+63)/64) }

// allOf returns the set of n articles.
func allOf(n int) articleSet {
	s := newArticleSet(n)
	for i := range n {
		s.add(i)
	}
	return s
}

func (s articleSet) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s articleSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// empty reports whether s has no article; nil has none.
func (s articleSet) empty() bool {
	return !slices.ContainsFunc(s, func(w uint64) bool { return w != 0 })
}

// each calls do for every article, in their order.
func (s articleSet) each(do func(i int)) {
	for n, w := range s {
		for ; w != 0; w &= w - 1 {
			do(64*n + bits.TrailingZeros64(w))
		}
	}
}

// combine returns a set of what op makes of s, nil if that is, and another.
func (s articleSet) combine(t articleSet, op func(a, b uint64) uint64) articleSet {
	if s == nil {
		return nil
	}
	out := make(articleSet, len(s))
	for i := range s {
		out[i] = op(s[i], t[i])
	}
	return out
}

func (s articleSet) both(t articleSet) articleSet {
	return s.combine(t, func(a, b uint64) uint64 { return a & b })
}

func (s articleSet) either(t articleSet) articleSet {
	return s.combine(t, func(a, b uint64) uint64 { return a | b })
}

func (s articleSet) without(t articleSet) articleSet {
	return s.combine(t, func(a, b uint64) uint64 { return a &^ b })
}

// wordSets are the articles of a batch by the words that are asked for. Of a batch there
// are more words than are ever asked for, so these are known before it is read.
type wordSets struct {
	n                           int
	whole                       map[string]articleSet
	begins, within, withinTitle wordParts
}

// wordParts are the articles by parts of words that are asked for, of which few lengths
// differ.
type wordParts struct {
	sets    map[string]articleSet
	lengths []int // ascending
}

func newWordSets(n int) wordSets {
	part := func() wordParts { return wordParts{sets: make(map[string]articleSet)} }
	return wordSets{n: n, whole: make(map[string]articleSet), begins: part(), within: part(), withinTitle: part()}
}

// empty reports whether no term is asked for.
func (w *wordSets) empty() bool {
	return len(w.whole)+len(w.begins.sets)+len(w.within.sets)+len(w.withinTitle.sets) == 0
}

// want asks for a term.
func (w *wordSets) want(t term) {
	sets, parts := w.of(t)
	for _, key := range keysOf(t) {
		if sets[key] != nil {
			continue
		}
		sets[key] = newArticleSet(w.n)
		if parts == nil {
			continue
		}
		if i, ok := slices.BinarySearch(parts.lengths, len(key)); !ok {
			parts.lengths = slices.Insert(parts.lengths, i, len(key))
		}
	}
}

// having returns the articles that have a term that was asked for.
func (w *wordSets) having(t term) articleSet {
	out := newArticleSet(w.n)
	sets, _ := w.of(t)
	for _, key := range keysOf(t) {
		out = out.either(sets[key])
	}
	return out
}

// havingAll returns the articles that have all of some terms that were asked for.
func (w *wordSets) havingAll(terms []term) articleSet {
	out := allOf(w.n)
	for _, t := range terms {
		out = out.both(w.having(t))
	}
	return out
}

// of returns where a term belongs.
func (w *wordSets) of(t term) (map[string]articleSet, *wordParts) {
	switch {
	case t.How == tokenize.Begins:
		return w.begins.sets, &w.begins
	case t.How == tokenize.Contains && t.title:
		return w.withinTitle.sets, &w.withinTitle
	case t.How == tokenize.Contains:
		return w.within.sets, &w.within
	}
	return w.whole, nil
}

// keysOf returns what words are compared with for a term.
func keysOf(t term) []string {
	keys := tokenize.Spellings(t.Text)
	for i := range keys {
		if t.How != tokenize.Contains { // there title words stand apart
			keys[i] = t.sign() + keys[i]
		}
	}
	return keys
}

// read takes the words of article i, as the index gets them.
func (w *wordSets) read(i int, words []byte) {
	for word := range bytes.SplitSeq(words, []byte{' '}) {
		if s := w.whole[string(word)]; s != nil {
			s.add(i)
		}
		w.begins.read(i, word)
		within := &w.within
		if bytes.HasPrefix(word, []byte(titleSign)) {
			within, word = &w.withinTitle, word[len(titleSign):]
		}
		for len(within.lengths) > 0 && len(word) >= within.lengths[0] {
			within.read(i, word)
			_, n := utf8.DecodeRune(word)
			word = word[n:]
		}
	}
}

// read takes what a word of article i, or the rest of one, begins with.
func (p *wordParts) read(i int, word []byte) {
	for _, n := range p.lengths {
		if n > len(word) {
			return
		}
		if s := p.sets[string(word[:n])]; s != nil {
			s.add(i)
		}
	}
}
