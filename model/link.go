package model

import "strings"

// LeadingLink reads the link that a line of Markdown begins with (CommonMark 0.31.2,
// section 6.3): its text, which is Markdown, its address as it is written, and what
// follows. The title that a link may have is passed over.
func LeadingLink(s string) (text, address, rest string, ok bool) {
	end := closing(s, '[', ']')
	if end < 0 || !strings.HasPrefix(s[end+1:], "(") {
		return "", "", "", false
	}
	text, s = s[1:end], s[end+1:]
	if inner, ok := strings.CutPrefix(s, "(<"); ok {
		address, rest, ok = strings.Cut(inner, ">")
		_, rest, ends := strings.Cut(rest, ")")
		return text, address, rest, ok && ends
	}
	if end = closing(s, '(', ')'); end < 0 {
		return "", "", "", false
	}
	address, _, _ = strings.Cut(s[1:end], " ")
	return text, address, s[end+1:], true
}

// closing returns where the bracket that s begins with is closed, or -1.
func closing(s string, open, shut byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i
			}
		}
		if depth == 0 {
			return -1
		}
	}
	return -1
}
