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

// Truncate cuts s to at most w columns, ending it with Marks.Ellipsis where
// something was cut and there is room for it. Escape sequences are kept.
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
	// The library measures a cluster of several signs (a letter of Hindi) by
	// graphemes where it cuts, whatever it was asked for.
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

// Steady returns s in signs that every terminal gives the columns that Width counts.
// Terminals that measure by signs, not by graphemes, disagree about sequences of
// emoji: a family, a skin tone, a flag made of tags or a variation selector takes
// the columns of all its parts in one, of its first sign in another. What stands
// after it would stand elsewhere in each, so there the first sign stands for all.
// Other scripts stay as they are, and so does all where the terminal counts graphemes
// or nothing stands after the text.
func (t *Theme) Steady(s string) string {
	if t.Graphemes || t.Lines || !strings.ContainsFunc(s, sequenced) {
		return s
	}
	var out strings.Builder
	var last rune   // the last that was written
	joined := false // a joiner came after it
	for _, r := range s {
		switch {
		case r == joiner && pictured(last):
			joined = true
			continue
		case joined && pictured(r), skinTone(r) && pictured(last), r != joiner && sequenced(r) && !skinTone(r):
			joined = false
			continue
		}
		joined, last = false, r
		out.WriteRune(r)
	}
	return out.String()
}

// joiner makes one sign of the two beside it (zero width joiner).
const joiner = '\u200d'

// sequenced reports whether r is what makes several signs one emoji: the joiner, a
// skin tone, the enclosing keycap, a variation selector, a tag (UTS #51, 1.4).
func sequenced(r rune) bool {
	return r == joiner || skinTone(r) || r == 0x20e3 || r == 0xfe0e || r == 0xfe0f || r >= 0xe0020 && r <= 0xe007f
}

func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// pictured reports whether r lies where the pictures of Unicode are.
func pictured(r rune) bool { return r >= 0x1f000 && r < 0x20000 || r >= 0x2190 && r < 0x2c00 }

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

// Fit makes s exactly w columns wide: cut as by Truncate, or filled with blanks.
func (t *Theme) Fit(s string, w int) string {
	s = t.Truncate(s, w)
	if n := w - t.Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// asciiWidth is the width of a string of printable ASCII, which most are.
func asciiWidth(s string) (int, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return 0, false
		}
	}
	return len(s), true
}
