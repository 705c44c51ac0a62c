package article

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"dateline/model"
)

// html writes the text of an HTML block without its tags. Only Markdown files
// still hold HTML here: other documents became Markdown when they were read.
func (l *layouter) html(n *ast.HTMLBlock) {
	src := string(n.Lines().Value(l.in.src))
	if n.HasClosure() {
		src += string(n.ClosureLine.Value(l.in.src))
	}
	for part := range strings.SplitSeq(stripTags(src), "\n\n") {
		part = model.CleanLine(oneLine(part))
		if part == "" {
			continue
		}
		l.paragraph([]ast.Node{l.text(part)})
		l.space()
	}
}

// hiddenElements are the elements whose text a reader must not see.
var hiddenElements = [...]string{"script", "style", "textarea", "template", "noscript"}

// stripTags returns the text of an HTML fragment, with blank lines between
// blocks.
func stripTags(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		b.WriteString(html.UnescapeString(s[:i]))
		s = s[i:]
		switch {
		case s == "":
		case strings.HasPrefix(s, "<!--"):
			s = after(s, "-->")
		default:
			name := tagName(s)
			s = after(s, ">")
			for _, n := range hiddenElements {
				if name == n {
					s = after(s, "</"+n)
					s = after(s, ">")
				}
			}
			switch name {
			case "p", "/p", "div", "/div", "br", "tr", "/table", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption":
				b.WriteString("\n\n")
			case "td", "th":
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// after returns the part of s behind mark, whatever its case, or "".
func after(s, mark string) string {
	for i := 0; i+len(mark) <= len(s); i++ {
		n := strings.IndexByte(s[i:], mark[0])
		if n < 0 {
			break
		}
		if i += n; i+len(mark) <= len(s) && strings.EqualFold(s[i:i+len(mark)], mark) {
			return s[i+len(mark):]
		}
	}
	return ""
}

func tagName(s string) string {
	s = s[1:]
	end := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || r == '>' || r == '\n' || r == '\t' })
	if end < 0 {
		end = len(s)
	}
	return strings.TrimSuffix(strings.ToLower(s[:min(end, 16)]), "/")
}
