// Package linemode is the user interface without a screen: numbered headlines under
// their dates, a prompt for queries and actions, articles as text. It only reads and
// writes lines, for screen readers, scripts and slow connections. It knows nothing of
// files, networks and terminals: its host does all that goes beyond the library.
package linemode

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/lines"
	"dateline/ui/message"
	"dateline/ui/session"
)

// Options configures a session.
type Options struct {
	host.Session
	config.Config
	lines.Options
	// Remember keeps what :set has changed, as text, and returns why it cannot. nil: a
	// change lasts until the session ends.
	Remember func(ctx context.Context, name, value string) error
	// Events are what the session is told of its window and by its host. nil: nothing.
	Events *host.Events
	// Renderer shares rendered articles among the sessions of a process. nil: the session
	// has its own.
	Renderer *article.Renderer
}

// Session is one reader at one prompt.
type Session struct {
	o        Options
	term     *lines.Terminal
	keys     *keys.Map
	renderer *article.Renderer

	mu   sync.Mutex
	stop context.CancelFunc // cancels the running line; nil: none
	end  context.CancelFunc // ends the session; nil until it runs
	quit bool               // the host has ended it

	filter   session.Filter
	visit    session.Visit
	problems session.Problems
	arrivals session.Arrivals

	ctx       context.Context    // of the session, while it runs
	following sync.WaitGroup     // what fetches the news
	unfollow  context.CancelFunc // ends it; nil: it has not begun

	walk    session.Walk
	hinted  bool // the hint on what to type was shown
	reading reading
}

// errQuit ends the session, as io.EOF does.
var errQuit = errors.New("quit")

// New returns a session. Run it once. On a raw terminal it interrupts itself.
func New(o Options) *Session {
	s := &Session{keys: o.Keys, renderer: o.Renderer}
	if o.Events != nil && o.Size == nil {
		o.Size = func() (w, h int) {
			size := o.Events.Size()
			return size.Width, size.Height
		}
	}
	if o.Raw {
		o.Served = true
		o.Interrupt = s.interruptOrEnd
	}
	s.o = o
	s.term = lines.New(o.Options, s.look())
	if s.renderer == nil {
		s.renderer = article.NewRenderer()
	}
	if s.keys == nil {
		s.keys = action.Keys()
	}
	return s
}

// Run lists the headlines and answers lines until the reader quits, or the input or ctx
// ends. It returns context.Canceled when interrupted.
func (s *Session) Run(ctx context.Context) error {
	defer s.term.Close()
	ctx, end := context.WithCancel(ctx)
	defer s.following.Wait()
	defer end()
	s.ctx = ctx
	s.mu.Lock()
	s.end = end
	s.mu.Unlock()
	if s.o.Events != nil {
		go s.listen(ctx)
	}
	s.answer(ctx, front.load)
	quit := s.answer(ctx, front.begin)
	for !quit && s.term.Err() == nil && ctx.Err() == nil {
		line, err := s.term.Prompt(ctx, "> ")
		switch {
		case errors.Is(err, io.EOF):
			return s.term.Err()
		case ctx.Err() == nil:
			quit = s.answer(ctx, func(f front) error { return f.command(line) })
		}
	}
	if ctx.Err() != nil && !s.told() {
		return context.Canceled
	}
	return s.term.Err()
}

// listen shows what the host has to tell, until ctx ends.
func (s *Session) listen(ctx context.Context) {
	for {
		e, err := s.o.Events.Next(ctx)
		if err != nil {
			return
		}
		if e.Notice != "" {
			s.term.Interject(e.Notice)
		}
		if e.Quit {
			s.mu.Lock()
			s.quit = true
			s.mu.Unlock()
			s.end()
		}
	}
}

// told reports whether the host has ended the session.
func (s *Session) told() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.quit
}

// interruptOrEnd ends the question under way, or else the session.
func (s *Session) interruptOrEnd() {
	s.mu.Lock()
	end := s.end
	s.mu.Unlock()
	if !s.Interrupt() && end != nil {
		end()
	}
}

// Interrupt cancels the running line and reports whether there was one.
func (s *Session) Interrupt() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop == nil {
		return false
	}
	s.stop()
	return true
}

// answer calls do so that Interrupt can cancel it, prints its error and reports whether
// the reader has quit.
func (s *Session) answer(ctx context.Context, do func(front) error) (quit bool) {
	line, stop := context.WithCancel(ctx)
	defer stop()
	s.setStop(stop)
	err := do(front{s, s.term, line})
	s.setStop(nil)
	var wrong *query.Error
	switch {
	case err == nil, ctx.Err() != nil:
	case errors.Is(err, errQuit), errors.Is(err, io.EOF):
		return true
	case line.Err() != nil:
		s.term.Say(message.Stopped)
	case errors.As(err, &wrong) && wrong.Hint != "":
		s.term.Say(fmt.Sprintf(message.NotUnderstood, wrong.Msg+" "+s.term.Theme.Marks.Dot+" "+wrong.Hint))
	default:
		s.term.Say(fmt.Sprintf(message.NotDone, action.InLine(err)))
	}
	return false
}

func (s *Session) setStop(stop context.CancelFunc) {
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
}

// greet tells what is open.
func (f front) greet() {
	if title := f.o.Title; title != "" {
		if f.o.Library.ReadOnly() {
			title += " " + message.ReadOnly
		}
		f.Say("dateline: " + title)
	}
	notice := f.o.Notice
	if notice == "" && f.o.Begun != nil {
		notice = message.WelcomePlain
	}
	f.Say(notice)
}

// begin lists the headlines of the first filter.
func (f front) begin() error {
	f.visit.Tell(f.ctx, f.o.Library, f.o.Now())
	f.arrive()
	err := f.setFilter(f.o.Filter)
	if err != nil && f.o.Filter != "" && f.ctx.Err() == nil {
		f.Say(fmt.Sprintf(message.NotUnderstood, f.o.Filter+": "+err.Error()))
		return f.setFilter("")
	}
	return err
}

// Env returns the environment for parsing queries.
func (f front) Env() query.Env {
	return query.Env{Now: f.o.Now(), WeekStart: f.o.WeekStart, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(f.Views(), session.Shipped), name)
	}}
}
