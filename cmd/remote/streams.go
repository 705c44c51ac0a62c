package remote

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"syscall"
	"time"

	"dateline/model/zone"
)

// bounds say how much may be piped in, and how long that may take.
type bounds struct {
	bytes int64
	time  time.Duration
}

// A document is held in memory; an import is taken in as it comes.
var (
	documentBounds = bounds{64 << 20, 5 * time.Minute}
	importBounds   = bounds{4 << 30, 2 * time.Hour}
)

// Getenv returns the environment of the client's side: his locale, terminal and zone, and
// nothing that names a file or a program.
func (c *Call) Getenv(name string) string {
	switch name {
	case "LANG", "TERM", "COLORTERM", "NO_COLOR", "TZ":
	default:
		if !strings.HasPrefix(name, "LC_") {
			return ""
		}
	}
	for _, e := range c.Environ {
		if value, ok := strings.CutPrefix(e, name+"="); ok {
			return value
		}
	}
	return ""
}

// zoneName is what the name of an IANA zone looks like; none leads out of the database.
var zoneName = regexp.MustCompile(`^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}$`)

// Zone returns the zone that the client's TZ names, or the server's where it names none.
func (c *Call) Zone(server *time.Location) *time.Location { return Zone(c.Getenv("TZ"), server) }

// Zone returns the zone of an IANA name, or the server's where it is none.
func Zone(name string, server *time.Location) *time.Location {
	if len(name) > maxZone || !zoneName.MatchString(name) {
		return server
	}
	loc, err := zone.Load(name)
	if err != nil {
		return server
	}
	return loc
}

// maxZone bounds the name of a zone.
const maxZone = 64

// Streams returns what a command reads and writes. What it reads ends with ctx, which stop
// ends.
func (c *Call) Streams(ctx context.Context) (run context.Context, in io.Reader, out, err io.Writer, stop func()) {
	run, stop = context.WithCancel(ctx)
	b := documentBounds
	if len(c.Args) > 0 && c.Args[0] == "import" {
		b = importBounds
	}
	return run, &input{ctx: run, r: c.Stdin, bounds: b, left: b.bytes}, &channel{w: c.Stdout}, &channel{w: c.Stderr}, stop
}

// channel writes to a client. One that reads no more is a closed pipe, whatever the
// connection calls it.
type channel struct {
	w      io.Writer
	closed bool
}

// Write implements io.Writer.
func (c *channel) Write(p []byte) (int, error) {
	if !c.closed {
		if n, err := c.w.Write(p); err == nil {
			return n, nil
		}
		c.closed = true
	}
	return 0, syscall.EPIPE
}

// input reads what is piped in: so much of it, for so long, and no longer than its
// context.
type input struct {
	ctx    context.Context
	r      io.Reader
	bounds bounds
	left   int64
	chunks chan []byte
	failed chan error
	rest   []byte
	err    error
	late   <-chan time.Time
}

// Read implements io.Reader. The first begins to read from the client.
func (i *input) Read(p []byte) (int, error) {
	if i.r == nil {
		return 0, io.EOF
	}
	if i.chunks == nil {
		i.chunks, i.failed, i.late = make(chan []byte), make(chan error, 1), time.After(i.bounds.time)
		go i.pump()
	}
	for len(i.rest) == 0 && i.err == nil {
		select {
		case i.rest = <-i.chunks:
			if i.left -= int64(len(i.rest)); i.left < 0 {
				i.rest, i.err = nil, fmt.Errorf("it has more than %d MiB", i.bounds.bytes>>20)
			}
		case i.err = <-i.failed:
		case <-i.late:
			i.err = fmt.Errorf("it did not arrive within %s", i.bounds.time)
		case <-i.ctx.Done():
			i.err = i.ctx.Err()
		}
	}
	if len(i.rest) == 0 {
		return 0, i.err
	}
	n := copy(p, i.rest)
	i.rest = i.rest[n:]
	return n, nil
}

// pump reads until nobody wants more; a read that waits ends with the channel.
func (i *input) pump() {
	for {
		b := make([]byte, 32<<10)
		n, err := i.r.Read(b)
		if n > 0 {
			select {
			case i.chunks <- b[:n]:
			case <-i.ctx.Done():
				return
			}
		}
		if err != nil {
			i.failed <- err
			return
		}
	}
}
