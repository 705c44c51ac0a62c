package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// body is the content on its way: it stops when the server falls silent and
// when there is too much of it.
type body struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	conn   *transfer
	c      *Client
	timer  *time.Timer

	mu     sync.Mutex
	coding string  // as the server said; "" none
	decode decoder // nil: there is no coding, or nothing has been read
	n      int64
	closed bool
}

// newBody returns the content of a response, which it closes.
func (c *Client) newBody(ctx context.Context, cancel context.CancelCauseFunc, r *http.Response, limit int64) (*body, error) {
	coding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding")))
	switch coding = strings.TrimPrefix(coding, "x-"); coding {
	case "identity":
		coding = ""
	case "", "gzip", "br", "zstd":
	default:
		return nil, failure{ErrCoding, fmt.Sprintf("the content is encoded as %q, which is not understood", coding)}
	}
	b := &body{ctx: ctx, cancel: cancel, c: c, coding: coding}
	b.conn = &transfer{ReadCloser: r.Body, limit: c.o.Transfer, max: limit}
	b.timer = time.AfterFunc(c.o.Timeout, func() { cancel(ErrSilent) })
	b.timer.Stop() // it runs while we wait for the server only
	return b, nil
}

// Read returns content.
func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, os.ErrClosed
	}
	b.timer.Reset(b.c.o.Timeout)
	defer b.timer.Stop()
	n, err := b.read(p)
	if b.n += int64(n); b.n > b.conn.max {
		return n, tooLarge(b.conn.max)
	}
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case b.coding != "" && b.conn.err == nil && err != io.ErrUnexpectedEOF:
		return n, failure{ErrCoding, fmt.Sprintf("the content is not encoded as %s, as the server says", b.coding)}
	}
	return n, plain(b.ctx, err, b.c.o)
}

// read decodes. The decoder is taken when there is something to decode: the first read
// waits for the server.
func (b *body) read(p []byte) (int, error) {
	if b.coding == "" {
		return b.conn.Read(p)
	}
	if b.decode == nil {
		b.decode = b.c.decoders.take(b.coding)
		if err := b.decode.Reset(b.conn); err != nil {
			return 0, err
		}
	}
	return b.decode.Read(p)
}

// Close ends the transfer.
func (b *body) Close() error {
	b.timer.Stop()
	b.cancel(nil) // so that whoever reads stops
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	if b.closed = true; b.decode != nil {
		b.c.decoders.give(b.coding, b.decode)
	}
	return b.conn.Close()
}

// decoder takes a coding off.
type decoder interface {
	io.Reader
	Reset(io.Reader) error
}

// decoders keeps decoders that can be used again: what they need to begin with is more
// than most feeds are.
type decoders struct{ gzip, br, zstd sync.Pool }

// maxWindow is what a decoder of zstd must be able to look back (RFC 8878, 3.1.1.1.2).
const maxWindow = 8 << 20

func (d *decoders) pool(coding string) *sync.Pool {
	switch coding {
	case "br":
		return &d.br
	case "zstd":
		return &d.zstd
	}
	return &d.gzip
}

func (d *decoders) take(coding string) decoder {
	if old, ok := d.pool(coding).Get().(decoder); ok {
		return old
	}
	switch coding {
	case "br":
		return new(brotli.Reader)
	case "zstd":
		z, _ := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)) // these options are right
		return z
	}
	return new(gzip.Reader)
}

func (d *decoders) give(coding string, used decoder) {
	_ = used.Reset(http.NoBody) // it holds on to no connection
	d.pool(coding).Put(used)
}

// transfer counts the bytes that come over the network, and how long they take.
type transfer struct {
	io.ReadCloser
	limit  time.Duration
	max    int64
	n      int64
	waited time.Duration
	err    error // of the network
}

// leastRate is how many bytes a second a long transfer must bring.
const leastRate = 1 << 10

// Read fails with ErrSlow when the server takes too long.
func (t *transfer) Read(p []byte) (int, error) {
	begun := time.Now()
	n, err := t.ReadCloser.Read(p)
	t.n += int64(n)
	t.waited += time.Since(begun)
	switch {
	case err == nil && t.waited > t.limit && float64(t.n) < t.waited.Seconds()*leastRate:
		err = fmt.Errorf("%w: %d bytes in %s", ErrSlow, t.n, t.waited.Round(time.Second))
	case t.n > t.max: // which may hold little
		err = tooLarge(t.max)
	}
	if err != io.EOF {
		t.err = err
	}
	return n, err
}
