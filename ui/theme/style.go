package theme

import (
	"image/color"
	"strings"
	"sync"

	"charm.land/lipgloss/v2"
)

// Style is a Lip Gloss style for text within a line. It computes its sequences
// only once, as a screen has some hundred pieces of text and most change with
// every step. The zero Style changes nothing.
type Style struct {
	style  lipgloss.Style
	cached *sequences
}

// sequences are the escape sequences before and after styled text.
type sequences struct {
	once    sync.Once
	on, off string
}

func styled(s lipgloss.Style) Style { return Style{s, new(sequences)} }

// Render returns text in the style.
func (s Style) Render(text string) string {
	if s.cached == nil {
		return text
	}
	if text == "" || strings.ContainsAny(text, "\n\r\t") { // Lip Gloss has rules for these
		return s.style.Render(text)
	}
	return s.On() + text + s.cached.off
}

// On returns the sequence that switches the style on.
func (s Style) On() string {
	if s.cached == nil {
		return ""
	}
	s.cached.once.Do(func() { s.cached.on, s.cached.off, _ = strings.Cut(s.style.Render("x"), "x") })
	return s.cached.on
}

func (s Style) bold() Style          { return styled(s.style.Bold(true)) }
func (s Style) italic() Style        { return styled(s.style.Italic(true)) }
func (s Style) underline() Style     { return styled(s.style.Underline(true)) }
func (s Style) reverse() Style       { return styled(s.style.Reverse(true)) }
func (s Style) strikethrough() Style { return styled(s.style.Strikethrough(true)) }

func (s Style) foreground(c color.Color) Style { return styled(s.style.Foreground(c)) }
