package model_test

import (
	"testing"

	"dateline/model"
)

func TestMarkdownFrom(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "A line.", "A line."},
		{"lines are paragraphs", "One.\nTwo.", "One.\n\nTwo."},
		{"blank lines part paragraphs", "One\nmore.\n\nTwo.", "One\nmore.\n\nTwo."},
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
