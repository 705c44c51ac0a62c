package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/charmbracelet/x/term"

	"dateline/cmd/cli"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/linemode"
	"dateline/ui/lines"
	"dateline/ui/termtype"
)

// plainly reports whether there are to be lines and a prompt: asked for, or
// because the terminal cannot move its cursor, or because what is to be done
// comes through a pipe or from a file. What comes from nowhere (/dev/null, as
// under xargs) is not typed; the screen then opens the terminal itself.
func (p *program) plainly(places []string) bool {
	if p.config.Plain || termtype.Dumb(p.getenv("TERM")) {
		return true
	}
	f, ok := p.stdin.(*os.File)
	if !ok || slices.Contains(places, "-") {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0 || err == nil && info.Mode().IsRegular()
}

// present opens the screen, or plain mode, for a session on what places named.
// What it has begun ends with it.
func (p *program) present(ctx context.Context, places []string, what host.Session) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if !p.plainly(places) {
		return ui.Run(ctx, ui.Options{Session: what, Config: p.config, Changed: p.configChanges(), Terminal: p.screenTerminal()})
	}
	s := linemode.Options{Session: what, Config: p.config, Options: lines.Options{Input: p.stdin, Output: p.stdout, Colour: p.colour()}}
	if slices.Contains(places, "-") {
		tty, err := os.Open("/dev/tty")
		if err != nil {
			return &usageError{Err: errors.New("-: standard input holds the document, so nothing can be typed; name a file")}
		}
		defer tty.Close()
		s.Input = tty
	}
	s.Echo = !cli.IsTerminal(s.Input)
	if out, ok := p.stdout.(*os.File); ok && p.terminal {
		s.Size = func() (w, h int) {
			w, h, _ = term.GetSize(out.Fd())
			return w, h
		}
	}
	session := linemode.New(s)
	interrupt := session.Interrupt
	p.question.Store(&interrupt)
	defer p.question.Store(nil)
	return session.Run(ctx)
}

// screenTerminal says what the screen is drawn on: the terminal of this program.
func (p *program) screenTerminal() ui.Terminal {
	return ui.Terminal{
		Remote:       p.getenv("SSH_CONNECTION") != "" || p.getenv("SSH_TTY") != "",
		Mono:         p.getenv("NO_COLOR") != "",
		NoHyperlinks: termtype.Linkless(p.getenv("TERM")),
		Tmux:         p.getenv("TMUX") != "",
		Output:       p.stdout,
	}
}
