package feed

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"dateline/feed/fetch"
	"dateline/model"
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
}

// fileCandidate returns the candidate of a file at name. A compressed file has the
// identity of what it holds, so that compressing an archive changes no ID.
func fileCandidate(name, place, home, source string, info fs.FileInfo) candidate {
	if err := irregular(info.Mode()); err != nil {
		return failedCandidate(name, err)
	}
	return candidate{
		path: name, place: place, home: home, inner: 1,
		identity: model.BareName(place), source: source, size: info.Size(),
		open: func(context.Context) (*opened, error) {
			f, err := os.Open(name)
			if err != nil {
				return nil, plainError(err)
			}
			// The file may have been exchanged since it was found.
			now, err := f.Stat()
			if err == nil {
				err = irregular(now.Mode())
			}
			if err != nil {
				_ = f.Close()
				return nil, plainError(err)
			}
			return &opened{body: f, at: f, size: now.Size()}, nil
		},
	}
}

// standardInput returns the candidate for what is piped in.
func standardInput(r io.Reader) candidate {
	e := candidate{path: "-", place: "-", home: "-", identity: "-", source: "standard input", size: -1}
	e.open = func(ctx context.Context) (*opened, error) {
		if r == nil {
			return nil, errors.New("there is no standard input to read from")
		}
		return &opened{body: newPump(ctx, r), size: -1}, nil
	}
	return e
}

// remoteCandidate returns the candidate of an address.
func remoteCandidate(u *url.URL, p place, client *fetch.Client) candidate {
	title := p.title
	if title == "" {
		title = strings.TrimPrefix(u.Hostname(), "www.")
	}
	place, _ := model.AddressPlace(u.String())
	return candidate{
		path: p.name, place: place, home: place, identity: place, source: title, size: -1, remote: true, conditional: p.conditional,
		open: func(ctx context.Context) (*opened, error) {
			r, err := client.Get(ctx, p.conditional.request(u.String()))
			if err != nil {
				return nil, err
			}
			if err := p.conditional.answered(r); err != nil {
				return nil, errors.Join(err, r.Body.Close())
			}
			return &opened{body: r.Body, size: r.Size, url: r.URL, location: r.Location, mediaType: r.Type, charset: r.Charset}, nil
		},
	}
}

// base returns the last part of a path or address, without a query.
func base(name string) string {
	if u, ok := addressOf(name); ok {
		name = u.Path
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
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
