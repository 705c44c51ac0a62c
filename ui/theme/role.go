package theme

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// role is one look: a colour, a background and attributes. Colours are in Lip
// Gloss's notation: "0" to "15" are the terminal's own, up to "255" the xterm
// table's, "#rrggbb" any; "" is the terminal's default.
type role struct {
	fg, bg string
	attrs  attrs
}

type attrs uint8

const (
	isBold attrs = 1 << iota
	isFaint
	isItalic
	isUnderline
	isReverse
)

var attrNames = []string{"bold", "faint", "italic", "underline", "reverse"}

// colourNames are the names of the terminal's own colours, by number.
var colourNames = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

// parseRole reads a role of the configuration: a colour, "on" and a background,
// and attributes, all optional: "#88c0d0 bold", "black on yellow", "reverse",
// "default".
func parseRole(text string) (role, error) {
	var r role
	behind, seen := false, false
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if i := slices.Index(attrNames, word); i >= 0 && !behind {
			r.attrs |= 1 << i
			continue
		}
		if word == "on" && !behind && r.bg == "" {
			behind = true
			continue
		}
		c, ok := parseColour(word)
		switch {
		case !ok:
			return r, fmt.Errorf("%q is no colour and no attribute; write #rrggbb, 0 to 255, a name (%s, bright-red ...), or %s",
				word, strings.Join(colourNames[:8], ", "), strings.Join(attrNames, ", "))
		case behind:
			r.bg, behind = c, false
		case seen:
			return r, fmt.Errorf("%q has two colours; the one behind is written after \"on\"", text)
		default:
			r.fg, seen = c, true
		}
	}
	if behind {
		return r, fmt.Errorf("%q ends with \"on\"; a colour follows it", text)
	}
	return r, nil
}

// parseColour reads a colour; "default" is "".
func parseColour(word string) (string, bool) {
	if word == "default" {
		return "", true
	}
	if i := slices.Index(colourNames, word); i >= 0 {
		return strconv.Itoa(i), true
	}
	if hex, ok := strings.CutPrefix(word, "#"); ok {
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		_, err := strconv.ParseUint(hex, 16, 32)
		return "#" + hex, err == nil && len(hex) == 6
	}
	n, err := strconv.ParseUint(word, 10, 8)
	return strconv.FormatUint(n, 10), err == nil
}

// String writes r in the notation of parseRole.
func (r role) String() string {
	var words []string
	name := func(c string) string {
		if n, err := strconv.Atoi(c); err == nil && n < len(colourNames) {
			return colourNames[n]
		}
		return c
	}
	if r.fg != "" {
		words = append(words, name(r.fg))
	}
	if r.bg != "" {
		words = append(words, "on", name(r.bg))
	}
	for i, a := range attrNames {
		if r.attrs&(1<<i) != 0 {
			words = append(words, a)
		}
	}
	if len(words) == 0 {
		return "default"
	}
	return strings.Join(words, " ")
}

// ansiOnly reports whether r uses only the terminal's sixteen colours.
func (r role) ansiOnly() bool {
	for _, c := range []string{r.fg, r.bg} {
		if n, err := strconv.Atoi(c); c != "" && (err != nil || n > 15) {
			return false
		}
	}
	return true
}

// apply adds r to a style.
func (r role) apply(on Style) Style {
	s := on.style
	if r.fg != "" {
		s = s.Foreground(lipgloss.Color(r.fg))
	}
	if r.bg != "" {
		s = s.Background(lipgloss.Color(r.bg))
	}
	for i, set := range []func(lipgloss.Style, bool) lipgloss.Style{
		lipgloss.Style.Bold, lipgloss.Style.Faint, lipgloss.Style.Italic, lipgloss.Style.Underline, lipgloss.Style.Reverse,
	} {
		if r.attrs&(1<<i) != 0 {
			s = set(s, true)
		}
	}
	return styled(s)
}
