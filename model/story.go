package model

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model/tokenize"
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

// StoryWords returns the words of a headline that tell what it is about, each once,
// as they are compared: those of at least three characters that are no function words
// of some languages, and of Chinese and Japanese, which are written without blanks,
// all pairs of characters.
func StoryWords(title string) []string {
	var out []string
	seen := make(map[string]bool)
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	hangul := func(r rune) bool { return unicode.Is(unicode.Hangul, r) }
	for _, w := range tokenize.Words(title) {
		words, pairs := []string{w}, []string(nil)
		if tokenize.CJK(w) { // Korean has blanks
			words, pairs = strings.FieldsFunc(w, func(r rune) bool { return !hangul(r) }), strings.FieldsFunc(w, hangul)
		}
		for _, w := range words {
			if utf8.RuneCountInString(w) >= 3 && !functionWords[w] {
				add(w)
			}
		}
		for _, run := range pairs {
			rs := []rune(run)
			for i := range len(rs) - 1 {
				add(string(rs[i : i+2]))
			}
		}
	}
	return out
}

// functionWords are words of three letters and more that stand in headlines
// whatever these are about: of English, German, French and Spanish.
var functionWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range tokenize.Words(`
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
