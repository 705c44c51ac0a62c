package theme

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// styles calls f for every style of t.
func styles(v reflect.Value, name string, f func(name string, s Style)) {
	for i := range v.NumField() {
		field, sub := v.Type().Field(i), v.Field(i)
		if !field.IsExported() {
			continue
		}
		switch s := sub.Interface().(type) {
		case Style:
			f(name+field.Name, s)
		case List, Article, Overlay, Timeline, Calendar:
			styles(sub, field.Name+".", f)
		}
	}
}

func themes() []*Theme {
	var out []*Theme
	for _, p := range []Profile{Full, Sixteen, Mono} {
		for _, dark := range []bool{true, false} {
			for _, ascii := range []bool{true, false} {
				out = append(out, New(Options{Dark: dark, Profile: p, ASCII: ascii}))
			}
			for _, s := range shipped() {
				out = append(out, New(Options{Dark: dark, Profile: p, Scheme: s}))
			}
		}
	}
	return out
}

// colour finds SGR parameters that set a colour.
var colour = regexp.MustCompile(`\x1b\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;|m)`)

func TestColours(t *testing.T) {
	for _, th := range themes() {
		styles(reflect.ValueOf(*th), "", func(name string, s Style) {
			got := s.Render("x")
			if th.Profile == Mono && colour.MatchString(got) {
				t.Errorf("%s: %s has a colour: %q", th.Name(), name, got)
			}
			if th.Profile == Sixteen && (strings.Contains(got, "38;") || strings.Contains(got, "48;")) {
				t.Errorf("%s: %s has a colour of its own: %q", th.Name(), name, got)
			}
			if Safe(got) != got {
				t.Errorf("%s: %s is not safe: %q", th.Name(), name, got)
			}
			if w := th.Width(s.Render("x")); w != 1 {
				t.Errorf("%s: %s adds %d columns", th.Name(), name, w-1)
			}
		})
	}
}

// TestStyle: a style draws what Lip Gloss draws, cell by cell.
func TestStyle(t *testing.T) {
	screen := func(s string) uv.ScreenBuffer {
		b := uv.NewScreenBuffer(24, 2)
		uv.NewStyledString(s).Draw(b, b.Bounds())
		return b
	}
	for _, th := range themes() {
		styles(reflect.ValueOf(*th), "", func(name string, s Style) {
			for _, text := range []string{"", "x", " two  words ", "日本 é", "a\tb", "one\ntwo"} {
				got, want := screen(s.Render(text)), screen(s.style.Render(text))
				for y := range 2 {
					for x := range 24 {
						g, w := *got.CellAt(x, y), *want.CellAt(x, y)
						if w.Content == " " { // a blank looks the same in bold
							g.Style.Attrs &^= uv.AttrBold | uv.AttrItalic
							w.Style.Attrs &^= uv.AttrBold | uv.AttrItalic
						}
						if !g.Equal(&w) {
							t.Fatalf("%s: %s of %q at %d, %d: %v, want %v", th.Name(), name, text, x, y, g, w)
						}
					}
				}
			}
		})
	}
	if got := (Style{}).Render("x\n"); got != "x\n" {
		t.Errorf("no style: %q", got)
	}
}

// TestStatesDiffer checks that what must be told apart is, in every theme.
func TestStatesDiffer(t *testing.T) {
	for _, th := range themes() {
		l := th.List
		for name, pair := range map[string][2]Style{
			"unread and read":           {l.RowUnread, l.Row},
			"selected and not":          {l.Selected, l.Row},
			"selected with and without": {l.Selected, l.SelectedBlur},
			"match and current match":   {th.Match, th.MatchCurrent},
			"added and removed":         {th.Article.Added, th.Article.Removed},
			"error and hint":            {th.Error, th.Hint},
			"unread and read bars":      {th.Timeline.Unread, th.Timeline.Read},
			"chosen bars and others":    {th.Timeline.Chosen, th.Timeline.Unread},
		} {
			if pair[0].Render("x") == pair[1].Render("x") {
				t.Errorf("%s: %s look the same", th.Name(), name)
			}
		}
	}
}

func TestMarks(t *testing.T) {
	for _, th := range themes() {
		v := reflect.ValueOf(th.Marks)
		for i := range v.NumField() {
			var marks []string
			switch m := v.Field(i).Interface().(type) {
			case string:
				marks = []string{m}
			case [4]string:
				marks = m[:]
			case []string:
				marks = m
			}
			for _, m := range marks {
				name := v.Type().Field(i).Name
				if th.ASCII && strings.IndexFunc(m, func(r rune) bool { return r > 0x7e }) >= 0 {
					t.Errorf("%s: %s is %q", th.Name(), name, m)
				}
				if w := th.Width(m); w != 1 && name != "Ellipsis" {
					t.Errorf("%s: %s is %d columns wide", th.Name(), name, w)
				}
			}
		}
	}
}

func TestMarkdownHasNoPadding(t *testing.T) {
	for _, th := range themes() {
		b, err := json.Marshal(th.Markdown())
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"background_color", "margin", "indent\""} {
			if strings.Contains(string(b), word) {
				t.Errorf("%s: the Markdown style has %s", th.Name(), word)
			}
		}
		if th.Profile == Mono && strings.Contains(string(b), `"color"`) {
			t.Errorf("%s: the Markdown style has a colour", th.Name())
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name     string
		o        Options
		s        string
		w        int
		cut, fit string
		width    int
	}{
		{"fits", Options{}, "abc", 5, "abc", "abc  ", 3},
		{"cut", Options{}, "abcdef", 4, "abc…", "abc…", 6},
		{"cut in ASCII", Options{ASCII: true}, "abcdef", 4, "a...", "a...", 6},
		{"no room for dots", Options{ASCII: true}, "abcdef", 2, "ab", "ab", 6},
		{"no room", Options{}, "abc", 0, "", "", 3},
		{"wide", Options{}, "橋橋橋", 4, "橋…", "橋… ", 6},
		{"styled", Options{}, "\x1b[1mabcdef\x1b[m", 4, "\x1b[1mabc…\x1b[m", "\x1b[1mabc…\x1b[m", 6},
		{"sequence by signs", Options{Graphemes: true}, "👍🏽", 5, "👍🏽", "👍🏽   ", 2},
		{"sequence by characters", Options{}, "👍🏽", 5, "👍", "👍   ", 2},
		{"family by signs", Options{Graphemes: true}, "a 👩‍👩‍👧‍👦 b", 5, "a 👩‍👩‍👧‍👦…", "a 👩‍👩‍👧‍👦…", 6},
		{"family by characters", Options{}, "a 👩‍👩‍👧‍👦 b", 5, "a 👩…", "a 👩…", 6},
		{"variation and keycap by characters", Options{}, "❤️☎️1️⃣", 5, "❤☎1", "❤☎1  ", 3},
		{"pride, kiss and Scotland by characters", Options{}, "🏳️‍🌈👩‍❤️‍💋‍👨🏴󠁧󠁢󠁳󠁣󠁴󠁿", 9, "🏳👩🏴", "🏳👩🏴    ", 5},
		{"flags of letters stay", Options{}, "🇩🇪🇫🇷", 4, "🇩🇪🇫🇷", "🇩🇪🇫🇷", 4},
		{"a joiner of letters stays", Options{}, "क\u094d\u200dष", 9, "क\u094d\u200dष", "क\u094d\u200dष       ", 2},
		{"a lone skin tone stays", Options{}, "a 🏽", 9, "a 🏽", "a 🏽     ", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := New(c.o)
			if got := th.Width(c.s); got != c.width {
				t.Errorf("%d columns, want %d", got, c.width)
			}
			if got := th.Truncate(c.s, c.w); got != c.cut {
				t.Errorf("truncated to %q, want %q", got, c.cut)
			}
			if got := th.Fit(c.s, c.w); got != c.fit {
				t.Errorf("fitted to %q, want %q", got, c.fit)
			}
		})
	}
}

func TestProfileOf(t *testing.T) {
	for in, want := range map[colorprofile.Profile]Profile{
		colorprofile.TrueColor: Full, colorprofile.ANSI256: Full, colorprofile.ANSI: Sixteen,
		colorprofile.Ascii: Mono, colorprofile.NoTTY: Mono, colorprofile.Unknown: Mono,
	} {
		if got := ProfileOf(in); got != want {
			t.Errorf("%v gives %d, want %d", in, got, want)
		}
	}
}
