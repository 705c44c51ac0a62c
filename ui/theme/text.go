package theme

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Method returns how the terminal counts columns.
func (t *Theme) Method() ansi.Method {
	if t.Graphemes {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// Width returns how many columns s takes; escape sequences take none.
func (t *Theme) Width(s string) int {
	if n, ok := asciiWidth(s); ok {
		return n
	}
	return t.Method().StringWidth(t.Steady(s))
}

// Truncate cuts s to at most w columns. It ends cut text with Marks.Ellipsis if
// there is room, and keeps escape sequences.
func (t *Theme) Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if n, ok := asciiWidth(s); ok && n <= w {
		return s
	}
	m, tail := t.Method(), t.Marks.Ellipsis
	s = t.Steady(s)
	if m.StringWidth(s) <= w {
		return s
	}
	if len(t.Marks.Ellipsis) > w && t.ASCII {
		tail = ""
	}
	cut := m.Truncate(s, w, tail)
	if m.StringWidth(cut) <= w {
		return cut
	}
	// When cutting, the library always measures by graphemes, so a cluster of
	// several characters (a letter of Hindi) may be too wide.
	room := w - m.StringWidth(tail)
	end := 0
	for i := range s {
		if m.StringWidth(s[:i]) > room {
			break
		}
		end = i
	}
	return s[:end] + tail
}

// Steady replaces emoji sequences whose width differs between terminals. Without
// grapheme support, some terminals count every part of a family, a skin tone, a
// tag flag or a variation selector, others only the first. Text behind such a
// sequence would shift, so Steady keeps only the first part. It returns s
// unchanged if the terminal counts graphemes, or if no text follows on the line.
func (t *Theme) Steady(s string) string {
	if t.Graphemes || t.Lines || !strings.ContainsFunc(s, joinsEmoji) {
		return s
	}
	var out strings.Builder
	var last rune   // the last rune written
	joined := false // a joiner follows it
	for _, r := range s {
		switch {
		case r == zwj && isPictograph(last):
			joined = true
			continue
		case joined && isPictograph(r), skinTone(r) && isPictograph(last), r != zwj && joinsEmoji(r) && !skinTone(r):
			joined = false
			continue
		}
		joined, last = false, r
		out.WriteRune(r)
	}
	return out.String()
}

// zwj, the zero width joiner, joins the two emoji beside it.
const zwj = '\u200d'

// joinsEmoji reports whether r extends an emoji: the joiner, a skin tone, the
// enclosing keycap, a variation selector or a tag (UTS #51, 1.4).
func joinsEmoji(r rune) bool {
	return r == zwj || skinTone(r) || r == 0x20e3 || r == 0xfe0e || r == 0xfe0f || r >= 0xe0020 && r <= 0xe007f
}

func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// isPictograph reports whether r lies in a block of pictographs.
func isPictograph(r rune) bool { return r >= 0x1f000 && r < 0x20000 || r >= 0x2190 && r < 0x2c00 }

// Short writes n in four columns at most.
func Short(n int) string {
	switch {
	case n < 10_000:
		return strconv.Itoa(n)
	case n < 1_000_000:
		return strconv.Itoa(n/1000) + "k"
	case n < 1_000_000_000:
		return strconv.Itoa(n/1_000_000) + "M"
	}
	return "lots"
}

// Fit makes s exactly w columns wide, by Truncate or with blanks.
func (t *Theme) Fit(s string, w int) string {
	s = t.Truncate(s, w)
	if n := w - t.Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// asciiWidth returns the width of printable ASCII, the most frequent case.
func asciiWidth(s string) (int, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return 0, false
		}
	}
	return len(s), true
}
