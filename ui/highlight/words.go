// Package highlight finds in plain text what a query looks for, as the library finds
// it, so that the panes can light it. It knows no styles and no screens.
package highlight

import (
	"regexp"

	"dateline/model"
	"dateline/model/tokenize"
)

// Term is something to be lit in a text.
type Term struct {
	field model.Field
	words tokenize.Pattern
	re    *regexp.Regexp // instead of words
}

// New returns the term for m; ok is false where m is not about titles or texts.
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

// Within returns t as it is found inside of words, too.
func (t Term) Within() Term {
	t.words = t.words.Within()
	return t
}

// Field returns where t is looked for: anywhere, in the title or in the text.
func (t *Term) Field() model.Field { return t.field }

// Each passes the matches of t in x to do, in their order, none overlapping, in
// bytes of the text.
func (t *Term) Each(x *Text, do func(from, to int)) {
	if t.re == nil {
		t.words.Each(&x.words, do)
		return
	}
	for _, m := range t.re.FindAllIndex(x.plain, -1) {
		do(m[0], m[1])
	}
}

// Text is plain text, made ready to be searched.
type Text struct {
	plain []byte
	words tokenize.Text
}

// NewText makes plain ready, which must not change any more.
func NewText(plain []byte) Text { return Text{plain, tokenize.NewText(plain)} }
