package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanLine returns s as one line that is safe to print: valid UTF-8, no
// control characters (C0, DEL, C1), no bidirectional formatting characters, no
// zero-width or other invisible tricks, white space folded to single blanks
// and trimmed. ZWJ and ZWNJ stay between letters and emoji, where scripts and
// emoji sequences need them.
func CleanLine(s string) string {
	if plainLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			continue
		case unicode.IsSpace(r) && r != 0x85:
			space = b.Len() > 0
			continue
		case hidden(r):
			if flag := flagTags(s, i); flag != "" {
				b.WriteString(flag)
			}
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "\u200c\u200d ")
}

// CleanLines returns lines with each of them clean (CleanLine), without those that
// are empty then; lines itself where nothing has to change, and nil where nothing is
// left.
func CleanLines(lines []string) []string {
	if len(lines) > 0 && !slices.ContainsFunc(lines, func(l string) bool { return l == "" || !plainLine(l) }) {
		return lines
	}
	var clean []string
	for _, l := range lines {
		if l = CleanLine(l); l != "" {
			clean = append(clean, l)
		}
	}
	return clean
}

// Printable returns s as one line that is safe to print (CleanLine) and tells nobody
// the user names and passwords of the addresses in it.
func Printable(s string) string { return StripUserinfo(CleanLine(s), nil) }

// plainLine reports whether CleanLine would return s unchanged, cheaply:
// nothing that has to go, and no outer or doubled blanks. It may say no of what
// is clean, where joiners stand.
func plainLine(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 || r == '\u200c' || r == '\u200d' || unicode.IsSpace(r) || hidden(r) {
				return false
			}
			i += n
			continue
		}
		if c < 0x20 || c == 0x7f {
			return false
		}
		if c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
		i++
	}
	return true
}

// CleanText returns s as text that is safe to print: like CleanLine, but
// newlines and tabs stay, CR LF and CR become newlines, and inner blanks are
// kept. It allocates only when something has to go.
func CleanText(s string) string {
	if cleanText(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
		case r == '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case r == '\n' || r == '\t':
			b.WriteByte(byte(r))
		case r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case hidden(r):
			b.WriteString(flagTags(s, i))
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// flagTags returns the tag characters of a flag (Unicode UTS #51, ED-14a) that
// begin at i, right after a black flag: a few letters and digits and the end; ""
// when there are none. Alone, tag characters could hide a text.
func flagTags(s string, i int) string {
	const flag, longest = "\U0001F3F4", 7
	if !strings.HasSuffix(s[:i], flag) {
		return ""
	}
	for n, r := range s[i:] {
		switch {
		case r == 0xe007f && n > 0:
			return s[i : i+n+utf8.RuneLen(r)]
		case r < 0xe0030 || r > 0xe0039 && r < 0xe0061 || r > 0xe007a || n >= longest*utf8.RuneLen(r):
			return ""
		}
	}
	return ""
}

func cleanText(s string) bool {
	for i := 0; i < len(s); {
		if i+8 <= len(s) && printable8(s[i:i+8]) {
			i += 8
			continue
		}
		if c := s[i]; c < utf8.RuneSelf {
			if (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || r == '\u2028' || r == '\u2029' || hidden(r) {
			return false
		}
		i += n
	}
	return true
}

// printable8 reports whether all of the eight bytes of s are printable ASCII,
// as most are that are looked at here: none is below 0x20, 0x7f or above.
func printable8(s string) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return (w|(w-0x20*each)|(w+each))&high == 0
}

// hidden reports whether r must not reach a terminal: controls, bidirectional
// overrides, embeddings and isolates, byte order marks, interlinear
// annotations, invisible operators, tag characters, soft hyphens, zero-width
// spaces and line separators. ZWNJ and ZWJ are let through.
func hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0xad:
		return false
	case r == 0xad, r == 0x061c, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f,
		r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f,
		r == 0xfffe, r == 0xffff, r == 0x10eeee:
		return true
	}
	return r >= 0xfdd0 && r <= 0xfdef
}
