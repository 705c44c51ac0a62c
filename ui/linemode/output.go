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

// rows is how many lines of headlines are a page: what the terminal shows but
// for the line typed, what is said below and the next prompt.
func (s *Session) rows() int {
	if h := s.height(); h > 0 {
		return max(3, h-4)
	}
	return plainLines
}

// height is how many rows the terminal has, 0 if there is none: what is long then
// comes all at once.
func (s *Session) height() (h int) {
	if s.o.Size != nil {
		_, h = s.o.Size()
	}
	return h
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

// lines writes lines that were laid out.
func (s *Session) lines(lines ...string) {
	for _, line := range lines {
		if line = theme.Unlink(theme.Safe(line)); !s.o.Colour {
			line = ansi.Strip(line)
		}
		s.write(strings.TrimRight(line, " ") + "\n")
	}
}

// say tells the reader something, in as many lines as it takes.
func (s *Session) say(text string) {
	if text != "" {
		s.lines(s.wrap(text, 0)...)
		s.flush()
	}
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
