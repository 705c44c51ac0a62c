// Package uitest drives a screen the way a reader does: it presses keys, waits for
// text to appear and reads the rows. It runs the model's commands concurrently, as the
// program does, but without a terminal.
package uitest

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// timeout is how long a test waits before it fails. It does not measure speed: busy
// machines need long.
const timeout = 20 * time.Second

// Driver is a screen under test.
type Driver struct {
	t      testing.TB
	model  tea.Model
	msgs   chan tea.Msg
	ctx    context.Context
	Width  int
	Height int
	Quit   bool // the screen has asked to end

	// Watch, if set, gets every message before the screen does.
	Watch func(tea.Msg)

	// Waiting is the number of commands that run while the screen is at rest: one
	// waits for the library to change, one for the day to end.
	Waiting int64
	running atomic.Int64
}

// New starts a screen of w by h cells. Its commands end with the test; the screen's
// own context should end then, too.
func New(t testing.TB, m tea.Model, w, h int) *Driver {
	t.Helper()
	d := &Driver{t: t, model: m, msgs: make(chan tea.Msg, 64), ctx: t.Context(), Waiting: 2}
	d.run(m.Init())
	d.Resize(w, h)
	return d
}

// Resize changes the size of the screen.
func (d *Driver) Resize(w, h int) {
	d.Width, d.Height = w, h
	d.take(tea.WindowSizeMsg{Width: w, Height: h})
}

// Send passes a message to the screen.
func (d *Driver) Send(m tea.Msg) { d.take(m) }

// Press presses keys, named as the terminal library names them: "j", "space",
// "ctrl+d", "enter".
func (d *Driver) Press(keys ...string) {
	for _, k := range keys {
		d.take(Key(k))
	}
}

// Type types text, one key for each rune.
func (d *Driver) Type(text string) {
	for _, r := range text {
		d.take(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// special maps the names of keys to their messages.
var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
	"space": {Code: ' ', Text: " "}, "backspace": {Code: tea.KeyBackspace},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"f5": {Code: tea.KeyF5}, "f12": {Code: tea.KeyF12},
}

// Key returns the message of a key press.
func Key(name string) tea.KeyPressMsg {
	if k, ok := special[name]; ok {
		return k
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(c[0]), Mod: tea.ModCtrl}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.running.Add(1)
	go func() {
		defer d.running.Add(-1)
		m := cmd()
		if m == nil {
			return
		}
		select {
		case d.msgs <- m:
		case <-d.ctx.Done():
		}
	}()
}

func (d *Driver) take(m tea.Msg) {
	switch m := m.(type) {
	case tea.BatchMsg:
		for _, c := range m {
			d.run(c)
		}
		return
	case tea.QuitMsg:
		d.Quit = true
		return
	}
	if d.Watch != nil {
		d.Watch(m)
	}
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(m)
	d.run(cmd)
}

// Drain passes on the results that have arrived and returns at once.
func (d *Driver) Drain() {
	for {
		select {
		case m := <-d.msgs:
			d.take(m)
		default:
			return
		}
	}
}

// Until passes on results until ok holds. If it never does, the test fails and shows
// the screen.
func (d *Driver) Until(what string, ok func(d *Driver) bool) {
	d.t.Helper()
	late := time.After(timeout)
	for !ok(d) {
		select {
		case m := <-d.msgs:
			d.take(m)
		case <-late:
			d.t.Fatalf("waited in vain for %s; the screen shows:\n%s", what, d.Screen())
		}
	}
}

// Settle passes on results until only waiting commands run.
func (d *Driver) Settle() {
	d.t.Helper()
	late := time.After(timeout)
	for {
		select {
		case m := <-d.msgs:
			d.take(m)
			continue
		case <-late:
			d.t.Fatalf("the screen does not come to rest; it shows:\n%s", d.Screen())
		case <-time.After(2 * time.Millisecond):
		}
		if d.running.Load() <= d.Waiting && len(d.msgs) == 0 {
			return
		}
	}
}

// See waits until every text is on the screen.
func (d *Driver) See(texts ...string) {
	d.t.Helper()
	for _, s := range texts {
		d.Until("«"+s+"»", func(d *Driver) bool { return strings.Contains(d.Screen(), s) })
	}
}

// Gone waits until a text is no longer on the screen.
func (d *Driver) Gone(text string) {
	d.t.Helper()
	d.Until("«"+text+"» to go", func(d *Driver) bool { return !strings.Contains(d.Screen(), text) })
}

// Frame returns the screen's view with its styles.
func (d *Driver) Frame() string {
	return d.model.View().Content
}

// Cursor returns where the cursor stands, or -1, -1.
func (d *Driver) Cursor() (x, y int) {
	if c := d.model.View().Cursor; c != nil {
		return c.X, c.Y
	}
	return -1, -1
}

// Screen returns the rows, without styles and trailing blanks, as one text.
func (d *Driver) Screen() string { return strings.Join(d.Rows(), "\n") }

// Rows returns the rows of the screen, without styles and trailing blanks.
func (d *Driver) Rows() []string {
	rows := strings.Split(ansi.Strip(d.Frame()), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return rows
}
