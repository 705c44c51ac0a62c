package model

import (
	"context"
	"runtime"
)

type backgroundKey struct{}

// Background marks ctx as that of work beside which somebody reads: it may take n
// processors (1 at least) and so leaves the others to the reader, though it takes longer.
func Background(ctx context.Context, n int) context.Context {
	return context.WithValue(ctx, backgroundKey{}, max(1, n))
}

// IsBackground reports whether ctx is marked so.
func IsBackground(ctx context.Context) bool { return ctx.Value(backgroundKey{}) != nil }

// Processors returns how many processors work with ctx may take: all that there are, but
// in the background.
func Processors(ctx context.Context) int {
	if n, ok := ctx.Value(backgroundKey{}).(int); ok {
		return n
	}
	return runtime.GOMAXPROCS(0)
}
