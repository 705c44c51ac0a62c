package cli

import (
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"
)

// Progress returns what shows on a terminal what is being done, and how much of it in
// percent where that is not negative, and what clears it away. Several goroutines may
// report.
func Progress(terminal io.Writer) (report func(doing string, percent int), clear func()) {
	shown := ""
	var last time.Time
	var mu sync.Mutex
	report = func(doing string, percent int) {
		mu.Lock()
		defer mu.Unlock()
		if doing == shown && time.Since(last) < 100*time.Millisecond {
			return
		}
		shown, last = doing, time.Now()
		if percent >= 0 {
			doing += " " + strconv.Itoa(percent) + "%"
		}
		fmt.Fprint(terminal, "\r\x1b[K"+doing)
	}
	return report, func() {
		mu.Lock()
		defer mu.Unlock()
		if shown != "" {
			fmt.Fprint(terminal, "\r\x1b[K")
		}
	}
}

// patience is how long work may take before Late shows it.
const patience = 500 * time.Millisecond

// Late returns a Progress for what seldom takes long: it shows nothing for half a second
// after its first report, nor after the first that follows a clearing.
func Late(show func(doing string, percent int), wipe func()) (report func(doing string, percent int), clear func()) {
	var mu sync.Mutex
	var timer *time.Timer // nil: nothing is being done
	var late bool
	var last func()
	report = func(doing string, percent int) {
		mu.Lock()
		defer mu.Unlock()
		last = func() { show(doing, percent) }
		if late {
			last()
		} else if timer == nil {
			timer = time.AfterFunc(patience, func() {
				mu.Lock()
				defer mu.Unlock()
				if timer != nil {
					late = true
					last()
				}
			})
		}
	}
	return report, func() {
		mu.Lock()
		defer mu.Unlock()
		if timer != nil {
			timer.Stop()
		}
		timer, late = nil, false
		wipe()
	}
}
