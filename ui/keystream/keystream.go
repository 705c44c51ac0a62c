// Package keystream passes on what a terminal elsewhere sends, without what no terminal
// sends. The decoder of keys behind it panics at some sequences, which would end the
// process, and keeps sequences and pastes in memory until they end. This package knows
// the form of keys and sequences, and not what they mean.
package keystream

import (
	"bytes"
	"io"
	"time"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// What is longer is no key, and no answer of a terminal.
const (
	maxSequence = 64
	maxString   = 4 << 10
	maxParams   = 16
	maxDigits   = 9
	maxUnknown  = 8 // of a sequence that only the tables of keys know
	maxEvents   = 16
	maxOut      = 256 // is passed on at once, if no single string is longer
)

// maxPaste limits a paste, in bytes; the rest of a longer one is dropped.
const maxPaste = 64 << 10

// The decoder takes a short sequence for a key after 50 ms without another byte
// (uv.DefaultEscTimeout), and until then decodes all that it has again with each byte.
// So a sequence goes on within joined, and settled passes after one that it waits for.
const (
	joined  = 40 * time.Millisecond
	settled = 60 * time.Millisecond
	broken  = time.Second // a longer sequence does not go on after that
)

// Nobody presses more keys than rate a second for long. Whoever sends more waits, so that
// one client does not keep a processor busy.
const (
	rate  = 500
	burst = 1000
)

type state uint8

const (
	ground     state = iota
	char             // in UTF-8
	escape           // after ESC
	ss3              // after ESC O
	csi              // after ESC [
	linux            // after ESC [ [, as the console of Linux begins function keys
	mouse            // after ESC [ M, with three bytes to come
	text             // after ESC ] and its like
	terminator       // after ESC within text
)

// Reader reads what the terminal has sent. It is not safe for concurrent use.
type Reader struct {
	in    io.Reader
	now   func() time.Time
	sleep func(time.Duration)
	keys  uv.EventDecoder

	buf [1 << 10]byte
	raw []byte // of buf, not looked at yet
	err error
	out []byte // to be passed on

	state state
	token []byte    // has begun
	sent  int       // bytes of it that were passed on
	last  time.Time // when it began or went on
	skip  bool      // it is too long

	open    bool      // what was passed on may begin a sequence
	pause   bool      // the decoder waits for what was passed on last
	until   time.Time // nothing is passed on before
	pasting bool
	pasted  int // bytes

	passed int     // keys, not counted yet
	level  float64 // keys of late
	spent  time.Time
}

// New returns a reader of what in sends.
func New(in io.Reader) *Reader { return &Reader{in: in, now: time.Now, sleep: time.Sleep} }

// Read implements io.Reader. It does not part a character or a sequence that fits into p.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		if len(r.raw) == 0 {
			if r.err != nil {
				return 0, r.err
			}
			var n int
			n, r.err = r.in.Read(r.buf[:])
			r.raw = r.buf[:n]
			r.resume()
		}
		for len(r.raw) > 0 && !r.pause && len(r.out) < maxOut {
			b := r.raw[0]
			r.raw = r.raw[1:]
			r.take(b)
		}
		if len(r.raw) == 0 {
			r.begin()
		}
	}
	r.slow()
	if d := r.until.Sub(r.now()); d > 0 {
		r.sleep(d)
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	if len(r.out) == 0 {
		r.out = nil
		if r.pause {
			r.pause, r.until = false, r.now().Add(settled)
		}
	}
	return n, nil
}

// slow waits where too many keys have come.
func (r *Reader) slow() {
	now := r.now()
	r.level = max(0, r.level-now.Sub(r.spent).Seconds()*rate) + float64(r.passed)
	r.passed = 0
	r.spent = now
	if over := r.level - burst; over > 0 {
		r.sleep(time.Duration(over / rate * float64(time.Second)))
	}
}

// resume decides, when bytes have come, whether what has begun goes on with them.
func (r *Reader) resume() {
	gap := r.now().Sub(r.last)
	switch {
	case r.sent > 0 && gap > joined, gap > broken:
		r.drop()
	}
	r.last = r.now()
}

// begin passes on the beginning of a sequence when no more bytes are there: it may be a
// key by itself.
func (r *Reader) begin() {
	if r.pasting || r.state <= char || len(r.token) > 2 || r.sent == len(r.token) {
		return
	}
	if r.sent == 0 {
		r.pass(r.token...)
	} else {
		r.out = append(r.out, r.token[r.sent:]...)
	}
	r.sent, r.last, r.open = len(r.token), r.now(), true
}

// barrier is an answer that means nothing. It ends what may begin a sequence, which the
// decoder may still have when text comes.
const barrier = "\x1b[?1;0$y"

// pass passes on a character or a sequence.
func (r *Reader) pass(b ...byte) {
	if r.open && b[0] != 0x1b {
		r.out = append(r.out, barrier...)
	}
	r.out = append(r.out, b...)
	if !r.pasting {
		r.passed++
	}
	// An escape is open, and one with what may be the middle of a sequence.
	r.open = b[0] == 0x1b && (len(b) == 1 || len(b) == 2 && b[1] >= ' ' && b[1] <= '/')
}

// drop forgets what has begun. What the decoder has of it must be over before more comes.
func (r *Reader) drop() {
	if r.sent > 0 {
		r.until = r.last.Add(settled)
	}
	r.state, r.token, r.sent, r.skip = ground, r.token[:0], 0, false
}

// start begins a token.
func (r *Reader) start(s state, b byte) {
	r.drop()
	r.state, r.token = s, append(r.token, b)
}

// instead drops what has begun for a byte that does not belong to it.
func (r *Reader) instead(b byte) {
	r.drop()
	r.take(b)
}

// take takes a byte.
func (r *Reader) take(b byte) {
	if r.state == ground {
		switch {
		case b == 0x1b:
			r.start(escape, b)
		case b < utf8.RuneSelf:
			r.plain(b)
		case utf8.RuneStart(b):
			r.start(char, b)
		}
		return
	}
	if r.state != terminator && r.state != escape && r.state != text && b == 0x1b {
		r.start(escape, b)
		return
	}
	switch r.state {
	case char:
		r.inChar(b)
	case escape:
		r.afterEscape(b)
	case ss3, csi:
		r.inSequence(b)
	case linux:
		r.end(b)
	case mouse:
		if b < ' ' || b > '~' {
			r.instead(b)
			return
		}
		if r.token = append(r.token, b); len(r.token) == 6 {
			r.finish()
		}
	case text:
		r.inText(b)
	case terminator:
		if b == '\\' {
			r.token = append(r.token, 0x1b)
			r.end(b)
			return
		}
		r.start(escape, 0x1b)
		r.take(b)
	}
}

func (r *Reader) inChar(b byte) {
	if utf8.RuneStart(b) {
		r.instead(b)
		return
	}
	if r.token = append(r.token, b); !utf8.FullRune(r.token) {
		return
	}
	if c, n := utf8.DecodeRune(r.token); n == len(r.token) && (c >= 0xa0 || c < utf8.RuneSelf) {
		r.plain(r.token...)
	}
	r.drop()
}

func (r *Reader) afterEscape(b byte) {
	switch b {
	case 0x1b:
		r.finish()
		r.start(escape, b)
	case 'O', '[', ']', 'P', 'X', '^', '_':
		r.token = append(r.token, b)
		r.state = map[byte]state{'O': ss3, '[': csi}[b]
		if r.state == ground {
			r.state = text
		}
	default:
		if b >= utf8.RuneSelf {
			r.finish()
			r.take(b)
			return
		}
		r.end(b)
	}
}

func (r *Reader) inSequence(b byte) {
	switch {
	case len(r.token) == 2 && r.state == csi && b == '[':
		r.token, r.state = append(r.token, b), linux
	case len(r.token) == 2 && r.state == csi && b == 'M':
		r.token, r.state = append(r.token, b), mouse
	case b >= '@' && b <= '~':
		r.end(b)
	case b < ' ' || b > '~':
		r.instead(b)
	case len(r.token) < maxSequence:
		r.token = append(r.token, b)
	default:
		r.skip = true
	}
}

func (r *Reader) inText(b byte) {
	switch {
	case b == 0x1b:
		r.state = terminator
	case b == 0x07 && r.token[1] == ']':
		r.end(b)
	case b == 0x18, b == 0x1a:
		r.drop()
	case len(r.token) < maxString && b >= ' ' && b <= '~':
		r.token = append(r.token, b)
	default:
		r.skip = true
	}
}

// end ends a sequence with a byte.
func (r *Reader) end(b byte) {
	r.token = append(r.token, b)
	r.finish()
}

// plain passes on what is no sequence.
func (r *Reader) plain(b ...byte) {
	if r.pasting {
		if r.pasted += len(b); r.pasted > maxPaste {
			return
		}
	}
	r.pass(b...)
}

// The marks around a paste.
var pasteBegins, pasteEnds = []byte("\x1b[200~"), []byte("\x1b[201~")

// finish passes on a sequence that is one.
func (r *Reader) finish() {
	defer r.drop()
	switch {
	case r.skip:
		return
	case r.pasting:
		if !bytes.Equal(r.token, pasteEnds) {
			return
		}
		r.pasting = false
	case bytes.Equal(r.token, pasteBegins):
		r.pasting, r.pasted = true, 0
	default:
		ok, waits := r.known()
		if !ok {
			return
		}
		r.pause = waits
	}
	if r.sent == len(r.token) { // drop has the decoder settle
		r.pause = false
		return
	}
	if r.sent == 0 {
		r.pass(r.token...)
		return
	}
	r.out = append(r.out, r.token[r.sent:]...)
	r.sent, r.open = 0, len(r.token) == 2 && r.token[1] >= ' ' && r.token[1] <= '/'
}

// known reports whether a sequence may be passed on, and whether the decoder waits for
// more after it.
func (r *Reader) known() (ok, waits bool) {
	if len(r.token) <= 2 {
		return true, true
	}
	if r.state == linux || !bounded(r.token) {
		return r.state == linux, false
	}
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	n, event := r.keys.Decode(r.token)
	switch event := event.(type) {
	case uv.UnknownEvent:
		return len(r.token) <= maxUnknown, true
	case uv.MultiEvent:
		ok = len(event) <= maxEvents
	default:
		ok = true
	}
	return ok && n == len(r.token), false
}

// bounded reports whether the parameters of a sequence are few and short. One that ends in
// "_" is a key as the console of Windows has it, which may be repeated without bounds.
func bounded(token []byte) bool {
	if token[1] == 'O' || token[1] == '[' || token[1] == 'P' {
		params, digits := 1, 0
		for _, b := range token[2:] {
			switch {
			case b >= '0' && b <= '9':
				digits++
			case b == ';', b == ':':
				params, digits = params+1, 0
			}
			if params > maxParams || digits > maxDigits {
				return false
			}
			if b >= '@' {
				break
			}
		}
	}
	return token[1] != '[' || token[len(token)-1] != '_'
}
