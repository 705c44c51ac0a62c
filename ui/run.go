package ui

import (
	"context"
	"errors"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/framerate"
	"dateline/ui/message"
	"dateline/ui/termtype"
)

// localFPS is how often a local screen is drawn at most, while something comes
// (see package framerate). The renderer draws on a tick, so a key waits for half of one on
// average, and the first key after a rest for a whole one.
const localFPS = 200

// Run shows the screen until the reader quits or ctx ends, as it does for who
// waits for signals, and leaves the terminal as it was. It returns context.Canceled when it was
// interrupted, a *PanicError when anything in the screen has panicked, and another error when
// the screen failed.
func Run(ctx context.Context, o Options) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	fps := o.FPS
	if fps <= 0 {
		fps = localFPS
	}
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(fps), tea.WithoutSignalHandler()}
	if o.Input != nil && o.Output != nil { // nothing maps line ends on the way, though Bubble Tea thinks so where there is no tty
		opts = append(opts, tea.WithInput(o.Input))
		o.Output = termtype.LineEnds(o.Output)
	}
	if o.Output != nil {
		opts = append(opts, tea.WithOutput(o.Output))
	}
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ), tea.WithColorProfile(termtype.Profile(o.Environ)))
	}
	if o.Width > 0 && o.Height > 0 {
		opts = append(opts, tea.WithWindowSize(o.Width, o.Height))
	}
	a := New(ctx, o)
	m := framerate.New(&guard{Model: a, end: end})
	p := tea.NewProgram(m, opts...)
	m.Pace(p, fps)
	_, err := p.Run()
	if o.Output != nil { // however it ended
		_, _ = io.WriteString(o.Output, a.reading.Farewell())
	}
	var died *PanicError
	switch {
	case errors.As(context.Cause(ctx), &died):
		return died
	case err == nil:
		return nil
	case errors.Is(err, tea.ErrInterrupted), ctx.Err() != nil:
		return context.Canceled
	}
	return fmt.Errorf("%s: %w", message.RunScreen, err)
}
