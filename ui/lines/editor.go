package lines

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxAhead is how many lines may be typed ahead; what follows is dropped.
const maxAhead = 16

// zwj joins emoji.
const zwj = '\u200d'

// The keys that edit a line.
const (
	ctrlC     = 0x03
	ctrlD     = 0x04
	backspace = 0x08
	ctrlU     = 0x15
	ctrlW     = 0x17
	escape    = 0x1b
	del       = 0x7f
)

// editor reads lines from a raw terminal and does what a terminal's line discipline does:
// it echoes, takes back and interrupts. It moves the cursor back by BS alone. It reads all
// the time, so that ^C counts while something else is being done.
type editor struct {
	out       io.Writer
	width     func() int
	interrupt func()
	more      chan struct{} // has a value when a line or the end has come

	mu      sync.Mutex
	waiting bool   // a prompt waits for a line: only then is anything echoed
	label   string // of that prompt
	line    []rune // so far
	ahead   []typedLine
	texts   []string // to be shown before the next prompt
	end     error    // of the input

	// Of the goroutine that reads.
	partial     []byte // of a rune
	sequence           // of a key
	afterCR     bool
	interrupted bool // ^C has come
}

// typedLine is a line that no prompt has taken yet.
type typedLine struct {
	text   string
	echoed bool
}

// newEditor returns an editor that reads until the input ends.
func newEditor(o Options) *editor {
	e := &editor{out: o.Output, interrupt: o.Interrupt, more: make(chan struct{}, 1), width: func() int {
		if o.Size != nil {
			if w, _ := o.Size(); w > 0 {
				return w
			}
		}
		return plainWidth
	}}
	go e.read(o.Input)
	return e
}

func (e *editor) read(r io.Reader) {
	buf := make([]byte, 256)
	for {
		n, err := r.Read(buf)
		e.mu.Lock()
		for _, c := range buf[:n] {
			e.take(c)
		}
		if err != nil {
			e.end = io.EOF
		}
		interrupted := e.interrupted
		e.interrupted = false
		e.mu.Unlock()
		e.wake()
		if interrupted && e.interrupt != nil {
			e.interrupt()
		}
		if err != nil {
			return
		}
	}
}

func (e *editor) wake() {
	select {
	case e.more <- struct{}{}:
	default:
	}
}

// take does what one byte asks for.
func (e *editor) take(c byte) {
	if e.within(c) {
		return
	}
	afterCR := e.afterCR
	e.afterCR = c == '\r'
	switch {
	case c == '\n' && afterCR: // the end of the line has been seen
	case c == '\r' || c == '\n':
		e.finish()
	case c == backspace || c == del:
		e.cut(len(e.line) - 1)
	case c == ctrlU:
		e.cut(0)
	case c == ctrlW:
		e.cut(e.wordBefore())
	case c == ctrlC:
		e.line, e.ahead, e.interrupted = e.line[:0], nil, true
		e.echo("^C")
	case c == ctrlD:
		if len(e.line) == 0 {
			e.end = io.EOF
		}
	case c == '\t':
		e.add(' ')
	case c < ' ':
	case c < utf8.RuneSelf:
		e.add(rune(c))
	default:
		e.addPart(c)
	}
}

// addPart adds a byte of a rune of several.
func (e *editor) addPart(c byte) {
	if utf8.RuneStart(c) {
		e.partial = e.partial[:0]
	}
	e.partial = append(e.partial, c)
	if !utf8.FullRune(e.partial) {
		return
	}
	if r, _ := utf8.DecodeRune(e.partial); r != utf8.RuneError && (unicode.IsGraphic(r) || r == zwj) {
		e.add(r)
	}
	e.partial = e.partial[:0]
}

func (e *editor) add(r rune) {
	if len(e.line) >= maxLine/utf8.UTFMax {
		return
	}
	e.line = append(e.line, r)
	e.echo(string(r))
}

// cut takes the end of the line back, from the rune with an index.
func (e *editor) cut(from int) {
	if from < 0 {
		return
	}
	before := ansi.StringWidth(string(e.line))
	e.line = e.line[:from]
	// What has no width of its own goes with what stands before it.
	for len(e.line) > 0 && from > 0 && ansi.StringWidth(string(e.line)) == before {
		e.line = e.line[:len(e.line)-1]
	}
	if n := before - ansi.StringWidth(string(e.line)); before+ansi.StringWidth(e.label) < e.width() {
		e.echo(strings.Repeat("\b \b", n))
	} else { // BS does not go back to the row above
		e.echo("\n" + e.label + string(e.line))
	}
}

// wordBefore returns where the last word of the line begins.
func (e *editor) wordBefore() int {
	i := len(e.line)
	for i > 0 && e.line[i-1] == ' ' {
		i--
	}
	for i > 0 && e.line[i-1] != ' ' {
		i--
	}
	return min(i, max(0, len(e.line)-1))
}

// finish takes the line as it is.
func (e *editor) finish() {
	if len(e.ahead) < maxAhead {
		e.ahead = append(e.ahead, typedLine{string(e.line), e.waiting})
	}
	e.echo("\n")
	e.line, e.waiting = e.line[:0], false
}

// echo shows what has been typed while a prompt waits.
func (e *editor) echo(text string) {
	if e.waiting {
		_, _ = io.WriteString(e.out, text) // the session notices when it writes
	}
}

func (e *editor) next(ctx context.Context, label string) (string, error) {
	e.begin(label)
	for {
		if text, err, ok := e.taken(); ok {
			return text, err
		}
		select {
		case <-e.more:
		case <-ctx.Done():
			e.mu.Lock()
			defer e.mu.Unlock()
			e.echo("\n")
			e.line, e.waiting = e.line[:0], false
			return "", ctx.Err()
		}
	}
}

// begin shows what has been typed of the line, or what is to be said before.
func (e *editor) begin(label string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.waiting, e.label = true, label
	texts := e.texts
	e.texts = nil
	for _, text := range texts {
		e.between(text)
	}
	if len(e.ahead) == 0 {
		e.echo(string(e.line))
	}
}

// taken returns the line that has come, or the end of the input.
func (e *editor) taken() (text string, err error, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case len(e.ahead) > 0:
		line := e.ahead[0]
		e.ahead = slices.Delete(e.ahead, 0, 1)
		if text = line.text; !line.echoed {
			e.echo(text + "\n")
		}
	case e.end != nil:
		err = e.end
		e.echo("\n")
	default:
		return "", nil, false
	}
	e.waiting = false
	return text, err, true
}

func (e *editor) interject(text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.waiting {
		e.texts = append(e.texts, text)
		return
	}
	e.between(text)
	e.echo(string(e.line))
}

// between writes a text above the prompt that waits.
func (e *editor) between(text string) { e.echo("\n" + text + "\n" + e.label) }

// close shows what is still to be said. The editor ends with its input.
func (e *editor) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, text := range e.texts {
		_, _ = io.WriteString(e.out, text+"\n")
	}
	e.texts = nil
}

// sequence follows the escape sequences that keys send, to drop them.
type sequence struct{ state byte }

// within reports whether a byte belongs to an escape sequence.
func (s *sequence) within(c byte) bool {
	switch s.state {
	case 0:
		if c == escape {
			s.state = escape
		}
		return c == escape
	case escape:
		switch s.state = 0; c {
		case '[', 'O':
			s.state = c
		case escape:
			s.state = escape
		}
		return c >= ' '
	case 'O':
		s.state = 0
		return true
	}
	if c < ' ' || '@' <= c && c <= '~' { // the last byte, or a key after a broken sequence
		s.state = 0
	}
	return c >= ' '
}
