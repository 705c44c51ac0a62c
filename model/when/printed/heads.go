package printed

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// filter says of words by their hash, quickly, that they are none of some: two bits
// stand for each of them.
type filter [1 << 11]uint64

func (f *filter) add(hash uint32) {
	f[hash>>6%uint32(len(f))] |= 1 << (hash & 63)
	f[hash>>21] |= 1 << (hash >> 15 & 63)
}

func (f *filter) has(hash uint32) bool {
	return f[hash>>6%uint32(len(f))]&(1<<(hash&63)) != 0 && f[hash>>21]&(1<<(hash>>15&63)) != 0
}

// heads are the words that mean something, and those with which longer names begin.
var heads = sync.OnceValue(func() *[2]filter {
	var f [2]filter
	add := func(name string) {
		n := 0
		for i, r := range name {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			n = i + utf8.RuneLen(r)
		}
		which := &f[0]
		if n < len(name) {
			which = &f[1]
		}
		h, _ := hash(name[:n])
		which.add(h)
	}
	for w := range words() {
		add(lexicon.FoldName(w))
	}
	lexicon.EachName(func(name string, _ lexicon.Name) { add(name) })
	return &f
})

// hash is FNV-1a of s with ASCII letters in lower case; other says that not all are
// ASCII's.
func hash[T string | []byte](s T) (h uint32, other bool) {
	h = 2166136261
	var all byte
	for i := range len(s) {
		c := s[i]
		all |= c
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h, all >= utf8.RuneSelf
}

// headsOf reports whether a word, a run of letters, may mean something, and whether
// longer names may begin with it: quickly, and wrong only for words that are none.
func headsOf(word string) (is, longer bool) {
	h, other := hash(word)
	if other {
		const long = 24 // letters may become several
		var buf [4 * long]byte
		if r, _ := utf8.DecodeRuneInString(word); len(word) > long*2 || lexicon.Unspaced(r) {
			return true, true
		}
		b, _ := lexicon.AppendName(buf[:0], word)
		h, _ = hash(b)
	}
	f := heads()
	return f[0].has(h), f[1].has(h)
}
