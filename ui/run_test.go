package ui_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// remote is a terminal elsewhere, as a session over SSH has one: a stream of bytes each way.
type remote struct {
	uitest.Output
	keys io.WriteCloser
}

// runRemote shows a screen of 80 by 24 on a terminal elsewhere. ended gets what Run returns.
func runRemote(t testing.TB, o ui.Options) (r *remote, ended <-chan error) {
	t.Helper()
	in, keys := io.Pipe()
	r = &remote{keys: keys}
	o.Remote, o.Terminal.Input, o.Terminal.Output = true, in, r
	if o.Environ == nil {
		o.Environ = []string{"TERM=xterm-256color"}
	}
	if o.Width == 0 {
		o.Width, o.Height = 80, 24
	}
	if o.Library == nil {
		o.Library, o.Host, o.Now = emptyLibrary(), host.Funcs{}, func() time.Time { return noon }
	}
	return r, runOn(t, r, o)
}

// runOn shows a screen on a terminal elsewhere until the test ends.
func runOn(t testing.TB, r *remote, o ui.Options) (ended <-chan error) {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- ui.Run(ctx, o) }()
	t.Cleanup(func() {
		end()
		_ = r.keys.Close()
	})
	return done
}

// returned waits for Run to return.
func returned(t *testing.T, ended <-chan error) error {
	t.Helper()
	select {
	case err := <-ended:
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("the screen does not end")
		return nil
	}
}

// until waits for the terminal to have got a text.
func (r *remote) until(t *testing.T, text string) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); !strings.Contains(r.String(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain for %q; the terminal got %q", text, r.String())
		}
	}
}

// TestEvents: the client's window, notices of the host and its wish to end reach the
// screen, which leaves the terminal as it was.
func TestEvents(t *testing.T) {
	events := host.NewEvents(host.Size{Width: 80, Height: 24})
	r, ended := runRemote(t, ui.Options{Terminal: ui.Terminal{Events: events}})
	r.see(t, "nothing here yet")
	events.Notify("The server is stopping")
	r.see(t, "The server is stopping")
	events.Resize(host.Size{Width: 100, Height: 30})
	r.until(t, "\x1b[30d")
	events.Quit()
	if err := returned(t, ended); err != nil {
		t.Error(err)
	}
	if out := r.String(); !strings.Contains(out, "\x1b[?1049l") || strings.LastIndex(out, "\x1b[?25l") > strings.LastIndex(out, "\x1b[?25h") {
		t.Errorf("the terminal is not as it was: %q", out)
	}
}

// TestRemoteSize: a size among the keys of a client is not that of its window.
func TestRemoteSize(t *testing.T) {
	events := host.NewEvents(host.Size{Width: 80, Height: 24})
	r, _ := runRemote(t, ui.Options{Terminal: ui.Terminal{Events: events}})
	r.see(t, "nothing here yet")
	for _, sent := range []string{"\x1b[48;100;1000;0;0t", "\x1b[8;100;1000t"} {
		_, _ = io.WriteString(r.keys, sent)
	}
	_, _ = io.WriteString(r.keys, ":zzz")
	r.see(t, "zzz")
	if out := r.String(); strings.Contains(out, "Views") { // the column of a wide screen
		t.Errorf("it takes the size: %.2000q", out)
	}
}

// TestRemoteEmpty: to who is elsewhere no command and no file of this machine is named.
func TestRemoteEmpty(t *testing.T) {
	r, _ := runRemote(t, ui.Options{})
	r.see(t, "Who runs this server can add to it.")
	s := host.Session{Library: emptyLibrary(), Now: func() time.Time { return noon }, Host: host.Funcs{
		OnAdd: func(context.Context, string, func(host.Progress)) (string, error) { return "", nil },
	}}
	editor, _ := runRemote(t, ui.Options{Session: s})
	editor.see(t, "a adds a feed or a page by its address.")
	_, _ = io.WriteString(editor.keys, "a")
	editor.see(t, "the address of a feed or a page")
	for _, out := range []string{r.String(), editor.String()} {
		if strings.Contains(out, "dateline add") || strings.Contains(out, "a folder") {
			t.Errorf("it names what only this machine has: %q", out)
		}
	}
}

// TestRemoteSuspend: C-z would stop the process, and with it the sessions of others.
func TestRemoteSuspend(t *testing.T) {
	r, _ := runRemote(t, ui.Options{})
	r.see(t, "nothing here yet")
	_, _ = io.WriteString(r.keys, "\x1a")
	r.see(t, "cannot be suspended")
}

// TestRemoteLineEnds: every line end of a frame goes back to the first column, as nothing
// maps line ends at the client.
func TestRemoteLineEnds(t *testing.T) {
	r, ended := runRemote(t, ui.Options{})
	r.see(t, "nothing here yet")
	_, _ = io.WriteString(r.keys, "?")
	r.see(t, "next headline")
	_, _ = io.WriteString(r.keys, "Q")
	if err := returned(t, ended); err != nil {
		t.Error(err)
	}
	if out := strings.ReplaceAll(r.String(), "\r\n", ""); strings.Contains(out, "\n") {
		t.Errorf("a bare line end in %q", out)
	}
}

// falling is a library that panics when it is asked for a function of it.
type falling struct {
	model.Library
	in string
}

func (f falling) fall(in string) {
	if f.in == in {
		panic("the library fell over")
	}
}

func (f falling) Watch(ctx context.Context) <-chan struct{} {
	f.fall("Watch")
	return f.Library.Watch(ctx)
}

func (f falling) Views(ctx context.Context) ([]model.View, error) {
	f.fall("Views")
	return f.Library.Views(ctx)
}

func (f falling) ReadOnly() bool {
	f.fall("ReadOnly")
	return f.Library.ReadOnly()
}

// TestPanic: a panic ends the screen that has it with its value and stack, whole by the time
// Run returns, and the terminal is as it was.
func TestPanic(t *testing.T) {
	for _, c := range []struct{ name, in, keys string }{
		{"in Init", "Watch", ""},
		{"in a batch of commands", "Views", ""},
		{"in Update or View", "ReadOnly", "jm"},
		{"in a load", "Load", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := host.Session{Library: falling{emptyLibrary(), c.in}, Host: host.Funcs{}, Now: func() time.Time { return noon }}
			s.Load = func(context.Context, func(host.Progress)) error {
				falling{in: c.in}.fall("Load")
				return nil
			}
			r, ended := runRemote(t, ui.Options{Session: s})
			if c.keys != "" { // an empty write to a pipe waits, too
				_, _ = io.WriteString(r.keys, c.keys)
			}
			var died *ui.PanicError
			if err := returned(t, ended); !errors.As(err, &died) {
				t.Fatalf("got %v, want a *PanicError", err)
			}
			if died.Value != "the library fell over" || !strings.Contains(died.Error(), "the library fell over") {
				t.Errorf("it says %q of %v", died, died.Value)
			}
			if !strings.Contains(string(died.Stack), "run_test.go") {
				t.Errorf("the stack does not name the place:\n%s", died.Stack)
			}
			out := r.String()
			if strings.LastIndex(out, "\x1b[?1049h") > strings.LastIndex(out, "\x1b[?1049l") {
				t.Error("the alternate screen is left on")
			}
		})
	}
}
