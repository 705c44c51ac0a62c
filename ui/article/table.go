package article

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

const (
	// minColumn is the least width of a column for a table to be drawn as one;
	// below, its rows are written one under the other.
	minColumn = 9
	// maxCells bounds the cells of a table that is drawn as one: layout looks
	// at all of them at once.
	maxCells = 2000
)

// table draws a table, or writes its rows as records where it would not fit.
func (l *layouter) table(n *extast.Table) {
	l.d.reset()
	columns := len(n.Alignments)
	var rows [][][]ast.Node
	var texts [][]string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var text []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			text = append(text, strings.TrimSpace(oneLine(l.in.words(c))))
		}
		texts = append(texts, text)
	}
	if columns == 0 || len(texts) == 0 {
		return
	}
	if l.untabled || columns*minColumn > l.room() || columns*len(texts) > maxCells {
		l.records(n, texts[0])
		return
	}
	links, at := len(l.in.book.links), len(l.lines)
	l.in.plain = true
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells [][]ast.Node
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cell := l.in.children(c, 0)
			if len(rows) == 0 {
				cell = []ast.Node{strong(cell)}
			}
			cells = append(cells, cell)
		}
		rows = append(rows, cells)
	}
	l.in.plain = false
	s, err := l.d.table(n.Alignments, rows, min(l.room(), natural(texts, columns, l)))
	if err != nil {
		s = err.Error()
	}
	wrapLines(s, func(line string) {
		if line = strings.TrimRight(line, " "); line != "" {
			l.emit(line, Hard)
		}
	})
	for i := range l.in.book.links[links:] { // there are no hyperlinks to find them by
		l.in.book.links[links+i].Line = min(at+1, len(l.lines)-1)
	}
}

// strong makes nodes bold.
func strong(nodes []ast.Node) ast.Node {
	e := ast.NewEmphasis(2)
	adopt(e, nodes)
	return e
}

// natural is how wide the table is when no cell is wrapped.
func natural(texts [][]string, columns int, l *layouter) int {
	widest := make([]int, columns)
	for _, row := range texts {
		for i, s := range row {
			if i < columns {
				widest[i] = max(widest[i], l.t.Width(s))
			}
		}
	}
	sum := columns - 1
	for _, w := range widest {
		sum += w + 2
	}
	return sum
}

// records writes every row as lines of "heading: cell".
func (l *layouter) records(n *extast.Table, heads []string) {
	for r := n.FirstChild().NextSibling(); r != nil; r = r.NextSibling() {
		i := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			l.d.reset()
			cell := l.in.children(c, 0)
			if i < len(heads) && heads[i] != "" {
				head := strong([]ast.Node{l.d.text(heads[i] + ":")})
				cell = append([]ast.Node{head, l.d.text(" ")}, cell...)
			}
			i++
			l.paragraph(cell)
		}
		if r.NextSibling() != nil {
			l.space()
		}
	}
}
