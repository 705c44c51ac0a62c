package article

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

const (
	// minColumn is the least average width of a column; a narrower table becomes
	// records.
	minColumn = 9
	// maxCells bounds the cells of a table, because its layout needs all of them
	// at once; a larger table becomes records.
	maxCells = 2000
)

// table draws a table, or writes its rows as records if it does not fit.
func (l *layouter) table(n *extast.Table) {
	l.d.reset()
	columns := len(n.Alignments)
	if columns == 0 || n.FirstChild() == nil {
		return
	}
	var heads []string
	for c := n.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
		heads = append(heads, strings.TrimSpace(oneLine(l.in.words(c))))
	}
	if l.asRecords || columns*minColumn > l.columns() || columns*n.ChildCount() > maxCells {
		l.records(n, heads)
		return
	}
	var rows [][][]ast.Node
	images := l.in.refs.images
	l.in.inTable = true
	natural, ellipses := make([]int, columns), 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells [][]ast.Node
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cell := l.in.children(c, 0)
			written := l.d.written(cell)
			ellipses += strings.Count(written, "…")
			if i := len(cells); i < columns {
				natural[i] = max(natural[i], l.t.Width(written))
			}
			if len(rows) == 0 {
				cell = []ast.Node{strong(cell)}
			}
			cells = append(cells, cell)
		}
		rows = append(rows, cells)
	}
	l.in.inTable = false
	room := columns - 1 // the width at which no cell wraps
	for _, w := range natural {
		room += w + 2
	}
	s, err := l.d.table(n.Alignments, rows, min(l.columns(), room))
	if err != nil {
		s = err.Error()
	}
	if strings.Count(s, "…") > ellipses {
		// Glamour cuts headings that it would have to wrap.
		l.in.refs.images = images
		l.records(n, heads)
		return
	}
	wrapLines(s, func(line string) {
		if line = strings.TrimRight(line, " "); line != "" {
			l.emit(line, Hard)
		}
	})
}

func strong(nodes []ast.Node) ast.Node {
	e := ast.NewEmphasis(2)
	adopt(e, nodes)
	return e
}

// records writes each row as lines of "heading: cell".
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
