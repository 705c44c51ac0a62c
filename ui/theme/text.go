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
	return t.Method().StringWidth(s)
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
	// The library measures a cluster of several signs (a family of emoji) by
	// graphemes where it cuts, whatever it was asked for.
	room := w - m.StringWidth(tail)
	end := 0
	for i := range s {
		if m.StringWidth(s[:i]) > room {
			break
		}
		end = i
	}
	return strings.TrimRight(s[:end], "\u200d\ufe0f") + tail
}

// Number writes n with commas between thousands.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

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
