package ui

import (
	"io"
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/host"
)

// The most bytes that count of what a client can send in one piece. Bubble Tea keeps each
// piece until its end comes.
const (
	maxPaste    = 64 << 10
	maxSequence = 64
	maxString   = 4 << 10 // an operating system command, say
)

// typed reads what a client sends and drops what is too long in one piece, so that none
// can fill the memory of the process.
type typed struct {
	r     io.Reader
	state func(*typed, byte) bool // takes a byte and reports whether to pass it on
	n     int                     // bytes of the piece
	runes int                     // bytes of a rune that are to come
	seq   []byte                  // of a sequence, or of what may end a paste
	out   []byte                  // to be passed on
}

func newTyped(r io.Reader) *typed { return &typed{r: r, state: (*typed).ground} }

// Read implements io.Reader.
func (t *typed) Read(p []byte) (int, error) {
	for len(t.out) == 0 && len(p) > 0 {
		n, err := t.r.Read(p)
		for _, c := range p[:n] {
			if t.state(t, c) {
				t.out = append(t.out, c)
			}
		}
		if err != nil && len(t.out) == 0 {
			return 0, err
		}
	}
	n := copy(p, t.out)
	t.out = append(t.out[:0], t.out[n:]...)
	return n, nil
}

// enter begins a piece.
func (t *typed) enter(state func(*typed, byte) bool) bool {
	t.state, t.n, t.runes, t.seq = state, 0, 0, t.seq[:0]
	return true
}

// ground takes the text between pieces.
func (t *typed) ground(c byte) bool {
	if t.runes > 0 && c&0xc0 == 0x80 {
		t.runes--
		return true
	}
	switch t.runes = 0; {
	case c == 0x1b:
		return t.enter((*typed).escape)
	case c == 0x9b:
		return t.enter((*typed).control)
	case slices.Contains([]byte{0x90, 0x98, 0x9d, 0x9e, 0x9f}, c):
		return t.enter((*typed).text)
	case c >= 0xf0:
		t.runes = 3
	case c >= 0xe0:
		t.runes = 2
	case c >= 0xc0:
		t.runes = 1
	}
	return true
}

// escape takes the byte after ESC.
func (t *typed) escape(c byte) bool {
	switch c {
	case '[':
		return t.enter((*typed).control)
	case ']', 'P', '_', '^', 'X':
		return t.enter((*typed).text)
	case 0x1b:
		return true
	}
	t.enter((*typed).ground)
	return t.ground(c)
}

// control takes the parameters of a control sequence, and its end.
func (t *typed) control(c byte) bool {
	switch {
	case c == 0x1b:
		return t.enter((*typed).escape)
	case c < ' ' || c >= 0x7f:
		t.enter((*typed).ground)
		return t.ground(c)
	case c >= '@':
		if string(t.seq) == "200" && c == '~' {
			return t.enter((*typed).paste)
		}
		return t.enter((*typed).ground)
	}
	if t.n++; t.n > maxSequence {
		return false
	}
	t.seq = append(t.seq, c)
	return true
}

// text takes a string up to its terminator.
func (t *typed) text(c byte) bool {
	switch c {
	case 0x1b:
		return t.enter((*typed).escape) // ESC \ ends it, and whatever else begins with ESC
	case 0x07, 0x9c, 0x18, 0x1a:
		return t.enter((*typed).ground)
	}
	t.n++
	return t.n <= maxString
}

// pasteEnd ends a paste.
const pasteEnd = "\x1b[201~"

// paste takes what is pasted. Of one that is too long only the end is passed on.
func (t *typed) paste(c byte) bool {
	switch {
	case c == pasteEnd[len(t.seq)]:
		t.seq = append(t.seq, c)
	case c == pasteEnd[0]:
		t.seq = append(t.seq[:0], c)
	default:
		t.seq = t.seq[:0]
	}
	t.n++
	if len(t.seq) == len(pasteEnd) {
		if t.n > maxPaste {
			t.out = append(t.out, pasteEnd[:len(pasteEnd)-1]...)
		}
		return t.enter((*typed).ground)
	}
	return t.n <= maxPaste
}

// clientSizes returns a filter for messages of a session elsewhere. A client may send a
// size among its keys, which would have the screen take as much memory as it likes: only
// that of the host counts.
func clientSizes(events *host.Events) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if m, ok := msg.(tea.WindowSizeMsg); ok && (host.Size{Width: m.Width, Height: m.Height}) != events.Size() {
			return nil
		}
		return msg
	}
}
