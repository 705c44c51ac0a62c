package model

import (
	"strings"
	"testing"
	"time"
)

func TestPlainText(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"nothing", "", ""},
		{"paragraphs", "One\ntwo.\n\nThree.", "One two.\n\nThree."},
		{"hard breaks", "One\\\ntwo  \nthree", "One\ntwo\nthree"},
		{"heading", "## A *fine* day ##\n\nText", "A fine day\n\nText"},
		{"heading without a blank", "#5 in the charts", "#5 in the charts"},
		{"underlined heading", "Title\n=====\n\nText", "Title\n\nText"},
		{"emphasis", "**bold**, *italic*, __both__ and ~~gone~~", "bold, italic, both and gone"},
		{"nested emphasis", "***x** y* and **a *b***", "x y and a b"},
		{"no emphasis", "5 * 3 * 2, snake_case_name, ~ 5, * alone", "5 * 3 * 2, snake_case_name, ~ 5, * alone"},
		{"unmatched", "*open and never closed", "*open and never closed"},
		{"escapes", `1\. \*not\* \[this\] \a`, `1. *not* [this] \a`},
		{"entities", "AT&amp;T &lt;b&gt; &#38; &unknown; R&D", "AT&T <b> & &unknown; R&D"},
		{"entities are no way around", "&#27;]0;x&#7;y", "]0;xy"},
		{"code", "use `a*b*c` and ``x ` y``", "use a*b*c and x ` y"},
		{"code that never ends", "a ` b `` c", "a ` b `` c"},
		{"link", `see [the **docs**](https://a.example/x_(y) "Title"), now`, "see the docs, now"},
		{"link in angle brackets", "[a](<b c>) d", "a d"},
		{"reference", "[the docs][1] here\n\n[1]: https://a.example/", "the docs here"},
		{"footnotes", "a[^1] b\n\n[^1]: The *note*, with `code`.\n    More.", "a[^1] b\n\n[1] The note, with code. More."},
		{"no link", "[1] and [a] (b)", "[1] and [a] (b)"},
		{"image", "before ![alt *x*](https://a.example/i.png) after", "before  after"},
		{"linked image", "[![alt](i.png)](https://a.example/) text", "text"},
		{"autolink", "<https://a.example/> <me@a.example>", "https://a.example/ me@a.example"},
		{"raw html", "a <b class=\"x\">c</b><br>d <!-- e --> 1 < 2 > 0", "a c\nd  1 < 2 > 0"},
		{"list", "- one\n- two\n  more\n\n1. first\n2. second", "- one\n- two more\n\n- first\n- second"},
		{"nested list", "- a\n  - b\n    1. c", "- a\n- b\n- c"},
		{"a number within a paragraph", "It was in\n1984. A year.", "It was in 1984. A year."},
		{"quotation", "> one\n> two\n>\n> > three", "one two\n\nthree"},
		{"fence", "```go\nfunc *x*()\n\n\ty := `z`\n```\nafter", "func *x*()\n\n\ty := `z`\nafter"},
		{"rule", "a\n\n---\n\nb\n\n* * *", "a\n\nb"},
		{"table", "| A | *B* |\n|---|:-:|\n| 1 \\| 2 | 3 |", "A  B\n1 | 2  3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := PlainText(tt.markdown); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// Text that was made Markdown is the same text again, but for its blanks.
func TestPlainTextOfText(t *testing.T) {
	for _, text := range []string{
		"# no heading", "- no item", "1. no item", "> no quotation", "a*b*c _d_ [e](f) `g` <b>h</b> &amp;",
		"a | b", "~~x~~", "https://a.example/b_c_d?e=f&g=h", "!important ![x](y)", "***", "===",
	} {
		if got := PlainText(MarkdownFrom(text)); got != text {
			t.Errorf("got %q, want %q (by way of %q)", got, text, MarkdownFrom(text))
		}
	}
}

func TestPlainTextIsLinear(t *testing.T) {
	const n = 200_000
	for _, s := range []string{"[", "](", "[a](", "*a ", "_a_", "`a``", "![", "<a", "&a", "**a*", "[](", "> ", "- ", "|", "a\\\n", "](a \""} {
		start := time.Now()
		PlainText(strings.Repeat(s, n))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%q repeated took %v", s, d)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	f.Add("# a\n\n- *b* [c](d) `e`\n\n```\nf\n```\n| g |\n|---|")
	f.Add("**a* b**_c_ ~~d~ ![e](f) <g> &amp; \\h")
	f.Fuzz(func(t *testing.T, s string) {
		got := PlainText(s)
		if got != CleanText(got) {
			t.Errorf("unclean: %q", got)
		}
	})
}

func BenchmarkPlainText(b *testing.B) {
	text := strings.Repeat("Some words of *news*, with a [link](https://a.example/page) and nothing else to say.\n\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		PlainText(text)
	}
}
