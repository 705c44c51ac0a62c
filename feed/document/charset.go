package document

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// ToUTF8 returns b as UTF-8 without a byte order mark, and the name of the
// encoding it was taken for, as the WHATWG encoding standard names it
// (lower case). A byte order mark decides; then bytes that are valid UTF-8 are
// UTF-8 whatever hint says (hint is what a server or the document itself
// claims, or ""); then hint, when it names an encoding; then a guess from the
// bytes. Bytes that mean nothing in the encoding become U+FFFD.
func ToUTF8(b []byte, hint string) (text []byte, name string) {
	enc, name, skip := guess(b, hint)
	b = b[skip:]
	if enc == nil {
		if utf8.Valid(b) {
			return b, name
		}
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), name
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), "utf-8"
	}
	return out, name
}

// guess returns the encoding of b (nil: UTF-8), its name, and how many bytes a
// byte order mark takes.
func guess(b []byte, hint string) (enc encoding.Encoding, name string, skip int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return nil, "utf-8", 3
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32le", 4
	case bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32be", 4
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 2
	}
	if enc, name := wide(b); enc != nil {
		return enc, name, 0
	}
	hinted, hintName := charset.Lookup(strings.TrimSpace(hint))
	if hintName == "replacement" {
		hinted, hintName = nil, ""
	}
	if mostlyUTF8(b) {
		// The one seven-bit encoding in use looks like ASCII.
		if bytes.Contains(b, []byte("\x1b$")) && (hintName == "iso-2022-jp" || hintName == "") {
			enc, name = charset.Lookup("iso-2022-jp")
			return enc, name, 0
		}
		return nil, "utf-8", 0
	}
	if hinted != nil && hintName != "utf-8" && !strings.HasPrefix(hintName, "utf-16") {
		return hinted, hintName, 0
	}
	enc, name = guessByLetters(b)
	return enc, name, 0
}

// wide recognises UTF-16 without a byte order mark by its zero bytes, which
// stand in every other place of text that is at least in part ASCII.
func wide(b []byte) (encoding.Encoding, string) {
	n := min(len(b), 4096) &^ 1
	if n < 4 || bytes.IndexByte(b[:n], 0) < 0 {
		return nil, ""
	}
	var even, odd int
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	pairs := n / 2
	switch {
	case odd*10 >= pairs*4 && even*20 <= pairs:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case even*10 >= pairs*4 && odd*20 <= pairs:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// mostlyUTF8 reports whether b is UTF-8, allowing for a character that is cut
// at the end and for damage: one bad byte to ten good characters beyond ASCII.
func mostlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case utf8.FullRune(b[i:]):
			bad++
		}
		i += n
	}
	return bad == 0 || good >= 10*bad
}
