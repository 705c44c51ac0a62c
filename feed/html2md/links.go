package html2md

import (
	"net/url"
	"strings"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// link writes the content of n as a link, or as text where it leads nowhere
// that may be followed.
func (c *converter) link(n *html.Node) {
	if c.plain && strings.HasPrefix(dom.Attr(n, "href"), "#") {
		switch content(n) {
		case "#", "¶", "§", "🔗":
			return // leads to the heading it stands in
		}
	}
	if isBackReference(n) {
		return
	}
	to := ""
	if !c.linked {
		to = c.address(dom.Attr(n, "href"), true)
	}
	if to == "" {
		c.children(n)
		return
	}
	c.open = append(c.open, openSpan{mark: "[", to: to, at: len(c.para)})
	depth := len(c.open)
	c.linked = true
	c.children(n)
	c.linked = false
	c.closeSpan(depth - 1)
	c.open = c.open[:depth-1]
}

// closeLink makes para[start:end] the text of a link.
func (c *converter) closeLink(to string, start, end int) {
	if to == "" {
		return
	}
	for i := start; i < end; i++ {
		if c.para[i] == '\n' {
			c.para[i] = ' '
		}
	}
	c.insert(end, "]("+to+")")
	if start > 0 && c.para[start-1] == '!' {
		c.insert(start-1, `\`) // or it would be an image
		start++
	}
	c.insert(start, "[")
	c.last = closedEmphasis{}
}

// maxAddress bounds an address, in bytes. Longer ones are images in the
// address itself, or traps.
const maxAddress = 4096

// address returns ref as an absolute address that may stand in parentheses, or
// "". Schemes other than http and https give ""; mail says that mailto will do.
// An address within the page itself gives "" too.
func (c *converter) address(ref string, mail bool) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || ref[0] == '#' || len(ref) > maxAddress {
		return ""
	}
	if isPlainURL(ref) {
		return ref
	}
	u := dom.Resolve(ref, c.base)
	if u == nil {
		return ""
	}
	if mail && u.Scheme == "mailto" && u.Opaque != "" {
		return escapeURL("mailto:" + u.Opaque)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return escapeURL(u.String())
}

// isPlainURL reports whether ref is an absolute address that neither parsing nor
// encoding would change, as most are.
func isPlainURL(ref string) bool {
	rest, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(ref, "http://")
	}
	if !ok || rest == "" || !wordByte(rest[0]) {
		return false
	}
	host := true
	for i := range len(rest) {
		switch c := rest[i]; {
		case c >= 0x80:
			return false
		case wordByte(c), c == '-', c == '.':
		case c == '/':
			host = false
		case host:
			return false
		case c != '?' && c != '=' && c != '&' && c != '_' && c != '+' && c != ',' && c != ';':
			return false
		}
	}
	return true
}

// escapeURL encodes what would end an address in Markdown early.
func escapeURL(s string) string {
	s = model.CleanLine(s)
	if !strings.ContainsAny(s, " <>()\\`\"*[]|") {
		return s
	}
	var b strings.Builder
	depth, even := 0, true
	for i := 0; i < len(s) && even; i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		even = depth >= 0
	}
	even = even && depth == 0
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case strings.IndexByte(" <>\\`\"*[]|", ch) >= 0, !even && (ch == '(' || ch == ')'):
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[ch>>4])
			b.WriteByte(hex[ch&15])
		default:
			b.WriteByte(ch)
		}
	}
	return b.String()
}

// image writes an image, or its description where that is all it is: a sign
// that a page draws.
func (c *converter) image(n *html.Node) {
	alt := model.CleanLine(dom.Attr(n, "alt"))
	if w, h := dom.Attr(n, "width"), dom.Attr(n, "height"); (w == "1" || w == "0") && (h == "1" || h == "0") {
		return // counts readers
	}
	if class := dom.Attr(n, "class"); strings.Contains(class, "emoji") || strings.Contains(class, "smiley") {
		c.text(alt)
		return
	}
	src := c.source(n)
	if src == "" {
		return
	}
	c.beforeText("!")
	c.para = append(c.para, "!["...)
	linked := c.linked
	c.linked = true
	c.text(alt)
	c.linked = linked
	c.para = append(c.para, "]("...)
	c.para = append(c.para, src...)
	c.para = append(c.para, ')')
}

// source returns the address of an image. Pages that load images late put it
// into other attributes than src.
func (c *converter) source(n *html.Node) string {
	for _, key := range []string{"src", "data-src", "data-original", "data-lazy-src", "data-url"} {
		if to := c.address(dom.Attr(n, key), false); to != "" && !strings.HasPrefix(dom.Attr(n, key), "data:") {
			return to
		}
	}
	for _, key := range []string{"srcset", "data-srcset"} {
		// The last is the largest, as a rule. Commas may be part of addresses.
		set := strings.Fields(dom.Attr(n, key))
		for i := len(set) - 1; i >= 0; i-- {
			if strings.ContainsAny(set[i], "/.") && !strings.HasSuffix(set[i], "x") {
				return c.address(strings.Trim(set[i], ","), false)
			}
		}
	}
	return ""
}

// player writes a link to what an embedded player plays.
func (c *converter) player(n *html.Node) {
	src := dom.Attr(n, "src")
	for child := n.FirstChild; child != nil && src == ""; child = child.NextSibling {
		if child.DataAtom == atom.Source {
			src = dom.Attr(child, "src")
		}
	}
	to := c.address(src, false)
	if n.DataAtom == atom.Iframe {
		to = playerPage(to)
	}
	if to == "" {
		return
	}
	c.flush()
	c.para = append(c.para, "[▶]("...)
	c.para = append(c.para, to...)
	c.para = append(c.para, ')')
	c.flush()
}

// playerPage returns the address of the page that a known player shows, or "":
// other frames hold advertisements more often than news.
func playerPage(src string) string {
	u, err := url.Parse(src)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(u.Host, "www.")
	last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	switch {
	case (host == "youtube.com" || host == "youtube-nocookie.com") && strings.HasPrefix(u.Path, "/embed/") && last != "":
		return "https://www.youtube.com/watch?v=" + escapeURL(last)
	case host == "player.vimeo.com" && strings.HasPrefix(u.Path, "/video/"):
		return "https://vimeo.com/" + escapeURL(last)
	case host == "dailymotion.com" && strings.HasPrefix(u.Path, "/embed/video/"):
		return "https://www.dailymotion.com/video/" + escapeURL(last)
	}
	return ""
}
