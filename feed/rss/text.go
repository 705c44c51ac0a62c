package rss

import (
	"bytes"
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"dateline/feed/html2md"
	"dateline/model"
)

// textKind says how a text is written.
type textKind uint8

const (
	unstated textKind = iota // plain text or HTML, to be guessed
	plainText
	htmlText
	xhtmlText
)

// kindOf returns the kind that type and mode of an element state, both in
// lower case (RFC 4287 section 3.1.1, Atom 0.3 section 3.1, Media RSS).
func kindOf(typ, mode string) textKind {
	typ, _, _ = strings.Cut(typ, ";")
	switch typ = strings.TrimSpace(typ); {
	case typ == "":
		return unstated
	case typ == "html", typ == "text/html":
		return htmlText
	case typ == "xhtml", strings.HasSuffix(typ, "xml"):
		if mode == "escaped" {
			return htmlText
		}
		return xhtmlText
	case typ == "text", typ == "plain", strings.HasPrefix(typ, "text/"):
		return plainText
	}
	return unstated
}

// isBase64 reports whether content of this type is in base64.
func isBase64(typ string) bool {
	return strings.Contains(typ, "/") && !strings.HasPrefix(typ, "text/") && !strings.HasSuffix(typ, "xml")
}

// text is a text of a feed and how it is to be read: unstated, plain or html.
type text struct {
	s    string
	kind textKind
	base *url.URL
}

// textOf returns what c has collected.
func textOf(c *capture) text {
	t := text{s: string(c.buf), kind: c.kind, base: c.base}
	if c.marked || t.kind == xhtmlText {
		t.kind = htmlText
	}
	if c.base64 {
		joined := bytes.Join(bytes.Fields(c.buf), nil)
		decoded, err := base64.StdEncoding.DecodeString(string(joined))
		if err != nil {
			decoded, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(string(joined), "="))
		}
		if err == nil && utf8.Valid(decoded) {
			t.s = string(decoded)
		}
	}
	t.s = repair(t.s)
	if t.kind != plainText && strings.Contains(t.s, "<![CDATA[") {
		t.s = sections.Replace(t.s)
	}
	return t
}

// sections unwraps CDATA sections that were wrapped, or escaped, once more: in
// HTML they mean nothing.
var sections = strings.NewReplacer("<![CDATA[", "", "]]>", "")

// repair returns s as valid UTF-8, with the C1 controls that are characters of
// windows-1252 gone astray put right. A text without one good character beyond
// ASCII is wholly in another encoding.
func repair(s string) string {
	valid := utf8.ValidString(s)
	if valid && !strings.Contains(s, "\xc2") {
		return s
	}
	if !valid && !hasMultibyte(s) {
		b := make([]byte, 0, len(s)+len(s)/8)
		for i := range len(s) {
			r := rune(s[i])
			if r >= 0x80 && r < 0xa0 {
				r = windows1252[r-0x80]
			}
			b = utf8.AppendRune(b, r)
		}
		return string(b)
	}
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 {
			return windows1252[r-0x80]
		}
		return r
	}, s)
}

func hasMultibyte(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && r != utf8.RuneError {
			return true
		}
	}
	return false
}

// isHTML reports whether t is HTML, stated or by its looks.
func (t text) isHTML() bool {
	return t.kind == htmlText || t.kind == unstated && looksLikeHTML(t.s)
}

// line returns t as one line of plain text.
func (t text) line() string { return model.CleanLine(decodeOnce(t.stated())) }

// stated returns t as one line of what it states, which may be encoded still.
func (t text) stated() string {
	if t.isHTML() && strings.ContainsAny(t.s, "<&") {
		return model.CleanLine(stripTags(t.s))
	}
	return model.CleanLine(t.s)
}

// titled sets the title of a to t, in place of what earlier versions made of it.
func (t text) titled(a *model.Article) {
	if a.Title = t.line(); a.Title != t.stated() {
		a.FormerTitle = t.stated()
	}
}

// leftReferences are references that only stand in a line of text where it was
// encoded once too often, which validators of feeds call a fault: signs of printers.
// "&amp;" and "&lt;" may be what the line is about.
var leftReferences = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[lr][sd]quo|[nm]dash|hellip|quot|apos|nbsp);`)
})

// decodeOnce decodes such references.
func decodeOnce(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return leftReferences().ReplaceAllStringFunc(s, html.UnescapeString)
}

// lines returns t as plain text.
func (t text) lines() string {
	if t.isHTML() {
		return strings.TrimSpace(model.CleanText(stripTags(t.s)))
	}
	return strings.TrimSpace(model.CleanText(t.s))
}

// markdown returns t as Markdown.
func (t text) markdown(r *reader) string {
	s := t.s
	switch {
	case !t.isHTML():
	case strings.ContainsAny(s, "<&"):
		md, err := html2md.Convert(s, r.base(t.base))
		if err != nil {
			r.d.Note(0, "text", "as plain text: %v", err)
			md = model.MarkdownFrom(stripTags(s))
		}
		return strings.Trim(model.CleanText(md), "\n")
	}
	return model.MarkdownFrom(model.CleanText(s))
}

// looksLikeHTML reports whether s, which does not say what it is, is HTML: it
// has references or the tags of HTML, and no others.
func looksLikeHTML(s string) bool {
	sure := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			if reference(s[i:]) {
				sure = true
			}
		case '<':
			name, closing := tagName(s[i+1:])
			if name == "" {
				continue
			}
			if !htmlNames[name] {
				return false
			}
			sure = sure || closing || voidNames[name]
		}
	}
	return sure
}

// reference reports whether s begins with a reference of HTML.
func reference(s string) bool {
	var none scanner
	dst, n := none.appendReference(nil, []byte(s[:min(len(s), maxReference)]))
	return n > 0 && len(dst) > 0
}

// tagName returns the name of the tag of which s is the inside and what
// follows, in lower case, or "" when it is none.
func tagName(s string) (name string, closing bool) {
	if strings.HasPrefix(s, "/") {
		s, closing = s[1:], true
	}
	i := 0
	for i < len(s) && i < 20 && (lower(s[i]) >= 'a' && lower(s[i]) <= 'z' || i > 0 && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	if i == 0 || i < len(s) && !space(s[i]) && s[i] != '>' && s[i] != '/' {
		return "", false
	}
	return strings.ToLower(s[:i]), closing
}
