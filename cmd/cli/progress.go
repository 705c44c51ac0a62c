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
