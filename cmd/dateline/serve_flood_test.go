package main

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/ui/sshd/sshtest"
)

// TestServeFlood: keys, pastes and sequences without an end take no memory, on the screen
// and in line mode.
func TestServeFlood(t *testing.T) {
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for _, c := range []struct{ name, term, begin, more string }{
		{"a paste", "xterm-256color", "/\x1b[200~", strings.Repeat("paste ", 10<<10)},
		{"a string", "xterm-256color", "\x1b]52;c;", strings.Repeat("A", 64<<10)},
		{"a sequence", "xterm-256color", "\x1b[", strings.Repeat("1;", 32<<10)},
		{"keys", "xterm-256color", "", strings.Repeat("j", 64<<10)},
		{"a line", "dumb", "", strings.Repeat("line ", 12<<10)},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := s.in(t).screen(key, sshtest.Terminal{Name: c.term})
			x.See("7 articles")
			before := heap()
			x.Press(c.begin)
			var sent atomic.Int64
			go func() { // it waits where the server takes no more
				for sent.Load() < 48<<20 && x.TryPress(c.more) == nil {
					sent.Add(int64(len(c.more)))
				}
			}()
			time.Sleep(700 * time.Millisecond)
			if kept := heap() - before; kept > 16<<20 {
				t.Errorf("%d MiB of %d are kept", kept>>20, sent.Load()>>20)
			}
			x.Close()
			y := s.in(t).screen(key, sshtest.Terminal{})
			y.See("7 articles")
			y.Close()
		})
	}
}
