// Package shared is what the parts of a screen have in common: the library that is
// shown, the clock, the look, what is said to the reader, and the order of changes.
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

// State is owned by the screen, which sets its fields, and given to every part of it.
// Only Update may use it.
type State struct {
	// Library is the one that is shown. What is asked of it ends with Ctx, as it does
	// when another is shown in its place.
	Library model.Library
	Ctx     context.Context
	// Host does what leaves the screen, where it allows that.
	Host host.Host
	// Now is the reader's clock; its Location is the reader's zone.
	Now   func() time.Time
	Theme *theme.Theme
	// KeyFor names the key that asks for an action where the reader is.
	KeyFor func(keys.Action) string

	// Config is what the reader has set, Views what was saved.
	Config *config.Config
	Views  []model.View
	// Filter is what the list is of, Visit when the reader was here.
	Filter session.Filter
	Visit  session.Visit
	// Line is the line in which a filter or a date is typed.
	Line input.Line

	Notice  Notice
	pending chan struct{} // closed when the last change of state has ended
}

// Env is what a text is read with: the reader's clock, week and views. typing says that
// it is still being typed.
func (s *State) Env(typing bool) query.Env {
	views := s.Views
	return query.Env{Now: s.Now(), WeekStart: s.Config.WeekStart, Typing: typing, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(views, session.Shipped), name)
	}}
}

// Current returns the query of the filter as of now.
func (s *State) Current() model.Query { return s.Filter.Now(s.Env(s.Line.Typing())) }

// Notice is a line for the reader, until the next key.
type Notice struct {
	Text string
	Bad  bool
}

// Say tells the reader something until the next key.
func (s *State) Say(text string) { s.Notice = Notice{Text: text} }

// ReportError tells the reader what went wrong.
func (s *State) ReportError(text string) { s.Notice = Notice{Text: text, Bad: true} }

// Failed reports the error of what was being done, as a verb with its object; work
// that was superseded is none. It returns nil, so that it can end a step of Update.
func (s *State) Failed(doing string, err error) tea.Cmd {
	if !errors.Is(err, context.Canceled) {
		s.ReportError(fmt.Sprintf(message.CouldNot, doing, model.InBrief(err)))
	}
	return nil
}

// InOrder returns a command that begins when the change of state before it has
// ended: commands run side by side, but undo must find the acts in the order of
// the keys.
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

// Pending returns what is closed when all changes so far have ended, or nil if there
// have been none.
func (s *State) Pending() <-chan struct{} { return s.pending }
