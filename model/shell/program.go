package shell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/anmitsu/go-shlex"
)

// Program is a program that is run without a shell.
type Program struct {
	Words []string // its name or path, then its arguments; "~/" begins the path of one in the home folder
	Limit int      // bytes that it may write
}

// Split splits a command line into words as a POSIX shell does, quotation marks and
// backslashes understood; it expands nothing.
func Split(line string) ([]string, error) {
	words, err := shlex.Split(line, true)
	if err != nil {
		return nil, errors.New("a quotation mark or a backslash at its end is left open")
	}
	return words, nil
}

// Output runs the program, with nothing to read, and returns what it writes. When ctx is
// done it ends with all that it has started. The error says in a line what went wrong,
// with what it wrote last on standard error: "failed: exit status 1: no such host".
func (p Program) Output(ctx context.Context) ([]byte, error) {
	name := p.Words[0]
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, err
		}
		name = filepath.Join(home, rest)
	}
	out, said := &limited{left: p.Limit + 1}, &limited{left: errorsLimit}
	cmd := exec.CommandContext(ctx, name, p.Words[1:]...)
	cmd.Stdout, cmd.Stderr = out, said
	err := runGroup(cmd)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		err = fmt.Errorf("failed: %w%s", err, lastLine(said.kept.Bytes()))
	case errors.Is(err, exec.ErrNotFound):
		err = fmt.Errorf("failed: there is no program %s", p.Words[0])
	case err != nil:
		err = fmt.Errorf("failed: %w", err)
	case out.left == 0:
		err = fmt.Errorf("writes more than %d MiB", p.Limit>>20)
	}
	return out.kept.Bytes(), err
}

// errorsLimit bounds what is kept of standard error, in bytes.
const errorsLimit = 64 << 10

// lastLine returns the last line of a text that says anything, behind a colon.
func lastLine(text []byte) string {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return ""
	}
	return ": " + string(bytes.TrimSpace(text[bytes.LastIndexByte(text, '\n')+1:]))
}
