package keys

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyNames maps the names that people write, and keys that terminals cannot tell
// from others, to the names of the terminal library.
var keyNames = map[string]string{
	"space": "space", "spc": "space", "enter": "enter", "return": "enter", "cr": "enter",
	"esc": "esc", "escape": "esc", "tab": "tab", "backspace": "backspace", "bksp": "backspace", "bs": "backspace",
	"up": "up", "down": "down", "left": "left", "right": "right",
	"pgup": "pgup", "pageup": "pgup", "pgdown": "pgdown", "pgdn": "pgdown", "pagedown": "pgdown",
	"home": "home", "end": "end", "insert": "insert", "ins": "insert", "delete": "delete", "del": "delete",
	"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc", "ctrl+space": "ctrl+space", "ctrl+@": "ctrl+space",
}

// modifiers are the prefixes of a key held with a modifier, in the order of the
// terminal library.
var modifiers = []struct {
	name  string
	ways  []string
	shift bool
}{
	{"ctrl+", []string{"ctrl+", "ctrl-", "c-", "^"}, false},
	{"alt+", []string{"alt+", "alt-", "a-", "m-"}, false},
	{"shift+", []string{"shift+", "shift-", "s-"}, true},
}

// ParseKey reads a key as people write it: a character, a name ("Space", "PgDn",
// "f5"), a key with a modifier ("C-d", "ctrl+d", "^D", "S-Tab"), or several with
// blanks between them ("g g"). It returns the terminal library's name.
func ParseKey(text string) (string, error) {
	parts := strings.Fields(text)
	if len(parts) == 0 {
		return "", fmt.Errorf("%q is no key; a blank is \"space\"", text)
	}
	for i, p := range parts {
		key, ok := parseOneKey(p)
		switch {
		case !ok && allPrintable(p) && utf8.RuneCountInString(p) <= 3:
			return "", fmt.Errorf("%q is no key; keys one after the other have blanks between: %q", p, spaced(p))
		case !ok:
			return "", fmt.Errorf("%q is no key; write for instance \"x\", \"C-x\", \"alt+x\", \"Space\", \"PgDn\", \"f5\" or \"g x\"", p)
		case len(parts) > 1 && i == 0 && isDigit(key):
			return "", fmt.Errorf("%q begins with a digit, which is a count", text)
		}
		parts[i] = key
	}
	return strings.Join(parts, " "), nil
}

func parseOneKey(p string) (string, bool) {
	if r, n := utf8.DecodeRuneInString(p); n == len(p) {
		return p, r != utf8.RuneError && unicode.IsPrint(r)
	}
	var held string
	shift := false
	for _, m := range modifiers {
		for _, way := range m.ways {
			if len(p) > len(way) && strings.EqualFold(p[:len(way)], way) {
				p = p[len(way):]
				if m.shift {
					shift = true
				} else {
					held += m.name
				}
				break
			}
		}
	}
	if name, ok := keyNames[strings.ToLower(held+p)]; ok && held != "" {
		return name, true
	}
	r, n := utf8.DecodeRuneInString(p)
	switch name, ok := keyNames[strings.ToLower(p)]; {
	case ok && shift:
		return held + "shift+" + name, true
	case ok:
		return held + name, true
	case functionKey(p) && shift:
		return held + "shift+" + strings.ToLower(p), true
	case functionKey(p):
		return held + strings.ToLower(p), true
	case n != len(p) || !unicode.IsPrint(r) || r == utf8.RuneError:
		return "", false
	case shift && held == "":
		return strings.ToUpper(p), true
	case shift:
		return held + "shift+" + strings.ToLower(p), true
	case strings.HasPrefix(held, "ctrl+"): // C-D is C-d in most terminals
		return held + strings.ToLower(p), true
	}
	return held + p, held != ""
}

// functionKey reports whether p is "f1" to "f20".
func functionKey(p string) bool {
	if len(p) < 2 || p[0] != 'f' && p[0] != 'F' {
		return false
	}
	n, err := strconv.Atoi(p[1:])
	return err == nil && n >= 1 && n <= 20 && p[1] != '0' && p[1] != '+'
}

func isDigit(key string) bool { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }

func allPrintable(s string) bool {
	for _, r := range s {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// spaced puts blanks between the characters of s.
func spaced(s string) string { return strings.Join(strings.Split(s, ""), " ") }
