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
	// maxDepth bounds how deep quotations and lists are indented.
	maxDepth = 8
	// minText is the least width that indents leave to the text.
	minText = 12
)

// layouter stacks the blocks of a body into lines.
type layouter struct {
	d      *drawer
	in     inliner
	t      *theme.Theme
	width  int
	lines  []Line
	heads  []int
	prefix string // before every line: indents and quotation bars
	first  string // instead of prefix in the next line: the mark of a list item
	marked bool   // first is set
	indent int    // columns of prefix
	block  int32  // top-level block, from 1
	piece  int    // where the source of the blocks begins in the body
	source int32  // where the block begins in the body
	gap    bool   // a blank line is due before the next line

	untabled bool // rows of tables are written one under the other
	tallest  int  // lines that a picture may have
}

// blocks lays out the children of n. tight leaves no blank lines between them.
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

// begin returns where the text of a block begins in its source; 0 unknown.
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
	if depth > 64 { // a document made to break us: its text is enough
		l.paragraph([]ast.Node{l.text(l.in.words(n))})
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		l.illustrated(n)
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

// room is how many columns there are for text.
func (l *layouter) room() int { return max(1, l.width-l.indent) }

// fill writes the blank line that is due.
func (l *layouter) fill() {
	if l.gap {
		l.gap = false
		l.lines = append(l.lines, Line{Text: l.finish(strings.TrimRight(l.prefix, " ")), Block: l.block, Source: l.source})
	}
}

// emit adds a line.
func (l *layouter) emit(s string, b Break) {
	l.fill()
	p := l.prefix
	if l.marked {
		p, l.marked = l.first, false
	}
	l.lines = append(l.lines, Line{Text: l.finish(p + s), Block: l.block, Source: l.source, Break: b})
}

// finish is the last thing done to a line: it is made safe, and cut if it is
// too wide in spite of all.
func (l *layouter) finish(s string) string {
	s = theme.Safe(s)
	if l.t.Width(s) > l.width {
		s = l.t.Method().Truncate(s, l.width, "")
	}
	return s
}

// within lays out what f does with mark (n columns) before every line.
func (l *layouter) within(mark string, n, depth int, f func()) {
	l.fill() // the blank line before a quotation stands outside of it
	prefix, indent := l.prefix, l.indent
	if depth < maxDepth && l.room()-n >= minText {
		l.prefix, l.indent = prefix+mark, indent+n
		if l.marked {
			l.first += mark
		}
	}
	f()
	l.prefix, l.indent = prefix, indent
}

// text returns a node for plain text, which it begins.
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
	wrap(s, l.room(), l.t.Method(), l.emit)
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
	wrap(s, l.room(), l.t.Method(), l.emit)
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

// item lays out a list item: mark before its first line, blanks before the
// others.
func (l *layouter) item(n ast.Node, mark string, depth int, tight bool) {
	l.fill()
	prefix, indent := l.prefix, l.indent
	w := l.t.Width(mark)
	if !l.marked {
		l.first = prefix
	}
	l.first, l.marked = l.first+mark, true
	switch {
	case depth < maxDepth && l.room()-w >= minText:
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

// code lays out code as it stands; lines that are too long are broken.
func (l *layouter) code(src []byte) {
	s := strings.TrimRight(model.CleanText(string(src)), "\n ")
	if s == "" {
		return
	}
	s, err := l.d.code(expandTabs(s))
	if err != nil {
		s = err.Error()
	}
	l.within("  ", 2, 0, func() { hardwrap(l.t.Steady(s), l.room(), l.t.Method(), l.emit) })
}

// wrapLines passes on the lines of s, each with its styles closed.
func wrapLines(s string, out func(string)) {
	var p pen
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

// expandTabs replaces tabs by blanks up to every fourth column.
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
	n := min(l.room(), 24)
	s := strings.Repeat(l.t.Marks.Rule, n)
	l.emit(strings.Repeat(" ", (l.room()-n)/2)+l.t.Article.Quote.Render(s), Hard)
}
