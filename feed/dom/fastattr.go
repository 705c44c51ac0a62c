package dom

import (
	"strings"

	"golang.org/x/net/html"
)

// attributes reads the attributes of n and the end of its tag. closed says
// that it ends with "/>".
func (t *fastParser) attributes(n *html.Node) (closed, ok bool) {
	first := len(t.attrs)
	for {
		blanks := t.i
		for t.i < len(t.s) && htmlSpace(t.s[t.i]) {
			t.i++
		}
		switch {
		case t.i >= len(t.s):
			return false, false
		case t.s[t.i] == '>':
			t.i++
			n.Attr = t.attrs[first:len(t.attrs):len(t.attrs)]
			if len(n.Attr) == 0 {
				n.Attr = nil
			}
			return false, true
		case t.s[t.i] == '/':
			if !strings.HasPrefix(t.s[t.i:], "/>") {
				return false, false
			}
			t.i += 2
			n.Attr = t.attrs[first:len(t.attrs):len(t.attrs)]
			if len(n.Attr) == 0 {
				n.Attr = nil
			}
			return true, true
		case t.i == blanks:
			return false, false
		}
		a, ok := t.attribute()
		if !ok {
			return false, false
		}
		for _, b := range t.attrs[first:] {
			if b.Key == a.Key {
				return false, false
			}
		}
		t.attrs = append(t.attrs, a)
	}
}

func htmlSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\f' }

// attribute reads an attribute whose value is in quotation marks, or that has
// none.
func (t *fastParser) attribute() (html.Attribute, bool) {
	start := t.i
	for t.i < len(t.s) && (t.s[t.i] >= 'a' && t.s[t.i] <= 'z' || t.s[t.i] == '-' || t.s[t.i] >= '0' && t.s[t.i] <= '9' || t.s[t.i] == '_') {
		t.i++
	}
	a := html.Attribute{Key: t.s[start:t.i]}
	if t.i == start || t.i >= len(t.s) {
		return a, false
	}
	if t.s[t.i] != '=' {
		return a, t.s[t.i] == '>' || t.s[t.i] == '/' // no value
	}
	t.i++
	if t.i >= len(t.s) || t.s[t.i] != '"' && t.s[t.i] != '\'' {
		return a, false
	}
	quote := t.s[t.i]
	t.i++
	n := strings.IndexByte(t.s[t.i:], quote)
	if n < 0 {
		return a, false
	}
	a.Val = t.s[t.i : t.i+n]
	t.i += n + 1
	if strings.IndexByte(a.Val, '\r') >= 0 || strings.IndexByte(a.Val, 0) >= 0 {
		return a, false
	}
	if strings.IndexByte(a.Val, '&') < 0 {
		return a, true
	}
	if !plainReferences(a.Val) {
		return a, false
	}
	a.Val = html.UnescapeString(a.Val)
	return a, true
}

// plainReferences reports whether the references in a value are read in the
// same way within attributes and in text: all end with a semicolon, or are
// none.
func plainReferences(s string) bool {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return true
		}
		s = s[i+1:]
		n := 0
		for n < len(s) && (isASCIILetter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '#') {
			n++
		}
		if n < len(s) && s[n] == ';' {
			// Of "&ampp;" text has "&p;", an attribute all.
			if u := html.UnescapeString("&" + s[:n+1]); u != "&"+s[:n+1] && u != ";" && strings.HasSuffix(u, ";") {
				return false
			}
			n++
		} else if ref := "&" + s[:n]; n > 0 && html.UnescapeString(ref) != ref {
			return false
		}
		s = s[n:]
	}
}
