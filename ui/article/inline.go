package article

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dateline/ui/message"
	"dateline/ui/theme"
)

// inliner turns goldmark's running text into nodes for Glamour: decoded,
// cleaned, with links and images numbered.
type inliner struct {
	d    *glamourRenderer
	src  []byte   // of the piece
	base *url.URL // base of relative links; nil when unknown
	refs *references

	pictures map[string]Picture // the loaded ones, by address
	pending  []Picture          // to be drawn above the text converted last

	inTable bool // tables have no room for pictures
	link    bool // inside a link
}

// references numbers the links, images and footnotes of a whole body.
type references struct {
	links  []Link
	byURL  map[string]int // link number
	images int

	pictures    []string // addresses, in the order of the text
	notes       []int    // indices of footnotes, in the order of their first reference
	noteNumbers map[int]int
	done        string // mark of a finished task
	open        string
}

func newReferences(m theme.Marks) *references {
	return &references{byURL: map[string]int{}, noteNumbers: map[int]int{}, done: m.Done, open: m.Open}
}

// add returns the number of the link to address, a new one if necessary.
func (r *references) add(text, address string, image bool) int {
	if n, ok := r.byURL[address]; ok {
		return n
	}
	n := len(r.links) + 1
	r.links = append(r.links, Link{Number: n, Text: text, URL: address, Line: -1, Image: image})
	r.byURL[address] = n
	return n
}

// note returns the number of footnote i.
func (r *references) note(i int) int {
	n, ok := r.noteNumbers[i]
	if !ok {
		r.notes = append(r.notes, i)
		n = len(r.notes)
		r.noteNumbers[i] = n
	}
	return n
}

// maxInline bounds the nesting of emphasis and links.
const maxInline = 16

func (c *inliner) children(n ast.Node, depth int) []ast.Node {
	var out []ast.Node
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		out = append(out, c.node(k, depth)...)
	}
	return out
}

func (c *inliner) node(n ast.Node, depth int) []ast.Node {
	if depth > maxInline {
		return []ast.Node{c.d.text(oneLine(c.words(n)))}
	}
	switch n := n.(type) {
	case *ast.Text:
		return c.text(n)
	case *ast.String:
		return []ast.Node{c.d.text(oneLine(string(n.Value)))}
	case *ast.CodeSpan:
		s := ast.NewCodeSpan()
		s.AppendChild(s, c.d.text(oneLine(c.words(n))))
		return []ast.Node{s}
	case *ast.Emphasis:
		e := ast.NewEmphasis(n.Level)
		adopt(e, c.children(n, depth+1))
		return []ast.Node{e}
	case *extast.Strikethrough:
		s := extast.NewStrikethrough()
		s.AppendChild(s, c.d.text(oneLine(c.words(n))))
		return []ast.Node{s}
	case *ast.Link:
		return c.anchor(n, string(n.Destination), depth)
	case *ast.AutoLink:
		address := string(n.URL(c.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
			address = "mailto:" + address
		}
		return c.linked(string(n.Label(c.src)), address, []ast.Node{c.d.text(oneLine(string(n.Label(c.src))))})
	case *ast.Image:
		return c.image(n)
	case *ast.RawHTML:
		return c.html(n)
	case *extast.TaskCheckBox:
		if n.IsChecked {
			return []ast.Node{c.d.text(c.refs.done + " ")}
		}
		return []ast.Node{c.d.text(c.refs.open + " ")}
	case *noteRef:
		return []ast.Node{c.d.text("[" + strconv.Itoa(c.refs.note(n.index)) + "]")}
	}
	return c.children(n, depth+1)
}

// text converts a run of text. A line break in the source becomes a blank,
// except between ideographs, which are written without blanks.
func (c *inliner) text(n *ast.Text) []ast.Node {
	s := string(n.Segment.Value(c.src))
	if !n.IsRaw() {
		s = decode(s)
	}
	s = oneLine(s)
	switch {
	case n.HardLineBreak():
		return []ast.Node{c.d.text(s + "\n")}
	case n.SoftLineBreak():
		if last, _ := utf8.DecodeLastRuneInString(s); !ideographic(last) || last >= 0xac00 && last <= 0xd7a3 {
			s += " "
		}
	}
	if s == "" {
		return nil
	}
	return []ast.Node{c.d.text(s)}
}

// anchor converts a link that has its own text.
func (c *inliner) anchor(n ast.Node, address string, depth int) []ast.Node {
	was := c.link
	c.link = true
	inner := c.children(n, depth+1)
	c.link = was
	if len(inner) == 0 {
		return nil
	}
	if was {
		return inner
	}
	return c.linked(oneLine(c.words(n)), address, inner)
}

// linked makes inner a link to address, if that is safe. Glamour gets a link
// within the document, because it prints no address after one.
func (c *inliner) linked(label, address string, inner []ast.Node) []ast.Node {
	address, ok := c.resolve(address)
	if !ok || c.link {
		return inner
	}
	number := c.refs.add(strings.TrimSpace(label), address, false)
	l := ast.NewLink()
	l.Destination = []byte("#" + strconv.Itoa(number))
	l.AppendChild(l, c.d.raw(openLink(number, address)))
	adopt(l, inner)
	if c.d.t.LinkNumbers {
		l.AppendChild(l, c.d.text("["+strconv.Itoa(number)+"]"))
	}
	l.AppendChild(l, c.d.raw(closeLink))
	return []ast.Node{l}
}

// image converts a picture into its caption: number, text and host.
func (c *inliner) image(n *ast.Image) []ast.Node {
	c.refs.images++
	label := fmt.Sprintf(message.ImageNumber, c.refs.images)
	alt := strings.TrimSpace(oneLine(c.words(n)))
	caption := label
	if alt != "" {
		caption += ": " + alt
	}
	address, ok := c.resolve(string(n.Destination))
	if ok {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
			caption += " (" + u.Hostname() + ")"
		}
		caption += c.picture(address)
	}
	var inner *ast.Text
	if ok && !c.link {
		number := c.refs.add(strings.TrimSpace(strings.TrimSuffix(label+": "+alt, ": ")), address, true)
		inner = c.d.raw(openLink(number, address))
		c.d.text(caption)
		inner.Segment.Stop = c.d.raw(closeLink).Segment.Stop
	}
	if inner == nil {
		inner = c.d.text(caption)
	}
	i := ast.NewImage(ast.NewLink())
	i.AppendChild(i, inner)
	return []ast.Node{i}
}

// html drops a tag and keeps its text; <br> breaks the line.
func (c *inliner) html(n *ast.RawHTML) []ast.Node {
	if n.Segments.Len() > 0 {
		s := n.Segments.At(0)
		if tag := strings.ToLower(string(s.Value(c.src))); strings.HasPrefix(tag, "<br") {
			return []ast.Node{c.d.text("\n")}
		}
	}
	return nil
}

// resolve makes address absolute and safe.
func (c *inliner) resolve(address string) (string, bool) {
	if strings.HasPrefix(address, "#") {
		return "", false
	}
	if clean, ok := theme.SafeURL(address); ok || c.base == nil {
		return clean, ok
	}
	u, err := c.base.Parse(address)
	if err != nil {
		return "", false
	}
	return theme.SafeURL(u.String())
}

// words returns the plain text of n.
func (c *inliner) words(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			s := string(n.Segment.Value(c.src))
			if !n.IsRaw() {
				s = decode(s)
			}
			b.WriteString(s)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(n.Label(c.src))
		case *ast.String:
			b.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
