package sshd

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"dateline/ui/host"
)

// Bounds of what a client says of its terminal.
const (
	maxWord    = 64  // bytes of a name
	maxValue   = 256 // of a variable
	maxEnviron = 32  // variables
)

// environ is what a client has sent of its environment.
type environ struct{ list []string }

// set takes the payload of a request "env" (RFC 4254, 6.4), unless it is one variable too
// many or says nothing of the terminal.
func (e *environ) set(payload []byte) bool {
	name, rest, ok := parseString(payload)
	if !ok || !wanted(name) || len(e.list) >= maxEnviron {
		return false
	}
	value, rest, ok := parseString(rest)
	if !ok || len(rest) > 0 || len(value) > maxValue || printable(value, maxValue) != value {
		return false
	}
	e.list = append(e.list, name+"="+value)
	return true
}

// wanted reports whether a variable says something of the terminal, the language or the
// zone of a reader.
func wanted(name string) bool {
	switch name {
	case "LANG", "LANGUAGE", "TZ", "COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM", "TERM_PROGRAM_VERSION":
		return true
	}
	category, ok := strings.CutPrefix(name, "LC_")
	return ok && len(category) < maxWord && strings.Trim(category, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// parseTerminal parses the payload of a request "pty-req" (RFC 4254, 6.2). Its modes are
// those of a line discipline, and there is none.
func parseTerminal(payload []byte) (name string, s host.Size, ok bool) {
	name, rest, ok := parseString(payload)
	if !ok || len(name) > maxWord || printable(name, maxWord) != name || strings.ContainsAny(name, "/ ") {
		return "", host.Size{}, false
	}
	s, rest, ok = parseSize(rest)
	if !ok {
		return "", host.Size{}, false
	}
	_, _, ok = parseString(rest)
	return name, s, ok
}

// parseSize parses columns, rows and their pixels (RFC 4254, 6.7).
func parseSize(payload []byte) (s host.Size, rest []byte, ok bool) {
	if len(payload) < 16 {
		return host.Size{}, nil, false
	}
	s.Width = int(min(binary.BigEndian.Uint32(payload), 1<<16))
	s.Height = int(min(binary.BigEndian.Uint32(payload[4:]), 1<<16))
	return s, payload[16:], true
}

// parseString parses a string with its length before it (RFC 4251, 5).
func parseString(payload []byte) (s string, rest []byte, ok bool) {
	if len(payload) < 4 {
		return "", nil, false
	}
	n := binary.BigEndian.Uint32(payload)
	payload = payload[4:]
	if uint64(n) > uint64(len(payload)) {
		return "", nil, false
	}
	return string(payload[:n]), payload[n:], true
}

// printable returns at most n bytes of s without what a terminal or a log would not show
// as it is.
func printable(s string, n int) string {
	if len(s) > n {
		s = s[:n]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
