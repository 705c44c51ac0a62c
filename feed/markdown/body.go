package markdown

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"dateline/model"
)

// firstHeading returns the heading that body begins with, and what follows.
func firstHeading(body string) (heading, rest string, ok bool) {
	body = strings.TrimLeft(body, "\n")
	line, rest, _ := strings.Cut(body, "\n")
	for thematicBreak(line) { // a banner
		rest = strings.TrimLeft(rest, "\n")
		line, rest, _ = strings.Cut(rest, "\n")
	}
	if h := atxHeading(line); h != "" {
		return h, strings.TrimLeft(rest, "\n"), true
	}
	under, after, _ := strings.Cut(rest, "\n")
	if underline(under) > 0 && strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "    ") {
		return plainInline(line), strings.TrimLeft(after, "\n"), true
	}
	return "", body, false
}

// underline returns the level of the heading that a line makes of the one above
// it (CommonMark 0.31, 4.3), or 0. A single sign is more likely an item.
func underline(line string) int {
	switch line = strings.TrimRight(line, " \t"); {
	case len(line) < 2:
	case strings.Trim(line, "=") == "":
		return 1
	case strings.Trim(line, "-") == "":
		return 2
	}
	return 0
}

// thematicBreak reports whether a line of "---" or the like parts what is around
// it.
func thematicBreak(line string) bool {
	line = strings.TrimRight(line, " \t")
	return len(line) >= 3 && strings.Trim(line, line[:1]) == "" && strings.Contains("-*_", line[:1])
}

// anyHeading returns the first heading of the highest level in body, if that
// is the only one of its level.
func anyHeading(body string) string {
	found, n := "", 0
	for line := range outsideCode(body) {
		if strings.HasPrefix(line, "# ") {
			if n++; n == 1 {
				found = atxHeading(line)
			}
		}
	}
	if n != 1 {
		return ""
	}
	return found
}

// atxHeading returns the text of a line such as "## Text ##", or "".
func atxHeading(line string) string {
	level := len(line) - len(strings.TrimLeft(line, "#"))
	if level < 1 || level > 6 || len(line) == level || line[level] != ' ' && line[level] != '\t' {
		return ""
	}
	text := strings.TrimSpace(line[level:])
	if bare := strings.TrimRight(text, "#"); bare == "" || strings.HasSuffix(bare, " ") {
		text = strings.TrimSpace(bare)
	}
	if i := strings.LastIndex(text, " {#"); i > 0 && strings.HasSuffix(text, "}") { // {#anchor}
		text = text[:i]
	}
	return plainInline(text)
}

// plainInline takes the commonest inline markup out of a heading.
func plainInline(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case c == '`' || c == '*':
		case c == '!' && i+1 < len(s) && s[i+1] == '[':
		case c == '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 || i+end+1 >= len(s) || s[i+end+1] != '(' {
				b.WriteByte(c)
				continue
			}
			closing := strings.IndexByte(s[i+end:], ')')
			if closing < 0 {
				b.WriteByte(c)
				continue
			}
			b.WriteString(strings.NewReplacer("`", "", "*", "").Replace(s[i+1 : i+end]))
			i += end + closing
		default:
			b.WriteByte(c)
		}
	}
	return model.CleanLine(b.String())
}

// outsideCode yields the lines of body with their newlines, without those of
// fenced code.
func outsideCode(body string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		fence := ""
		for line := range strings.Lines(body) {
			if fence = nextFence(fence, line); fence == "" && !isFence(line) && !yield(line) {
				return
			}
		}
	}
}

func isFence(line string) bool {
	bare := strings.TrimLeft(line, " ")
	return strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~")
}

// nextFence returns the fence that is open behind line, when open was before.
func nextFence(open, line string) string {
	bare := strings.TrimSpace(line)
	if !isFence(line) {
		return open
	}
	mark := bare[:len(bare)-len(strings.TrimLeft(bare, bare[:1]))]
	switch {
	case open == "":
		return mark
	case strings.HasPrefix(mark, open) && mark == bare:
		return ""
	}
	return open
}

// plainLinks makes the links of note takers plain, outside code: [[Page]],
// [[Page|text]], ![[picture.png]]. Comments of HTML and of Obsidian on lines of
// their own go.
func plainLinks(body string) string {
	if !strings.Contains(body, "[[") && !strings.Contains(body, "<!--") && !strings.Contains(body, "%%") {
		return body
	}
	var b strings.Builder
	b.Grow(len(body))
	fence := ""
	for line := range strings.Lines(body) {
		was := fence
		if fence = nextFence(fence, line); fence == "" && was == "" {
			bare := strings.TrimSpace(line)
			if isComment(bare, "<!--", "-->") || isComment(bare, "%%", "%%") {
				continue
			}
			line = plainLine(line)
		}
		b.WriteString(line)
	}
	return b.String()
}

func isComment(s, open, shut string) bool {
	return len(s) >= len(open)+len(shut) && strings.HasPrefix(s, open) && strings.Index(s[len(open):], shut) == len(s)-len(open)-len(shut)
}

// plainLine is plainLinks for a line.
func plainLine(line string) string {
	if !strings.Contains(line, "[[") {
		return line
	}
	b := make([]byte, 0, len(line))
	code := false
	for i := 0; i < len(line); i++ {
		if line[i] == '`' {
			code = !code
		}
		if !code && strings.HasPrefix(line[i:], "[[") {
			// A link is short: the search for its end has a bound.
			const longest = 1 << 10
			if end := strings.Index(line[i:min(len(line), i+longest)], "]]"); end > 0 {
				if n := len(b); n > 0 && b[n-1] == '!' {
					b = b[:n-1]
				}
				b = append(b, linkText(line[i+2:i+end])...)
				i += end + 1
				continue
			}
		}
		b = append(b, line[i])
	}
	return string(b)
}

// linkText returns what [[s]] shows.
func linkText(s string) string {
	if _, text, ok := strings.Cut(s, "|"); ok && strings.Trim(text, "0123456789x ") != "" {
		return strings.TrimSpace(text)
	}
	page, _, _ := strings.Cut(s, "|")
	page, part, _ := strings.Cut(page, "#")
	page = path.Base(page)
	switch {
	case part == "" || strings.HasPrefix(part, "^"):
		return page
	case page == "." || page == "":
		return part
	}
	return page + " > " + part
}

// endings are those of files that hold Markdown.
var endings = []string{".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"}

// Looks reports whether a document that begins with head and has the name is
// Markdown: its name says so, or it has front matter, or headings together
// with links or fenced code.
func Looks(head []byte, name string) bool {
	if bytes.IndexByte(head, 0) >= 0 || len(bytes.TrimSpace(head)) == 0 {
		return false
	}
	if slices.Contains(endings, strings.ToLower(path.Ext(name))) {
		return true
	}
	text := string(head[:min(len(head), 16<<10)])
	if strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "---\r\n") || strings.HasPrefix(text, "+++\n") || strings.HasPrefix(text, "+++\r\n") {
		f, _, _ := cut(strings.ReplaceAll(text, "\r\n", "\n"))
		if f.note == "" && f.usual() {
			return true
		}
	}
	headings, marks := 0, strings.Count(text, "](http")
	for line := range strings.Lines(text) {
		if atxHeading(strings.TrimRight(line, "\r\n")) != "" {
			headings++
		}
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "![") {
			marks++
		}
	}
	return headings > 1 && marks > 0 || headings > 0 && marks > 1
}
