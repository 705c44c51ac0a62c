// Package linemode is the reader without a screen: numbered headlines under their
// dates, a prompt that takes queries and the names of actions, articles as text.
// It writes lines and reads lines, moves no cursor and draws no boxes, for screen
// readers, scripts and slow lines. It knows nothing of files, networks and
// terminals: what lies beyond the library it asks of its host.
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
	"dateline/ui/theme"
)

// Options is what a session is given.
type Options struct {
	host.Session
	config.Config
	lines.Options
	// Renderer keeps rendered articles for all sessions of a process. nil: the session
	// has one of its own.
	Renderer *article.Renderer
}

// Session is one reader at one prompt.
type Session struct {
	o        Options
	term     *lines.Terminal
	keys     *keys.Map
	renderer *article.Renderer

	mu   sync.Mutex
	stop context.CancelFunc // ends the line under way; nil: there is none

	filter   session.Filter
	visit    session.Visit
	problems session.Problems

	walk    session.Walk
	hinted  bool // it was said what can be typed
	reading reading
}

// errQuit ends the session, as io.EOF does.
var errQuit = errors.New("quit")

// New returns a session, to be run once.
func New(o Options) *Session {
	t := theme.Options{Profile: theme.Mono, ASCII: o.ASCII, Lines: true, LinkNumbers: o.LinkNumbers}
	if o.Colour {
		t.Profile = theme.Sixteen
	}
	s := &Session{o: o, term: lines.New(o.Options, theme.New(t)), keys: o.Keys, renderer: o.Renderer}
	if s.renderer == nil {
		s.renderer = article.NewRenderer()
	}
	if s.keys == nil {
		s.keys = action.Keys()
	}
	return s
}

// Run lists what there is and answers until the reader quits, the input ends or
// ctx does. It returns context.Canceled when it was interrupted.
func (s *Session) Run(ctx context.Context) error {
	defer s.term.Close()
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
	if ctx.Err() != nil {
		return context.Canceled
	}
	return s.term.Err()
}

// Interrupt ends the question under way and reports whether there was one.
func (s *Session) Interrupt() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop == nil {
		return false
	}
	s.stop()
	return true
}

// answer does something that Interrupt can end, says what went wrong and
// reports whether the reader has quit.
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

// greet says what is open.
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

// begin lists what there is, filtered as was asked for.
func (f front) begin() error {
	f.visit.Tell(f.ctx, f.o.Library, f.o.Now())
	err := f.setFilter(f.o.Filter)
	if err != nil && f.o.Filter != "" && f.ctx.Err() == nil {
		f.Say(fmt.Sprintf(message.NotUnderstood, f.o.Filter+": "+err.Error()))
		return f.setFilter("")
	}
	return err
}

// Env is what a query is read with.
func (f front) Env() query.Env {
	return query.Env{Now: f.o.Now(), WeekStart: f.o.WeekStart, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(f.Views(), session.Shipped), name)
	}}
}
