package fetch

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// body is the content on its way: it stops when the server falls silent and
// when there is too much of it.
type body struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	conn    io.ReadCloser
	r       io.Reader
	gzipped bool // r is still to be made a decompressor
	timer   *time.Timer
	n       int64
	o       Options
}

// transfer counts the bytes that come over the network, and how long they take.
type transfer struct {
	io.ReadCloser
	limit  time.Duration
	n      int64
	waited time.Duration
}

// leastRate is how many bytes a second a long transfer must bring.
const leastRate = 1 << 10

// Read fails with ErrSlow when the server takes too long.
func (t *transfer) Read(p []byte) (int, error) {
	begun := time.Now()
	n, err := t.ReadCloser.Read(p)
	t.n += int64(n)
	t.waited += time.Since(begun)
	if err == nil && t.waited > t.limit && float64(t.n) < t.waited.Seconds()*leastRate {
		return n, fmt.Errorf("%w: %d bytes in %s", ErrSlow, t.n, t.waited.Round(time.Second))
	}
	return n, err
}

// Read returns content.
func (b *body) Read(p []byte) (int, error) {
	b.timer.Reset(b.o.Timeout)
	defer b.timer.Stop()
	if b.gzipped {
		z, err := gzip.NewReader(b.conn)
		if err != nil {
			return 0, plain(b.ctx, err, b.o)
		}
		b.r, b.gzipped = z, false
	}
	n, err := b.r.Read(p)
	if b.n += int64(n); b.n > b.o.MaxBytes {
		return n, tooLarge(b.o.MaxBytes)
	}
	if err != nil && err != io.EOF {
		err = plain(b.ctx, err, b.o)
	}
	return n, err
}

// Close ends the transfer.
func (b *body) Close() error {
	b.timer.Stop()
	err := b.conn.Close()
	b.cancel(nil)
	return err
}
