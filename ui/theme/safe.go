package theme

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

// Safe makes a line safe for a terminal. It keeps printable text, colours and
// attributes (SGR), hyperlinks (OSC 8) whose address passes SafeURL, and the
// placeholders of pictures after their colour. It removes all other control
// characters, and turns tabs and newlines into blanks. It is the last guard, not
// the first: text is cleaned where it enters.
//
// Sequences: ECMA-48, 5th edition; hyperlinks as described by Egmont Koblinger,
// "Hyperlinks in terminal emulators".
func Safe(line string) string {
	if _, ok := asciiWidth(line); ok {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	for line != "" {
		i := strings.IndexByte(line, 0x1b)
		if i < 0 {
			i = len(line)
		}
		writeText(&b, line[:i])
		if line = line[i:]; line == "" {
			break
		}
		n := sgr(line)
		if n > 0 {
			n += placeholders(line[:n], line[n:])
			b.WriteString(line[:n])
		} else if n = hyperlink(&b, line); n == 0 {
			n = 1
		}
		line = line[n:]
	}
	return b.String()
}

// Unlink removes the hyperlinks from a line of Safe, for terminals that would
// print their addresses as text, or worse.
func Unlink(line string) string {
	const intro = "\x1b]8;"
	for {
		i := strings.Index(line, intro)
		if i < 0 {
			return line
		}
		n := strings.Index(line[i:], "\x1b\\")
		if n < 0 {
			return line[:i]
		}
		line = line[:i] + line[i+n+2:]
	}
}

var blanks = strings.NewReplacer("\n", " ", "\t", " ")

func writeText(b *strings.Builder, s string) {
	s = model.CleanText(s)
	if strings.ContainsAny(s, "\n\t") {
		s = blanks.Replace(s)
	}
	b.WriteString(s)
}

// maxSGR bounds an SGR sequence: room for foreground, background and underline
// colour and every attribute.
const maxSGR = 96

// sgr returns the length of the SGR sequence at the beginning of s, or 0.
func sgr(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s) && i < maxSGR; i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == ';', c == ':':
		case c == 'm':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// placeholders returns the length of the picture placeholders at the beginning of
// s (kitty's graphics protocol): each is U+10EEEE with two combining marks, after
// a colour. Text from documents holds neither by the time it gets here.
func placeholders(colour, s string) int {
	if !strings.HasPrefix(colour, "\x1b[38;5;") || strings.Count(colour, ";") > 2 {
		return 0
	}
	for n := 0; ; {
		cell := n
		for i := range 3 {
			r, size := utf8.DecodeRuneInString(s[cell:])
			if (i == 0) != (r == 0x10eeee) || i > 0 && !unicode.Is(unicode.Mn, r) {
				return n
			}
			cell += size
		}
		n = cell
	}
}

// hyperlink writes the OSC 8 sequence at the beginning of s if it is safe. It
// returns the length of the sequence, safe or not; 0 if there is none.
func hyperlink(b *strings.Builder, s string) int {
	const intro = "\x1b]8;"
	if !strings.HasPrefix(s, intro) {
		return 0
	}
	end, n := len(s), 0
	for i := len(intro); i < len(s) && n == 0; i++ {
		switch {
		case s[i] == '\a':
			end, n = i, i+1
		case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
			end, n = i, i+2
		case s[i] < 0x20 || s[i] >= 0x7f:
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	params, address, ok := strings.Cut(s[len(intro):end], ";")
	if !ok || !linkID(params) {
		return n
	}
	if address != "" {
		if clean, ok := SafeURL(address); !ok || clean != address {
			return n
		}
	}
	b.WriteString(intro)
	b.WriteString(params)
	b.WriteByte(';')
	b.WriteString(address)
	b.WriteString("\x1b\\")
	return n
}

// linkID reports whether p is empty or names a link with letters and digits.
func linkID(p string) bool {
	if p == "" {
		return true
	}
	id, ok := strings.CutPrefix(p, "id=")
	if !ok || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-') {
			return false
		}
	}
	return true
}

// maxURL bounds addresses in hyperlinks, because terminals refuse longer ones
// (VTE above 2083 bytes).
const maxURL = 2083

// SafeURL returns an address in a form that is safe to open or to put in a
// hyperlink: absolute, http, https or mailto, printable ASCII without blanks, not
// too long for terminals. Otherwise ok is false and clean "".
func SafeURL(address string) (clean string, ok bool) {
	if address == "" || len(address) > maxURL {
		return "", false
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return "", false
		}
	case "mailto":
		if u.Opaque == "" {
			return "", false
		}
	default:
		return "", false
	}
	if clean = encode(u.String()); len(clean) > maxURL {
		return "", false
	}
	return clean, true
}

// encode escapes characters that a URL must not hold (RFC 3986) but net/url
// leaves alone, mostly in queries.
func encode(s string) string {
	const unsafe = ` "<>\^` + "`{|}"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(unsafe, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
