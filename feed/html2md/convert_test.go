package html2md

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/feed/dom"
	"dateline/model"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

func TestConvert(t *testing.T) {
	base, _ := url.Parse("https://a.example/news/one.html")
	tests := []struct{ name, fragment, want string }{
		{"nothing", "", ""},
		{"text", "Just  text\n here", "Just text here"},
		{"entities", "R&amp;D &lt;b&gt; &copy; &nbsp; x", `R&D \<b> © x`},
		{"text with an entity's text", "&amp;lt;", `\&lt;`},
		// Superscripts: readability#945 and kagi smallweb#10 (marks and powers that melt
		// into words), Jekyll's and MediaWiki's notes, ordinals as printed.
		{"marks of notes", `winter.<sup id="fnref:1"><a href="#fn:1" class="footnote">1</a></sup> Then<sup class="reference"><a href="/wiki/X#cite_note-2">[2]</a></sup> on`, `winter.\[1] Then\[2] on`},
		{"a mark of a note without a link", "winter.<sup>1</sup> And", "winter.¹ And"},
		{"the way back from a note", `<ol><li id="fn:1"><p>A note. <a href="#fnref:1" class="reversefootnote">↩</a></p></li><li>B <a href="#r2">↑</a></li></ol>`, "1. A note.\n2. B"},
		{"powers", "10<sup>6</sup> m<sup>2</sup>, 5<sup>2</sup>=25, x<sup>-1</sup>, e<sup>kt</sup>, a<sup>b</sup>", "10⁶ m², 5²=25, x⁻¹, e^(kt), a^b"},
		{"ordinals and marks", "21<sup>st</sup> 1<sup>er</sup> Acme<sup>TM</sup> word<sup>*</sup>", `21st 1er AcmeTM word\*`},
		{"words above the line", "word<sup>citation needed</sup> more", "word citation needed more"},
		{"below the line", "H<sub>2</sub>O, x<sub>i</sub>, log<sub>2</sub> 8", "H2O, x_i, log2 8"},
		// Formulas: MathML Core, KaTeX, MathJax 2 and MediaWiki.
		{"MathML", "<math><mi>a</mi><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mn>2</mn></msqrt></mfrac><mo>=</mo><mo>-</mo><mn>1</mn></math>", "a x^2 + (b + 1)/√(2) = -1"},
		{"KaTeX", `<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>e</mi><mrow><mi>k</mi><mi>t</mi></mrow></msup></mrow><annotation encoding="application/x-tex">e^{kt}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span>e</span><span>kt</span></span></span>`, "e^(k t)"},
		{"MathJax", `is <span class="MathJax_Preview">x</span><script type="math/tex">x_1^2</script> now`, "is x`x_1^2` now"},
		{"MediaWiki", `<span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;"><math alttext="{x}"><msub><mi>x</mi><mn>1</mn></msub></math></span><img src="https://a.example/x.svg" class="mwe-math-fallback-image-inline" alt="{x}"></span>`, "x_1"},
		// Ruby (HTML 4.5.10): with and without <rp>, several bases.
		{"ruby", "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>", "東京(とうきょう)"},
		{"ruby without parentheses", "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>", "漢(kan)字(ji)"},
		// Code with numbers of lines: jekyll#2942 (Rouge), Pygments, GitHub, Prism.
		{"numbers in the code", `<pre><code><span class="lineno">1</span> a
<span class="lineno">2</span> b</code></pre>`, "```\n a\n b\n```"},
		{"numbers in a column", `<table class="highlighttable"><tr><td class="linenos"><pre>1
2</pre></td><td class="code"><pre>a
b</pre></td></tr></table>`, "```\na\nb\n```"},
		{"numbers that cannot be selected", `<pre><span style="user-select: none">1 </span>a</pre>`, "```\na\n```"},
		{"numbers that are code", `<pre><span class="mi">1</span>
<span class="mi">2</span></pre>`, "```\n1\n2\n```"},
		// Lists: HTML 4.4.5 (start, reversed, value), and lists that adjoin.
		{"a list backwards", "<ol reversed><li>a<li>b</ol>", "- 2\\. a\n- 1\\. b"},
		{"a list with its own numbers", `<ol><li value="4">a<li>b</ol><p>x</p><ol><li>a<li value="7">b</ol>`, "4. a\n5. b\n\nx\n\n- 1\\. a\n- 7\\. b"},
		{"lists that adjoin", "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>", "- a\n\n* b\n\n1. c\n\n1) d"},
		// Cells that go on below (HTML 4.9.11).
		{"rowspan", "<table><tr><th>A<th>B<tr><td rowspan=2>1<td>2<tr><td>3<tr><td>4<td>5</table>", "| A | B |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |\n| 4 | 5 |"},
		{"rowspan and colspan", "<table><tr><th>A<th>B<th>C<tr><td>1<td colspan=2 rowspan=2>2<tr><td>3</table>", "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |  |\n| 3 |  |  |"},
		{"paragraphs", "<p>One</p><p> Two <p>Three", "One\n\nTwo\n\nThree"},
		{"line breaks", "<p>One<br>two<br/>three<br><br>four</p>", "One\\\ntwo\\\nthree\n\nfour"},
		{"headings", "<h1>A</h1><h3>B <b>c</b><br>d</h3>text", "# A\n\n### B c d\n\ntext"},
		{"heading with an anchor", `<h2>A <a href="#a">#</a></h2>`, "## A"},
		{"emphasis", "<b>bold</b>, <em>this </em>and<i> that</i>, <del>gone</del>", "**bold**, *this* and *that*, ~~gone~~"},
		{"emphasis within emphasis", "<b>a <strong>b</strong> <i>c</i></b>", "**a b *c***"},
		{"emphasis that touches", "<b>a</b><b>b</b>c", "**ab**c"},
		{"emphasis over paragraphs", "<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"},
		{"emphasis that would not be read", `a<b>"b"</b>c <i>(d)</i>e`, `a"b"c (d)e`},
		{"empty emphasis", "a<b> </b><i></i>b", "a b"},
		{"markup in text", "*a* _b_ `c` [d](e) ~f~ snake_case 2 * 3", "\\*a\\* \\_b\\_ \\`c\\` \\[d](e) \\~f\\~ snake_case 2 * 3"},
		{"blocks in text", "<p># a</p><p>1. b</p><p>- c</p><p>> d<br>+ e</p>", "\\# a\n\n1\\. b\n\n\\- c\n\n\\> d\\\n\\+ e"},
		{"link", `<a href="two.html">Two</a> <a href="/x y">three</a>`, "[Two](https://a.example/news/two.html) [three](https://a.example/x%20y)"},
		{"link to nowhere", `<a href="#top">a</a> <a href="javascript:x()">b</a> <a>c</a> <a href="data:text/html,x">d</a> <a href="java&#10;script:x()">e</a>`, "a b c d e"},
		{"mail", `<a href="mailto:me@a.example">me</a>`, "[me](mailto:me@a.example)"},
		{"link with brackets", `<a href="/a_(b)">x [y]</a> <a href="/c)d">z</a>`, `[x \[y\]](https://a.example/a_(b)) [z](https://a.example/c%29d)`},
		{"link after an exclamation", `Look!<a href="/a">b</a>`, `Look\![b](https://a.example/a)`},
		{"link around blocks", `<a href="/a"><h2>b</h2><p>c</p></a>`, "## [b](https://a.example/a)\n\nc"},
		{"link without text", `a <a href="/b"> </a>c`, "a c"},
		{"image", `<img src="i.png" alt="A [b]">`, `![A \[b\]](https://a.example/news/i.png)`},
		{"images of no use", `<img src="data:image/png;base64,AAAA" alt="x"><img src="/t.gif" width=1 height=1><img alt="y">z`, "z"},
		{"late image", `<img src="data:image/gif;base64,R0" data-src="/i.jpg">`, "![](https://a.example/i.jpg)"},
		{"image of several sizes", `<img srcset="/s.jpg 100w, /l.jpg 900w">`, "![](https://a.example/l.jpg)"},
		{"emoji", `a <img class="wp-smiley" alt="🙂" src="/s.png"> b`, "a 🙂 b"},
		{"linked image", `<a href="/p"><img src="/i.png" alt="b"></a>`, "[![b](https://a.example/i.png)](https://a.example/p)"},
		{"list", "<ul><li>a<li><p>b</p></ul>", "- a\n- b"},
		{"numbered list", "<ol start=9><li>a</li><li>b</li></ol>", "9. a\n10. b"},
		{"nested lists", "<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>e", "- a\n  - b\n    1. c\n- d\n\ne"},
		{"list beside items", "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"},
		{"loose list", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"},
		{"empty items", "<ul><li></li><li>a</li><li><ul><li></li></ul></li></ul>b", "- a\n\nb"},
		{"items that begin with blocks", "<ol><li><ul><li>a</ul><li><blockquote>b<p>c</blockquote></ol>", "1. - a\n2. > b\n   >\n   > c"},
		{"quotation", "<blockquote><p>a<p>b</blockquote><blockquote>c</blockquote>d", "> a\n>\n> b\n\n> c\n\nd"},
		{"quotation within", "<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c"},
		{"code", "<code>a*b</code> <code>x`y`</code> <code> </code>.", "`a*b` `` x`y` `` ."},
		{"code block", "<pre><code class=\"language-go\">\nfunc x() {\n\ty()\n}\n</code></pre>", "```go\nfunc x() {\n\ty()\n}\n```"},
		{"code block with fences", "<pre>```\na\n```</pre>", "````\n```\na\n```\n````"},
		{"code with breaks", "<ul><li><code>a<br>b</code></ul>", "- ```\n  a\n  b\n  ```"},
		{"rule", "a<hr>b", "a\n\n---\n\nb"},
		{"table", "<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td><td><p>x</p><p>y</p></td></tr><tr><td colspan=2><b>z</b></table>", "| A | B |\n| --- | --- |\n| 1 \\| 2 | x y |\n| **z** |  |"},
		{"table that lays out", "<table><tr><td><p>a</p><ul><li>b</ul></td><td>c</td></tr><tr><td>d<td>e</table>", "a\n\n- b\n\nc\n\nd\n\ne"},
		{"player", `<iframe src="//www.youtube.com/embed/abc?x=y"></iframe><iframe src="https://ads.example/"></iframe>`, "[▶](https://www.youtube.com/watch?v=abc)"},
		{"what is not shown", `a<script>b</script><style>c</style><!-- d --><noscript>e</noscript><p hidden>f</p><div style="color:red; display: none">g</div><template>h</template>`, "a"},
		{"escape sequences", "a&#27;]0;x&#7;b \x1b[31mc <a href=\"https://b.example/\x1b[31m\">d</a>", `a]0;xb \[31mc [d](https://b.example/%5B31m)`},
		{"invisible characters hide nothing", "<p>&#x200b;# a</p>&lt;&#x200b;script>", "\\# a\n\n\\<script>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Convert(tt.fragment, base)
			if err != nil || got != tt.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, tt.want)
			}
		})
	}
}

// Hostile nesting neither overflows nor hangs, and the text is kept.
func TestConvertDeep(t *testing.T) {
	const n = 100_000
	for _, tag := range []string{"div", "b", "blockquote", "ul><li", "table><tr><td", "a href=/x", "font", "span", "em><b><i", "p", "svg", "button", "select", "ol><li><p", "form", "dl><dd", "h1", "object", "template", "math><mtext"} {
		t.Run(tag, func(t *testing.T) {
			start := time.Now()
			got, err := Convert(strings.Repeat("<"+tag+">", n)+"text", nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("took %v", d)
			}
			switch tag {
			case "svg", "button", "select", "object", "template":
			default:
				if !strings.Contains(got, "text") || len(got) > 10*n {
					t.Errorf("got %d bytes, %.100q", len(got), got)
				}
			}
		})
	}
}

// What Markdown writes is read by others as the same text, with no HTML and no
// address of another scheme in it.
func FuzzConvert(f *testing.F) {
	f.Add("<p>a <b>b</b><i>c</i> <a href='/d'>e</a></p><ul><li>f<li>g</ul>")
	f.Add("<table><tr><td>a<td>b<tr><td>c|<td>d</table><pre>e</pre>")
	f.Add("<blockquote><ol><li>1. # *a* _b_ `c` ![d](e) &lt;f&gt; &amp;amp;<br>- g")
	f.Add("<b>\"a\"</b>b<em>(c)</em>d<del>e</del>")
	base, _ := url.Parse("https://a.example/b/")
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	f.Fuzz(func(t *testing.T, fragment string) {
		if !utf8.ValidString(fragment) || strings.Contains(fragment, "\x00") {
			t.Skip("documents are made UTF-8 before")
		}
		got, err := Convert(fragment, base)
		if err != nil {
			t.Skip("refused: ", err)
		}
		if got != model.CleanText(got) {
			t.Fatalf("unclean: %q", got)
		}
		src := []byte(got)
		_ = ast.Walk(md.Parser().Parse(text.NewReader(src)), func(n ast.Node, enter bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.RawHTML, *ast.HTMLBlock:
				t.Errorf("HTML in %q from %q", got, fragment)
			case *ast.Link:
				checkAddress(t, string(n.Destination))
			case *ast.Image:
				checkAddress(t, string(n.Destination))
			}
			return ast.WalkContinue, nil
		})
		root, err := dom.ParseFragment(fragment)
		if err != nil {
			t.Skip("no tree to compare with: ", err)
		}
		if want, plain := letters(shown(root)), letters(model.PlainText(got)); want != plain {
			t.Errorf("text is %q, want %q\nMarkdown %q\nfrom %q", plain, want, got, fragment)
		}
	})
}

func checkAddress(t *testing.T, s string) {
	t.Helper()
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "mailto:") {
		t.Errorf("leads to %q", s)
	}
}

// shown returns the text of a tree, found in another way than Convert does.
func shown(n *html.Node) string {
	var b strings.Builder
	skip := regexp.MustCompile(`^(script|style|noscript|template|head|title|svg|math|select|textarea|button|object|embed|applet|canvas|map|datalist|dialog|rp|iframe|video|audio|img)$`)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (skip.MatchString(n.Data) || dom.IsHidden(n)) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func BenchmarkConvert(b *testing.B) {
	fragment := strings.Repeat(`<p>Some words of <em>news</em>, with a <a href="https://a.example/page?x=1&amp;y=2">link</a>
 and an image <img src="https://a.example/i.png" alt="An image">.</p><ul><li>One</li><li>Two</li></ul>`, 20)
	b.SetBytes(int64(len(fragment)))
	for b.Loop() {
		if _, err := Convert(fragment, nil); err != nil {
			b.Fatal(err)
		}
	}
}
