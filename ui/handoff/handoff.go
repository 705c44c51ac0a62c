// Package handoff hands work to other programs on the reader's own machine: it starts
// the browser, an editor, a pager or a command, and writes files. The screen knows it
// only through host.Host, so that another host can leave all of this out.
package handoff

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"dateline/model"
	"dateline/model/listing"
	"dateline/model/shell"
)

// Machine is the reader's machine.
type Machine struct {
	Getenv func(string) string
	Zone   *time.Location
	// Busy counts the programs that have the terminal, or had it a moment ago.
	Busy *atomic.Int32
}

// Browse shows an address in the browser: BROWSER, or the desktop's. It does not wait
// for the browser to end.
func (m Machine) Browse(ctx context.Context, address string) error {
	name := m.Getenv("BROWSER")
	switch {
	case name != "":
	case runtime.GOOS == "darwin":
		name = "open"
	default:
		name = "xdg-open"
	}
	cmd := exec.Command(name, address) // without ctx: the browser outlives the screen
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w; BROWSER names another program", err)
	}
	go func() { _ = cmd.Wait() }()
	return nil
}

// maxOutput bounds the output of a command.
const maxOutput = 64 << 10

// Pipe runs a shell command with an article, as Markdown or text, on its standard
// input, and returns its output. The article is never part of the command line.
func (m Machine) Pipe(ctx context.Context, a model.Article, markdown bool, command string) (string, error) {
	text := listing.ArticleText(&a, m.Zone)
	if markdown {
		text = listing.ArticleMarkdown(&a)
	}
	s, full, err := shell.Command{Line: command, Input: strings.NewReader(text), Errors: true, Limit: maxOutput}.Output(ctx)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if full {
		s += "\n... (there is more)"
	}
	return s, err
}

// Pager shows an article in the reader's editor or pager, until that or ctx ends. It
// removes the file afterwards, which nobody else can read.
func (m Machine) Pager(ctx context.Context, a model.Article, stdin io.Reader, stdout, stderr io.Writer) error {
	f, err := os.CreateTemp("", "dateline-*.md") // of mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(listing.ArticleMarkdown(&a))
	if err = cmp.Or(err, f.Close()); err != nil {
		return err
	}
	name := cmp.Or(m.Getenv("VISUAL"), m.Getenv("EDITOR"), m.Getenv("PAGER"), "less")
	return m.Open(ctx, name, f.Name(), stdin, stdout, stderr)
}

// Open runs a program with a file on the terminal and waits for its end. The name may
// include arguments.
func (m Machine) Open(ctx context.Context, name, file string, stdin io.Reader, stdout, stderr io.Writer) error {
	// A shell splits the arguments, as git's does. It ignores an interrupt, which is
	// for the program.
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", "trap : INT\n"+name+` "$@"`, name, file)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	m.Busy.Add(1)
	// An interrupt may arrive after the program it was meant for has ended. Waiting
	// costs nothing: on the screen ctrl+c is a key.
	defer time.AfterFunc(time.Second, func() { m.Busy.Add(-1) })
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
