package ui_test

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hinshun/vt10x"

	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// reading returns a session on the articles of the fixture.
func reading(t *testing.T) host.Session {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(t.Context(), news(), noon); err != nil {
		t.Fatal(err)
	}
	return host.Session{Library: lib, Host: host.Funcs{}, Now: func() time.Time { return noon }, Title: "fixture.txt"}
}

// shown returns the rows of a terminal of 80 by 24 that has got some bytes.
func shown(out string) string {
	vt := vt10x.New(vt10x.WithSize(80, 24))
	_, _ = vt.Write([]byte(out))
	rows := strings.Split(strings.TrimSuffix(vt.String(), "\n"), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return strings.Join(rows, "\n")
}

// until waits for a terminal to show texts.
func (r *remote) see(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		for late := time.Now().Add(20 * time.Second); !strings.Contains(shown(r.String()), text); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(late) {
				t.Fatalf("waited in vain for %q; the terminal shows:\n%s", text, shown(r.String()))
			}
		}
	}
}

// still waits until the terminal has got nothing for a while.
func (r *remote) still() {
	for n := -1; n != len(r.String()); time.Sleep(300 * time.Millisecond) {
		n = len(r.String())
	}
}

var (
	sgr = regexp.MustCompile("\x1b\\[([0-9;:]*)m")
	osc = regexp.MustCompile("\x1b\\]([0-9]*)")
)

// colours returns the largest range of colours that a terminal was sent: "", "16", "256" or
// "rgb".
func colours(out string) string {
	most := ""
	for _, m := range sgr.FindAllStringSubmatch(out, -1) {
		parts := strings.FieldsFunc(m[1], func(r rune) bool { return r == ';' || r == ':' })
		for i := 0; i < len(parts); i++ {
			p, next := parts[i], ""
			if i+1 < len(parts) {
				next = parts[i+1]
			}
			switch {
			case (p == "38" || p == "48" || p == "58") && next == "2":
				return "rgb"
			case (p == "38" || p == "48" || p == "58") && next == "5":
				most, i = "256", i+2
			case len(p) == 2 && strings.ContainsAny(p[:1], "349") && !strings.HasSuffix(p, "9"), strings.HasPrefix(p, "10") && len(p) == 3:
				if most == "" {
					most = "16"
				}
			}
		}
	}
	return most
}

// TestTerminalTypes: a terminal elsewhere gets what it understands, by what its client has
// said and whatever the process's own is; no question waits for an answer.
func TestTerminalTypes(t *testing.T) {
	t.Setenv("TERM", "xterm-kitty")
	t.Setenv("COLORTERM", "truecolor")
	t.Setenv("TMUX", "/tmp/tmux-0/default,1,0")
	for _, c := range []struct {
		environ string
		colours string
		osc     bool
	}{
		{"TERM=vt100", "", false},
		{"TERM=linux", "16", false},
		{"TERM=screen", "256", true},
		{"TERM=tmux-256color", "256", true},
		{"TERM=xterm", "16", true},
		{"TERM=xterm-256color", "256", true},
		{"TERM=xterm-256color NO_COLOR=1", "", true},
		{"TERM=xterm-kitty", "256", true},
	} {
		t.Run(c.environ, func(t *testing.T) {
			o := ui.Options{Session: reading(t)}
			o.WeekStart = time.Monday
			in, keys := io.Pipe()
			r := &remote{keys: keys}
			o.Terminal = ui.RemoteTerminal(in, r, strings.Fields(c.environ), host.NewEvents(host.Size{Width: 80, Height: 24}))
			ended := runOn(t, r, o)
			r.see(t, "Harbour reopens", "12 unread", "quiet")
			r.still()
			name, _, _ := strings.Cut(c.environ, " ")
			if name = strings.TrimPrefix(name, "TERM="); name == "vt100" || name == "linux" {
				golden(t, "remote-"+name+"-80x24", shown(r.String()))
			}
			_, _ = io.WriteString(keys, "jj")
			r.still()
			_, _ = io.WriteString(keys, "Q")
			if err := returned(t, ended); err != nil {
				t.Error(err)
			}
			out := r.String()
			if got := colours(out); got != c.colours {
				t.Errorf("it got %q colours, want %q", got, c.colours)
			}
			if got := osc.MatchString(out); got != c.osc {
				t.Errorf("it got commands (OSC): %v, want %v: %q", got, c.osc, osc.FindAllString(out, -1))
			}
			if strings.Contains(out, "\x1bPtmux") {
				t.Error("it is taken for the tmux of the process")
			}
		})
	}
}

// slowly is a terminal that takes a while for some of its frames.
type slowly struct {
	*remote
	wait chan time.Duration
}

// Write implements io.Writer.
func (s slowly) Write(p []byte) (int, error) {
	select {
	case d := <-s.wait:
		time.Sleep(d)
	default:
	}
	return s.remote.Write(p)
}

// TestLowBandwidth: little is sent where the reader has set it, once a frame has waited,
// and where the terminal answers late; :set bandwidth full ends it. The status line says so.
func TestLowBandwidth(t *testing.T) {
	t.Run("set", func(t *testing.T) {
		d := open(t, news(), 80, 24, func(o *ui.Options) { o.Bandwidth = config.BandwidthLow })
		d.See("Harbour reopens", "12 unread", "The harbour was quiet", "low bandwidth")
		d.Settle()
		golden(t, "low-bandwidth-80x24", d.Screen())
		d.Type(":set bandwidth full")
		d.Press("enter")
		d.Gone("low bandwidth")
	})
	const late = 400 * time.Millisecond
	begin := func(t *testing.T, set string) slowly {
		t.Helper()
		o := ui.Options{Session: reading(t)}
		o.Bandwidth = set
		in, keys := io.Pipe()
		s := slowly{&remote{keys: keys}, make(chan time.Duration, 1)}
		o.Terminal = ui.RemoteTerminal(in, s, []string{"TERM=xterm-256color"}, host.NewEvents(host.Size{Width: 80, Height: 24}))
		runOn(t, s.remote, o)
		s.see(t, "Harbour reopens", "12 unread")
		s.still()
		return s
	}
	t.Run("a frame waits", func(t *testing.T) {
		s := begin(t, "")
		_, _ = io.WriteString(s.keys, "j")
		s.still()
		if strings.Contains(s.String(), "low bandwidth") {
			t.Fatal("at once")
		}
		s.wait <- late
		_, _ = io.WriteString(s.keys, "j")
		s.see(t, "low bandwidth")
		_, _ = io.WriteString(s.keys, ":set bandwidth full\r")
		for strings.Contains(shown(s.String()), "low bandwidth") {
			time.Sleep(5 * time.Millisecond)
		}
	})
	t.Run("a late answer", func(t *testing.T) {
		s := begin(t, "")
		time.Sleep(late)
		_, _ = io.WriteString(s.keys, "\x1b]11;rgb:0000/0000/0000\x1b\\")
		s.see(t, "low bandwidth")
	})
	t.Run("full", func(t *testing.T) {
		s := begin(t, config.BandwidthFull)
		s.wait <- late
		_, _ = io.WriteString(s.keys, "j\x1b]11;rgb:0000/0000/0000\x1b\\")
		time.Sleep(late)
		s.still()
		if strings.Contains(s.String(), "low bandwidth") {
			t.Error("although the reader wants all")
		}
	})
}
