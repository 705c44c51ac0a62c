package model

import (
	"strings"
	"time"
	"unicode"
)

// StorySpan is how far apart, at most, related articles are published.
const StorySpan = 72 * time.Hour

// storyShare is how many words of their headlines related articles share at
// least; it must be half of those of the shorter headline, too.
const storyShare = 3

// StoryKey is what decides which articles are about one event: where an article
// is from, when it was published and the words of its headline.
type StoryKey struct {
	Source string
	At     time.Time // zero: no day is known, and it is related to none
	Words  []string  // as StoryWords returns them
}

// NewStoryKey returns the key of an article.
func NewStoryKey(source, title string, published Date) StoryKey {
	k := StoryKey{Source: source}
	if published.Dated() && !published.Precision.Wide() {
		k.At, k.Words = published.At, StoryWords(title)
	}
	return k
}

// Near reports whether k and l are from two sources and not more than StorySpan
// apart, a whole day standing for its midnight in UTC.
func (k *StoryKey) Near(l *StoryKey) bool {
	return !k.At.IsZero() && !l.At.IsZero() && k.Source != l.Source && k.At.Sub(l.At).Abs() <= StorySpan
}

// Enough reports whether so many shared words make two headlines tell of one event.
func (k *StoryKey) Enough(l *StoryKey, shared int) bool {
	return shared >= storyShare && 2*shared >= min(len(k.Words), len(l.Words))
}

// Related reports whether k and l tell of one event: they are Near, and their
// headlines share Enough words. A story is all that is related, be it by way of
// others.
func (k *StoryKey) Related(l *StoryKey) bool {
	if !k.Near(l) {
		return false
	}
	in := make(map[string]bool, len(k.Words))
	for _, w := range k.Words {
		in[w] = true
	}
	shared := 0
	for _, w := range l.Words {
		if in[w] {
			shared++
		}
	}
	return k.Enough(l, shared)
}

// StoryWords returns the words of a headline that tell what it is about, each
// once, in lower case: runs of letters and digits of at least three characters
// that are no function words of some languages, and of CJK, which is written
// without blanks, all pairs of characters.
func StoryWords(title string) []string {
	var out []string
	seen := make(map[string]bool)
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mn, r)
	}) {
		rs := []rune(w)
		if !strings.ContainsFunc(w, unpaused) {
			if len(rs) >= 3 && !functionWords[w] {
				add(w)
			}
			continue
		}
		for i := 0; i+1 < len(rs); i++ {
			if unpaused(rs[i]) && unpaused(rs[i+1]) {
				add(string(rs[i : i+2]))
			}
		}
	}
	return out
}

// unpaused reports whether r is of a script that is written without blanks.
func unpaused(r rune) bool {
	return r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// functionWords are words of three letters and more that stand in headlines
// whatever these are about: of English, German, French and Spanish.
var functionWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields(`
		the and for are but not you all any can had has have her his him how its may new now old our out own say says said she
		too two was were who why will with from into over under than that this them then they their there these those what when
		where which while would could should about after again against before being between during just more most only other
		some such very your been does did get gets got one first last year years day days week today live update updates news
		report reports latest video watch here still back make makes amid near off per via yet
		der die das den dem des ein eine einer eines einem und oder aber mit von vom zum zur bei nach vor für auf aus über unter
		ist sind war wird werden nicht auch noch nur wie was wer wenn als sich sein seine ihr ihre neue neuer neues jahr heute
		les des une aux dans pour par sur avec sans que qui est sont pas plus son ses ces cette mais ont leur
		los las del una uno por para con sin que como más son sus este esta pero sobre entre desde hasta
	`) {
		words[w] = true
	}
	return words
}()
