package corpus

import (
	"net/url"
	"strings"

	"dateline/feed/html2md"
)

// fromHTML returns what is HTML as Markdown; false when it is none.
func fromHTML(text, base string) (string, bool) {
	if !looksLikeMarkup(text) {
		return "", false
	}
	u, _ := url.Parse(base)
	s, err := html2md.Convert(text, u)
	return s, err == nil
}

// looksLikeMarkup reports whether text begins as HTML does: with an element
// of those that articles are made of.
func looksLikeMarkup(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	if len(text) < 4 || text[0] != '<' {
		return false
	}
	end := strings.IndexAny(text, " />\t\n\r")
	if end == 0 {
		return false
	}
	if end < 0 || end > 12 || !strings.Contains(text, ">") {
		return false
	}
	switch strings.ToLower(text[1:end]) {
	case "p", "div", "span", "a", "b", "i", "em", "strong", "h1", "h2", "h3", "h4", "ul", "ol", "li", "img", "figure",
		"br", "hr", "table", "blockquote", "section", "article", "html", "body", "head", "!doctype", "!--", "main", "font", "center", "pre":
		return true
	}
	return false
}
