package model

import "strings"

// PlainText returns the text that Markdown shows, without its markup: headings,
// quotations and items without their marks (an item of a list keeps "- ", its
// number goes), links as their text, code as it stands, cells of tables two
// blanks apart. Images, rules, raw HTML tags and definitions of references are
// left out; a footnote is a paragraph behind its label in brackets. Blocks are apart by a blank line where they are in the Markdown;
// lines within a paragraph are joined unless the break is hard. The result is
// clean (see CleanText). It reads CommonMark 0.31 with the tables and
// strikethrough of GitHub Flavored Markdown, loosely: no input is an error.
func PlainText(markdown string) string {
	p := plainer{out: make([]byte, 0, len(markdown))}
	for line := range strings.SplitSeq(markdown, "\n") {
		p.line(strings.TrimSuffix(line, "\r"))
	}
	p.flush()
	return CleanText(strings.TrimSpace(string(p.out)))
}

// plainer turns lines of Markdown into text.
type plainer struct {
	out   []byte
	para  []byte // Markdown of the paragraph being gathered
	fence string // what ends the code block being read, or ""
	gap   bool   // a blank line came after the last block
	item  bool   // the next block is the first of an item
}

// line takes the next line of the document.
func (p *plainer) line(line string) {
	if p.fence != "" {
		p.code(line)
		return
	}
	rest := p.containers(line)
	switch {
	case rest == "":
		p.flush()
		p.gap = true
	case opensFence(rest) > 0:
		p.flush()
		p.fence = rest[:opensFence(rest)]
		p.block()
	case rule(rest):
		p.flush()
	case rest[0] == '#' && heading(rest) > 0:
		p.flush()
		text := strings.TrimRight(strings.TrimRight(rest[heading(rest):], " \t"), "#")
		p.para = append(p.para, strings.TrimSpace(text)...)
		p.flush()
	case rest[0] == '|':
		p.row(rest)
	case note(rest) > 0:
		p.flush()
		n := note(rest)
		p.paragraph("[" + rest[2:n-2] + "] " + strings.TrimLeft(rest[n:], " \t"))
	case definition(rest):
		p.flush()
	default:
		p.paragraph(rest)
	}
}

// containers takes the marks of quotations and items off the beginning of a
// line. Depth has no meaning for the text, so indentation goes as well.
func (p *plainer) containers(line string) string {
	rest := strings.TrimLeft(line, " \t")
	for rest != "" {
		n := 0
		switch c := rest[0]; {
		case c == '>':
			rest = strings.TrimLeft(rest[1:], " \t")
			continue
		case rule(rest):
			return rest
		case c == '-' || c == '*' || c == '+':
			n = 1
		case c >= '0' && c <= '9':
			if n = ordinal(rest); n > 0 && len(p.para) > 0 && !p.item && rest[:n] != "1." && rest[:n] != "1)" {
				return rest // within a paragraph only a first item begins a list
			}
		}
		if n == 0 || len(rest) > n && rest[n] != ' ' && rest[n] != '\t' {
			return rest
		}
		p.flush()
		p.item = true
		rest = strings.TrimLeft(rest[n:], " \t")
	}
	return rest
}

// paragraph adds a line to the paragraph being gathered.
func (p *plainer) paragraph(line string) {
	if len(p.para) > 0 && p.para[len(p.para)-1] != '\n' {
		p.para = append(p.para, ' ')
	}
	text := strings.TrimRight(line, " \t")
	hard := len(line)-len(text) >= 2
	if strings.HasSuffix(text, `\`) && (len(text)-len(strings.TrimRight(text, `\`)))%2 == 1 {
		text, hard = text[:len(text)-1], true
	}
	p.para = append(p.para, text...)
	if hard {
		p.para = append(p.para, '\n')
	}
}

// flush writes the paragraph being gathered as text.
func (p *plainer) flush() {
	if len(p.para) == 0 {
		return
	}
	end := len(p.para)
	for end > 0 && p.para[end-1] == '\n' {
		end--
	}
	p.block()
	p.out = appendInline(p.out, string(p.para[:end]))
	p.para = p.para[:0]
}

// block begins a block of text.
func (p *plainer) block() {
	if len(p.out) > 0 {
		p.out = append(p.out, '\n')
		if p.gap {
			p.out = append(p.out, '\n')
		}
	}
	if p.item {
		p.out = append(p.out, "- "...)
	}
	p.gap, p.item = false, false
}

// code takes a line of a code block.
func (p *plainer) code(line string) {
	bare := strings.TrimLeft(line, " \t>")
	if end := strings.TrimRight(bare, " \t"); len(end) >= len(p.fence) && strings.Trim(end, p.fence[:1]) == "" {
		p.fence = ""
		return
	}
	if n := len(p.out); n > 0 && p.out[n-1] != '\n' && !strings.HasSuffix(string(p.out[max(0, n-3):]), "\n- ") {
		p.out = append(p.out, '\n')
	}
	if rest, quoted := strings.CutPrefix(line, "> "); quoted {
		line = rest
	}
	p.out = append(p.out, line...)
	if line == "" {
		p.out = append(p.out, '\n')
	}
}

// row takes a row of a table.
func (p *plainer) row(line string) {
	if strings.Trim(line, "|:- \t") == "" {
		if strings.Contains(line, "-") {
			p.flush()
		}
		return
	}
	p.flush()
	p.block()
	cells, start := 0, 1
	for i := 1; i <= len(line); i++ {
		if i < len(line) && line[i] == '\\' {
			i++
			continue
		}
		if i < len(line) && line[i] != '|' {
			continue
		}
		cell := strings.TrimSpace(line[min(start, len(line)):min(i, len(line))])
		start = i + 1
		if cell == "" {
			continue
		}
		if cells > 0 {
			p.out = append(p.out, "  "...)
		}
		p.out = appendInline(p.out, strings.ReplaceAll(cell, `\|`, "|"))
		cells++
	}
}

// opensFence returns the length of the fence a line begins with, or 0.
func opensFence(line string) int {
	c := line[0]
	if c != '`' && c != '~' {
		return 0
	}
	n := len(line) - len(strings.TrimLeft(line, string(c)))
	if n < 3 || c == '`' && strings.ContainsRune(line[n:], '`') {
		return 0
	}
	return n
}

// rule reports whether a line is a thematic break or the underline of a
// heading.
func rule(line string) bool {
	c := line[0]
	if c != '-' && c != '*' && c != '_' && c != '=' {
		return false
	}
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3 || c == '=' && n > 0
}

// heading returns the length of the mark of a heading with its blank, or 0.
func heading(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n > 6 || n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return 0
	}
	return n
}

// ordinal returns the length of the number of an item with its mark, or 0.
func ordinal(line string) int {
	i := 0
	for i < len(line) && i < 9 && line[i] >= '0' && line[i] <= '9' {
		i++
	}
	if i == 0 || i == len(line) || line[i] != '.' && line[i] != ')' {
		return 0
	}
	return i + 1
}

// note returns the length of the mark of a footnote, "[^label]:", or 0.
func note(line string) int {
	if !strings.HasPrefix(line, "[^") {
		return 0
	}
	i := strings.Index(line, "]:")
	if i < 3 || i > 100 || strings.ContainsAny(line[2:i], " []") {
		return 0
	}
	return i + 2
}

// definition reports whether a line defines where a reference leads.
func definition(line string) bool {
	i := strings.Index(line, "]:")
	return line[0] == '[' && i > 1 && i < 200 && len(strings.Fields(line[i+2:])) > 0 &&
		strings.ContainsAny(line[i+2:], "/.#:")
}
