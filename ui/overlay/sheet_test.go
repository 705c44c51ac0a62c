package overlay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui/keys"
	"dateline/ui/overlay"
	"dateline/ui/theme"
)

// TestTarget: a cursor moves over the headings that are about something, with what stands
// under them, and stays on one that is left when the sheet is narrowed.
func TestTarget(t *testing.T) {
	var s overlay.Sheet
	s.SetSize(40, 8)
	if s.Target() != "" {
		t.Error("a closed sheet is about something")
	}
	var rows []overlay.Row
	for i := range 5 {
		rows = append(rows, overlay.Row{Head: fmt.Sprintf("Fails: %d", i), Target: fmt.Sprint(i)}, overlay.Row{Label: "Since", Text: fmt.Sprintf("%d o'clock", i)}, overlay.Row{})
	}
	rows = append(rows, overlay.Row{Head: "Refreshing"}, overlay.Row{Label: "12:00", Text: "404"})
	s.Show("Problems", rows, theme.New(theme.Options{Profile: theme.Mono}))
	see := func(target string, texts ...string) {
		t.Helper()
		screen := ansi.Strip(strings.Join(s.View(), "\n"))
		if s.Target() != target {
			t.Errorf("it is about %q, want %q", s.Target(), target)
		}
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				t.Errorf("no %q in\n%s", text, screen)
			}
		}
	}
	see("0", "0 o'clock")
	s.Scroll(keys.Down, 1)
	s.Scroll(keys.Down, 2)
	see("3", "Fails: 3", "3 o'clock")
	s.Scroll(keys.Down, 1)
	see("4", "4 o'clock")
	for range 4 {
		s.Scroll(keys.Down, 1)
	}
	see("4", "404")
	s.Scroll(keys.Up, 9)
	see("0", "Fails: 0")
	s.Narrow("2 o")
	see("2", "2 o'clock")
	s.Narrow("nowhere")
	see("")
}
