package linemode

import (
	"bufio"
	"context"
	"io"
	"strings"

	"dateline/model"
)

// maxLine bounds a line that is typed; the rest of a longer one is dropped.
const maxLine = 32 << 10

// input reads lines beside the session, one when one is wanted: what follows
// may be meant for another program that has the terminal.
type input struct {
	want    chan struct{}
	got     chan typed
	pending bool // a line was asked for and has not come
}

// typed is a line, or why there is none.
type typed struct {
	text string
	err  error
}

func newInput() *input {
	return &input{want: make(chan struct{}, 1), got: make(chan typed, 1)}
}

// read reads the lines that are wanted until the input ends or close.
func (in *input) read(r io.Reader) {
	lines := bufio.NewReader(r)
	for range in.want {
		text, err := readLine(lines)
		in.got <- typed{text, err}
		if err != nil {
			return
		}
	}
}

func (in *input) close() { close(in.want) }

// line returns the next line, or io.EOF, or the error of ctx.
func (in *input) line(ctx context.Context) (string, error) {
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

// readLine reads a line without its end. A last line without one counts.
func readLine(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, more, err := r.ReadLine()
		if err != nil {
			if b.Len() > 0 {
				break
			}
			return "", err
		}
		b.Write(part[:min(len(part), maxLine-b.Len())])
		if !more {
			break
		}
	}
	return b.String(), nil
}

// prompt asks for a line.
func (s *Session) prompt(ctx context.Context, label string) (string, error) {
	s.write(label)
	s.flush()
	line, err := s.in.line(ctx)
	line = model.CleanLine(line)
	switch {
	case err != nil:
		s.write("\n")
	case s.o.Echo:
		s.write(line + "\n")
	}
	s.flush()
	return line, err
}

// ask asks for what an action takes.
func (s *Session) ask(ctx context.Context, label string) (string, error) {
	parts := s.wrap(label+":", 0)
	last := len(parts) - 1
	s.lines(parts[:last]...)
	return s.prompt(ctx, parts[last]+" ")
}
