package framerate

import (
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// quitter quits with the first key.
type quitter struct{}

func (quitter) Init() tea.Cmd { return nil }

func (q quitter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		return q, tea.Quit
	}
	return q, nil
}

func (quitter) View() tea.View { return tea.NewView("") }

// TestRelease: nothing is left of a program that has ended while keys came, once its
// input has ended, too. It fails when a version of Bubble Tea keeps its channels elsewhere.
func TestRelease(t *testing.T) {
	if _, _, ok := inputOf(tea.NewProgram(nil)); !ok {
		t.Fatal("what hands over the input is not where it was")
	}
	for range 20 {
		in, keys := io.Pipe()
		p := tea.NewProgram(quitter{}, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
		go func() { _, _ = keys.Write([]byte("qqqqqqqqqqqqqqqq")) }()
		if _, err := p.Run(); err != nil {
			t.Fatal(err)
		}
		Release(p)
		_ = keys.Close()
	}
	stacks := func() string { b := make([]byte, 1<<20); return string(b[:runtime.Stack(b, true)]) }
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		s := stacks()
		if !strings.Contains(s, "sendEvents") && !strings.Contains(s, "framerate.Release") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(s)
		}
	}
}
