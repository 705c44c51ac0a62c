package main

import (
	"regexp"
	"strings"
	"testing"

	"dateline/ui/sshd/sshtest"
)

// TestServeTerminals: colours come from the client's terminal, and nothing waits for an
// answer that never comes.
func TestServeTerminals(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"), "--limit", "sessions-per-reader=20")
	colour, indexed, direct := regexp.MustCompile(`\x1b\[[0-9;]*m`), regexp.MustCompile(`[34]8[;:]5`), regexp.MustCompile(`[34]8[;:]2`)
	for _, c := range []struct {
		name string
		env  map[string]string
		no   []*regexp.Regexp
		yes  *regexp.Regexp
	}{
		{"vt100", nil, []*regexp.Regexp{regexp.MustCompile(`\x1b\[[0-9;]*(3[0-7]|4[0-7]|38|48)[;m]`)}, nil},
		{"linux", nil, []*regexp.Regexp{indexed, direct}, colour},
		{"screen", nil, []*regexp.Regexp{direct}, colour},
		{"screen-256color", nil, []*regexp.Regexp{direct}, indexed},
		{"tmux-256color", nil, []*regexp.Regexp{direct}, indexed},
		{"xterm-256color", nil, []*regexp.Regexp{direct}, indexed},
		{"xterm-256color", map[string]string{"COLORTERM": "truecolor"}, nil, indexed},
		{"xterm-kitty", nil, nil, indexed},
		{"xterm-256color", map[string]string{"NO_COLOR": "1"}, []*regexp.Regexp{indexed, direct}, nil},
		{"unheard-of", nil, nil, nil},
	} {
		name := c.name
		for n, v := range c.env {
			name += " " + n + "=" + v
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := s.in(t).screen(key, sshtest.Terminal{Name: c.name, Env: c.env, Mute: true})
			x.See("Lighthouse keeper", "7 articles")
			x.Press("j")
			x.Press("\r")
			x.See("harbours")
			x.Press("Q")
			if code, _ := x.Ended(); code != exitOK {
				t.Errorf("exit code %d", code)
			}
			x.Restored()
			out := x.Output()
			for _, no := range c.no {
				if m := no.FindString(out); m != "" {
					t.Errorf("sends %q", m)
				}
			}
			if c.yes != nil && !c.yes.MatchString(out) {
				t.Errorf("sends nothing like %v", c.yes)
			}
		})
	}
}

// TestServeDumb: a terminal that knows no sequences gets line mode, in which the line can
// be edited as in a shell.
func TestServeDumb(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	x := s.screen(key, sshtest.Terminal{Name: "dumb", Mute: true})
	x.See("Lighthouse keeper", "7 articles")
	x.Press("/lighthouxe\x7f\x7fse\r")
	x.See("1 of 7")
	x.Press("1\r")
	x.See("2 December 2018")
	x.Press("nonsense words\x15star\r")
	x.See("tarred")
	x.Press("quit\r")
	if code, _ := x.Ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if out := x.Output(); strings.Contains(out, "\x1b") {
		t.Errorf("sends sequences: %q", out)
	}
	if got := s.run(key, "list --query is:starred", ""); !strings.Contains(got.Stdout, "Lighthouse keeper") {
		t.Errorf("the star is not kept: %+v", got)
	}
	y := s.screen(key, sshtest.Terminal{Name: "dumb", Mute: true})
	y.See("7 articles")
	y.Press("\x04")
	y.Ended()
}

// TestServeResize: the screen follows the size of the terminal.
func TestServeResize(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	x := s.screen(key, sshtest.Terminal{})
	x.See("Lighthouse keeper")
	for _, size := range [][2]int{{200, 60}, {40, 10}, {120, 40}, {80, 24}} {
		x.Resize(size[0], size[1])
		x.Until("the screen to fill", func(text string) bool {
			rows := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
			return strings.Contains(text, "Lighthouse") && strings.TrimSpace(rows[len(rows)-1]) != ""
		})
	}
}
