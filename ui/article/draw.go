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

// Glamour turns the leaves of a document (running text, headings, code,
// tables) into styled text; this package breaks the lines and stacks the
// blocks. Glamour would do that too, but six times slower, without hanging
// indents in lists, counting columns in one way only and printing every
// address in the middle of the text.
//
// Glamour decodes entities and backslashes in what it is given, some of it
// twice. So text is decoded once here, cleaned, and what Glamour would take
// for an entity or an escape is replaced by signs that cleaned text never
// holds (model.CleanText takes out noncharacters) and put back afterwards.
const (
	backslash = '\uFDD0'
	ampersand = '\uFDD1'
)

var restore = strings.NewReplacer(string(backslash), `\`, string(ampersand), "&")

// drawer renders leaves with Glamour. It is not safe for concurrent use, as
// Glamour is not; making one costs about as much as rendering a paragraph.
type drawer struct {
	t      *theme.Theme
	styles glamour.StyleConfig
	flow   renderer.Renderer         // for everything that is wrapped here
	tables map[int]renderer.Renderer // by width
	buf    bytes.Buffer
	w      *bufio.Writer

	src []byte // what the nodes under construction point into
}

func newDrawer(t *theme.Theme) *drawer {
	d := &drawer{t: t, styles: t.Markdown(), tables: map[int]renderer.Renderer{}}
	d.flow = d.renderer(0)
	d.w = bufio.NewWriter(&d.buf)
	return d
}

func (d *drawer) renderer(width int) renderer.Renderer {
	r := glamour.NewRenderer(glamour.Options{WordWrap: width, InlineTableLinks: true, Styles: d.styles})
	return renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(r, 1)))
}

// reset begins a new leaf.
func (d *drawer) reset() { d.src = d.src[:0] }

// text returns a node for s, which is plain text; newlines stay.
func (d *drawer) text(s string) *ast.Text {
	return d.raw(d.t.Steady(model.CleanText(s)))
}

// raw returns a node for s, which may hold escape sequences of ours.
func (d *drawer) raw(s string) *ast.Text {
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

// written returns the text that nodes hold, with sequences of ours in it.
func (d *drawer) written(nodes []ast.Node) string {
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

// render returns what Glamour makes of n.
func (d *drawer) render(r renderer.Renderer, n ast.Node) (string, error) {
	d.buf.Reset()
	d.w.Reset(&d.buf)
	if err := r.Render(d.w, d.src, n); err != nil {
		return "", err
	}
	return restore.Replace(d.buf.String()), nil
}

// inline renders running text. A text block outside of a document is, to
// Glamour, text without margins and padding.
func (d *drawer) inline(children []ast.Node) (string, error) {
	b := ast.NewTextBlock()
	adopt(b, children)
	return d.render(d.flow, b)
}

// heading renders the text of a heading.
func (d *drawer) heading(level int, children []ast.Node) (string, error) {
	h := ast.NewHeading(level)
	adopt(h, children)
	doc := ast.NewDocument()
	doc.AppendChild(doc, h)
	s, err := d.render(d.flow, doc)
	return strings.Trim(s, "\n"), err
}

// code renders a code block; s is plain text.
func (d *drawer) code(s string) (string, error) {
	d.reset()
	b := ast.NewFencedCodeBlock(nil)
	lines := text.NewSegments()
	lines.Append(d.text(s).Segment)
	b.SetLines(lines)
	out, err := d.render(d.flow, b)
	return strings.Trim(out, "\n"), err
}

// table renders a table in width columns.
func (d *drawer) table(alignments []extast.Alignment, rows [][][]ast.Node, width int) (string, error) {
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
		d.tables[width] = d.renderer(width)
	}
	s, err := d.render(d.tables[width], doc)
	return strings.Trim(s, "\n"), err
}

func adopt(parent ast.Node, children []ast.Node) {
	for _, c := range children {
		parent.AppendChild(parent, c)
	}
}

// openLink and closeLink are the OSC 8 sequences around the text of link n.
func openLink(n int, address string) string {
	return linkIntro + strconv.Itoa(n) + ";" + address + "\a"
}

// linkIntro is how the sequence at the beginning of a link's text begins.
const linkIntro = "\x1b]8;id="

const closeLink = "\x1b]8;;\a"
