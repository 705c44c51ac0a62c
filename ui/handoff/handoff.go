// Package handoff does what a screen asks for outside of itself, for the reader
// whose machine it runs on: it starts the browser, an editor, a pager or a command
// and writes files. The screen knows it only through host.Host, so that where
// nothing of this is allowed nothing of it is there.
package handoff

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"dateline/model"
	"dateline/model/listing"
	"dateline/model/shell"
)

// Machine is the reader's.
type Machine struct {
	Getenv func(string) string
	Zone   *time.Location
	// Busy counts the other programs that have the terminal, or had it just now.
	Busy *atomic.Int32
}

// Browse shows an address in the reader's browser: that of BROWSER, or the
// desktop's. It does not wait for it.
func (m Machine) Browse(ctx context.Context, address string) error {
	name := m.Getenv("BROWSER")
	switch {
	case name != "":
	case runtime.GOOS == "darwin":
		name = "open"
	default:
		name = "xdg-open"
	}
	cmd := exec.Command(name, address) // it outlives ctx, and the screen
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w; BROWSER names another program", err)
	}
	go func() { _ = cmd.Wait() }()
	return nil
}

// Linkless reports whether the terminal (TERM) may not know hyperlinks (OSC 8) and
// show them as text: the consoles of Linux and the BSDs, and what is as old as its
// name.
func (m Machine) Linkless() bool {
	switch term := m.Getenv("TERM"); term {
	case "", "dumb", "linux", "cons25":
		return true
	default:
		old := func(prefix string) bool { return strings.HasPrefix(term, prefix) }
		return slices.ContainsFunc([]string{"vt", "wsvt", "pccon", "sun"}, old)
	}
}

// maxOutput bounds what is shown of what a command writes.
const maxOutput = 64 << 10

// Pipe gives an article, as Markdown or as text, to a shell command and returns what
// it writes. The article is its standard input and never part of the command.
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

// Pager shows an article in the reader's editor or pager, until that or ctx ends: as a
// file that nobody else can read and that is gone afterwards.
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

// Open gives the terminal to another program that has a file to open, until that
// ends. Its name may have arguments.
func (m Machine) Open(ctx context.Context, name, file string, stdin io.Reader, stdout, stderr io.Writer) error {
	// A shell has to read the arguments, as git does. An interrupt is for the
	// program, not for the shell that waits for it.
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", "trap : INT\n"+name+` "$@"`, name, file)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	m.Busy.Add(1)
	// An interrupt may reach this program after the one that it was meant for has
	// ended. Nothing is lost by waiting: on the screen ctrl+c is a key.
	defer time.AfterFunc(time.Second, func() { m.Busy.Add(-1) })
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
