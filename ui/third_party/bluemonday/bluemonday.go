// Package bluemonday stands in for the HTML sanitizer of that name, which
// Glamour uses on raw HTML in Markdown. dateline never hands Glamour any: package
// article reads HTML itself. The sanitizer compiles a hundred regular expressions
// for CSS before main begins, a sixth of the time that dateline takes to start.
package bluemonday

import (
	"html"
	"strings"

	parser "golang.org/x/net/html"
)

// Policy says what is left of HTML.
type Policy struct{}

// StrictPolicy returns the policy that leaves text alone.
func StrictPolicy() *Policy { return &Policy{} }

// Sanitize returns the text of HTML without tags, comments, scripts and styles,
// escaped as HTML again.
func (*Policy) Sanitize(s string) string {
	var b strings.Builder
	z := parser.NewTokenizer(strings.NewReader(s))
	hidden := 0 // how many elements with no text of theirs are open
	for {
		switch z.Next() {
		case parser.ErrorToken: // the end
			return b.String()
		case parser.TextToken:
			if hidden == 0 {
				b.WriteString(html.EscapeString(z.Token().Data))
			}
		case parser.StartTagToken:
			if textless(z) {
				hidden++
			}
		case parser.EndTagToken:
			if textless(z) && hidden > 0 {
				hidden--
			}
		}
	}
}

// textless reports whether the tag at z is of an element whose content is no
// text.
func textless(z *parser.Tokenizer) bool {
	name, _ := z.TagName()
	return string(name) == "script" || string(name) == "style"
}
