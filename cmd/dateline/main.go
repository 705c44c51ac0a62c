// Command dateline reads the news by date: a list of headlines beside the
// rendered article, from files, folders and standard input or from a library
// of its own. This package is the wiring: flags, configuration, exit codes. What it
// wires is in feed, model and ui.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	_ "time/tzdata" // zones by name, also where the system has none

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/feeds"
	"dateline/cmd/remote"
	"dateline/cmd/serve"
	"dateline/feed/credentials"
	"dateline/feed/fetch"
	"dateline/model"
	"dateline/ui/config"
	"dateline/ui/config/file"
	"dateline/ui/handoff"
)

// The exit codes. They are part of the contract of the commands.
const (
	exitOK          = 0
	exitFailed      = 1 // a source, or the command, failed
	exitUsage       = 2
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

// grace is how long an interrupted command may take to close what it has open
// before the program ends without it: a read from a terminal cannot be stopped.
const grace = time.Second

func main() {
	// Without this, writing to a closed pipe kills the program; being told is
	// enough, and a handler, unlike ignoring, is not inherited by the browser.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	p := &program{
		started: os.Args[0], args: os.Args[1:], now: time.Now,
		console: console{os.Stdin, os.Stdout, os.Stderr, cli.IsTerminal(os.Stdout), os.Getenv, 0},
	}
	ctx := handoff.Signals(context.Background(), p.interrupted)
	done := make(chan int, 1)
	go func() { done <- p.run(ctx) }()
	select {
	case code := <-done:
		os.Exit(code)
	case <-ctx.Done():
	}
	patience := grace
	if p.serving.Load() {
		patience = serve.Grace
	}
	select {
	case code := <-done:
		os.Exit(code)
	case <-time.After(patience):
		os.Exit(exitInterrupted)
	}
}

// interrupted reports whether an interrupt was typed for something other than this
// program: another one that has the terminal, or a question of plain mode that is being
// answered.
func (p *program) interrupted() bool {
	ask := p.question.Load()
	return p.terminalBusy.Load() > 0 || ask != nil && (*ask)()
}

// program is one run of dateline: what it was given, and what all commands share.
type program struct {
	console
	started         string // the program, as it was named
	args            []string
	now             func() time.Time
	privatePictures bool         // pictures may be fetched from the reader's own network
	remote          *remote.Call // what was asked for over SSH; nil: by the local reader
	terminalBusy    atomic.Int32 // how many other programs have it, or had it just now
	serving         atomic.Bool  // over SSH: sessions take longer to end

	question atomic.Pointer[func() bool] // ends the question under way in plain mode

	flags   flags
	command string // what was asked for: "dateline library info"
	config  config.Config
	misread *config.Error // what is wrong in its file, or nil
	log     *slog.Logger  // nil: nobody asked for one
	once    once
}

// once is what a run of the program makes when it is first needed.
type once struct {
	config, credentials, fetching, client sync.Once

	file    file.File
	secrets credentials.File
	fetch   fetch.Options
	fetcher *fetch.Client
}

// run executes the command line, reports what went wrong on stderr and returns
// the exit code.
func (p *program) run(ctx context.Context) int {
	began := time.Now()
	root := p.root()
	root.SetArgs(p.args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	var err error
	if p.remote != nil {
		err = p.remote.Bind(root, p.args)
	}
	if err != nil {
		err = &usageError{Err: err}
	} else if p.remote == nil && p.terminal && cli.AsksHelp(p.args) {
		// Help for a person. Elsewhere the styling only costs: it would ask the
		// terminal for its background before every error.
		err = fang.Execute(ctx, root, fang.WithoutVersion(), fang.WithoutManpage(), fang.WithColorSchemeFunc(fang.AnsiColorScheme),
			fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
	} else {
		var cmd *cobra.Command
		cmd, err = root.ExecuteContextC(ctx)
		p.command = cmd.CommandPath()
	}
	code := p.exitCode(ctx, err)
	p.logEnd(began, code)
	return code
}

// exitCode says what went wrong, unless that was done or is no fault, and
// returns the exit code for it.
func (p *program) exitCode(ctx context.Context, err error) int {
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitOK
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, cli.ErrReported):
		return exitFailed
	case errors.As(err, &usage):
		p.reportError(err)
		hint := fmt.Sprintf("Try '%s --help'.", cmp.Or(p.command, "dateline"))
		if errors.As(err, new(feeds.NothingToAdd)) {
			hint = p.offersToAdd() + hint
		}
		if p.remote != nil {
			hint = p.remote.Hint(err, p.command)
		}
		if errors.As(err, new(*config.Error)) {
			hint = "'dateline config edit' opens it."
		}
		fmt.Fprintln(p.stderr, hint)
		return exitUsage
	}
	p.reportError(model.InLibrary(err, p.config.LibraryFile))
	return exitFailed
}
