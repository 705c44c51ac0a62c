package html2md

import (
	"bytes"
	"strings"

	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// code writes n as a span of code, or as a block where it has lines.
func (c *converter) code(n *html.Node) {
	if !c.cell && !c.plain && isMultiline(n) {
		c.pre(n)
		return
	}
	text := strings.Join(strings.Fields(model.CleanText(content(n))), " ")
	if text == "" {
		return
	}
	if c.cell {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	if first := content(n)[0]; first == ' ' || first == '\n' {
		c.blank()
	}
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	c.beforeText("`")
	c.para = append(c.para, fence...)
	if text[0] == '`' || text[len(text)-1] == '`' {
		text = " " + text + " "
	}
	c.para = append(c.para, text...)
	c.para = append(c.para, fence...)
}

// isMultiline reports whether n holds line breaks or blocks.
func isMultiline(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			switch child.DataAtom {
			case atom.Br, atom.P, atom.Div, atom.Pre:
				return true
			}
		}
	}
	return false
}

func longestRun(s string, b byte) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != b {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// content returns the text within n as it stands, with line breaks.
func content(n *html.Node) string {
	if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode {
		return n.FirstChild.Data
	}
	var b bytes.Buffer
	writeContent(&b, n)
	return b.String()
}

func writeContent(b *bytes.Buffer, n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			b.WriteString(child.Data)
		case child.Type != html.ElementNode, len(child.Attr) > 0 && isLineNumber(child):
		case child.DataAtom == atom.Br:
			b.WriteByte('\n')
		case child.DataAtom == atom.Script, child.DataAtom == atom.Style, child.DataAtom == atom.Noscript, child.DataAtom == atom.Template, child.DataAtom == atom.Rp:
		case child.DataAtom == atom.Div, child.DataAtom == atom.P, child.DataAtom == atom.Tr, child.DataAtom == atom.Li:
			if b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
				b.WriteByte('\n')
			}
			writeContent(b, child)
			if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
				b.WriteByte('\n')
			}
		default:
			writeContent(b, child)
		}
	}
}
