package query

import "strings"

// quoteAt reads the phrase at the beginning of s; a backslash before a
// quotation mark or a backslash takes it as it is. n counts both marks.
func quoteAt(s string) (body string, n int, closed bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case c == '"':
			return b.String(), i + 1, true
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), len(s), false
}

// regexAt reads the regular expression at the beginning of s: up to a slash
// that is not escaped and behind which the term ends. n is 0 if there is none.
func regexAt(s string) (body string, n int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			if s[i+1] != '/' {
				b.WriteByte(s[i])
			}
			i++
		case s[i] == '/' && i > 1 && (ends(s[i+1:]) || s[i+1] == ','):
			return b.String(), i + 1
		}
		b.WriteByte(s[i])
	}
	return "", 0
}

func unquote(raw string) string {
	if strings.HasPrefix(raw, `"`) {
		raw, _, _ = quoteAt(raw)
	}
	return raw
}

// quote writes s in quotation marks.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// escapeRegexp escapes the slashes that would end a regular expression.
func escapeRegexp(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			b.WriteByte(s[i])
			i++
		case s[i] == '/':
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
