package shell_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/model/shell"
)

func TestOutput(t *testing.T) {
	for _, c := range []struct {
		name    string
		command shell.Command
		want    string
		full    bool
		fails   bool
	}{
		{"what it reads", shell.Command{Line: "head -n 1", Input: strings.NewReader("one\ntwo\n")}, "one\n", false, false},
		{"nothing to read", shell.Command{Line: "cat; echo end"}, "end\n", false, false},
		{"no errors", shell.Command{Line: "echo why >&2; echo out"}, "out\n", false, false},
		{"with errors", shell.Command{Line: "echo why >&2; exit 3", Errors: true}, "why\n", false, true},
		{"too much", shell.Command{Line: "head -c 1000000 /dev/zero | tr '\\0' x", Limit: 5}, "xxxxx", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.command.Limit == 0 {
				c.command.Limit = 100
			}
			got, full, err := c.command.Output(t.Context())
			if got != c.want || full != c.full || (err != nil) != c.fails {
				t.Errorf("got %q, %v, %v; want %q", got, full, err, c.want)
			}
		})
	}
	t.Run("stopped with all that it started", func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer stop()
		began := time.Now()
		if _, _, err := (shell.Command{Line: "sleep 600 & sleep 600"}).Output(ctx); err == nil || time.Since(began) > time.Minute {
			t.Errorf("ended after %s: %v", time.Since(began), err)
		}
	})
}
