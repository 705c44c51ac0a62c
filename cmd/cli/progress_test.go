package cli_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dateline/cmd/cli"
)

// TestLate: what takes half a second is shown from then on, until it is cleared away.
func TestLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex // of b: that time has passed orders nothing
		var b strings.Builder
		write := func(text string) {
			mu.Lock()
			defer mu.Unlock()
			b.WriteString(text)
		}
		said := func() string {
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			defer b.Reset()
			return b.String()
		}
		report, clear := cli.Late(func(doing string, percent int) { write(fmt.Sprintf("%s %d;", doing, percent)) }, func() { write("clear;") })
		for _, step := range []struct {
			name, want string
			do         func()
		}{
			{"at once", "", func() { report("a", 1) }},
			{"soon", "", func() { time.Sleep(400 * time.Millisecond); report("a", 2) }},
			{"ended soon", "clear;", clear},
			{"much later", "", func() { time.Sleep(time.Hour) }},
			{"again", "", func() { report("b", 1); time.Sleep(400 * time.Millisecond); report("b", 2) }},
			{"late", "b 2;", func() { time.Sleep(200 * time.Millisecond) }},
			{"from then on", "b 3;", func() { report("b", 3) }},
			{"ended", "clear;", clear},
			{"after a clearing", "", func() { report("c", 1) }},
			{"late again", "c 1;", func() { time.Sleep(time.Second) }},
		} {
			step.do()
			if got := said(); got != step.want {
				t.Errorf("%s: %q, want %q", step.name, got, step.want)
			}
		}
	})
}
