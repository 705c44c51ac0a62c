package ui

import (
	"context"
	"errors"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dateline/ui/framerate"
	"dateline/ui/host"
	"dateline/ui/keystream"
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
	line := o.connect()
	if o.Input != nil {
		opts = append(opts, tea.WithInput(keystream.New(o.Input)))
	}
	if o.Input != nil && o.Events != nil {
		opts = append(opts, tea.WithFilter(clientSizes(o.Events)))
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
	a.link = line
	a.limitFPS = func(low bool) {
		if low {
			m.Limit(lowFPS)
		} else {
			m.Limit(fps)
		}
	}
	_, err := p.Run()
	if o.Input != nil {
		framerate.Release(p)
	}
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

// connect prepares the streams of a terminal elsewhere and returns what notices when they
// are slow; nil where the terminal is here.
func (o *Options) connect() *link {
	if !o.Remote || o.Output == nil {
		return nil
	}
	if o.Events == nil {
		o.Events = host.NewEvents(host.Size{})
	}
	l := &link{w: o.Output, slow: o.Events.Slow}
	if tty, ok := o.Output.(term.File); ok { // of this machine, within somebody's own SSH session
		o.Output = ttyLink{tty, l}
		return l
	}
	// Nothing maps line ends on the way, though Bubble Tea thinks so where there is no tty.
	l.w, o.Output = termtype.LineEnds(o.Output), l
	return l
}
