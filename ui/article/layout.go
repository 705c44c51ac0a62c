package article

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dateline/model"
	"dateline/ui/theme"
)

const (
	// maxDepth bounds the indentation of quotations and lists.
	maxDepth = 8
	// minText is the least width that indentation leaves for text.
	minText = 12
)

// layouter stacks the blocks of a body into lines.
type layouter struct {
	d      *glamourRenderer
	in     inliner
	t      *theme.Theme
	width  int
	lines  []Line
	heads  []int
	prefix string // before every line: indentation and quotation bars
	first  string // replaces prefix on the next line: the mark of a list item
	marked bool   // first is set
	indent int    // columns of prefix
	block  int32  // top-level block, from 1
	piece  int    // offset of the piece in the body
	source int32  // offset of the block in the body
	gap    bool   // a blank line is due before the next line

	asRecords   bool // rows of tables are written one under the other
	pictureRows int  // lines that a picture may have
}

// blocks lays out the children of n, with blank lines between them unless tight.
func (l *layouter) blocks(n ast.Node, depth int, tight bool) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if depth == 0 {
			l.block++
			l.source = max(l.source, int32(l.piece+begin(k)))
		}
		if !tight && (depth == 0 || k != n.FirstChild()) {
			l.space()
		}
		l.node(k, depth)
	}
}

// begin returns the offset of a block's text in its source; 0 when unknown.
func begin(n ast.Node) int {
	for ; n != nil && n.Type() == ast.TypeBlock; n = n.FirstChild() {
		if ls := n.Lines(); ls != nil && ls.Len() > 0 {
			return ls.At(0).Start
		}
	}
	return 0
}

// space asks for a blank line before the next.
func (l *layouter) space() { l.gap = len(l.lines) > 0 && !l.marked }

func (l *layouter) node(n ast.Node, depth int) {
	if depth > 64 { // a hostile document gets its text and no layout
		l.paragraph([]ast.Node{l.text(l.in.words(n))})
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		l.withPictures(n)
	case *ast.Heading:
		l.heading(n)
	case *ast.Blockquote:
		l.within(l.t.Article.Quote.Render(l.t.Marks.Quote)+" ", 2, depth, func() { l.blocks(n, depth+1, false) })
	case *ast.List:
		l.list(n, depth)
	case *ast.FencedCodeBlock:
		l.code(n.Lines().Value(l.in.src))
	case *ast.CodeBlock:
		l.code(n.Lines().Value(l.in.src))
	case *ast.ThematicBreak:
		l.rule()
	case *ast.HTMLBlock:
		l.html(n)
	case *extast.Table:
		l.table(n)
	default:
		if n.Type() == ast.TypeBlock && n.HasChildren() {
			l.blocks(n, depth+1, false)
		}
	}
}

// columns returns the width left for text.
func (l *layouter) columns() int { return max(1, l.width-l.indent) }

// fillGap writes the blank line that is due.
func (l *layouter) fillGap() {
	if l.gap {
		l.gap = false
		l.lines = append(l.lines, Line{Text: l.finishLine(strings.TrimRight(l.prefix, " ")), Block: l.block, Source: l.source})
	}
}

func (l *layouter) emit(s string, b Break) {
	l.fillGap()
	p := l.prefix
	if l.marked {
		p, l.marked = l.first, false
	}
	l.lines = append(l.lines, Line{Text: l.finishLine(p + s), Block: l.block, Source: l.source, Break: b})
}

// finishLine makes a line safe to print and cuts it if it is still too wide.
func (l *layouter) finishLine(s string) string {
	s = theme.Safe(s)
	if l.t.Width(s) > l.width {
		s = l.t.Method().Truncate(s, l.width, "")
	}
	return s
}

// within calls f with mark, n columns wide, before every line it lays out.
func (l *layouter) within(mark string, n, depth int, f func()) {
	l.fillGap() // the blank line before a quotation stands outside it
	prefix, indent := l.prefix, l.indent
	if depth < maxDepth && l.columns()-n >= minText {
		l.prefix, l.indent = prefix+mark, indent+n
		if l.marked {
			l.first += mark
		}
	}
	f()
	l.prefix, l.indent = prefix, indent
}

// text begins a leaf with plain text.
func (l *layouter) text(s string) ast.Node {
	l.d.reset()
	return l.d.text(oneLine(s))
}

func (l *layouter) paragraph(children []ast.Node) {
	s, err := l.d.inline(children)
	if err != nil {
		s = err.Error()
	}
	if strings.TrimSpace(s) == "" && !l.marked {
		return
	}
	wrap(s, l.columns(), l.t.Method(), l.emit)
}

func (l *layouter) heading(n *ast.Heading) {
	l.d.reset()
	s, err := l.d.heading(n.Level, l.in.children(n, 0))
	if err != nil {
		s = err.Error()
	}
	if strings.TrimSpace(s) == "" {
		return
	}
	at := len(l.lines)
	if l.gap {
		at++
	}
	l.heads = append(l.heads, at)
	wrap(s, l.columns(), l.t.Method(), l.emit)
}

func (l *layouter) list(n *ast.List, depth int) {
	number := n.Start
	digits := len(strconv.Itoa(number + n.ChildCount() - 1))
	start := true
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		mark := l.t.Marks.Bullet + " "
		if n.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			mark = strings.Repeat(" ", max(0, digits+2-len(mark))) + mark
			number++
		}
		if !start && !n.IsTight {
			l.space()
		}
		start = false
		l.item(k, mark, depth, n.IsTight)
	}
}

// item lays out a list item with mark before its first line.
func (l *layouter) item(n ast.Node, mark string, depth int, tight bool) {
	l.fillGap()
	prefix, indent := l.prefix, l.indent
	w := l.t.Width(mark)
	if !l.marked {
		l.first = prefix
	}
	l.first, l.marked = l.first+mark, true
	switch {
	case depth < maxDepth && l.columns()-w >= minText:
		l.prefix, l.indent = prefix+strings.Repeat(" ", w), indent+w
	default: // no room to indent: the mark gets a line of its own
		l.emit("", Hard)
	}
	if n.HasChildren() {
		l.blocks(n, depth+1, tight)
	}
	if l.marked { // an empty item
		l.emit("", Hard)
	}
	l.prefix, l.indent, l.marked = prefix, indent, false
}

// code lays out code unchanged, but breaks lines that are too long.
func (l *layouter) code(src []byte) {
	s := strings.TrimRight(model.CleanText(string(src)), "\n ")
	if s == "" {
		return
	}
	s, err := l.d.code(expandTabs(s))
	if err != nil {
		s = err.Error()
	}
	l.within("  ", 2, 0, func() { hardwrap(l.t.Steady(s), l.columns(), l.t.Method(), l.emit) })
}

// wrapLines passes each line of s to out with its styles closed.
func wrapLines(s string, out func(string)) {
	var p sgrState
	for line := range strings.SplitSeq(s, "\n") {
		on := p.link + p.style
		for rest := line; ; {
			i := strings.IndexByte(rest, 0x1b)
			if i < 0 {
				break
			}
			n := escape(rest[i:])
			p.apply(rest[i : i+n])
			rest = rest[i+n:]
		}
		out(on + line + p.off())
	}
}

// expandTabs replaces tabs, which stop at every fourth column, with blanks.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 4 - col%4
			b.WriteString("    "[:n])
			col += n
			continue
		case '\n':
			col = -1
		}
		b.WriteRune(r)
		col++
	}
	return b.String()
}

// rule draws a thematic break.
func (l *layouter) rule() {
	n := min(l.columns(), 24)
	s := strings.Repeat(l.t.Marks.Rule, n)
	l.emit(strings.Repeat(" ", (l.columns()-n)/2)+l.t.Article.Quote.Render(s), Hard)
}
