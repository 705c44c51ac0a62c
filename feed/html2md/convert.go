// Package html2md writes HTML as Markdown, for every reader of documents that
// hold some: pages, feeds, mail, tables, JSON. It knows nothing of articles and
// leaves nothing out that is shown.
package html2md

import (
	"bytes"
	"net/url"
	"strings"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Convert writes a fragment of HTML as Markdown (CommonMark 0.31 with the
// tables and strikethrough of GitHub Flavored Markdown): paragraphs, headings,
// lists, quotations, code, tables of data, links, images and emphasis. Tables
// that only lay out a page become the blocks they hold; embedded players become
// images that lead to them. No HTML is left in the result, text that looks like
// markup is escaped, and links and images lead to absolute http, https or
// mailto addresses only, resolved against base (which may be nil); what leads
// elsewhere is kept as its text. The result is clean (see model.CleanText).
//
// Elements that lie deeper than 256 are read as their text. The error says that
// the fragment cannot be parsed; no HTML that is known causes one.
func Convert(fragment string, base *url.URL) (string, error) {
	if !strings.ContainsAny(fragment, "<&") {
		c := newConverter(base)
		c.text(fragment)
		return c.finish(), nil
	}
	root, err := dom.ParseFragment(fragment)
	if err != nil {
		return "", err
	}
	c := newConverter(base)
	c.out, c.para = make([]byte, 0, len(fragment)), make([]byte, 0, 1024)
	c.children(root)
	return c.finish(), nil
}

// ConvertNode writes the content of n as Markdown, as Convert does.
func ConvertNode(n *html.Node, base *url.URL) string {
	c := newConverter(base)
	c.children(n)
	return c.finish()
}

// converter writes Markdown in one pass over a tree. Inline text gathers in
// para, which flush writes as a block behind the marks of the lists and
// quotations that are open.
type converter struct {
	base *url.URL
	out  []byte

	para  []byte         // inline Markdown of the block being gathered; "\n" is a hard break
	open  []openSpan     // inline elements that are open in para
	last  closedEmphasis // the emphasis that was closed last
	block string         // what goes before para: "## "

	prefix  []byte // what every line begins with
	pending []byte // what the next line begins with in place of the end of prefix
	low     int    // the least length of prefix since the last block
	tight   bool   // the next block follows without a blank line

	listEnd  int  // length of out after the last list
	listMark byte // and what its items begin with, or end their numbers with

	lists  int  // how many lists are open
	quotes int  // how many quotations are open
	cell   bool // a cell of a table is being written: one line
	plain  bool // no emphasis: within a heading
	linked bool // within the text of a link
}

func newConverter(base *url.URL) *converter {
	return &converter{base: base}
}

func (c *converter) finish() string {
	c.flush()
	return strings.Trim(model.CleanText(string(c.out)), "\n")
}

func (c *converter) children(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.node(child)
	}
}

func (c *converter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.text(n.Data)
	case html.ElementNode:
		c.element(n)
	case html.DocumentNode:
		c.children(n)
	}
}

func (c *converter) element(n *html.Node) {
	if len(n.Attr) > 0 && (dom.IsHidden(n) && !dom.NameContains(n, "mwe-math") || isFormula(n) || isLineNumber(n)) {
		return
	}
	switch n.DataAtom {
	case atom.Sup:
		c.superscript(n)
	case atom.Sub:
		c.subscript(n)
	case atom.Rt:
		c.text("(")
		c.children(n)
		c.text(")")
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Svg, atom.Math,
		atom.Select, atom.Textarea, atom.Button, atom.Input, atom.Embed, atom.Canvas,
		atom.Map, atom.Meta, atom.Link, atom.Param, atom.Source, atom.Track, atom.Col, atom.Colgroup, atom.Datalist, atom.Dialog, atom.Rp:
		switch n.DataAtom {
		case atom.Math:
			c.math(n)
		case atom.Script:
			if tex := texSource(n); tex != "" {
				c.code(n)
			}
		}
	case atom.Br:
		c.lineBreak()
	case atom.B, atom.Strong:
		c.emphasis(n, "**")
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		c.emphasis(n, "*")
	case atom.Del, atom.S, atom.Strike:
		c.emphasis(n, "~~")
	case atom.Q:
		c.text("“")
		c.children(n)
		c.text("”")
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		c.code(n)
	case atom.A:
		c.link(n)
	case atom.Img:
		c.image(n)
	case atom.Iframe, atom.Video, atom.Audio:
		c.player(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.heading(n, int(n.Data[1]-'0'))
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		c.list(n)
	case atom.Li:
		c.flush()
		c.push("- ", "  ")
		c.children(n)
		c.flush()
		c.pop(2)
	case atom.Blockquote:
		c.quote(n)
	case atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext:
		c.pre(n)
	case atom.Hr:
		c.rule()
	case atom.Table:
		c.table(n)
	case atom.Dt:
		c.flush()
		c.emphasis(n, "**")
		c.flush()
	case atom.Td, atom.Th, atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main,
		atom.Nav, atom.Aside, atom.Figure, atom.Figcaption, atom.Address, atom.Details, atom.Summary, atom.Dl, atom.Dd,
		atom.Fieldset, atom.Legend, atom.Form, atom.Center, atom.Hgroup, atom.Tr, atom.Caption, atom.Body, atom.Html,
		atom.Optgroup, atom.Option, atom.Frameset, atom.Noframes:
		c.flush()
		c.children(n)
		c.flush()
	default:
		c.children(n)
	}
}

// heading writes a heading. Its level is its own; emphasis within it would
// only repeat that it is strong.
func (c *converter) heading(n *html.Node, level int) {
	if c.cell || c.plain {
		c.children(n)
		c.flush()
		return
	}
	c.flush()
	c.block, c.plain = "######"[:level]+" ", true
	c.children(n)
	c.flush()
	c.block, c.plain = "", false
}

func (c *converter) rule() {
	c.flush()
	if !c.cell && len(c.out) > 0 {
		c.begin()
		c.out = append(c.out, "---"...)
	}
}

// begin starts a block: it ends the one before and writes the marks of the
// containers that are open.
func (c *converter) begin() {
	if len(c.out) > 0 {
		c.out = append(c.out, '\n')
		if !c.tight {
			c.out = append(c.out, trimBlanks(c.prefix[:min(c.low, len(c.prefix))])...)
			c.out = append(c.out, '\n')
		}
	}
	c.out = append(c.out, c.prefix[:len(c.prefix)-len(c.pending)]...)
	c.out = append(c.out, c.pending...)
	c.pending, c.tight, c.low = c.pending[:0], false, len(c.prefix)
}

// push opens a container: the first line of what it holds begins with first,
// the others with rest. Both are of the same length.
func (c *converter) push(first, rest string) {
	c.prefix = append(c.prefix, rest...)
	if len(c.pending) > 0 || first != rest {
		c.pending = append(c.pending, first...)
	}
}

// pop closes a container whose marks are of length n. Where nothing was
// written in it, its marks go unwritten.
func (c *converter) pop(n int) {
	c.prefix = c.prefix[:len(c.prefix)-n]
	c.pending = c.pending[:max(0, len(c.pending)-n)]
	c.low = min(c.low, len(c.prefix))
}

// newline starts another line of the block that was begun.
func (c *converter) newline() {
	c.out = append(c.out, '\n')
	c.out = append(c.out, c.prefix...)
}

// flush writes the paragraph that has gathered as a block.
func (c *converter) flush() {
	if c.cell {
		c.cellBreak()
		return
	}
	if len(c.para) == 0 {
		return
	}
	c.closeSpans()
	if para := trimPara(c.para); len(para) > 0 {
		c.begin()
		c.out = append(c.out, c.block...)
		for len(para) > 0 {
			line := para
			if i := bytes.IndexByte(para, '\n'); i >= 0 {
				line, para = para[:i], para[i+1:]
			} else {
				para = nil
			}
			c.line(line, len(para) > 0)
		}
	}
	c.para = c.para[:0]
	c.last = closedEmphasis{}
	for i := range c.open {
		c.open[i].at = 0
	}
}

// line writes a line of a paragraph. more says that another follows.
func (c *converter) line(line []byte, more bool) {
	line = trimBlanks(line)
	if c.block == "" {
		if n := blockStart(line); n > 0 {
			c.out = append(c.out, line[:n-1]...)
			c.out = append(c.out, '\\')
			line = line[n-1:]
		}
	}
	c.out = append(c.out, line...)
	switch {
	case !more:
	case c.block != "":
		c.out = append(c.out, ' ') // a heading is one line
	default:
		c.out = append(c.out, '\\')
		c.newline()
	}
}

func trimBlanks(b []byte) []byte { return bytes.TrimRight(b, " ") }

func trimPara(b []byte) []byte { return bytes.Trim(b, " \n") }
