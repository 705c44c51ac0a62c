// Package shell runs commands that the reader has written, in a shell or without one.
// Nothing of a document is ever part of one.
package shell

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"syscall"
	"time"
)

// Command is a shell command, with what it reads and how much of what it writes is
// kept.
type Command struct {
	Line   string
	Input  io.Reader // nil: nothing
	Errors bool      // what it writes on standard error is kept, too
	Limit  int       // in bytes
}

// Output runs the command and returns the beginning of what it writes, and whether
// the limit was reached. When ctx is done the command ends with all that it has
// started, and the error is one of the command.
func (c Command) Output(ctx context.Context) (text string, full bool, err error) {
	out := &limited{left: c.Limit}
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", c.Line)
	cmd.Stdin, cmd.Stdout = c.Input, out
	if c.Errors {
		cmd.Stderr = out
	}
	err = runGroup(cmd)
	return out.kept.String(), out.left == 0, err
}

// runGroup runs a command in a group of its own, so that it can be stopped with all that
// it has started, and cannot read from the terminal.
func runGroup(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	return cmd.Run()
}

// limited keeps the beginning of what is written to it.
type limited struct {
	kept bytes.Buffer
	left int
}

// Write keeps as much of b as there is room for; the writer is not told.
func (l *limited) Write(b []byte) (int, error) {
	n := min(len(b), l.left)
	l.left -= n
	_, _ = l.kept.Write(b[:n])
	return len(b), nil
}
