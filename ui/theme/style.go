package theme

import (
	"image/color"
	"strings"
	"sync"

	"charm.land/lipgloss/v2"
)

// Style is a style of Lip Gloss for text within a line. What it writes around
// the text is worked out once: a screen has some hundred pieces of text, most of
// which change with every step. The zero Style changes nothing.
type Style struct {
	of  lipgloss.Style
	ink *ink
}

// ink is what a style writes around text.
type ink struct {
	once    sync.Once
	on, off string
}

func styled(s lipgloss.Style) Style { return Style{s, new(ink)} }

// Render returns text in the style, which ends with it.
func (s Style) Render(text string) string {
	if s.ink == nil {
		return text
	}
	if text == "" || strings.ContainsAny(text, "\n\r\t") { // Lip Gloss has rules for these
		return s.of.Render(text)
	}
	return s.On() + text + s.ink.off
}

// On returns what switches the style on.
func (s Style) On() string {
	if s.ink == nil {
		return ""
	}
	s.ink.once.Do(func() { s.ink.on, s.ink.off, _ = strings.Cut(s.of.Render("x"), "x") })
	return s.ink.on
}

func (s Style) bold() Style          { return styled(s.of.Bold(true)) }
func (s Style) italic() Style        { return styled(s.of.Italic(true)) }
func (s Style) underline() Style     { return styled(s.of.Underline(true)) }
func (s Style) reverse() Style       { return styled(s.of.Reverse(true)) }
func (s Style) strikethrough() Style { return styled(s.of.Strikethrough(true)) }

func (s Style) foreground(c color.Color) Style { return styled(s.of.Foreground(c)) }
