package html2md

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"dateline/model"

	"golang.org/x/net/html"
)

// openSpan is an inline element that is open: emphasis, or a link.
type openSpan struct {
	mark string // "**", "*", "~~", or "[" for a link
	to   string // where a link leads; "" when it has been written already
	at   int    // where its text begins in para
}

// closedEmphasis is emphasis that was written: its marks may have to go again, since
// what follows decides whether they are read as marks.
type closedEmphasis struct {
	mark       string
	start, end int  // of the marked text in para, marks included
	sign       bool // the text ends with punctuation
}

// text adds text with its white space folded and its markup escaped.
func (c *converter) text(s string) {
	s = model.CleanText(s)
	for i := 0; i < len(s); {
		start := i
		for i < len(s) {
			if !isSpecial[s[i]] {
				i++
				continue
			}
			// One blank between words means nothing.
			if s[i] != ' ' || i == start || i+1 == len(s) || isSpecial[s[i+1]] {
				break
			}
			i += 2
		}
		if i > start {
			c.beforeText(s[start:])
			c.para = append(c.para, s[start:i]...)
		}
		if i == len(s) {
			return
		}
		switch b := s[i]; {
		case b <= ' ':
			c.blank()
		case b == 0xc2 && i+1 < len(s) && s[i+1] == 0xa0: // no-break space
			c.blank()
			i++
		default:
			c.beforeText(s[i:])
			if c.escapes(s, i) {
				c.para = append(c.para, '\\')
			}
			c.para = append(c.para, b)
		}
		i++
	}
}

// blank adds a blank unless there is one, or nothing yet.
func (c *converter) blank() {
	if n := len(c.para); n > 0 && c.para[n-1] != ' ' && c.para[n-1] != '\n' {
		c.para = append(c.para, ' ')
	}
}

// isSpecial marks the bytes that text treats one by one: white space, what may
// begin inline markup, and the first byte of a no-break space.
var isSpecial = [256]bool{
	'\t': true, '\n': true, '\r': true, '\f': true, ' ': true, 0xc2: true,
	'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '<': true, '&': true, '~': true, '|': true,
}

// escapes reports whether the byte at i, which is in meaning, would begin
// markup.
func (c *converter) escapes(s string, i int) bool {
	before, after := byte(' '), byte(' ')
	switch {
	case i > 0:
		before = s[i-1]
	case len(c.para) > 0:
		before = c.para[len(c.para)-1]
	}
	if i+1 < len(s) {
		after = s[i+1]
	}
	switch s[i] {
	case '\\', '`', '[':
		return true
	case ']':
		return c.linked
	case '|':
		return c.cell
	case '*':
		return before != ' ' || after != ' ' || i+1 == len(s)
	case '~':
		return before != '/' && (before != ' ' || after != ' ' || i+1 == len(s))
	case '_':
		return !wordByte(before) || !wordByte(after)
	case '&':
		return i+1 == len(s) || after == '#' || wordByte(after) && mayBeReference(s[i+1:])
	case '<':
		return after != ' ' && (after < '0' || after > '9') || i+1 == len(s)
	}
	return false
}

// mayBeReference reports whether s goes on as a reference to a character does,
// or might with the text of the next node.
func mayBeReference(s string) bool {
	n := 0
	for n < len(s) && wordByte(s[n]) {
		n++
	}
	return n == len(s) || s[n] == ';'
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// blockStart returns the offset after the character that would make a line a
// heading, an item, a quotation, a rule, an underline, a table or a
// definition, or 0.
func blockStart(line []byte) int {
	if len(line) == 0 {
		return 0
	}
	next := byte(' ')
	if len(line) > 1 {
		next = line[1]
	}
	switch c := line[0]; c {
	case '#', '>', '=', '|':
		return 1
	case '-', '+', ':':
		if next == ' ' || next == '-' || next == c {
			return 1
		}
	case '*':
		if next == ' ' {
			return 1
		}
	}
	i := 0
	for i < len(line) && i < 9 && line[i] >= '0' && line[i] <= '9' {
		i++
	}
	if i > 0 && i < len(line) && (line[i] == '.' || line[i] == ')') && (i+1 == len(line) || line[i+1] == ' ') {
		return i + 1
	}
	return 0
}

// lineBreak ends a line; a second one ends the paragraph.
func (c *converter) lineBreak() {
	if c.cell || c.plain {
		c.blank()
		return
	}
	n := len(c.para)
	least := 0
	if len(c.open) > 0 {
		least = c.open[len(c.open)-1].at
	}
	for n > least && c.para[n-1] == ' ' {
		n--
	}
	c.para = c.para[:n]
	if n > 0 && c.para[n-1] == '\n' {
		c.flush()
		return
	}
	if n > 0 {
		c.para = append(c.para, '\n')
	}
}

// emphasis writes the content of n between marks.
func (c *converter) emphasis(n *html.Node, mark string) {
	if c.plain || c.within(mark) {
		c.children(n)
		return
	}
	c.open = append(c.open, openSpan{mark: mark, at: len(c.para)})
	depth := len(c.open)
	c.children(n)
	c.closeSpan(depth - 1)
	c.open = c.open[:depth-1]
}

func (c *converter) within(mark string) bool {
	return slices.ContainsFunc(c.open, func(s openSpan) bool { return s.mark == mark })
}

// closeSpans writes the marks of all open spans; they are open again in the
// next block, except that a link is written once.
func (c *converter) closeSpans() {
	for i := len(c.open) - 1; i >= 0; i-- {
		if c.closeSpan(i) && c.open[i].mark == "[" {
			c.open[i].to = ""
		}
	}
}

// closeSpan writes the marks of a span around its text. It returns false where
// there is no text.
func (c *converter) closeSpan(i int) bool {
	s := c.open[i]
	start, end := min(s.at, len(c.para)), len(c.para)
	for start < end && (c.para[start] == ' ' || c.para[start] == '\n') {
		start++
	}
	for end > start && (c.para[end-1] == ' ' || c.para[end-1] == '\n') {
		end--
	}
	switch {
	case start == end:
		return false
	case s.mark == "[":
		c.closeLink(s.to, start, end)
		return true
	}
	if c.last.end == start && c.last.end > 0 {
		if c.last.mark == s.mark { // what touches is one
			c.para = append(c.para[:start-len(s.mark)], c.para[start:]...)
			start, end = c.last.start+len(s.mark), end-len(s.mark)
			c.insert(end, s.mark)
			c.closedAt(s.mark, start-len(s.mark), end+len(s.mark))
			return true
		}
		if c.last.sign {
			n := c.unmark()
			start, end = start-n, end-n
		}
	}
	first, _ := utf8.DecodeRune(c.para[start:end])
	before, n := utf8.DecodeLastRune(c.para[:start])
	if n > 0 && isPunctuation(first) && !unicode.IsSpace(before) && !isPunctuation(before) {
		return true // would not be read as a mark
	}
	c.insert(end, s.mark)
	c.insert(start, s.mark)
	c.closedAt(s.mark, start, end+2*len(s.mark))
	return true
}

func (c *converter) closedAt(mark string, start, end int) {
	r, _ := utf8.DecodeLastRune(c.para[:end-len(mark)])
	c.last = closedEmphasis{mark: mark, start: start, end: end, sign: isPunctuation(r)}
}

func (c *converter) insert(at int, s string) {
	c.para = append(c.para, s...)
	copy(c.para[at+len(s):], c.para[at:])
	copy(c.para[at:], s)
}

func isPunctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// beforeText is told what is about to be added. A letter right after emphasis that
// ends with punctuation would keep its mark from being read as one.
func (c *converter) beforeText(s string) {
	if !c.last.sign || c.last.end != len(c.para) {
		return
	}
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsSpace(r) && !isPunctuation(r) {
		c.unmark()
	}
}

// unmark takes the marks of the last emphasis away and returns how many bytes
// they were.
func (c *converter) unmark() int {
	l, n := c.last, len(c.last.mark)
	c.para = append(c.para[:l.end-n], c.para[l.end:]...)
	c.para = append(c.para[:l.start], c.para[l.start+n:]...)
	for i := range c.open {
		if c.open[i].at >= l.end {
			c.open[i].at -= 2 * n
		}
	}
	c.last = closedEmphasis{}
	return 2 * n
}
