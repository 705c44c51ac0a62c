package article

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dateline/model"
	"dateline/ui/theme"
)

// Glamour styles the leaves of a document (running text, headings, code,
// tables). This package breaks the lines and stacks the blocks itself: Glamour
// is six times slower at it, has no hanging indents in lists, knows only one
// way to count columns, and prints every address in the middle of the text.
//
// Glamour decodes entities and backslashes in its input, some of them twice.
// This package therefore decodes and cleans text once. It hides every "\" and
// "&" from Glamour behind noncharacters, which model.CleanText removes from
// documents, and restores them afterwards.
const (
	backslash = '\uFDD0'
	ampersand = '\uFDD1'
)

var restore = strings.NewReplacer(string(backslash), `\`, string(ampersand), "&")

// glamourRenderer renders leaves. Like Glamour, it is not safe for concurrent
// use; making one costs about as much as rendering a paragraph.
type glamourRenderer struct {
	t      *theme.Theme
	styles glamour.StyleConfig
	flow   renderer.Renderer         // for everything this package wraps
	tables map[int]renderer.Renderer // by width
	buf    bytes.Buffer
	w      *bufio.Writer

	src []byte // text that the nodes under construction point into
}

func newGlamourRenderer(t *theme.Theme) *glamourRenderer {
	d := &glamourRenderer{t: t, styles: t.Markdown(), tables: map[int]renderer.Renderer{}}
	d.flow = d.newRenderer(0)
	d.w = bufio.NewWriter(&d.buf)
	return d
}

func (d *glamourRenderer) newRenderer(width int) renderer.Renderer {
	r := glamour.NewRenderer(glamour.Options{WordWrap: width, InlineTableLinks: true, Styles: d.styles})
	return renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(r, 1)))
}

// reset begins a new leaf.
func (d *glamourRenderer) reset() { d.src = d.src[:0] }

// text returns a node for plain text and keeps its newlines.
func (d *glamourRenderer) text(s string) *ast.Text {
	return d.raw(d.t.Steady(model.CleanText(s)))
}

// raw returns a node for s, which may hold our own escape sequences.
func (d *glamourRenderer) raw(s string) *ast.Text {
	start := len(d.src)
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			d.src = utf8.AppendRune(d.src, backslash)
		case '&':
			d.src = utf8.AppendRune(d.src, ampersand)
		default:
			d.src = append(d.src, s[i])
		}
	}
	return ast.NewTextSegment(text.NewSegment(start, len(d.src)))
}

// written returns the text of nodes, including our own escape sequences.
func (d *glamourRenderer) written(nodes []ast.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
			if t, ok := n.(*ast.Text); ok && in {
				b.Write(t.Segment.Value(d.src))
			}
			return ast.WalkContinue, nil
		})
	}
	return restore.Replace(b.String())
}

func (d *glamourRenderer) render(r renderer.Renderer, n ast.Node) (string, error) {
	d.buf.Reset()
	d.w.Reset(&d.buf)
	if err := r.Render(d.w, d.src, n); err != nil {
		return "", err
	}
	return restore.Replace(d.buf.String()), nil
}

// inline renders running text. Glamour adds no margins or padding to a text
// block outside a document.
func (d *glamourRenderer) inline(children []ast.Node) (string, error) {
	b := ast.NewTextBlock()
	adopt(b, children)
	return d.render(d.flow, b)
}

func (d *glamourRenderer) heading(level int, children []ast.Node) (string, error) {
	h := ast.NewHeading(level)
	adopt(h, children)
	doc := ast.NewDocument()
	doc.AppendChild(doc, h)
	s, err := d.render(d.flow, doc)
	return strings.Trim(s, "\n"), err
}

// code renders plain text as a code block.
func (d *glamourRenderer) code(s string) (string, error) {
	d.reset()
	b := ast.NewFencedCodeBlock(nil)
	lines := text.NewSegments()
	lines.Append(d.text(s).Segment)
	b.SetLines(lines)
	out, err := d.render(d.flow, b)
	return strings.Trim(out, "\n"), err
}

// table renders a table in width columns.
func (d *glamourRenderer) table(alignments []extast.Alignment, rows [][][]ast.Node, width int) (string, error) {
	t := extast.NewTable()
	t.Alignments = alignments
	for i, cells := range rows {
		row := extast.NewTableRow(alignments)
		for _, c := range cells {
			cell := extast.NewTableCell()
			adopt(cell, c)
			row.AppendChild(row, cell)
		}
		if i == 0 {
			t.AppendChild(t, extast.NewTableHeader(row))
			continue
		}
		t.AppendChild(t, row)
	}
	doc := ast.NewDocument()
	doc.AppendChild(doc, t)
	if d.tables[width] == nil {
		d.tables[width] = d.newRenderer(width)
	}
	s, err := d.render(d.tables[width], doc)
	return strings.Trim(s, "\n"), err
}

func adopt(parent ast.Node, children []ast.Node) {
	for _, c := range children {
		parent.AppendChild(parent, c)
	}
}

// openLink returns the OSC 8 sequence before the text of link n; closeLink
// follows the text.
func openLink(n int, address string) string {
	return linkIntro + strconv.Itoa(n) + ";" + address + "\a"
}

// linkIntro is the part of openLink's sequence before the number.
const linkIntro = "\x1b]8;id="

const closeLink = "\x1b]8;;\a"
