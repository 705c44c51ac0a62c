package model_test

import (
	"strings"
	"testing"

	"dateline/model"
)

func TestMarkdownFrom(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "A line.", "A line."},
		{"lines are paragraphs", "One.\nTwo.", "One.\n\nTwo."},
		{"blank lines part paragraphs", "One.\n\nTwo.", "One.\n\nTwo."},
		{"lines of verse stay", "Roses are red,\n  violets blue.\n\nTwo.", "Roses are red,\\\nviolets blue.\n\nTwo."},
		{"a broken line goes on", "A sentence that somebody has broken at a width of about seventy\ncolumns.\n\nTwo.", "A sentence that somebody has broken at a width of about seventy\ncolumns.\n\nTwo."},
		{"a broken line without blank lines", "A sentence that somebody has broken at a width of about seventy\ncolumns.\nTwo.", "A sentence that somebody has broken at a width of about seventy\ncolumns.\n\nTwo."},
		{"a full line before an item", "A sentence that is as long as lines that are broken to fit a width\n- one\n\nTwo.", "A sentence that is as long as lines that are broken to fit a width\\\n\\- one\n\nTwo."},
		{"long lines are whole", strings.Repeat("word ", 30) + "end.\nTwo.\n\nThree.", strings.Repeat("word ", 30) + "end.\\\nTwo.\n\nThree."},
		{"block markup", "# no\n> no\n- no\n1. no\n2018. A year\n--- \n=", "\\# no\n\n\\> no\n\n\\- no\n\n1\\. no\n\n2018\\. A year\n\n\\---\n\n\\="},
		{"inline markup", "a *b* `c` [d](e) <f> g_h _i_ 2 * 3 < 4 & 5 &amp; ~x~", "a \\*b\\* \\`c\\` \\[d\\](e) \\<f> g_h \\_i\\_ 2 * 3 < 4 & 5 \\&amp; \\~x\\~"},
		{"an asterisk is no list", "* one", "\\* one"},
		{"indentation is no code", "    a", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := model.MarkdownFrom(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestMarkdownLink: a link shows its text and leads to its address.
func TestMarkdownLink(t *testing.T) {
	for _, c := range []struct{ name, text, address, want string }{
		{"plain", "A storm", "https://a.example/1?b=c", "[A storm](https://a.example/1?b=c)"},
		{"markup in the text", "[Live] 5*3 <b>", "https://a.example/", `[\[Live\] 5\*3 \<b\>](https://a.example/)`},
		{"an address that would end early", "A", "https://a.example/x_(y) z", "[A](https://a.example/x_%28y%29%20z)"},
		{"no text", "", "https://a.example/", "[](https://a.example/)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := model.MarkdownLink(c.text, c.address); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
