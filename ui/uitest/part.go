package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/load"
)

// part makes a model of a part of a screen: it delivers the part's loads.
type part struct{ rows func() []string }

// Init implements tea.Model.
func (p part) Init() tea.Cmd { return nil }

// Update implements tea.Model.
func (p part) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m, ok := msg.(load.Msg); ok {
		return p, m.Deliver()
	}
	return p, nil
}

// View implements tea.Model.
func (p part) View() tea.View { return tea.View{Content: strings.Join(p.rows(), "\n")} }

// NewPart starts a part of a screen by itself: rows draws it, and Run runs its
// commands.
func NewPart(t testing.TB, rows func() []string) *Driver {
	t.Helper()
	d := New(t, part{rows}, 0, 0)
	d.Waiting = 0
	return d
}

// Run runs a command and passes on its result.
func (d *Driver) Run(cmd tea.Cmd) { d.run(cmd) }

// Finish runs a command of a part that nothing draws, one after the other with all that
// follows from it.
func Finish(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			Finish(c)
		}
	case load.Msg:
		Finish(msg.Deliver())
	}
}
