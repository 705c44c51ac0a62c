package feed

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"context"
	"fmt"
	"io"
	"sync"

	"dateline/feed/document"
	"dateline/model"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	// maxLayers is how many compressions and archives may lie within another:
	// a .tar.gz of compressed files has three.
	maxLayers = 4
	// freeExpansion is what may come out of a document before the ratio counts.
	freeExpansion = 32 << 20
	// zstdWindow is the most memory a zstd stream may ask for its window, as
	// the format recommends decoders to support (RFC 8878, 3.1.1.1.2), with
	// room for what `zstd --long` writes.
	zstdWindow = 128 << 20
)

// expansion guards against decompression bombs: it compares what came out of
// all layers with what went into the outermost.
type expansion struct {
	in    func() int64
	out   int64
	ratio int64
}

// guardedReader is one decompressed stream under the guard of an expansion.
type guardedReader struct {
	r io.Reader
	x *expansion
}

// Read fails with a *document.LimitError once too much came out of too little.
func (g *guardedReader) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.x.out += int64(n)
	if g.x.ratio > 0 && g.x.out > freeExpansion && g.x.out/g.x.ratio > g.x.in() {
		return 0, &document.LimitError{What: "expansion", Limit: fmt.Sprintf("%d to 1", g.x.ratio)}
	}
	return n, err
}

// unpack takes content out of compression and archives, which may lie within each
// other, and has each document detected.
func (p *pipeline) unpack(ctx context.Context, c candidate, o *opened) {
	br := p.buffer(o.body)
	defer func() { br.Reset(nil); buffers.Put(br) }()
	// An error of Peek comes again where the content is read.
	head, _ := br.Peek(512)
	unpack := unpackerFor(head)
	if unpack == nil {
		p.detect(ctx, c, o, br)
		return
	}
	if o.layers == maxLayers {
		p.out.fail(c.path, &document.LimitError{What: "the nesting of archives", Limit: fmt.Sprint(maxLayers)})
		return
	}
	if err := unpack(p, ctx, c, o, br); err != nil {
		p.out.fail(c.path, err)
	}
}

// buffers are *bufio.Reader that nobody uses.
var buffers sync.Pool

// buffer returns a reader that can Peek as much as is looked at. Folders hold
// many small files, each of which would pay for a buffer of its own.
func (p *pipeline) buffer(r io.Reader) *bufio.Reader {
	br, ok := buffers.Get().(*bufio.Reader)
	if !ok {
		return bufio.NewReaderSize(r, document.Sniff)
	}
	br.Reset(r)
	return br
}

// unpacker unpacks a kind of container, whose content is in br.
type unpacker func(p *pipeline, ctx context.Context, c candidate, o *opened, br *bufio.Reader) error

// unpackerFor recognises a container by the bytes it begins with; nil: it is
// none.
func unpackerFor(head []byte) unpacker {
	begins := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case begins("\x1f\x8b\x08"):
		return decompressor(func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
	case begins("\x28\xb5\x2f\xfd"), skippableFrame(head):
		return decompressor(openZstd)
	case begins("BZh") && len(head) > 4 && '1' <= head[3] && head[3] <= '9' && head[4] == '1':
		return decompressor(func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return (*pipeline).zip
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return (*pipeline).tar
	}
	return nil
}

// skippableFrame reports whether head is of a frame that may precede those of
// zstd (RFC 8878, 3.1.2).
func skippableFrame(head []byte) bool {
	return len(head) >= 8 && head[0]&0xf0 == 0x50 && string(head[1:4]) == "\x2a\x4d\x18"
}

func openZstd(r io.Reader) (io.Reader, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// decompressor is the unpacker of a compressed stream.
func decompressor(decompress func(io.Reader) (io.Reader, error)) unpacker {
	return func(p *pipeline, ctx context.Context, c candidate, o *opened, br *bufio.Reader) error {
		r, err := decompress(br)
		if err != nil {
			return fmt.Errorf("decompress: %w", err)
		}
		if closer, ok := r.(io.Closer); ok {
			defer func() { _ = closer.Close() }()
		}
		c.identity = model.BareName(c.identity)
		p.unpack(ctx, c, o.inner(&guardedReader{r, &p.expansion}, -1))
		return nil
	}
}
