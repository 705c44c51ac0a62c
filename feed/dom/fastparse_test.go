package dom

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dump writes a tree so that two can be compared.
func dump(b *strings.Builder, n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(strings.Repeat(" ", depth))
		switch c.Type {
		case html.TextNode:
			b.WriteString("#text " + c.Data)
		case html.CommentNode:
			b.WriteString("#comment " + c.Data)
		default:
			b.WriteString("<" + c.Data + " " + c.DataAtom.String())
			var attrs []string // the parser sorts those of some elements
			for _, a := range c.Attr {
				attrs = append(attrs, a.Namespace+":"+a.Key+"="+a.Val)
			}
			slices.Sort(attrs)
			b.WriteString(" " + strings.Join(attrs, " "))
		}
		b.WriteByte('\n')
		dump(b, c, depth+1)
	}
}

func div() *html.Node { return &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div} }

// sameTree fails when parseTidy makes another tree than the parser of HTML. It
// reports whether parseTidy made one.
func sameTree(t *testing.T, fragment string) bool {
	t.Helper()
	got := div()
	if !parseFast(fragment, got) {
		return false
	}
	want := div()
	nodes, err := html.ParseFragment(strings.NewReader(fragment), div())
	if err != nil {
		return true
	}
	for _, n := range nodes {
		want.AppendChild(n)
	}
	var a, b strings.Builder
	dump(&a, got, 0)
	dump(&b, want, 0)
	if a.String() != b.String() {
		t.Errorf("%q\ngot:\n%s\nwant:\n%s", fragment, a.String(), b.String())
	}
	return true
}

var soundFragments = []string{
	"text", "a < b & c &amp; d &copy; e &ndash;", "<p>one</p><p>two</p>", "<p>one<p>two", "<p>one<ul><li>a<li>b<p>c</ul>d",
	`<p class="x" hidden>a <a href="https://example.org/?a=1&amp;b=2&c=3" title='it&#39;s'>b</a> <b><i>c</i></b></p>`,
	"<div><p>one</div>two", "<pre>\ncode\n</pre>", "<!-- note --><P>X</P>", "<h2>a</h2><hr/><br><img src=\"a\" />",
	"<blockquote><p>q</p></blockquote>", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", `<iframe src="x"></iframe>`,
	"<figure><img src='a'><figcaption>b</figcaption></figure>", "<b><p>x</p></b>", "<div><li>x</li></div>",
}

var brokenFragments = []string{
	"<b><i>x</b>y</i>", "<p><b>x<p>y", "<table><td>x", "</p>", "<a>x<a>y", "<script>x</script>", "<svg><p>x", "<p x=y>z</p>",
	"<li><b>x<li>y", "a\r\nb", "<h1>a<h2>b", `<a href="?a=1&copy=2">x</a>`, `<a href="&notit">x</a>`, "<p", "<p a", "<p/>x", "</br>", "<div></p></div>",
}

func TestParseFast(t *testing.T) {
	for _, s := range soundFragments {
		if !sameTree(t, s) {
			t.Errorf("gave up on %q", s)
		}
	}
	for _, s := range brokenFragments {
		sameTree(t, s)
	}
}

// TestParseFastAtRandom puts fragments together from pieces, many of which need
// repairs.
func TestParseFastAtRandom(t *testing.T) {
	pieces := []string{
		"<p>", "</p>", "<b>", "</b>", "<ul>", "</ul>", "<li>", "</li>", "<div class='x'>", "</div>", "<dl>", "<dt>", "<dd>", "</dl>",
		"<a href=\"?a=1&amp;b\">", "</a>", "<br>", "<hr>", "<h2>", "</h2>", "<pre>", "\n", "</pre>", "text", " ", "&amp;", "<!-- c -->",
		"<span>", "</span>", "<blockquote>", "</blockquote>", "<img src='x' alt=\"y\"/>", "<iframe src='z'></iframe>", "</dd>", "<address>",
		"</address>", "<em>", "</em>", "< ", "<figure>", "</figure>", "<code>", "</code>",
	}
	r := rand.New(rand.NewPCG(1, 2))
	parsed := 0
	for range 30000 {
		var b strings.Builder
		for range 1 + r.IntN(10) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if sameTree(t, b.String()) {
			parsed++
		}
		if t.Failed() {
			return
		}
	}
	if parsed < 3000 {
		t.Errorf("only %d of 30000 were parsed fast", parsed)
	}
}

func FuzzParseFast(f *testing.F) {
	for _, s := range soundFragments {
		f.Add(s)
	}
	for _, s := range brokenFragments {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { sameTree(t, s) })
}

func TestCollapseSpace(t *testing.T) {
	for _, s := range []string{"", " ", "a", "a b", "a  b", " a b", "a b ", "a\nb", "a\u00a0b", "a \t", "  ", "\u3000新 橋"} {
		if got, want := CollapseSpace(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
