package main

import (
	"errors"
	"io"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/ui"
)

// console is where a run of dateline reads from and writes to, and its environment.
type console struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       bool // stdout is one
	getenv         func(string) string
	columns        int // of a terminal that is not this machine's; 0: it is
}

// reportError prints an error on one line that is safe for a terminal; all that is
// wrong with the configuration has a line each.
func (c *console) reportError(err error) {
	cli.ReportError(c.stderr, err)
	if died := new(ui.PanicError); errors.As(err, &died) {
		_, _ = c.stderr.Write(died.Stack)
	}
}

// progressTo returns what shows on standard error what is being done, if that is a
// terminal, and what clears it away.
func (c *console) progressTo() (model.Report, func()) {
	if cli.IsTerminal(c.stderr) {
		return cli.Progress(c.stderr)
	}
	return func(string, int) {}, func() {}
}

// confirm asks a question on the terminal; without one it is an error.
func (c *console) confirm(question string) (bool, error) {
	return cli.Confirm(c.stdin, c.stderr, question)
}

// colour reports whether output may carry styles (no-color.org).
func (c *console) colour() bool {
	return c.terminal && c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb"
}

// width returns the columns of the terminal, or 0 when output goes elsewhere.
func (c *console) width() int {
	if c.columns > 0 || !c.terminal {
		return c.columns
	}
	return cli.Width(c.stdout)
}
