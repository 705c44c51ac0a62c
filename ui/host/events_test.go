package host_test

import (
	"context"
	"errors"
	"testing"

	"dateline/ui/host"
)

// TestEvents: of sizes the newest is told, of notices each, and the end after them.
func TestEvents(t *testing.T) {
	e := host.NewEvents(host.Size{Width: 80, Height: 24})
	e.Resize(host.Size{Width: 90, Height: 24})
	e.Resize(host.Size{Width: 100, Height: 30})
	e.Notify("one")
	e.Notify("two")
	e.Quit()
	for i, want := range []host.Event{
		{Size: host.Size{Width: 100, Height: 30}, Notice: "one"},
		{Notice: "two", Quit: true},
	} {
		if got, err := e.Next(t.Context()); err != nil || got != want {
			t.Errorf("event %d: got %+v, %v, want %+v", i, got, err, want)
		}
	}
	if got, want := e.Size(), (host.Size{Width: 100, Height: 30}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	if got, err := e.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("nothing more to tell: got %+v, %v", got, err)
	}
}

// TestEventsBounded: telling never waits, and what nobody asks for does not grow.
func TestEventsBounded(t *testing.T) {
	e := host.NewEvents(host.Size{})
	for range 1000 {
		e.Notify("again")
	}
	e.Notify("last")
	n := 0
	for notice := ""; notice != "last"; n++ {
		got, err := e.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		notice = got.Notice
	}
	if n > 10 {
		t.Errorf("%d notices wait", n)
	}
}
