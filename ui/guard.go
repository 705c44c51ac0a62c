package ui

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/message"
)

// PanicError reports a panic that ended a screen.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error implements error.
func (e *PanicError) Error() string { return fmt.Sprintf(message.Panicked, e.Value) }

// guard ends the screen of a model that panics, and no other screen of the process. Bubble
// Tea would print the stack to the standard error of the process, in part only after Run has
// returned.
type guard struct {
	tea.Model
	end  context.CancelCauseFunc // of the screen's context
	dead atomic.Bool             // the model has panicked: it may be in any state
	view tea.View                // the last one
}

// recover ends the screen if there is a panic. It must be deferred itself.
func (g *guard) recover() {
	if v := recover(); v != nil {
		g.dead.Store(true)
		g.end(&PanicError{v, debug.Stack()})
	}
}

// Init implements tea.Model.
func (g *guard) Init() tea.Cmd {
	defer g.recover()
	return g.guarded(g.Model.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = g
	defer g.recover()
	if !g.dead.Load() {
		_, cmd = g.Model.Update(msg)
	}
	return m, g.guarded(cmd)
}

// View implements tea.Model.
func (g *guard) View() (v tea.View) {
	v = g.view
	defer g.recover()
	if !g.dead.Load() {
		v = g.Model.View()
		g.view = v
	}
	return v
}

// guarded returns cmd with the guard around it and around the commands of its batches.
func (g *guard) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.recover()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.guarded(batch[i])
			}
		}
		return msg
	}
}
