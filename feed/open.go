package feed

import (
	"context"
	"io"
	"net/url"
	"sync/atomic"
)

// opened is a document's content and what came with it.
type opened struct {
	body io.ReadCloser
	at   io.ReaderAt // the same content, where it can be read in any order
	size int64       // -1: not known

	url       *url.URL // where it really came from
	location  *url.URL // where a server says it is, or nil
	mediaType string   // as a server said, without parameters
	charset   string

	layers int // of compression and archives that it lay in
}

// open opens a candidate and has its content unpacked.
func (p *pipeline) open(ctx context.Context, c candidate) {
	o, err := c.open(ctx)
	if err != nil {
		p.out.fail(c.path, err)
		return
	}
	content := o.body
	defer func() { _ = content.Close() }()
	counted := &countingReader{r: o.body, ctx: ctx, all: &p.bytes}
	o.body = io.NopCloser(counted)
	p.expansion = expansion{in: func() int64 { return counted.n }, ratio: p.Limits.Expand}
	p.unpack(ctx, c, o)
}

// inner returns the content that r gives of what lies in o; size is -1 where it is
// not known.
func (o *opened) inner(r io.Reader, size int64) *opened {
	return &opened{body: io.NopCloser(r), size: size, url: o.url, location: o.location, charset: o.charset, layers: o.layers + 1}
}

// countingReader counts the bytes that pass, for progress and for limits.
type countingReader struct {
	r   io.Reader
	ctx context.Context
	all *atomic.Int64
	n   int64
}

// Read reads and counts, until the context ends.
func (c *countingReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.all != nil {
		c.all.Add(int64(n))
	}
	return n, err
}

// pump reads r in a goroutine of its own, so that waiting for a pipe in which
// nothing comes can be given up. That goroutine ends with the next read.
type pump struct {
	ctx    context.Context
	chunks chan chunk
	rest   []byte
	err    error
}

type chunk struct {
	b   []byte
	err error
}

func newPump(ctx context.Context, r io.Reader) *pump {
	p := &pump{ctx: ctx, chunks: make(chan chunk, 1)}
	go func() {
		for {
			b := make([]byte, 128<<10)
			n, err := r.Read(b)
			select {
			case p.chunks <- chunk{b[:n], err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return p
}

// Read returns what was read last, or waits for more.
func (p *pump) Read(b []byte) (int, error) {
	for len(p.rest) == 0 {
		if p.err != nil {
			return 0, p.err
		}
		select {
		case c := <-p.chunks:
			p.rest, p.err = c.b, c.err
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		}
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// Close does nothing: whoever gave the reader owns it.
func (p *pump) Close() error { return nil }
