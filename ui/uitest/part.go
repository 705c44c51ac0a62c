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

// Finish runs a command of a part that nothing draws, and all that follows from it.
// Commands run side by side, as in a program.
func Finish(cmd tea.Cmd) {
	msgs, running := make(chan tea.Msg), 0
	start := func(cmd tea.Cmd) {
		if cmd != nil {
			running++
			go func() { msgs <- cmd() }()
		}
	}
	for start(cmd); running > 0; running-- {
		switch msg := (<-msgs).(type) {
		case tea.BatchMsg:
			for _, c := range msg {
				start(c)
			}
		case load.Msg:
			start(msg.Deliver())
		}
	}
}
