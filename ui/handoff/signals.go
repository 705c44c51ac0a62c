package handoff

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Signals returns a context that ends with the first signal to end the program; a
// second signal kills the program. It ignores an interrupt if elsewhere reports that
// another program has taken it.
func Signals(ctx context.Context, elsewhere func() bool) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		for s := range signals {
			if s != os.Interrupt || !elsewhere() {
				signal.Stop(signals)
				cancel()
				return
			}
		}
	}()
	return ctx
}
