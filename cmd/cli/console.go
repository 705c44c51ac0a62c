package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"

	"dateline/model"
)

// file is what may be a terminal.
type file interface{ Fd() uintptr }

// IsTerminal reports whether a stream is a terminal of this machine.
func IsTerminal(stream any) bool {
	f, ok := stream.(file)
	return ok && term.IsTerminal(f.Fd())
}

// Width returns the columns of a terminal of this machine, or 0 of anything else.
func Width(stream any) int {
	f, ok := stream.(file)
	if !ok {
		return 0
	}
	w, _, _ := term.GetSize(f.Fd()) // 0 with an error
	return w
}

// ReportError prints an error on one line that is safe for a terminal; one that has
// several Lines has them all.
func ReportError(w io.Writer, err error) {
	lines := []string{err.Error()}
	var several interface{ Lines() []string }
	if errors.As(err, &several) {
		lines = several.Lines()
	}
	for _, line := range lines {
		fmt.Fprintln(w, "dateline: "+model.Printable(line))
	}
}

// Confirm asks a question on the terminal; without one it is a *UsageError.
func Confirm(in io.Reader, out io.Writer, question string) (bool, error) {
	if !IsTerminal(in) {
		return false, &UsageError{errors.New("there is no terminal to ask on: say --yes")}
	}
	fmt.Fprintf(out, "%s [y/N] ", question)
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	line = strings.ToLower(strings.TrimSpace(line))
	return line == "y" || line == "yes", nil
}
