// Package termtype says what a terminal can do by what its environment says of it, and
// ends lines on a raw one. It looks at no environment but the one it is given, and asks no
// terminal.
package termtype

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Dumb reports whether a terminal with a name (TERM) cannot move its cursor.
func Dumb(name string) bool { return name == "" || name == "dumb" }

// Linkless reports whether a terminal might print hyperlinks and other operating system
// commands (OSC) as text: the consoles of Linux and the BSDs, and very old terminals.
func Linkless(name string) bool {
	return Dumb(name) || name == "linux" || name == "cons25" || old(name)
}

// old reports whether a terminal is of before 1990, or pretends to be.
func old(name string) bool {
	return slices.ContainsFunc([]string{"vt", "wsvt", "pccon", "sun"}, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// Tmux reports whether tmux stands between a program and its terminal. A client does not
// send TMUX, but tmux names itself.
func Tmux(environ []string) bool {
	return Getenv(environ, "TMUX") != "" || Getenv(environ, "TERM_PROGRAM") == "tmux" || strings.HasPrefix(Getenv(environ, "TERM"), "tmux")
}

// Profile returns the range of colours of the terminal with an environment.
func Profile(environ []string) colorprofile.Profile {
	p := colorprofile.Env(environ)
	if name := Getenv(environ, "TERM"); p > colorprofile.ASCII && (old(name) || strings.HasSuffix(name, "-m") || strings.HasSuffix(name, "-mono")) {
		return colorprofile.ASCII // a range without colour has bold and reverse
	}
	return p
}

// Getenv returns the value of a variable in an environment; of two, the last counts.
func Getenv(environ []string, name string) string {
	for _, v := range slices.Backward(environ) {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}
