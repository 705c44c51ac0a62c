package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MarkdownFrom writes plain text as Markdown that shows the same text: what
// Markdown would take for markup is escaped. Blank lines part paragraphs; where
// a text has none, each of its lines is a paragraph. The lines of a paragraph
// stay lines, as those of verses and addresses must, but for those that were
// broken to fit a width, which are joined.
func MarkdownFrom(text string) string {
	text = strings.Trim(text, "\n")
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	ownLines := !strings.Contains(text, "\n\n")
	before := "" // the line before, "" at the beginning of a paragraph
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Trim(line, " \t")
		switch {
		case line == "":
			before = ""
			continue
		case b.Len() == 0:
		case before != "" && wrapped(before, line):
			b.WriteByte('\n')
		case before != "" && !ownLines:
			b.WriteString("\\\n")
		default:
			b.WriteString("\n\n")
		}
		before = line
		writeEscaped(&b, line)
	}
	return b.String()
}

// The widths, in runes, to which programs that break lines break them.
const narrowest, widest = 50, 100

// wrapped reports whether a line was broken after before only because it was
// full: line goes on with it, and begins no item, quotation or the like.
func wrapped(before, line string) bool {
	n := utf8.RuneCountInString(before)
	if n < narrowest || n > widest {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLetter(r) || unicode.IsDigit(r) && blockStart(line) == 0 || strings.ContainsRune("\"'“‘«(", r)
}

// special marks the bytes that may begin inline markup (CommonMark 0.31,
// sections 2.4 and 6).
var special = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '<': true, '&': true, '~': true, '|': true,
}

// writeEscaped writes one line of text without its indentation.
func writeEscaped(b *strings.Builder, line string) {
	if n := blockStart(line); n > 0 {
		b.WriteString(line[:n-1])
		b.WriteByte('\\')
		b.WriteByte(line[n-1])
		line = line[n:]
	}
	start := 0
	for i := 0; i < len(line); i++ {
		if c := line[i]; special[c] && !harmless(line, i) {
			b.WriteString(line[start:i])
			b.WriteByte('\\')
			start = i
		}
	}
	b.WriteString(line[start:])
}

// harmless reports whether the special character at i cannot begin markup
// where it stands, so that addresses, sums and names stay readable.
func harmless(line string, i int) bool {
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = line[i-1]
	}
	if i+1 < len(line) {
		after = line[i+1]
	}
	switch line[i] {
	case '_':
		return wordByte(before) && wordByte(after)
	case '*', '~':
		return before == ' ' && after == ' '
	case '&':
		return after == ' ' || !strings.Contains(line[i:], ";")
	case '<':
		return after == ' ' || after >= '0' && after <= '9'
	}
	return false
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// blockStart returns the offset after the character that would make line a
// heading, list item, quotation, fence, rule or underline, or 0.
func blockStart(line string) int {
	if line == "" {
		return 0
	}
	next := byte(' ')
	if len(line) > 1 {
		next = line[1]
	}
	switch c := line[0]; c {
	case '#':
		return 1
	case '>', '=':
		return 1
	case '-', '+', '*':
		if next == ' ' || next == '\t' || next == c {
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

// EscapeMarkdown returns the Markdown that shows s, a line of text, as it is.
func EscapeMarkdown(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<>&#|~!") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>&#|~!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MarkdownLink returns the Markdown of a link to an address, in which what would end it
// early is encoded (CommonMark 0.31.2, section 6.3).
func MarkdownLink(text, address string) string {
	return "[" + EscapeMarkdown(text) + "](" + linkEscapes.Replace(address) + ")"
}

var linkEscapes = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C")
