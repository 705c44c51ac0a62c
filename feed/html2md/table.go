package html2md

import (
	"bytes"
	"strconv"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The limits of a table that is written as one; others are written as the
// blocks they hold.
const (
	maxColumns = 32
	maxRows    = 2000
	maxCell    = 400 // bytes of text
)

// table writes a table of data as one (GitHub Flavored Markdown 4.10), and a
// table that lays out a page as the blocks in its cells.
func (c *converter) table(n *html.Node) {
	c.flush()
	rows := dataRows(n)
	if c.cell || c.plain || rows == nil {
		c.children(n)
		c.flush()
		return
	}
	open := c.open
	c.open = nil
	if caption := firstOf(n, atom.Caption); caption != nil {
		c.children(caption)
		c.flush()
	}
	columns := 0
	below := map[int]int{}
	for _, row := range rows {
		columns = max(columns, width(row, below))
	}
	columns = min(columns, maxColumns)
	c.begin()
	clear(below)
	for i, row := range rows {
		if i > 0 {
			c.newline()
		}
		c.row(row, columns, below)
		if i == 0 {
			c.newline()
			c.out = append(c.out, '|')
			c.out = append(c.out, bytes.Repeat([]byte(" --- |"), columns)...)
		}
	}
	c.open = open
}

// row writes a row. below counts, by column, the rows for which a cell above goes
// on: there a cell of this row is empty.
func (c *converter) row(row *html.Node, columns int, below map[int]int) {
	c.out = append(c.out, '|')
	n := 0
	covered := func() {
		for ; n < columns && below[n] > 0; n++ {
			below[n]--
			c.out = append(c.out, "  |"...)
		}
	}
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		if !isCell(cell) {
			continue
		}
		covered()
		if n == columns {
			break
		}
		for k := range colspan(cell) {
			below[n+k] = rowspan(cell) - 1
		}
		c.cell = true
		c.children(cell)
		c.cell = false
		c.closeSpans()
		c.out = append(c.out, ' ')
		for _, b := range trimPara(c.para) {
			if b == '\n' {
				b = ' '
			}
			c.out = append(c.out, b)
		}
		c.para, c.last = c.para[:0], closedEmphasis{}
		c.out = append(c.out, " |"...)
		n++
		for span := colspan(cell); span > 1 && n < columns; span-- {
			c.out = append(c.out, "  |"...)
			n++
		}
	}
	for n < columns {
		if covered(); n < columns {
			c.out = append(c.out, "  |"...)
			n++
		}
	}
}

// cellBreak parts blocks within a cell.
func (c *converter) cellBreak() { c.blank() }

// dataRows returns the rows of n if it is a table of data: two or more rows and
// columns, and cells that hold little and no blocks. Otherwise it returns nil.
func dataRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	if dom.Attr(n, "role") == "presentation" || !gatherRows(n, &rows) {
		return nil
	}
	kept := rows[:0]
	columns := 0
	for _, row := range rows {
		w := 0
		for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
			if !isCell(cell) {
				continue
			}
			if size, ok := cellSize(cell, 0); !ok || size > maxCell {
				return nil
			}
			w++
		}
		if w > 0 {
			kept = append(kept, row)
		}
		columns = max(columns, w)
	}
	if len(kept) < 2 || columns < 2 {
		return nil
	}
	return kept
}

// gatherRows collects the rows of a table. It returns false for one that is
// too large.
func gatherRows(n *html.Node, rows *[]*html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch child.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			if !gatherRows(child, rows) {
				return false
			}
		case atom.Tr:
			if width(child, nil) > maxColumns || len(*rows) >= maxRows {
				return false
			}
			*rows = append(*rows, child)
		}
	}
	return true
}

// cellSize returns how many bytes of text a cell holds, and whether a line can
// hold it.
func cellSize(n *html.Node, size int) (int, bool) {
	paragraphs := 0
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			size += len(child.Data)
		case child.Type != html.ElementNode:
		default:
			switch child.DataAtom {
			case atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.Iframe, atom.Video, atom.Form, atom.Hr:
				return size, false
			case atom.P:
				if paragraphs++; paragraphs > 2 {
					return size, false
				}
			}
			var ok bool
			if size, ok = cellSize(child, size); !ok {
				return size, false
			}
		}
		if size > 4*maxCell {
			return size, false
		}
	}
	return size, true
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// width returns how many columns the cells of a row take, with those that cells
// above go on in, which below counts; nil: none.
func width(row *html.Node, below map[int]int) int {
	n := 0
	covered := func() {
		for ; below[n] > 0; n++ {
			below[n]--
		}
	}
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		if !isCell(cell) {
			continue
		}
		covered()
		for k := range colspan(cell) {
			if below != nil {
				below[n+k] = rowspan(cell) - 1
			}
		}
		n += colspan(cell)
	}
	covered()
	return n
}

// rowspan returns for how many rows a cell stands. All that are left (0) are not
// known here.
func rowspan(cell *html.Node) int {
	n, err := strconv.Atoi(dom.Attr(cell, "rowspan"))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxRows)
}

func colspan(cell *html.Node) int {
	n, err := strconv.Atoi(dom.Attr(cell, "colspan"))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxColumns)
}

// firstOf returns the first child of n that is an element of that name, or nil.
func firstOf(n *html.Node, a atom.Atom) *html.Node {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && child.DataAtom == a {
			return child
		}
	}
	return nil
}
