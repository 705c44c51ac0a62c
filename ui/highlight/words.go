// Package highlight finds in plain text what a query looks for, ignoring case and
// accents, so that the panes can light it. It knows no styles and no screens.
package highlight

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"dateline/model"
)

// Term is something to be lit in a text.
type Term struct {
	field model.Field
	words [][]byte // folded; adjacent where there are several
	open  bool     // the last word may go on
	inner bool     // words are found inside of words
	re    *regexp.Regexp
}

// New returns the term for m; ok is false where m is not about titles or texts.
func New(m model.Match) (t Term, ok bool) {
	switch m.Field {
	case model.Anywhere, model.Title, model.Text:
	default:
		return t, false
	}
	t = Term{field: m.Field, open: m.How == model.Prefix}
	if m.How == model.Regexp {
		re, err := regexp.Compile("(?i)" + m.Text)
		t.re = re
		return t, err == nil
	}
	for w := range strings.FieldsFuncSeq(foldString(m.Text), func(r rune) bool { return !wordRune(r) }) {
		t.words = append(t.words, []byte(w))
		t.inner = t.inner || substring(w)
	}
	return t, len(t.words) > 0
}

// Within returns t as it is found inside of words, too.
func (t Term) Within() Term {
	t.inner = true
	return t
}

// Field returns where t is looked for: anywhere, in the title or in the text.
func (t *Term) Field() model.Field { return t.field }

// Each passes the matches of t in x to do, in their order, none overlapping, in
// bytes of the text.
func (t *Term) Each(x *Text, do func(from, to int)) {
	if t.re != nil {
		for _, m := range t.re.FindAllIndex(x.plain, -1) {
			do(m[0], m[1])
		}
		return
	}
	for at := 0; ; {
		from, to := t.next(x.fold.text, at)
		if from < 0 {
			return
		}
		do(int(x.fold.from[from]), int(x.fold.from[to]))
		at = to
	}
}

// next returns the first match in f at or after i, in bytes of f; from < 0:
// there is none.
func (t *Term) next(f []byte, i int) (from, to int) {
	first := t.words[0]
	for i <= len(f) {
		n := bytes.Index(f[i:], first)
		if n < 0 {
			break
		}
		from = i + n
		if end := t.match(f, from); end > 0 {
			return from, end
		}
		_, size := utf8.DecodeRune(f[from:])
		i = from + size
	}
	return -1, -1
}

// match returns where the match that begins at i ends, or 0.
func (t *Term) match(f []byte, i int) int {
	if r, _ := utf8.DecodeLastRune(f[:i]); !t.inner && i > 0 && wordRune(r) {
		return 0
	}
	for k, w := range t.words {
		if k > 0 {
			n := bytes.IndexFunc(f[i:], wordRune)
			if n < 0 || n == 0 && !t.inner {
				return 0
			}
			i += n
		}
		if !bytes.HasPrefix(f[i:], w) {
			return 0
		}
		i += len(w)
	}
	if r, _ := utf8.DecodeRune(f[i:]); !t.open && !t.inner && i < len(f) && wordRune(r) {
		return 0
	}
	return i
}

// Text is plain text, made ready to be searched.
type Text struct {
	plain []byte
	fold  folded
}

// NewText makes plain ready, which must not change any more.
func NewText(plain []byte) Text {
	t := Text{plain: plain}
	t.fold.fold(string(plain), 0)
	t.fold.from = append(t.fold.from, int32(len(plain)))
	return t
}
