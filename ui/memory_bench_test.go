package ui_test

import (
	"context"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/article"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// BenchmarkSession measures what a session of 120 by 40 holds for itself, beside the
// library: the screen alone, and the program around it, which draws to a terminal.
func BenchmarkSession(b *testing.B) {
	as := many(1000)
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(b.Context(), as, noon); err != nil {
		b.Fatal(err)
	}
	renderer := article.NewRenderer()
	options := func() ui.Options {
		o := ui.Options{Renderer: renderer, Session: host.Session{Library: lib, Host: host.Funcs{}, Now: func() time.Time { return noon }}}
		o.WeekStart = time.Monday
		return o
	}
	const sessions = 50
	b.Run("screen", func(b *testing.B) {
		for b.Loop() {
			before := inUse()
			held := make([]*uitest.Driver, sessions)
			for i := range held {
				held[i] = uitest.New(b, ui.New(b.Context(), options()), 120, 40)
				held[i].See("those who had come early")
				held[i].Settle()
			}
			report(b, before, sessions)
			runtime.KeepAlive(held)
		}
	})
	b.Run("program", func(b *testing.B) {
		for b.Loop() {
			before := inUse()
			ctx, end := context.WithCancel(b.Context())
			ended := make(chan error, sessions)
			seen := make([]*watched, sessions)
			for i := range seen {
				in, _ := io.Pipe()
				seen[i] = new(watched)
				o := options()
				o.Input, o.Output, o.Environ = in, seen[i], []string{"TERM=xterm-256color"}
				o.Width, o.Height = 120, 40
				go func() { ended <- ui.Run(ctx, o) }()
			}
			for _, w := range seen {
				for !w.article.Load() {
					time.Sleep(10 * time.Millisecond)
				}
			}
			time.Sleep(time.Second) // what follows the first article
			report(b, before, sessions)
			end()
			for range sessions {
				<-ended
			}
		}
	})
}

// watched takes what a session draws and notes that the article has come.
type watched struct{ article atomic.Bool }

func (w *watched) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "early") {
		w.article.Store(true)
	}
	return len(p), nil
}

// inUse returns the bytes of the heap and of stacks that are in use.
func inUse() uint64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

func report(b *testing.B, before uint64, sessions int) {
	b.ReportMetric(float64(inUse()-before)/float64(sessions)/1024, "KiB/session")
}
