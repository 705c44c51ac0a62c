package termtype_test

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"dateline/ui/termtype"
)

func TestProfile(t *testing.T) {
	t.Setenv("COLORTERM", "truecolor") // of this process, which is none of theirs
	t.Setenv("TERM", "xterm-kitty")
	for _, c := range []struct {
		environ []string
		want    colorprofile.Profile
	}{
		{nil, colorprofile.NoTTY},
		{[]string{"TERM=dumb"}, colorprofile.NoTTY},
		{[]string{"TERM=vt100"}, colorprofile.ASCII},
		{[]string{"TERM=vt220"}, colorprofile.ASCII},
		{[]string{"TERM=xterm-mono"}, colorprofile.ASCII},
		{[]string{"TERM=linux"}, colorprofile.ANSI},
		{[]string{"TERM=xterm"}, colorprofile.ANSI},
		{[]string{"TERM=screen"}, colorprofile.ANSI256},
		{[]string{"TERM=screen-256color"}, colorprofile.ANSI256},
		{[]string{"TERM=tmux-256color"}, colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color"}, colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, colorprofile.TrueColor},
		{[]string{"TERM=xterm-kitty"}, colorprofile.TrueColor},
		{[]string{"TERM=xterm-kitty", "NO_COLOR=1"}, colorprofile.ASCII},
	} {
		if got := termtype.Profile(c.environ); got != c.want {
			t.Errorf("%v: got %v, want %v", c.environ, got, c.want)
		}
	}
}

func TestLinkless(t *testing.T) {
	for name, want := range map[string]bool{
		"": true, "dumb": true, "linux": true, "cons25": true, "vt100": true, "wsvt25": true, "pccon0": true, "sun-color": true,
		"xterm-256color": false, "screen": false, "tmux": false, "foot": false, "xterm-kitty": false,
	} {
		if termtype.Linkless(name) != want {
			t.Errorf("%q: got %v", name, !want)
		}
	}
}
