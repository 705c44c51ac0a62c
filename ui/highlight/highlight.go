// Package highlight finds the matches of a query in plain text, by the library's own
// rules, so that the panes can highlight them. It knows neither styles nor screens.
package highlight

import (
	"regexp"

	"dateline/model"
	"dateline/model/tokenize"
)

// Term is a term to highlight in a text.
type Term struct {
	field model.Field
	words tokenize.Pattern
	re    *regexp.Regexp // instead of words
}

// New returns the term for m; ok is false if m does not concern titles or texts.
func New(m model.Match) (t Term, ok bool) {
	switch m.Field {
	case model.Anywhere, model.Title, model.Text:
	default:
		return t, false
	}
	t.field = m.Field
	if m.How == model.Regexp {
		re, err := regexp.Compile("(?i)" + m.Text)
		t.re = re
		return t, err == nil
	}
	t.words = tokenize.New(m.Text, m.How == model.Prefix)
	return t, !t.words.Empty()
}

// Within returns t for matches inside words, too.
func (t Term) Within() Term {
	t.words = t.words.Within()
	return t
}

// Field returns the field of t: anywhere, the title or the text.
func (t *Term) Field() model.Field { return t.field }

// Each passes the matches of t in x to do, in order and without overlap, as byte
// offsets.
func (t *Term) Each(x *Text, do func(from, to int)) {
	if t.re == nil {
		t.words.Each(&x.words, do)
		return
	}
	for _, m := range t.re.FindAllIndex(x.plain, -1) {
		do(m[0], m[1])
	}
}

// Text is plain text prepared for searching.
type Text struct {
	plain []byte
	words tokenize.Text
}

// NewText prepares plain, which must not change from here on.
func NewText(plain []byte) Text { return Text{plain, tokenize.NewText(plain)} }
