// Package linemode is the reader without a screen: numbered headlines under their
// dates, a prompt that takes queries and the names of actions, articles as text.
// It writes lines and reads lines, moves no cursor and draws no boxes, for screen
// readers, scripts and slow lines. It knows nothing of files, networks and
// terminals: what lies beyond the library it asks of its host.
package linemode

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// Options is what a session is given.
type Options struct {
	host.Session
	config.Config

	Input  io.Reader
	Output io.Writer
	// Size returns the columns and rows of the terminal. nil: there is none;
	// lines are then as wide as 80 columns and articles are not paged.
	Size func() (w, h int)
	// Colour says that the terminal shows styles.
	Colour bool
	// Echo has what is read written, too, so that what is piped in and what it
	// gave stand together.
	Echo bool
}

// Session is one reader at one prompt.
type Session struct {
	o        Options
	lib      model.Library
	keys     *keys.Map
	theme    *theme.Theme
	renderer *article.Renderer
	in       *input
	out      *bufio.Writer
	failed   error // of the output

	mu   sync.Mutex
	stop context.CancelFunc // ends the question under way; nil: there is none

	filter session.Filter

	page    page
	hinted  bool                   // it was said what can be typed
	printed map[int]model.Headline // by the numbers they were printed with
	here    *model.Headline        // the one that is meant: read, or moved to, last
	number  int                    // its number; 0: not known
	reading reading

	visit    session.Visit
	problems session.Problems
}

// errQuit ends the session, as io.EOF does.
var errQuit = errors.New("quit")

// New returns a session, to be run once.
func New(o Options) *Session {
	s := &Session{
		o: o, lib: o.Library, keys: o.Keys, renderer: article.NewRenderer(),
		in: newInput(), out: bufio.NewWriter(o.Output), printed: make(map[int]model.Headline),
	}
	if s.keys == nil {
		s.keys = action.Keys()
	}
	t := theme.Options{Profile: theme.Mono, ASCII: o.ASCII, Lines: true}
	if o.Colour {
		t.Profile = theme.Sixteen
	}
	s.theme = theme.New(t)
	return s
}

// Run lists what there is and answers until the reader quits, the input ends or
// ctx does. It returns context.Canceled when it was interrupted.
func (s *Session) Run(ctx context.Context) error {
	go s.in.read(s.o.Input)
	defer s.in.close()
	s.greet()
	s.answer(ctx, s.load)
	quit := s.answer(ctx, s.begin)
	for !quit && s.failed == nil && ctx.Err() == nil {
		line, err := s.prompt(ctx, "> ")
		switch {
		case errors.Is(err, io.EOF):
			return s.failed
		case ctx.Err() == nil:
			quit = s.answer(ctx, func(ctx context.Context) error { return s.command(ctx, line) })
		}
	}
	if ctx.Err() != nil {
		return context.Canceled
	}
	return s.failed
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
func (s *Session) answer(ctx context.Context, do func(context.Context) error) (quit bool) {
	question, stop := context.WithCancel(ctx)
	defer stop()
	s.setStop(stop)
	err := do(question)
	s.setStop(nil)
	var wrong *query.Error
	switch {
	case err == nil, ctx.Err() != nil:
	case errors.Is(err, errQuit), errors.Is(err, io.EOF):
		return true
	case question.Err() != nil:
		s.say(message.Stopped)
	case errors.As(err, &wrong) && wrong.Hint != "":
		s.say(fmt.Sprintf(message.NotUnderstood, wrong.Msg+" "+s.theme.Marks.Dot+" "+wrong.Hint))
	default:
		s.say(fmt.Sprintf(message.NotDone, err))
	}
	return false
}

func (s *Session) setStop(stop context.CancelFunc) {
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
}

// greet says what is open.
func (s *Session) greet() {
	if s.o.Title != "" {
		title := "dateline: " + s.o.Title
		if s.lib.ReadOnly() {
			title += " " + message.ReadOnly
		}
		s.say(title)
	}
	if s.o.Notice != "" {
		s.say(s.o.Notice)
	} else if s.o.Begun != nil {
		s.say(message.WelcomePlain)
	}
}

// begin lists what there is, filtered as was asked for.
func (s *Session) begin(ctx context.Context) error {
	s.seen(ctx)
	err := s.setFilter(ctx, s.o.Filter)
	if err != nil && s.o.Filter != "" && ctx.Err() == nil {
		s.say(fmt.Sprintf(message.NotUnderstood, s.o.Filter+": "+err.Error()))
		return s.setFilter(ctx, "")
	}
	return err
}

// env is what a query is read with: the reader's clock and week.
func (s *Session) env(ctx context.Context) query.Env {
	return query.Env{Now: s.o.Now(), WeekStart: s.o.WeekStart, View: func(name string) (string, bool) {
		views, err := s.lib.Views(ctx)
		if err != nil {
			return "", false
		}
		return session.ViewNamed(slices.Concat(views, session.Shipped), name)
	}}
}
