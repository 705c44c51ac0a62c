package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/ui"
	"dateline/ui/config"
)

// console is where a run of dateline reads from and writes to, and its environment.
type console struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       bool // stdout is one
	getenv         func(string) string
	columns        int // of a terminal that is not this machine's; 0: it is
}

// isTerminal reports whether f shows a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// reportError prints an error on one line that is safe for a terminal; all that is
// wrong with the configuration has a line each.
func (c *console) reportError(err error) {
	var wrong *config.Error
	if errors.As(err, &wrong) {
		for _, line := range wrong.Lines() {
			fmt.Fprintln(c.stderr, "dateline: "+model.Printable(line))
		}
		return
	}
	fmt.Fprintln(c.stderr, "dateline: "+model.Printable(err.Error()))
	if died := new(ui.PanicError); errors.As(err, &died) {
		_, _ = c.stderr.Write(died.Stack)
	}
}

// progressTo returns what shows on standard error what is being done, if that is a
// terminal, and what clears it away.
func (c *console) progressTo() (model.Report, func()) {
	if f, ok := c.stderr.(*os.File); ok && isTerminal(f) {
		return cli.Progress(f)
	}
	return func(string, int) {}, func() {}
}

// confirm asks a question on the terminal; without one it is an error.
func (c *console) confirm(question string) (bool, error) {
	f, ok := c.stdin.(*os.File)
	if !ok || !isTerminal(f) {
		return false, &usageError{errors.New("there is no terminal to ask on: say --yes")}
	}
	fmt.Fprintf(c.stderr, "%s [y/N] ", question)
	line, err := bufio.NewReader(f).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	line = strings.ToLower(strings.TrimSpace(line))
	return line == "y" || line == "yes", nil
}

// colour reports whether output may carry styles (no-color.org).
func (c *console) colour() bool {
	return c.terminal && c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb"
}

// width returns the columns of the terminal, or 0 when output goes elsewhere.
func (c *console) width() int {
	f, ok := c.stdout.(*os.File)
	if !ok || !c.terminal {
		return c.columns
	}
	w, _, _ := term.GetSize(f.Fd()) // 0 with an error
	return w
}
