package html2md

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// superscripts are the signs that Unicode has above the line.
var (
	superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
		"+", "⁺", "-", "⁻", "−", "⁻", "=", "⁼", "(", "⁽", ")", "⁾", "n", "ⁿ", "i", "ⁱ")
	ordinals = map[string]bool{
		"st": true, "nd": true, "rd": true, "th": true, "e": true, "er": true, "re": true, "ère": true, "ème": true, "o": true, "a": true,
		"º": true, "ª": true, "tm": true, "sm": true, "™": true, "®": true, "©": true, "℠": true, "me": true, "lle": true, "r": true, "c": true,
	}
)

// longestPower is the longest superscript, in runes, that is taken for a power.
const longestPower = 12

// superscript writes what stands above the line so that it does not melt into the
// word before it: the mark of a note in brackets, a power as signs above the line
// where Unicode has them, else after "^". Ordinals and trademarks stay as they
// are.
func (c *converter) superscript(n *html.Node) {
	text := dom.Text(n)
	last, _ := utf8.DecodeLastRune(c.para)
	word := len(c.para) > 0 && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(")]}", last))
	switch mark := strings.Trim(text, "[]() \u00a0"); {
	case text == "":
	case isNoteMark(n) && mark != "" && len(mark) <= longestPower:
		c.text("[" + mark + "]")
	case ordinals[strings.ToLower(strings.Trim(text, "."))] && !(word && unicode.IsLetter(last) && text != strings.ToLower(text) && len(text) == 1):
		c.children(n)
	case strings.Trim(text, "0123456789+-−=()") == "":
		c.text(superscripts.Replace(text))
	case strings.ContainsRune("*†‡§", []rune(text)[0]):
		c.children(n)
	case word && utf8.RuneCountInString(text) <= longestPower && !strings.Contains(text, " "):
		if strings.Trim(text, "0123456789+-−=()ni") == "" {
			c.text(superscripts.Replace(text))
			return
		}
		if utf8.RuneCountInString(text) > 1 {
			text = "(" + text + ")"
		}
		c.text("^" + text)
	default:
		if word {
			c.blank()
		}
		c.children(n)
	}
}

// subscript writes what stands below the line. Numbers stay as they are (H2O, log2);
// a word is parted from the one before by "_".
func (c *converter) subscript(n *html.Node) {
	text := dom.Text(n)
	last, _ := utf8.DecodeLastRune(c.para)
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.IsLetter(first) && (unicode.IsLetter(last) || unicode.IsDigit(last)) && !strings.Contains(text, " ") {
		c.text("_" + text)
		return
	}
	c.children(n)
}

// noteWords are words in the class, id or role of the mark of a note.
var noteWords = []string{"footnote", "fnref", "noteref", "endnote", "reference", "cite", "fn-", "fn:", "ftn"}

// isNoteMark reports whether n refers to a note: it says so, or leads to a place on
// the same page.
func isNoteMark(n *html.Node) bool {
	if dom.NameContains(n, noteWords...) {
		return true
	}
	a := dom.First(n, atom.A)
	return a != nil && (strings.HasPrefix(dom.Attr(a, "href"), "#") || dom.NameContains(a, noteWords...))
}

// isBackReference reports whether a link leads from a note to where it is referred to:
// its arrow is no word of the text.
func isBackReference(n *html.Node) bool {
	if dom.NameContains(n, "backlink", "backref", "reversefootnote", "footnote-back", "fn-back") {
		return true
	}
	href := dom.Attr(n, "href")
	return strings.HasPrefix(href, "#") && strings.Trim(dom.Text(n), "↩↵⏎↑⇑^⤴⮌\ufe0e\ufe0f ") == ""
}

// math writes a formula in one line: from presentation MathML (MathML Core), with
// powers and fractions as keyboards have them, else as its author described it.
func (c *converter) math(n *html.Node) {
	var b strings.Builder
	formula(&b, n)
	text := model.CleanLine(b.String())
	if text == "" {
		text = model.CleanLine(dom.Attr(n, "alttext"))
	}
	c.text(text)
}

// formula writes what a MathML element shows. Names are compared as text: few of
// them have an atom.
func formula(b *strings.Builder, n *html.Node) {
	var parts []*html.Node
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			parts = append(parts, child)
		}
	}
	write := func(i int, group bool) {
		if i >= len(parts) {
			return
		}
		var inner strings.Builder
		formula(&inner, parts[i])
		s := strings.TrimSpace(inner.String())
		if group && utf8.RuneCountInString(s) > 1 && strings.ContainsAny(s, " +-−*/=·×^_,") {
			s = "(" + s + ")"
		}
		b.WriteString(s)
	}
	switch n.Data {
	case "annotation", "annotation-xml", "none", "mprescripts", "mphantom":
	case "msup", "mover":
		write(0, true)
		b.WriteByte('^')
		write(1, true)
	case "msub", "munder":
		write(0, true)
		b.WriteByte('_')
		write(1, true)
	case "msubsup", "munderover":
		write(0, true)
		b.WriteByte('_')
		write(1, true)
		b.WriteByte('^')
		write(2, true)
	case "mfrac":
		write(0, true)
		b.WriteByte('/')
		write(1, true)
	case "msqrt":
		b.WriteString("√(")
		writeParts(b, n)
		b.WriteByte(')')
	case "mroot":
		write(1, true)
		b.WriteString("√(")
		write(0, false)
		b.WriteByte(')')
	case "mtr", "mlabeledtr":
		for i := range parts {
			if i > 0 {
				b.WriteString(", ")
			}
			write(i, false)
		}
		b.WriteString("; ")
	case "mspace":
		b.WriteByte(' ')
	default:
		writeParts(b, n)
	}
}

// writeParts writes what stands in n, one after another: terms apart by a blank,
// and operators that stand between two terms between blanks.
func writeParts(b *strings.Builder, n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			b.WriteString(strings.TrimSpace(child.Data))
		case child.Type != html.ElementNode:
		case child.Data == "mo":
			if sign := dom.Text(child); isTerm(elementBeside(child, false)) && strings.ContainsAny(sign, "=<>≤≥≠≈≡→⇒+−-∈±") {
				b.WriteString(" " + sign + " ")
			} else {
				b.WriteString(sign)
			}
		default:
			if isTerm(elementBeside(child, false)) && isTerm(child) {
				b.WriteByte(' ')
			}
			formula(b, child)
		}
	}
}

// elementBeside returns the next element after n, or the one before it, or nil.
func elementBeside(n *html.Node, next bool) *html.Node {
	for n = dom.Neighbour(n, next); n != nil && n.Type != html.ElementNode; n = dom.Neighbour(n, next) {
	}
	return n
}

// isTerm reports whether an element of MathML is one that stands for a value.
func isTerm(n *html.Node) bool {
	return n != nil && n.Data != "mo" && n.Data != "mspace" && !strings.HasPrefix(n.Data, "annotation") && strings.TrimSpace(dom.Text(n)) != ""
}

// isFormula reports whether n shows a formula that also stands beside it as MathML
// or as its source (KaTeX, MathJax, MediaWiki).
func isFormula(n *html.Node) bool {
	if !dom.NameContains(n, "katex-html", "mathjax_svg", "mathjax_preview", "mwe-math-fallback", "mjx-chtml") {
		return false
	}
	for p, up := n.Parent, 0; p != nil && up < 3; p, up = p.Parent, up+1 {
		if dom.First(p, atom.Math) != nil {
			return true
		}
	}
	return false
}

// texSource returns the formula in a script that MathJax reads, or "".
func texSource(n *html.Node) string {
	if strings.HasPrefix(strings.ToLower(dom.Attr(n, "type")), "math/tex") {
		return strings.TrimSpace(content(n))
	}
	return ""
}

// lineNumbers are the classes of the numbers that programs put before lines of
// code: Rouge, Pygments, Prism, highlight.js, GitHub, GitLab, Hexo, SyntaxHighlighter.
var lineNumbers = map[string]bool{
	"lineno": true, "linenos": true, "linenumber": true, "line-number": true, "line-numbers-rows": true, "hljs-ln-numbers": true,
	"lnt": true, "ln": true, "gutter": true, "rouge-gutter": true, "blob-num": true, "linenodiv": true, "line_numbers": true, "lineNumbers": true,
	"line-numbers": true, "crayon-nums": true, "react-syntax-highlighter-line-number": true, "code-line-number": true, "diff-line-num": true,
}

// isLineNumber reports whether n holds nothing but numbers of lines of code.
func isLineNumber(n *html.Node) bool {
	numbered := false
	for class := range strings.FieldsSeq(dom.Attr(n, "class")) {
		numbered = numbered || lineNumbers[class]
	}
	if !numbered && !strings.Contains(strings.ReplaceAll(dom.Attr(n, "style"), " ", ""), "user-select:none") {
		return false
	}
	return strings.Trim(content(n), "0123456789 .:|\t\r\n\u00a0") == ""
}
