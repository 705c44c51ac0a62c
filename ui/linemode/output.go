package linemode

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/theme"
)

// The size of a page where there is no terminal.
const (
	plainWidth = 80
	plainLines = 20
)

// width is how many columns a line may take.
func (s *Session) width() int {
	if s.o.Size != nil {
		if w, _ := s.o.Size(); w > 0 {
			return w
		}
	}
	return plainWidth
}

// lines is how many lines of headlines are a page: what the terminal shows but
// for the line typed, what is said below and the next prompt.
func (s *Session) lines() int {
	if s.paged() {
		_, h := s.o.Size()
		return max(3, h-4)
	}
	return plainLines
}

// paged reports whether there is a terminal with rows of its own, so that what
// is long comes a page at a time.
func (s *Session) paged() bool {
	if s.o.Size == nil {
		return false
	}
	_, h := s.o.Size()
	return h > 0
}

// write writes text that is safe already.
func (s *Session) write(text string) {
	if s.failed == nil {
		_, s.failed = io.WriteString(s.out, text)
	}
}

// flush sends what was written.
func (s *Session) flush() {
	if s.failed == nil {
		s.failed = s.out.Flush()
	}
}

// line writes a line that was laid out.
func (s *Session) line(text string) {
	if text = theme.Unlink(theme.Safe(text)); !s.o.Colour {
		text = ansi.Strip(text)
	}
	s.write(strings.TrimRight(text, " ") + "\n")
}

// say tells the reader something, in as many lines as it takes.
func (s *Session) say(text string) {
	if text == "" {
		return
	}
	for _, part := range s.wrap(text, 0) {
		s.line(part)
	}
	s.flush()
}

// wrap breaks text into lines between words; those after the first are
// indented.
func (s *Session) wrap(text string, indent int) []string {
	return s.hang("", strings.Repeat(" ", indent), model.CleanLine(text))
}

// hang breaks clean text into lines between words, with lead before the first and
// indent before the others.
func (s *Session) hang(lead, indent, text string) []string {
	w := s.width()
	if len(indent) > w/2 {
		lead, indent, text = "", "", lead+text
	}
	room := max(1, w-len(indent))
	parts := s.theme.Wrap(text, room)
	for i, part := range parts {
		part = s.theme.Truncate(strings.ReplaceAll(part, "\u00a0", " "), room) // in a column or two wrapping gives up
		parts[i] = lead + part
		lead = indent
	}
	return parts
}

// whole keeps words on one line.
func whole(words string) string { return strings.ReplaceAll(words, " ", "\u00a0") }
