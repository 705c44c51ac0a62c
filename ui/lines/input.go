package lines

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"dateline/model"
)

// maxLine bounds a typed line; readLine drops the rest of a longer one.
const maxLine = 32 << 10

// reader reads lines.
type reader interface {
	// next returns the next line behind a prompt, or io.EOF, or the error of ctx.
	next(ctx context.Context, label string) (string, error)
	// interject shows a text between the lines, now or at the next prompt.
	interject(text string)
	close()
}

// input reads lines in the background, each only on request: later ones may be meant for
// another program on the terminal.
type input struct {
	want    chan struct{}
	got     chan typed
	pending bool // a requested line has not come yet
}

// typed is a line, or the reason why there is none.
type typed struct {
	text string
	err  error
}

// readLines reads one line for each value of want, until the input ends or want closes.
func readLines(r io.Reader) *input {
	in := &input{want: make(chan struct{}, 1), got: make(chan typed, 1)}
	go func() {
		lines := bufio.NewReaderSize(r, maxLine)
		for range in.want {
			text, err := readLine(lines)
			in.got <- typed{text, err}
			if err != nil {
				return
			}
		}
	}()
	return in
}

// readLine reads a line without its end. A last line without one counts.
func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n')
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	if text != "" {
		err = nil
	}
	return strings.TrimRight(text, "\r\n"), err
}

func (in *input) close() { close(in.want) }

// interject does nothing: nobody has something to say to who sits at this machine.
func (in *input) interject(string) {}

func (in *input) next(ctx context.Context, _ string) (string, error) {
	if !in.pending {
		in.want <- struct{}{}
		in.pending = true
	}
	select {
	case t := <-in.got:
		in.pending = t.err != nil // nothing more comes after an error
		if t.err != nil {
			in.got <- t
		}
		return t.text, t.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Prompt asks for a line. The error is io.EOF at the end of the input.
func (t *Terminal) Prompt(ctx context.Context, label string) (string, error) {
	t.write(label)
	t.Flush()
	line, err := t.in.next(ctx, label)
	line = model.CleanLine(line)
	switch {
	case err != nil && !t.o.Raw:
		t.write("\n")
	case t.o.Echo:
		t.write(line + "\n")
	}
	t.Flush()
	return line, err
}

// Question asks for a line behind a text that may take several.
func (t *Terminal) Question(ctx context.Context, words string) (string, error) {
	parts := t.Wrap(words+":", 0)
	last := len(parts) - 1
	t.Lines(parts[:last]...)
	return t.Prompt(ctx, parts[last]+" ")
}
