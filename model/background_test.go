package model

import (
	"context"
	"runtime"
	"testing"
)

func TestProcessors(t *testing.T) {
	all, ctx := runtime.GOMAXPROCS(0), t.Context()
	for _, test := range []struct {
		name       string
		ctx        context.Context
		want       int
		background bool
	}{
		{"all, where nobody reads", ctx, all, false},
		{"as many as were named", Background(ctx, 3), 3, true},
		{"one at least", Background(ctx, 0), 1, true},
		{"also when it cannot end", context.WithoutCancel(Background(ctx, 2)), 2, true},
	} {
		if got, is := Processors(test.ctx), IsBackground(test.ctx); got != test.want || is != test.background {
			t.Errorf("%s: %d processors, background %t; want %d, %t", test.name, got, is, test.want, test.background)
		}
	}
}
