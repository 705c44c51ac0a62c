package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

func click(d *uitest.Driver, x, y int) {
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Settle()
}

// rowOf returns the first row with a text.
func rowOf(t *testing.T, d *uitest.Driver, text string) int {
	t.Helper()
	for y, row := range d.Rows() {
		if strings.Contains(row, text) {
			return y
		}
	}
	t.Fatalf("there is no %q:\n%s", text, d.Screen())
	return 0
}

func TestClicks(t *testing.T) {
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Mouse = true })
	d.See("Harbour reopens", "The harbour was quiet")
	d.Settle()
	council := rowOf(t, d, "Council votes")
	click(d, 10, council)
	d.See("The council met", "12 unread")
	if _, y := d.Cursor(); y != council {
		t.Errorf("the cursor stands at row %d, want %d", y, council)
	}
	click(d, 10, council) // again: it is opened
	d.See("11 unread", "0%")
	click(d, 10, rowOf(t, d, "Family day"))
	d.See("Family day", "A day out.", "11 unread")
	if strings.Contains(d.Screen(), "0%") {
		t.Errorf("the article still has the keys:\n%s", d.Screen())
	}
	click(d, 10, rowOf(t, d, "Sat 21 Nov 2026")) // a heading
	click(d, 90, 20)
	d.See("100%") // the article has the keys
	d.Send(tea.MouseClickMsg{X: 10, Y: council, Button: tea.MouseRight})
	d.See("100%")
}

func TestWheel(t *testing.T) {
	d := open(t, news(), 120, 24, func(o *ui.Options) { o.Mouse = true })
	d.See("Harbour reopens", "The harbour was quiet")
	d.Settle()
	first := d.Rows()[1]
	d.Send(tea.MouseWheelMsg{X: 100, Y: 10, Button: tea.MouseWheelDown})
	d.Settle()
	if got := d.Rows()[1]; got == first {
		t.Errorf("the article has not moved: %s", got)
	}
	for _, c := range []struct {
		button tea.MouseButton
		title  string
	}{{tea.MouseWheelDown, "Family day"}, {tea.MouseWheelUp, "Harbour reopens"}} {
		d.Send(tea.MouseWheelMsg{X: 10, Y: 10, Button: c.button})
		d.Settle()
		if _, y := d.Cursor(); !strings.Contains(d.Rows()[y], c.title) {
			t.Errorf("the cursor stands at row %d, want that of %s", y, c.title)
		}
	}
	d.Press("?")
	top := d.Rows()[2]
	d.Send(tea.MouseWheelMsg{X: 10, Y: 10, Button: tea.MouseWheelDown})
	if got := d.Rows()[2]; got == top {
		t.Errorf("the help has not moved: %s", got)
	}
}

// divider returns the column of the line between the panes, or the row.
func divider(d *uitest.Driver, beside bool) int {
	for y, row := range d.Rows() {
		if i := strings.Index(row, "│"); beside && i >= 0 {
			return len([]rune(row[:i]))
		}
		if !beside && strings.HasPrefix(row, "────") {
			return y
		}
	}
	return -1
}

func TestDivider(t *testing.T) {
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Mouse = true })
	d.See("Harbour reopens", "The harbour was quiet")
	d.Settle()
	at := divider(d, true)
	d.Send(tea.MouseMotionMsg{X: at + 20, Y: 10, Button: tea.MouseLeft})
	if got := divider(d, true); got != at {
		t.Errorf("it moves without being held, from %d to %d", at, got)
	}
	d.Send(tea.MouseClickMsg{X: at, Y: 10, Button: tea.MouseLeft})
	for _, x := range []int{at + 5, at + 20} {
		d.Send(tea.MouseMotionMsg{X: x, Y: 12, Button: tea.MouseLeft})
	}
	d.Settle()
	if got := divider(d, true); got != at+20 {
		t.Errorf("it stands at %d, want %d", got, at+20)
	}
	d.Send(tea.MouseReleaseMsg{X: at + 20, Y: 12})
	d.Send(tea.MouseMotionMsg{X: 60, Y: 12})
	if got := divider(d, true); got != at+20 {
		t.Errorf("released, it stands at %d, want %d", got, at+20)
	}
	d.Press("<")
	d.Settle()
	if got := divider(d, true); got != at+18 {
		t.Errorf("after < it stands at %d, want %d", got, at+18)
	}
	d.Resize(80, 24) // the part stays
	d.Settle()
	row := divider(d, false)
	d.Press(">")
	d.Settle()
	if got := divider(d, false); got != row+1 {
		t.Errorf("after > it stands at row %d, want %d", got, row+1)
	}
}

// TestNoMouse: unless it is asked for, the terminal keeps the mouse.
func TestNoMouse(t *testing.T) {
	for _, on := range []bool{false, true} {
		o := ui.Options{Session: host.Session{Library: emptyLibrary(), Host: host.Funcs{}, Now: clock}}
		o.Mouse = on
		a := ui.New(t.Context(), o)
		if got := a.View().MouseMode != tea.MouseModeNone; got != on {
			t.Errorf("asked for %v, it is %v", on, got)
		}
	}
}
