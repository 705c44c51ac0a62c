// Package diff finds the words in which two texts differ. It knows neither articles
// nor screens.
package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says what happened to a word.
type Op uint8

// The ops.
const (
	Same Op = iota
	Removed
	Added
)

// Word is a word of either text, or a single character in scripts without blanks.
type Word struct {
	Op    Op
	Text  string
	Blank bool // a blank precedes it
}

// Paragraph is a paragraph of the merged texts. A removed one stands before its
// replacement.
type Paragraph []Word

// Changed reports whether any word of it differs.
func (p Paragraph) Changed() bool {
	for _, w := range p {
		if w.Op != Same {
			return true
		}
	}
	return false
}

// Texts compares two texts paragraph by paragraph and, if those differ, word by
// word. Newlines separate paragraphs.
func Texts(was, is string) []Paragraph {
	a, b := paragraphs(was), paragraphs(is)
	var out []Paragraph
	var gone, come []string // removed and added paragraphs not yet compared
	flush := func() {
		out = append(out, words(gone, come)...)
		gone, come = nil, nil
	}
	for _, e := range edits(a, b) {
		switch e.op {
		case Removed:
			gone = append(gone, a[e.at])
		case Added:
			come = append(come, b[e.at])
		default:
			flush()
			out = append(out, split(nil, a[e.at], Same))
		}
	}
	flush()
	return out
}

// words compares paragraphs that differ.
func words(gone, come []string) []Paragraph {
	a, b := tokens(gone), tokens(come)
	text := func(ws []Word) []string {
		out := make([]string, len(ws))
		for i, w := range ws {
			out[i] = w.Text
		}
		return out
	}
	var out []Paragraph
	var p Paragraph
	for _, e := range edits(text(a), text(b)) {
		from := a
		if e.op == Added {
			from = b
		}
		w := from[e.at]
		if w.Text == "\n" {
			if len(p) > 0 {
				out, p = append(out, p), nil
			}
			continue
		}
		w.Op = e.op
		if e.at == 0 || from[e.at-1].Text == "\n" {
			w.Blank = len(p) > 0 // begins its own text, but not the merged one
		}
		p = append(p, w)
	}
	if len(p) > 0 {
		out = append(out, p)
	}
	return out
}

// paragraphs returns the lines of s that are not blank.
func paragraphs(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// tokens returns the words of paragraphs, with "\n" after each.
func tokens(ps []string) []Word {
	var out []Word
	for _, p := range ps {
		out = append(split(out, p, Same), Word{Text: "\n"})
	}
	return out
}

// split appends the words of s.
func split(out []Word, s string, op Op) []Word {
	for w := range strings.FieldsSeq(s) {
		blank := len(out) > 0 && out[len(out)-1].Text != "\n"
		for w != "" {
			n := wordLength(w)
			out = append(out, Word{op, w[:n], blank})
			w, blank = w[n:], false
		}
	}
	return out
}

// wordLength returns the length of the first word in w: one ideograph, or everything
// before the next.
func wordLength(w string) int {
	for i, r := range w {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			if i == 0 {
				return utf8.RuneLen(r)
			}
			return i
		}
	}
	return len(w)
}

// Brackets mark removed and added words as wdiff does, so that the difference needs
// no colour.
var Brackets = [...][2]string{Same: {"", ""}, Removed: {"[-", "-]"}, Added: {"{+", "+}"}}
