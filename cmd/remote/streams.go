package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"syscall"
	"time"

	"dateline/model/zone"
)

// Bounds of what is piped in.
const (
	maxInput  = 64 << 20 // bytes
	inputTime = 5 * time.Minute
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

// Streams returns what a command reads and writes, which ends with ctx, and a context
// that also ends when ^C is typed on the client's terminal. Input is nil where that
// terminal is all there is to read. stop ends what was begun.
func (c *Call) Streams(ctx context.Context) (run context.Context, in io.Reader, out, err io.Writer, stop func()) {
	run, cancel := context.WithCancel(ctx)
	out, err = &channel{w: c.Stdout, terminal: c.Terminal}, &channel{w: c.Stderr, terminal: c.Terminal}
	if c.Terminal {
		go interrupt(run, c.Stdin, cancel)
		return run, nil, out, err, cancel
	}
	return run, &input{ctx: run, r: c.Stdin, left: maxInput}, out, err, cancel
}

// interrupt reads what is typed, until ^C. It ends with the channel.
func interrupt(ctx context.Context, typed io.Reader, cancel func()) {
	if typed == nil {
		return
	}
	keys := make([]byte, 64)
	for ctx.Err() == nil {
		n, err := typed.Read(keys)
		if bytes.IndexByte(keys[:n], 0x03) >= 0 {
			cancel()
		}
		if err != nil {
			return
		}
	}
}

// channel writes to a client. One that reads no more is a closed pipe, whatever the
// connection calls it.
type channel struct {
	w        io.Writer
	terminal bool // in raw mode: a new line needs a carriage return
	closed   bool
}

// Write implements io.Writer.
func (c *channel) Write(p []byte) (int, error) {
	if c.closed {
		return 0, syscall.EPIPE
	}
	text := p
	if c.terminal {
		text = bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	}
	if _, err := c.w.Write(text); err != nil {
		c.closed = true
		return 0, syscall.EPIPE
	}
	return len(p), nil
}

// input reads what is piped in: so much of it, for so long, and no longer than its
// context.
type input struct {
	ctx    context.Context
	r      io.Reader
	left   int64
	chunks chan []byte
	failed chan error
	rest   []byte
	err    error
	late   <-chan time.Time
}

// errTooSlow: a client takes too long to send a document.
var errTooSlow = errors.New("it did not arrive within " + inputTime.String())

// Read implements io.Reader. The first begins to read from the client.
func (i *input) Read(p []byte) (int, error) {
	if i.r == nil {
		return 0, io.EOF
	}
	if i.chunks == nil {
		i.chunks, i.failed, i.late = make(chan []byte), make(chan error, 1), time.After(inputTime)
		go i.pump()
	}
	for len(i.rest) == 0 && i.err == nil {
		select {
		case i.rest = <-i.chunks:
			if i.left -= int64(len(i.rest)); i.left < 0 {
				i.rest, i.err = nil, fmt.Errorf("it has more than %d MiB", maxInput>>20)
			}
		case i.err = <-i.failed:
		case <-i.late:
			i.err = errTooSlow
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
