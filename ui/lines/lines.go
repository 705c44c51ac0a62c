// Package lines is a terminal as a reader without a screen has it: lines that are
// written, wrapped and paged, and lines that are typed behind a prompt. It moves no
// cursor. It does not know what is said or asked.
package lines

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// Options says what a terminal is like.
type Options struct {
	Input  io.Reader
	Output io.Writer
	// Size returns the columns and rows of the terminal. nil: there is none;
	// lines are then as wide as 80 columns and nothing is paged.
	Size func() (w, h int)
	// Colour says that the terminal shows styles.
	Colour bool
	// Echo has what is read written, too, so that what is piped in and what it
	// gave stand together.
	Echo bool
}

// Terminal is a terminal of lines.
type Terminal struct {
	o     Options
	Theme *theme.Theme
	in    *input
	out   *bufio.Writer
	err   error // of out

	sheet []string // what is read a page at a time
	at    int      // lines of it that were written
}

// New returns a terminal, whose lines have the styles and the widths of a theme. Close
// ends what it does beside.
func New(o Options, t *theme.Theme) *Terminal {
	return &Terminal{o: o, Theme: t, in: readLines(o.Input), out: bufio.NewWriter(o.Output)}
}

// Close ends the reading of lines.
func (t *Terminal) Close() { close(t.in.want) }

// Err returns what has gone wrong with the writing.
func (t *Terminal) Err() error { return t.err }

// Lends reports whether another program can have the terminal for a while.
func (t *Terminal) Lends() bool { return t.o.Size != nil && !t.o.Echo }

// The size of a page where there is no terminal.
const (
	plainWidth = 80
	plainLines = 20
)

// Width is how many columns a line may take.
func (t *Terminal) Width() int {
	if t.o.Size != nil {
		if w, _ := t.o.Size(); w > 0 {
			return w
		}
	}
	return plainWidth
}

// Rows is how many lines are a page: what the terminal shows but for the line typed,
// what is said below and the next prompt.
func (t *Terminal) Rows() int {
	if h := t.height(); h > 0 {
		return max(3, h-4)
	}
	return plainLines
}

// height is how many rows the terminal has; 0 if there is none.
func (t *Terminal) height() (h int) {
	if t.o.Size != nil {
		_, h = t.o.Size()
	}
	return h
}

// write writes text that is safe already.
func (t *Terminal) write(text string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.out, text)
	}
}

// Flush sends what was written.
func (t *Terminal) Flush() {
	if t.err == nil {
		t.err = t.out.Flush()
	}
}

// Lines writes lines that were laid out.
func (t *Terminal) Lines(lines ...string) {
	for _, line := range lines {
		if line = theme.Unlink(theme.Safe(line)); !t.o.Colour {
			line = ansi.Strip(line)
		}
		t.write(strings.TrimRight(line, " ") + "\n")
	}
}

// Say tells the reader something, in as many lines as it takes.
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
		part = t.Theme.Truncate(strings.ReplaceAll(part, "\u00a0", " "), room) // in a column or two wrapping gives up
		parts[i] = lead + part
		lead = indent
	}
	return parts
}

// Sheet writes lines to be read: on a terminal the first page of them.
func (t *Terminal) Sheet(lines []string) {
	t.sheet, t.at = lines, 0
	t.More()
}

// More writes the next page of a sheet, and reports whether there was any.
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

// DropSheet puts a sheet away: More writes nothing of it.
func (t *Terminal) DropSheet() { t.sheet, t.at = nil, 0 }
