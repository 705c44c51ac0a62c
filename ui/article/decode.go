package article

import (
	"html"
	"strings"
)

var oneLiner = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n\t") {
		return s
	}
	return oneLiner.Replace(s)
}

// decode resolves backslash escapes and entities, once (CommonMark 0.31,
// sections 2.4 and 2.5).
func decode(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && punctuation(s[i+1]) {
				i++
			}
			b.WriteByte(s[i])
			i++
		case '&':
			n := strings.IndexByte(s[i:min(len(s), i+34)], ';') + 1
			if d := html.UnescapeString(s[i : i+n]); n > 2 && d != s[i:i+n] {
				b.WriteString(d)
				i += n
				continue
			}
			b.WriteByte('&')
			i++
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

func punctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
