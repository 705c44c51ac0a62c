package keys

import (
	"strconv"
	"strings"
)

// maxCount bounds a typed count.
const maxCount = 1_000_000

// Input turns key presses into actions. It collects counts (`3}`) and sequences
// (`g g`). The zero Input is ready once Map is set.
type Input struct {
	Map     *Map
	count   int
	pending string // keys of an unfinished sequence
}

// Press takes a key, as the terminal library names it, pressed in a scope. It
// returns an action and its count (0 without one), or None if the sequence is
// incomplete or the key has no meaning there.
func (in *Input) Press(s Scope, key string) (Action, int) {
	if in.pending == "" && isDigit(key) {
		digit := int(key[0] - '0')
		if a, ok := in.Map.byKey[s][key]; ok && in.count == 0 {
			return a, digit // a digit bound to an action is its count
		}
		if digit > 0 || in.count > 0 {
			in.count = min(in.count*10+digit, maxCount)
			return None, 0
		}
	}
	seq := key
	if in.pending != "" {
		seq = in.pending + " " + key
	}
	if a, ok := in.Map.byKey[s][seq]; ok {
		n := in.count
		in.Reset()
		return a, n
	}
	if in.Map.begins(s, seq) {
		in.pending = seq
		return None, 0
	}
	in.Reset()
	return None, 0
}

// Next is a key that can follow those of an unfinished sequence.
type Next struct {
	Key    string
	Action Action // of the sequence with it
}

// Next returns the keys that can follow an unfinished sequence in a scope, in the
// order of the table.
func (in *Input) Next(s Scope) []Next {
	if in.pending == "" {
		return nil
	}
	var out []Next
	for _, b := range in.Map.Rows(s) {
		for _, k := range b.Keys {
			if rest, ok := strings.CutPrefix(k, in.pending+" "); ok {
				out = append(out, Next{rest, b.Action})
			}
		}
	}
	return out
}

// Pending returns the typed part of an unfinished sequence ("3g"), for the status
// line.
func (in *Input) Pending() string {
	var b strings.Builder
	if in.count > 0 {
		b.WriteString(strconv.Itoa(in.count))
	}
	b.WriteString(strings.ReplaceAll(in.pending, " ", ""))
	return b.String()
}

// Reset forgets an unfinished sequence.
func (in *Input) Reset() { in.count, in.pending = 0, "" }

func (m *Map) begins(s Scope, seq string) bool {
	for k := range m.byKey[s] {
		if strings.HasPrefix(k, seq+" ") {
			return true
		}
	}
	return false
}

// glyphs are the familiar names of keys.
var glyphs = map[string]string{
	"space": "Space", "enter": "Enter", "esc": "Esc", "tab": "Tab",
	"backspace": "Bksp", "up": "↑", "down": "↓", "left": "←", "right": "→",
	"pgdown": "PgDn", "pgup": "PgUp", "home": "Home", "end": "End", "insert": "Ins", "delete": "Del",
}

var asciiGlyphs = map[string]string{"up": "Up", "down": "Down", "left": "Left", "right": "Right"}

// Glyph returns the name of a key for the help: "C-d", "gg", "Space".
func Glyph(key string, ascii bool) string {
	if ascii {
		if g, ok := asciiGlyphs[key]; ok {
			return g
		}
	}
	if g, ok := glyphs[key]; ok {
		return g
	}
	if strings.Contains(key, " ") {
		var b strings.Builder
		for _, k := range strings.Fields(key) {
			b.WriteString(Glyph(k, ascii))
		}
		return b.String()
	}
	var held string
	for _, m := range [...][2]string{{"ctrl+", "C-"}, {"alt+", "M-"}, {"shift+", "S-"}} {
		if rest, ok := strings.CutPrefix(key, m[0]); ok && rest != "" {
			held, key = held+m[1], rest
		}
	}
	switch {
	case held != "":
		return held + Glyph(key, ascii)
	case functionKey(key):
		return strings.ToUpper(key)
	}
	return key
}
