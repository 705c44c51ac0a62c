package sshd

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/anmitsu/go-shlex"

	"dateline/ui/sshd/access"
)

// Exit codes of commands that do not come to run.
const (
	usage       = 2
	interrupted = 130
)

// maxCommand bounds a command line.
const maxCommand = 32 << 10

// command runs a command line. It is split into words as a shell does it, and never
// reaches one.
func (s *Server) command(ch *channel, v access.Visitor, lib *access.Library, line string) int {
	if len(line) > maxCommand {
		ch.say(fmt.Sprintf(longCommand, maxCommand))
		return usage
	}
	words, err := shlex.Split(line, true)
	switch {
	case err != nil:
		ch.say(fmt.Sprintf(notSplit, err))
		return usage
	case len(words) == 0:
		ch.explain(noCommand)
		return usage
	}
	s.counts.commands.Add(1)
	t, terminal := ch.terminalNow()
	c := Command{
		Visitor: v, Library: lib, Args: words, Environ: t.Environ,
		Stdin: ch, Stdout: ch, Stderr: ch.Stderr(), Terminal: terminal, Width: t.Width,
	}
	if terminal {
		typed := newTyped(ch)
		defer typed.Close()
		c.Stdin, c.Stdout, c.Stderr = typed, newlines{c.Stdout}, newlines{c.Stderr}
	}
	code := s.o.Exec(ch.ctx, c)
	ch.c.note("command", "name", printable(words[0], maxWord), "code", code)
	if why := context.Cause(ch.ctx); why != nil {
		if why != interrupt {
			ch.farewell(why)
		}
		return interrupted
	}
	return code
}

// newlines has each line of a text begin at the left: a terminal that nobody tends does
// not go there by itself.
type newlines struct{ io.Writer }

// Write implements io.Writer.
func (w newlines) Write(p []byte) (int, error) {
	if _, err := w.Writer.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// typed is what is typed while a command runs on a terminal. Ctrl-C interrupts it.
type typed struct {
	*io.PipeReader
}

func newTyped(ch *channel) typed {
	r, w := io.Pipe()
	lines := make(chan []byte, 16)
	go func() {
		defer close(lines)
		defer ch.c.s.contain(ch.c)
		watchInterrupt(ch, lines)
	}()
	go func() {
		defer w.Close()
		defer ch.c.s.contain(ch.c)
		for p := range lines {
			if _, err := w.Write(p); err != nil {
				return // nobody reads any more
			}
		}
	}()
	return typed{r}
}

// watchInterrupt reads what is typed until it ends. What nobody takes is dropped.
func watchInterrupt(ch *channel, lines chan<- []byte) {
	const ctrlC, ctrlD = 3, 4
	p := make([]byte, 256)
	for {
		n, err := ch.Read(p)
		got := bytes.ReplaceAll(p[:n], []byte("\r"), []byte("\n"))
		if bytes.IndexByte(got, ctrlC) >= 0 {
			ch.cancel(interrupt)
		}
		end := bytes.IndexByte(got, ctrlD)
		if end >= 0 {
			got = got[:end]
		}
		select {
		case lines <- got:
		default:
		}
		if err != nil || end >= 0 {
			return
		}
	}
}
