package html2md

import (
	"strconv"
	"strings"

	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxContainers is how many lists and how many quotations may lie in each
// other before they are written without marks.
const maxContainers = 8

// list writes a list. Items that are single paragraphs stand close.
func (c *converter) list(n *html.Node) {
	c.flush()
	if c.cell || c.lists >= maxContainers {
		c.children(n)
		c.flush()
		return
	}
	ordered := n.DataAtom == atom.Ol
	numbers, rising := itemNumbers(n)
	number := 1
	if len(numbers) > 0 {
		number = numbers[0]
	}
	mark := byte('-')
	if ordered && rising {
		mark = '.'
	}
	// Two lists that adjoin would be one, were their marks the same.
	if len(c.out) == c.listEnd && c.listMark == mark {
		mark = map[byte]byte{'-': '*', '.': ')'}[mark]
	}
	loose := isLoose(n)
	// A list of another number than 1 cannot follow a paragraph at once.
	c.tight = c.lists > 0 && !loose && (!ordered || number == 1)
	c.lists++
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type != html.ElementNode {
			c.node(child)
			continue
		}
		if child.DataAtom != atom.Li {
			// A list that lies between the items belongs to the one before.
			nested := child.DataAtom == atom.Ul || child.DataAtom == atom.Ol
			if nested && child.PrevSibling != nil {
				c.push("  ", "  ")
				c.node(child)
				c.flush()
				c.pop(2)
				c.tight = !loose
			} else {
				c.node(child)
			}
			continue
		}
		c.flush()
		first := string(mark) + " "
		if ordered && rising {
			first = strconv.Itoa(number) + first
		}
		c.push(first, "               "[:len(first)])
		if ordered && !rising {
			c.text(strconv.Itoa(numbers[0]) + ". ")
			numbers = numbers[1:]
		}
		number++
		c.item(child)
		c.pop(len(first))
		c.tight = !loose
	}
	c.flush()
	c.lists--
	c.tight = false
	c.listEnd, c.listMark = len(c.out), mark
}

// itemNumbers returns the numbers of the items of an ordered list (HTML, 4.4.5),
// and whether each is one more than that before, which is all that Markdown has.
// Other numbers are written as text.
func itemNumbers(list *html.Node) (numbers []int, rising bool) {
	if list.DataAtom != atom.Ol {
		return nil, false
	}
	number, step, items := 1, 1, 0
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		if li.DataAtom == atom.Li {
			items++
		}
	}
	if dom.HasAttr(list, "reversed") {
		number, step = items, -1
	}
	if start, err := strconv.Atoi(dom.Attr(list, "start")); err == nil && start > -1e8 && start < 1e8 {
		number = start
	}
	rising = step > 0 && number >= 0 || items < 2 && number >= 0
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		if li.DataAtom != atom.Li {
			continue
		}
		if value, err := strconv.Atoi(dom.Attr(li, "value")); err == nil && value > -1e8 && value < 1e8 && value != number {
			rising = rising && len(numbers) == 0 && value >= 0
			number = value
		}
		numbers = append(numbers, number)
		number += step
	}
	return numbers, rising
}

func (c *converter) item(n *html.Node) {
	if len(n.Attr) > 0 && dom.IsHidden(n) {
		return
	}
	c.children(n)
	c.flush()
}

// isLoose reports whether an item of a list holds more than one block, not
// counting lists in it.
func isLoose(list *html.Node) bool {
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		blocks := 0
		for n := li.FirstChild; n != nil; n = n.NextSibling {
			switch n.DataAtom {
			case atom.P, atom.Blockquote, atom.Pre, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
				blocks++
			}
		}
		if blocks > 1 {
			return true
		}
	}
	return false
}

func (c *converter) quote(n *html.Node) {
	c.flush()
	if c.cell || c.quotes >= maxContainers {
		c.children(n)
		c.flush()
		return
	}
	c.quotes++
	c.push("> ", "> ")
	c.children(n)
	c.flush()
	c.pop(2)
	c.quotes--
}

// pre writes a block of code.
func (c *converter) pre(n *html.Node) {
	c.flush()
	text := strings.TrimRight(model.CleanText(content(n)), " \t\n")
	for strings.HasPrefix(strings.TrimLeft(text, " \t"), "\n") {
		text = text[strings.IndexByte(text, '\n')+1:]
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	if c.cell || c.plain {
		c.text(text)
		return
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	c.begin()
	c.out = append(c.out, fence...)
	c.out = append(c.out, codeLanguage(n)...)
	for line := range strings.SplitSeq(text, "\n") {
		c.newline()
		c.out = append(c.out, line...)
	}
	c.newline()
	c.out = append(c.out, fence...)
}

// codeLanguage returns the language of a block of code as the classes of n or
// of the <code> in it say, or "".
func codeLanguage(n *html.Node) string {
	for _, at := range []*html.Node{n, n.FirstChild, n.Parent} {
		if at == nil || at.Type != html.ElementNode {
			continue
		}
		for class := range strings.FieldsSeq(dom.Attr(at, "class")) {
			for _, before := range []string{"language-", "lang-", "highlight-source-", "brush:"} {
				name, ok := strings.CutPrefix(class, before)
				if ok && name != "" && len(name) < 20 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789+#-") == "" {
					return name
				}
			}
		}
	}
	return ""
}
