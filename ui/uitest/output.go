package uitest

import (
	"bytes"
	"sync"
)

// Output keeps what a program writes. Its methods are safe for concurrent use.
type Output struct {
	mu  sync.Mutex
	out bytes.Buffer
}

// Write implements io.Writer.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.out.Write(p)
}

// String returns all that was written.
func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.out.String()
}
