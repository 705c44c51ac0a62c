package highlight

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/model"
)

func TestEach(t *testing.T) {
	for _, c := range []struct {
		name, text string
		m          model.Match
		want       string // what is found, with | between
	}{
		{"a word", "Kerry met kerry.", model.Match{Text: "kerry"}, "Kerry|kerry"},
		{"not inside of words", "a ridge, a bridge", model.Match{Text: "ridge"}, "ridge"},
		{"a beginning", "The senators of the senate", model.Match{Text: "senat", How: model.Prefix}, "senat|senat"},
		{"accents", "Café, CAFÉ, cafe\u0301.", model.Match{Text: "cafe"}, "Café|CAFÉ|cafe\u0301"},
		{"a phrase", "the tide  table", model.Match{Text: "tide table"}, "tide  table"},
		{"without blanks", "選挙の結果", model.Match{Text: "結果"}, "結果"},
		{"an expression", "A1 b2", model.Match{Text: `[ab]\d`, How: model.Regexp}, "A1|b2"},
		{"one that is none", "x", model.Match{Text: "(", How: model.Regexp}, ""},
		{"nothing", "x", model.Match{Text: "..."}, ""},
		{"of another field", "x", model.Match{Field: model.Author, Text: "x"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			if term, ok := New(c.m); ok {
				x := NewText([]byte(c.text))
				term.Each(&x, func(from, to int) { got = append(got, c.text[from:to]) })
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzEach: what is found lies in the text, in order, and cuts no sign.
func FuzzEach(f *testing.F) {
	f.Add("Café, CAFÉ", "cafe", false)
	f.Add("選挙の結果", "結", true)
	f.Add("İstanbul ǅ ŉ", "i", true)
	f.Fuzz(func(t *testing.T, text, word string, within bool) {
		if !utf8.ValidString(text) {
			return // cleaned long before
		}
		term, ok := New(model.Match{Text: word, How: model.Prefix})
		if !ok {
			return
		}
		if within {
			term = term.Within()
		}
		x, at := NewText([]byte(text)), 0
		term.Each(&x, func(from, to int) {
			if from < at || to < from || to > len(text) || !utf8.ValidString(text[from:to]) {
				t.Fatalf("%q in %q: %d to %d after %d", word, text, from, to, at)
			}
			at = to
		})
	})
}
