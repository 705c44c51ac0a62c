package linemode_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/linemode"
	"dateline/ui/uitest"
)

// remote is a session on a raw terminal elsewhere.
type remote struct {
	uitest.Output
	keys  *io.PipeWriter
	ended chan error
}

func (r *remote) until(t *testing.T, text string) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); !strings.Contains(r.String(), text); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain for %q in %q", text, r.String())
		}
	}
}

func (r *remote) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.ended:
		return err
	case <-time.After(20 * time.Second):
		t.Fatalf("it does not end: %q", r.String())
		return nil
	}
}

func runRemote(t *testing.T, o linemode.Options) *remote {
	t.Helper()
	in, keys := io.Pipe()
	r := &remote{keys: keys, ended: make(chan error, 1)}
	o.Input, o.Output, o.Raw, o.Echo = in, r, true, false
	go func() { r.ended <- linemode.New(o).Run(t.Context()) }()
	t.Cleanup(func() { _ = keys.Close() })
	return r
}

// TestRaw: on a raw terminal elsewhere lines can be typed and seen, nothing of the process
// counts, no escape sequence is sent, and every line begins in the first column.
func TestRaw(t *testing.T) {
	o, _ := open(t, uitest.News())
	events := host.NewEvents(host.Size{Width: 30, Height: 24})
	kept := ""
	o.Events = events
	o.Remember = func(_ context.Context, name, value string) error {
		kept = name + "=" + value
		return nil
	}
	r := runRemote(t, o)
	r.until(t, "> ")
	_, _ = io.WriteString(r.keys, "/ferri\x7fy\r")
	r.until(t, "> /ferri\b \by\r\n")
	_, _ = io.WriteString(r.keys, "set week-start sunday\r")
	r.until(t, "week-start = sunday")
	events.Resize(host.Size{Width: 100, Height: 24})
	events.Notify("A notice")
	r.until(t, "\r\nA notice\r\n> ")
	_, _ = io.WriteString(r.keys, "q\r")
	if err := r.end(t); err != nil {
		t.Error(err)
	}
	out := r.String()
	if strings.Contains(out, "\x1b") || strings.Contains(strings.ReplaceAll(out, "\r\n", ""), "\n") {
		t.Errorf("sent %q", out)
	}
	for line := range strings.SplitSeq(out, "\r\n") {
		if len([]rune(line)) > 31 && !strings.HasPrefix(line, "> ") {
			t.Errorf("too wide: %q", line)
		}
	}
	if kept != "week-start=sunday" {
		t.Errorf("kept %q", kept)
	}
}

// slow is a library that searches until it is interrupted.
type slow struct {
	model.Library
	begun chan struct{}
}

func (s slow) Sources(ctx context.Context) ([]model.Source, error) {
	s.begun <- struct{}{}
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestRawEnds: ^C ends what is being done, and at the prompt the session; the host and the
// end of the input end it, too.
func TestRawEnds(t *testing.T) {
	o, lib := open(t, uitest.News()[:2])
	s := slow{lib, make(chan struct{})}
	o.Library = s
	r := runRemote(t, o)
	_, _ = io.WriteString(r.keys, "next-source\r")
	<-s.begun
	_, _ = io.WriteString(r.keys, "\x03")
	r.until(t, "Stopped")
	_, _ = io.WriteString(r.keys, "\x03")
	if err := r.end(t); !errors.Is(err, context.Canceled) {
		t.Errorf("^C at the prompt: %v", err)
	}

	o.Library = lib
	o.Events = host.NewEvents(host.Size{Width: 80, Height: 24})
	r = runRemote(t, o)
	r.until(t, "> ")
	o.Events.Notify("The server is stopping")
	o.Events.Quit()
	if err := r.end(t); err != nil || !strings.Contains(r.String(), "The server is stopping\r\n") {
		t.Errorf("the host: %v, %q", err, r.String())
	}

	o.Events = nil
	r = runRemote(t, o)
	r.until(t, "> ")
	_ = r.keys.Close()
	if err := r.end(t); err != nil {
		t.Errorf("the end of the input: %v", err)
	}
}
