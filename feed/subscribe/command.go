package subscribe

import (
	"context"
	"errors"

	"dateline/feed"
	"dateline/feed/command"
)

// Why no command is followed.
var (
	ErrNoCommands  = errors.New("a command is followed only if you type it for 'dateline add' on your own machine")
	errCommandOnce = errors.New("a command is followed or not added at all; 'COMMAND | dateline add -' adds what it writes now")
)

// command follows what a command writes.
func (x *addition) command(ctx context.Context, line string) error {
	switch {
	case x.Service.Commands == nil, !x.AddOptions.Commands:
		return ErrNoCommands
	case x.Once:
		return errCommandOnce
	}
	address, undo, err := x.Service.Commands.Keep(line)
	if err != nil {
		return err
	}
	x.title = command.Title(line)
	f, err := x.fetch(ctx, x.subscription(address), true)
	if !x.Followed {
		err = errors.Join(err, undo())
	}
	f.Err = called(f.Err, "$("+line+")")
	return x.failed(f, err)
}

// called has an error call what failed as the reader does.
func called(err error, name string) error {
	var source *feed.SourceError
	if errors.As(err, &source) {
		return &feed.SourceError{Path: name, Err: source.Err}
	}
	return err
}
