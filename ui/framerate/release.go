package framerate

import (
	"reflect"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// Release lets go of what a program holds whose Run has returned. Bubble Tea's reader of
// input hands over each key until somebody takes it, and so waits for ever, with the whole
// program, for one that ended meanwhile: on a server a screen is lost with each such key.
// Its input must come to an end, too.
func Release(p *tea.Program) {
	messages, ended, ok := inputOf(p)
	if !ok || ended == nil { // a later version, or Run failed before it read
		return
	}
	go func() {
		for {
			select {
			case <-messages:
			case <-ended:
				return
			}
		}
	}()
}

// inputOf finds the channel to which p's reader of input hands over what it has read, and
// the one that is closed when it has ended.
func inputOf(p *tea.Program) (messages chan tea.Msg, ended chan struct{}, ok bool) {
	to, end := field[chan tea.Msg](p, "msgs"), field[chan struct{}](p, "readLoopDone")
	if to == nil || end == nil {
		return nil, nil, false
	}
	return *to, *end, true
}

// field returns a field of p, or nil where it has none of that name and type.
func field[T any](p *tea.Program, name string) *T {
	f := reflect.ValueOf(p).Elem().FieldByName(name)
	if !f.IsValid() || f.Type() != reflect.TypeFor[T]() {
		return nil
	}
	return (*T)(unsafe.Pointer(f.UnsafeAddr()))
}
