// Package shared is the state that the parts of a screen share: the open library, the
// clock, the theme, the notice to the reader, and the order of changes.
package shared

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/input"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// State belongs to the screen, which sets its fields and passes it to every part. Only
// Update may use it.
type State struct {
	// Library is the open one. Ctx ends when the session ends or another library
	// replaces it, and with Ctx all questions to it.
	Library model.Library
	Ctx     context.Context
	// Host does what the reader may do outside the library.
	Host host.Host
	// Now is the reader's clock; its Location is the reader's zone.
	Now   func() time.Time
	Theme *theme.Theme
	// Offer gives the reader an address to be opened elsewhere, as the host cannot.
	Offer func(address string) tea.Cmd
	// KeyFor names the key for an action in the reader's pane.
	KeyFor func(keys.Action) string

	// Config has the reader's settings, Views the saved views.
	Config *config.Config
	Views  []model.View
	// Filter selects the list; Visit says when the reader was here last.
	Filter session.Filter
	Visit  session.Visit
	// Line is the input line for a filter or a date.
	Line input.Line

	// LowBandwidth says that little is to be sent to the terminal.
	LowBandwidth bool

	Notice  Notice
	pending chan struct{} // closed when the last change has ended
}

// Env returns the environment for parsing a filter: the reader's clock, week and views.
// typing says that the filter is unfinished.
func (s *State) Env(typing bool) query.Env {
	views := s.Views
	return query.Env{Now: s.Now(), WeekStart: s.Config.WeekStart, Typing: typing, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(views, session.Shipped), name)
	}}
}

// Current returns the query of the filter at this time.
func (s *State) Current() model.Query { return s.Filter.Now(s.Env(s.Line.Typing())) }

// Notice is a message in the status line, until the next key.
type Notice struct {
	Text string
	Bad  bool
}

// Say shows a notice.
func (s *State) Say(text string) { s.Notice = Notice{Text: text} }

// ReportError shows a notice of an error.
func (s *State) ReportError(text string) { s.Notice = Notice{Text: text, Bad: true} }

// Failed reports err as the failure of doing, a verb with its object. It ignores
// superseded work. It returns nil, so that it can end a step of Update.
func (s *State) Failed(doing string, err error) tea.Cmd {
	if !errors.Is(err, context.Canceled) {
		s.ReportError(fmt.Sprintf(message.CouldNot, doing, model.InBrief(err)))
	}
	return nil
}

// InOrder returns cmd delayed until the change before it has ended. Commands run
// concurrently, but undo must find the acts in the order of the keys.
func (s *State) InOrder(cmd tea.Cmd) tea.Cmd {
	before, done := s.pending, make(chan struct{})
	s.pending = done
	return func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return cmd()
	}
}

// Pending returns a channel that closes when all changes so far have ended, or nil if
// there are none.
func (s *State) Pending() <-chan struct{} { return s.pending }
