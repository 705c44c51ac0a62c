package theme

import (
	"errors"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

// luminance and contrast are those of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// textRoles are words to be read.
var textRoles = []string{"muted", "accent", "source", "star", "link", "problem", "good", "code"}

// xterm are the sixteen colours that xterm gives the numbers; other terminals
// have theirs.
var xterm = []string{
	"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
	"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
}

func shade(c string) color.Color {
	if n, err := strconv.Atoi(c); err == nil && n < len(xterm) {
		c = xterm[n]
	}
	return lipgloss.Color(c)
}

// TestContrast: what is to be read has a contrast of 4.5:1 or more, on the
// backgrounds a scheme was made for, on black and white, and on its own bars.
func TestContrast(t *testing.T) {
	const least = 4.5
	for _, s := range shipped() {
		for _, dark := range []bool{true, false} {
			p, grounds, text := s.forBackground(dark), []string{"#000000", "#1e1e1e", s.backgrounds[0]}, "#d0d0d0"
			if !dark {
				grounds, text = []string{"#ffffff", s.backgrounds[1]}, "#262626"
			}
			if s.name == TerminalScheme {
				grounds = grounds[:1] // its colours go with the terminal's own
			}
			check := func(what, fg, bg string) {
				if got := contrast(shade(fg), shade(bg)); got < least {
					t.Errorf("%s, dark %v: %s: %s on %s has %.2f", s.name, dark, what, fg, bg, got)
				}
			}
			for _, name := range textRoles {
				for _, g := range grounds {
					if p[name].fg != "" {
						check(name, p[name].fg, g)
					}
				}
			}
			for _, name := range []string{"selected", "blurred", "bar", "match", "current"} {
				r := p[name]
				if r.bg == "" {
					continue
				}
				fg := r.fg
				if fg == "" {
					fg = text
				}
				check("text on "+name, fg, r.bg)
			}
			if bar := p["bar"]; bar.bg != "" && bar.fg == "" && bar.attrs&isReverse == 0 {
				th := New(Options{Dark: dark, Scheme: s})
				for what, style := range map[string]Style{"muted on the bar": th.Status, "notice on the bar": th.Notice} {
					if got := contrast(style.style.GetForeground(), style.style.GetBackground()); got < least {
						t.Errorf("%s, dark %v: %s has %.2f", s.name, dark, what, got)
					}
				}
			}
		}
	}
}

// TestShipped: every scheme says the look of every role, of both kinds.
func TestShipped(t *testing.T) {
	if len(Names()) != 6 {
		t.Errorf("there are %d schemes: %v", len(Names()), Names())
	}
	for _, s := range shipped() {
		for _, p := range []palette{s.dark, s.light} {
			for _, name := range roleNames {
				if _, ok := p[name]; !ok {
					t.Errorf("%s says nothing of %s", s.name, name)
				}
			}
			if len(p) != len(roleNames) {
				t.Errorf("%s has %d roles of %d", s.name, len(p), len(roleNames))
			}
		}
	}
	for _, p := range []palette{Shipped(TerminalScheme).dark, Shipped(TerminalScheme).light} {
		if !p.ansiOnly() {
			t.Errorf("the terminal's scheme has a colour of its own: %s", p.key())
		}
	}
}

func TestParseRole(t *testing.T) {
	for _, c := range []struct{ in, want, err string }{
		{"", "default", ""},
		{"default", "default", ""},
		{"red", "red", ""},
		{"9 bold", "bright-red bold", ""},
		{"#88C0D0 underline bold", "#88c0d0 bold underline", ""},
		{"#abc", "#aabbcc", ""},
		{"black on yellow", "black on yellow", ""},
		{"on 237", "on 237", ""},
		{"reverse", "reverse", ""},
		{"246", "246", ""},
		{"256", "", "no colour"},
		{"#12", "", "no colour"},
		{"#gggggg", "", "no colour"},
		{"pink", "", "no colour"},
		{"red blue", "", "two colours"},
		{"red on", "", `ends with "on"`},
		{"-1", "", "no colour"},
	} {
		r, err := parseRole(c.in)
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%q: got error %v, want %q", c.in, err, c.err)
			continue
		}
		if err == nil && r.String() != c.want {
			t.Errorf("%q is %q, want %q", c.in, r, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	s, err := Parse("mine", Spec{
		"base": "nord", "accent": "red bold", "muted": int64(8),
		"light": map[string]any{"accent": "blue"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dark       bool
		name, want string
	}{
		{true, "accent", "red bold"},
		{false, "accent", "blue"},
		{false, "muted", "bright-black"},
		{true, "star", Shipped("nord").dark["star"].String()},
	} {
		if got := s.forBackground(c.dark)[c.name].String(); got != c.want {
			t.Errorf("dark %v: %s is %q, want %q", c.dark, c.name, got, c.want)
		}
	}
	if Shipped("nord").dark["accent"].String() == "red bold" {
		t.Error("the scheme it is made from has changed")
	}
	for _, c := range []struct {
		name string
		spec Spec
		path []string
		msg  string
	}{
		{"a role there is not", Spec{"acent": "red"}, []string{"acent"}, `no role "acent"`},
		{"within", Spec{"dark": map[string]any{"star": "pink"}}, []string{"dark", "star"}, `"pink"`},
		{"a kind", Spec{"star": 1.5}, []string{"star"}, "wants a text"},
		{"no table", Spec{"dark": "red"}, []string{"dark"}, "table"},
		{"a base there is not", Spec{"base": "mine"}, []string{"base"}, `"mine" is no theme`},
	} {
		_, err := Parse("mine", c.spec)
		var all SpecErrors
		if !errors.As(err, &all) || len(all) != 1 || !slices.Equal(all[0].Path, c.path) || !strings.Contains(all[0].Msg, c.msg) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	var all SpecErrors
	if _, err := Parse("mine", Spec{"acent": "red", "star": "pink", "light": true}); !errors.As(err, &all) || len(all) != 3 {
		t.Errorf("got %v, want three errors", err)
	}
}

// TestSixteen: a scheme with colours of its own gives way where there are
// sixteen; one that keeps to these does not. Without colour none has any.
func TestSixteen(t *testing.T) {
	own, err := Parse("own", Spec{"base": "terminal", "accent": "red"})
	if err != nil {
		t.Fatal(err)
	}
	if got := New(Options{Dark: true, Profile: Sixteen, Scheme: own}).palette["accent"].String(); got != "red" {
		t.Errorf("accent is %q", got)
	}
	for _, s := range append(shipped(), own) {
		for _, dark := range []bool{true, false} {
			if th := New(Options{Dark: dark, Profile: Sixteen, Scheme: s}); !th.palette.ansiOnly() {
				t.Errorf("%s has colours of its own where there are sixteen", s.name)
			}
			if th := New(Options{Dark: dark, Profile: Mono, Scheme: s}); len(th.palette) > 0 {
				t.Errorf("%s has colours where there are none", s.name)
			}
		}
	}
}

// FuzzParseRole: what is read is written so that it is read the same.
func FuzzParseRole(f *testing.F) {
	for _, s := range []string{"red", "on 237", "#abc bold", "black on #123456 reverse"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := parseRole(text)
		if err != nil {
			return
		}
		if again, err := parseRole(r.String()); err != nil || again != r {
			t.Errorf("%q is %q, which is %q, %v", text, r, again, err)
		}
	})
}
