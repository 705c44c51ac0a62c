package model

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendInline appends the text that the Markdown of one paragraph shows.
func appendInline(out []byte, s string) []byte {
	if !strings.ContainsAny(s, "\\`*_~[]<&!") {
		return append(out, s...)
	}
	n := inliner{src: s, out: out, base: len(out), lastParen: strings.LastIndexByte(s, ')')}
	for n.at < len(s) {
		n.next()
	}
	return n.finish()
}

// inliner turns the inline markup of a paragraph into text. Marks that turn
// out to be a pair are taken out at the end.
type inliner struct {
	src  string
	at   int
	out  []byte
	base int       // where the text of this paragraph begins in out
	open [3][]mark // unmatched openers of *, _ and ~
	// cuts are the pieces of out that are markup, in the order found.
	cuts      []mark
	brackets  []bracket
	lastParen int
	unclosed  [33]bool // runs of backticks of this length have no end ahead
}

// mark is a piece [start, start+n) of the output.
type mark struct{ start, n int }

// bracket is an open [ or ![.
type bracket struct {
	out   int // where it stands in the output
	image bool
}

func (n *inliner) next() {
	rest := n.src[n.at:]
	i := strings.IndexAny(rest, "\\`*_~[]<&!")
	if i < 0 {
		i = len(rest)
	}
	n.out = append(n.out, rest[:i]...)
	n.at += i
	if n.at == len(n.src) {
		return
	}
	switch c := n.src[n.at]; c {
	case '\\':
		n.escape()
	case '`':
		n.codeSpan()
	case '*', '_', '~':
		n.emphasis(c)
	case '[':
		n.bracket(false)
	case '!':
		if strings.HasPrefix(n.src[n.at:], "![") {
			n.at++
			n.bracket(true)
			return
		}
		n.literal(1)
	case ']':
		n.link()
	case '<':
		n.tag()
	case '&':
		n.entity()
	}
}

func (n *inliner) literal(k int) {
	n.out = append(n.out, n.src[n.at:n.at+k]...)
	n.at += k
}

func (n *inliner) escape() {
	if n.at+1 < len(n.src) && punctuation(n.src[n.at+1]) {
		n.at++
	}
	n.literal(1)
}

func punctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

func (n *inliner) codeSpan() {
	rest := n.src[n.at:]
	k := len(rest) - len(strings.TrimLeft(rest, "`"))
	if k >= len(n.unclosed) || n.unclosed[k] {
		n.literal(k)
		return
	}
	for i := k; i < len(rest); {
		j := strings.IndexByte(rest[i:], '`')
		if j < 0 {
			break
		}
		i += j
		run := len(rest[i:]) - len(strings.TrimLeft(rest[i:], "`"))
		if run == k {
			code := strings.ReplaceAll(rest[k:i], "\n", " ")
			if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' {
				code = code[1 : len(code)-1]
			}
			n.out = append(n.out, code...)
			n.at += i + k
			return
		}
		i += run
	}
	n.unclosed[k] = true
	n.literal(k)
}

// emphasis takes a run of delimiters. It follows the rules of flanking
// (CommonMark 0.31, section 6.2) but pairs runs whole, or as much of them as
// both have.
func (n *inliner) emphasis(c byte) {
	rest := n.src[n.at:]
	k := len(rest) - len(strings.TrimLeft(rest, string(c)))
	before, _ := utf8.DecodeLastRuneInString(n.src[:n.at])
	after, _ := utf8.DecodeRuneInString(rest[k:])
	if n.at == 0 {
		before = ' '
	}
	if k == len(rest) {
		after = ' '
	}
	left := !unicode.IsSpace(after) && (!sign(after) || unicode.IsSpace(before) || sign(before))
	right := !unicode.IsSpace(before) && (!sign(before) || unicode.IsSpace(after) || sign(after))
	if c == '_' {
		left, right = left && (!right || sign(before)), right && (!left || sign(after))
	}
	start := len(n.out)
	n.literal(k)
	which := strings.IndexByte("*_~", c)
	for stack := n.open[which]; right && k > 0 && len(stack) > 0; stack = n.open[which] {
		top := &stack[len(stack)-1]
		m := min(k, top.n)
		n.cuts = append(n.cuts, mark{top.start + top.n - m, m}, mark{start, m})
		top.n -= m
		start, k = start+m, k-m
		if top.n == 0 {
			n.open[which] = stack[:len(stack)-1]
		}
	}
	if left && k > 0 {
		n.open[which] = append(n.open[which], mark{start, k})
	}
}

func sign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func (n *inliner) bracket(image bool) {
	n.brackets = append(n.brackets, bracket{len(n.out), image})
	if image {
		n.out = append(n.out, '!')
	}
	n.literal(1)
}

// link takes the bracket that may end the text of a link.
func (n *inliner) link() {
	if len(n.brackets) == 0 {
		n.literal(1)
		return
	}
	b := n.brackets[len(n.brackets)-1]
	n.brackets = n.brackets[:len(n.brackets)-1]
	end := n.destination(n.at + 1)
	if end < 0 {
		n.literal(1)
		return
	}
	n.at = end
	if b.image {
		n.cuts = append(n.cuts, mark{b.out, len(n.out) - b.out})
		return
	}
	n.cuts = append(n.cuts, mark{b.out, 1})
}

// destination returns the offset after the "(address)" or "[reference]" that
// begins at i, or -1.
func (n *inliner) destination(i int) int {
	s := n.src
	switch {
	case i < len(s) && s[i] == '[':
		if j := strings.IndexAny(s[i+1:min(len(s), i+200)], "[]"); j >= 0 && s[i+1+j] == ']' {
			return i + j + 2
		}
		return -1
	case i >= len(s) || s[i] != '(' || i > n.lastParen:
		return -1
	}
	i++
	if i < len(s) && s[i] == '<' {
		j := strings.IndexAny(s[i:min(len(s), i+4096)], ">\n")
		if j < 0 || s[i+j] != '>' {
			return -1
		}
		return closeParen(s, i+j+1)
	}
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			if depth++; depth > 32 {
				return -1
			}
		case ')':
			if depth--; depth < 0 {
				return i + 1
			}
		case ' ', '\n':
			return closeParen(s, i)
		}
	}
	return -1
}

// closeParen returns the offset after the parenthesis that ends a link whose
// address ends at i; a title may stand between.
func closeParen(s string, i int) int {
	window := s[i:min(len(s), i+1024)]
	rest := strings.TrimLeft(window, " \n")
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		j := strings.IndexByte(rest[1:], rest[0])
		if j < 0 {
			return -1
		}
		rest = strings.TrimLeft(rest[j+2:], " \n")
	}
	if rest == "" || rest[0] != ')' {
		return -1
	}
	return i + len(window) - len(rest) + 1
}

// tag takes an autolink or a raw HTML tag.
func (n *inliner) tag() {
	rest := n.src[n.at:]
	end := strings.IndexByte(rest[:min(len(rest), 1024)], '>')
	if end < 2 {
		n.literal(1)
		return
	}
	inner := rest[1:end]
	switch c := inner[0]; {
	case strings.HasPrefix(inner, "http://"), strings.HasPrefix(inner, "https://"), strings.HasPrefix(inner, "mailto:"):
		n.out = append(n.out, strings.TrimPrefix(inner, "mailto:")...)
	case strings.ContainsRune(inner, '@') && !strings.ContainsAny(inner, " =\"'"):
		n.out = append(n.out, inner...)
	case c == '/' || c == '!' || c == '?' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		if strings.HasPrefix(strings.ToLower(inner), "br") {
			n.out = append(n.out, '\n')
		}
	default:
		n.literal(1)
		return
	}
	n.at += end + 1
}

func (n *inliner) entity() {
	rest := n.src[n.at:]
	end := strings.IndexByte(rest[:min(len(rest), 40)], ';')
	// A reference is a name or a number (CommonMark 0.31, section 2.5).
	if end < 0 || strings.ContainsFunc(rest[1:end], func(r rune) bool { return r != '#' && (r > 0x7f || !wordByte(byte(r))) }) {
		n.literal(1)
		return
	}
	n.out = append(n.out, html.UnescapeString(rest[:end+1])...)
	n.at += end + 1
}

// finish takes the marks out of the output.
func (n *inliner) finish() []byte {
	if len(n.cuts) == 0 {
		return n.out
	}
	drop := make([]int32, len(n.out)-n.base+1)
	for _, c := range n.cuts {
		drop[c.start-n.base]++
		drop[c.start-n.base+c.n]--
	}
	kept, depth := n.out[:n.base], int32(0)
	for i := n.base; i < len(n.out); i++ {
		if depth += drop[i-n.base]; depth == 0 {
			kept = append(kept, n.out[i])
		}
	}
	return kept
}
