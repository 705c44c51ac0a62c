// Package lines is the terminal of line mode: it writes, wraps and pages lines, and reads
// lines behind a prompt. It moves no cursor and does not interpret the text.
package lines

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/termtype"
	"dateline/ui/theme"
)

// Options describes a terminal.
type Options struct {
	Input  io.Reader
	Output io.Writer
	// Size returns the columns and rows of the terminal. It is nil without a terminal;
	// lines then have 80 columns, without pages.
	Size func() (w, h int)
	// Colour says that the terminal shows styles.
	Colour bool
	// Raw says that nothing edits lines between the terminal and Input, nor maps line ends:
	// Terminal does it then, without a control sequence.
	Raw bool
	// Interrupt is called for ^C where Raw is set, in another goroutine.
	Interrupt func()
	// Echo writes each line read, so that piped commands stand above their output.
	Echo bool
}

// Terminal is a terminal of lines.
type Terminal struct {
	o     Options
	Theme *theme.Theme
	in    reader
	out   *bufio.Writer
	err   error // of out

	sheet []string // the text that More continues
	at    int      // lines of it already written
}

// New returns a terminal with the styles and widths of a theme. Close ends its
// background work.
func New(o Options, t *theme.Theme) *Terminal {
	tt := &Terminal{o: o, Theme: t}
	if o.Raw {
		o.Output = termtype.LineEnds(o.Output)
		tt.in = newEditor(o)
	} else {
		tt.in = readLines(o.Input)
	}
	tt.out = bufio.NewWriter(o.Output)
	return tt
}

// Close stops reading lines.
func (t *Terminal) Close() { t.in.close() }

// Interject shows a text on a raw terminal between what the session writes and the line
// that is being typed: now if a prompt waits, or else before the next one. It may be called
// from any goroutine.
func (t *Terminal) Interject(text string) {
	t.in.interject(model.CleanLine(text)) // the terminal wraps it
}

// Err returns the first error of writing.
func (t *Terminal) Err() error { return t.err }

// Lends reports whether another program can have the terminal for a while.
func (t *Terminal) Lends() bool { return t.o.Size != nil && !t.o.Echo }

// The size of a page without a terminal.
const (
	plainWidth = 80
	plainLines = 20
)

// Width returns the greatest width of a line.
func (t *Terminal) Width() int {
	if t.o.Size != nil {
		if w, _ := t.o.Size(); w > 0 {
			return w
		}
	}
	return plainWidth
}

// Rows returns the lines of a page: the terminal's rows without the typed line, the
// message below the page and the next prompt.
func (t *Terminal) Rows() int {
	if h := t.height(); h > 0 {
		return max(3, h-4)
	}
	return plainLines
}

// height returns the terminal's rows; 0 without a terminal.
func (t *Terminal) height() (h int) {
	if t.o.Size != nil {
		_, h = t.o.Size()
	}
	return h
}

// write writes text that is already safe.
func (t *Terminal) write(text string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.out, text)
	}
}

// Flush sends the written text.
func (t *Terminal) Flush() {
	if t.err == nil {
		t.err = t.out.Flush()
	}
}

// Lines writes finished lines.
func (t *Terminal) Lines(lines ...string) {
	for _, line := range lines {
		if line = theme.Unlink(theme.Safe(line)); !t.o.Colour {
			line = ansi.Strip(line)
		}
		t.write(strings.TrimRight(line, " ") + "\n")
	}
}

// Say writes a message, wrapped into lines.
func (t *Terminal) Say(text string) {
	if text != "" {
		t.Lines(t.Wrap(text, 0)...)
		t.Flush()
	}
}

// Wrap breaks text into lines between words; those after the first are
// indented.
func (t *Terminal) Wrap(text string, indent int) []string {
	return t.Hang("", strings.Repeat(" ", indent), model.CleanLine(text))
}

// Hang breaks clean text into lines between words, with lead before the first and
// indent before the others.
func (t *Terminal) Hang(lead, indent, text string) []string {
	w := t.Width()
	if len(indent) > w/2 {
		lead, indent, text = "", "", lead+text
	}
	room := max(1, w-len(indent))
	parts := t.Theme.Wrap(text, room)
	for i, part := range parts {
		part = t.Theme.Truncate(strings.ReplaceAll(part, "\u00a0", " "), room) // Wrap ignores a width of one or two columns
		parts[i] = lead + part
		lead = indent
	}
	return parts
}

// Sheet writes a long text: on a terminal only its first page.
func (t *Terminal) Sheet(lines []string) {
	t.sheet, t.at = lines, 0
	t.More()
}

// More writes the next page of a sheet and reports whether there was one.
func (t *Terminal) More() bool {
	from, end := t.at, len(t.sheet)
	if t.height() > 0 {
		end = min(end, from+t.Rows())
	}
	t.Lines(t.sheet[from:end]...)
	if t.at = end; end < len(t.sheet) {
		t.Say(fmt.Sprintf(message.PercentPlain, 100*end/len(t.sheet)))
	}
	t.Flush()
	return end > from
}

// DropSheet forgets the rest of a sheet.
func (t *Terminal) DropSheet() { t.sheet, t.at = nil, 0 }
