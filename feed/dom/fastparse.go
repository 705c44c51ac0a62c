package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parseFast builds the tree of a fragment that needs none of the repairs that
// an HTML parser does: what feeds and editors write as a rule. It makes the
// very tree that html.ParseFragment makes within <div>, several times as fast,
// or gives up (false) where it is not sure to.
func parseFast(fragment string, root *html.Node) bool {
	t := &fastParser{s: fragment}
	t.stack = append(make([]*html.Node, 0, 16), root)
	for t.i < len(t.s) {
		if !t.step() {
			root.FirstChild, root.LastChild = nil, nil
			return false
		}
	}
	return true
}

// fastParser parses HTML that needs no repairs: all that is open is on its
// stack, and every end tag ends what is on top of it but for the elements whose
// end tags may be left out.
type fastParser struct {
	s     string
	i     int
	stack []*html.Node
	nodes []html.Node // not yet used
	attrs []html.Attribute
}

// maxFastDepth is how deep elements may lie here.
const maxFastDepth = 100

// tagClass says what the tags of an element do to others.
type tagClass uint8

const (
	tagUnsupported tagClass = iota // its rules are more than can be done here
	tagInline                      // nothing
	tagFormatting                  // goes on in the next block when it is not ended
	tagBlock                       // ends a paragraph
	tagHeading
	tagItem // ends the item before it
	tagVoidInline
	tagVoidBlock
)

// classOf returns the class of an element (HTML 13.2.6.4.7, "in body").
func classOf(a atom.Atom) tagClass {
	switch a {
	case atom.Span, atom.Abbr, atom.Cite, atom.Q, atom.Sub, atom.Sup, atom.Time, atom.Mark, atom.Kbd, atom.Var, atom.Del,
		atom.Ins, atom.Label, atom.Dfn, atom.Samp, atom.Bdi, atom.Bdo, atom.Acronym, atom.Data, atom.Video, atom.Audio, atom.Picture:
		return tagInline
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.S, atom.Small, atom.Strike, atom.Strong,
		atom.Tt, atom.U:
		return tagFormatting
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Section,
		atom.Article, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Main, atom.Dl, atom.Address, atom.Center,
		atom.Details, atom.Summary, atom.Hgroup:
		return tagBlock
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return tagHeading
	case atom.Li, atom.Dt, atom.Dd:
		return tagItem
	case atom.Br, atom.Img, atom.Wbr, atom.Source:
		return tagVoidInline
	case atom.Hr:
		return tagVoidBlock
	}
	return tagUnsupported
}

func (t *fastParser) top() *html.Node { return t.stack[len(t.stack)-1] }

func (t *fastParser) pop() { t.stack = t.stack[:len(t.stack)-1] }

// step reads a run of text, a tag or a comment.
func (t *fastParser) step() bool {
	rest := t.s[t.i:]
	if rest[0] != '<' || len(rest) == 1 {
		return t.text()
	}
	switch c := rest[1]; {
	case isASCIILetter(c):
		return t.start()
	case c == '/' && len(rest) > 2 && isASCIILetter(rest[2]):
		return t.end()
	case strings.HasPrefix(rest, "<!--"):
		return t.comment()
	case c == '/' || c == '!' || c == '?':
		return false
	}
	return t.text()
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// text reads the text up to the next tag.
func (t *fastParser) text() bool {
	from, end := t.i, len(t.s)
	for at := from + 1; at < len(t.s); {
		j := strings.IndexByte(t.s[at:], '<')
		if j < 0 {
			break
		}
		at += j + 1
		if at < len(t.s) && (isASCIILetter(t.s[at]) || t.s[at] == '/' || t.s[at] == '!' || t.s[at] == '?') {
			end = at - 1
			break
		}
	}
	text := t.s[from:end]
	t.i = end
	if strings.IndexByte(text, '\r') >= 0 || strings.IndexByte(text, 0) >= 0 {
		return false
	}
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
		if strings.IndexByte(text, 0) >= 0 || strings.IndexByte(text, '\r') >= 0 {
			return false
		}
	}
	parent := t.top()
	if parent.DataAtom == atom.Pre && parent.FirstChild == nil {
		text = strings.TrimPrefix(text, "\n")
	}
	if text != "" {
		n := t.node(html.TextNode)
		n.Data = text
		parent.AppendChild(n)
	}
	return true
}

// comment reads a comment that ends as it should.
func (t *fastParser) comment() bool {
	inside := t.s[t.i+4:]
	n := strings.Index(inside, "-->")
	if n < 0 || strings.HasPrefix(inside, ">") || strings.HasPrefix(inside, "->") {
		return false
	}
	inside = inside[:n]
	if strings.Contains(inside, "--!>") || strings.ContainsAny(inside, "\x00\r&") {
		return false // the other parser replaces references even here
	}
	node := t.node(html.CommentNode)
	node.Data = inside
	t.top().AppendChild(node)
	t.i += 4 + n + 3
	return true
}

// node returns a new node.
func (t *fastParser) node(kind html.NodeType) *html.Node {
	if len(t.nodes) == 0 {
		// Of tags, about half begin an element, and text lies between most.
		t.nodes = make([]html.Node, min(256, 2+strings.Count(t.s[t.i:], "<")))
	}
	n := &t.nodes[0]
	t.nodes = t.nodes[1:]
	n.Type = kind
	return n
}

// name reads the name of a tag.
func (t *fastParser) name() atom.Atom {
	var name [12]byte
	start := t.i
	for t.i < len(t.s) && (isASCIILetter(t.s[t.i]) || t.i > start && t.s[t.i] >= '0' && t.s[t.i] <= '9') {
		if t.i-start == len(name) {
			return 0
		}
		c := t.s[t.i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		name[t.i-start] = c
		t.i++
	}
	return atom.Lookup(name[:t.i-start])
}

// start reads a start tag.
func (t *fastParser) start() bool {
	t.i++
	a := t.name()
	c := classOf(a)
	if a == atom.Iframe {
		c = tagInline
	}
	if c == tagUnsupported || len(t.stack) > maxFastDepth {
		return false
	}
	n := t.node(html.ElementNode)
	n.DataAtom, n.Data = a, a.String()
	closed, ok := t.attributes(n)
	void := c == tagVoidInline || c == tagVoidBlock
	if !ok || closed && !void || !t.makeWay(a, c) {
		return false
	}
	t.top().AppendChild(n)
	switch {
	case a == atom.Iframe: // its inside is not HTML
		rest, found := strings.CutPrefix(t.s[t.i:], "</iframe>")
		t.i = len(t.s) - len(rest)
		return found
	case !void:
		t.stack = append(t.stack, n)
	}
	return true
}

// makeWay ends what the start of an element ends. It reports false when that
// is not on top.
func (t *fastParser) makeWay(a atom.Atom, c tagClass) bool {
	switch c {
	case tagInline, tagVoidInline:
		return true
	case tagFormatting:
		return a != atom.A || !t.open(atom.A)
	case tagItem:
		if !t.endItem(a) {
			return false
		}
	}
	if t.open(atom.P) {
		if t.top().DataAtom != atom.P {
			return false
		}
		t.pop()
	}
	return c != tagHeading || classOf(t.top().DataAtom) != tagHeading
}

// open reports whether an element is open; the outermost is not.
func (t *fastParser) open(a atom.Atom) bool {
	for _, n := range t.stack[1:] {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// endItem ends the item before one of kind a.
func (t *fastParser) endItem(a atom.Atom) bool {
	for i := len(t.stack) - 1; i > 0; i-- {
		switch b := t.stack[i].DataAtom; {
		case b == a || a != atom.Li && (b == atom.Dt || b == atom.Dd):
			if i != len(t.stack)-1 {
				return false
			}
			t.pop()
			return true
		case b == atom.Address || b == atom.Div || b == atom.P:
		case classOf(b) == tagInline || classOf(b) == tagFormatting:
		default:
			return true
		}
	}
	return true
}

// end reads an end tag.
func (t *fastParser) end() bool {
	t.i += 2
	a := t.name()
	if t.i >= len(t.s) || t.s[t.i] != '>' {
		return false
	}
	t.i++
	c := classOf(a)
	if c == tagUnsupported || c == tagVoidInline || c == tagVoidBlock {
		return false
	}
	for c == tagBlock && len(t.stack) > 1 {
		top := t.top().DataAtom
		if top == a || top != atom.P && top != atom.Li && top != atom.Dt && top != atom.Dd {
			break
		}
		if a == atom.P { // it ends nothing else
			return false
		}
		t.pop()
	}
	if len(t.stack) == 1 || t.top().DataAtom != a {
		return false
	}
	t.pop()
	return true
}
