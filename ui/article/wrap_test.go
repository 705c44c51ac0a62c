package article

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		s     string
		width int
		want  []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "one two", 7, []string{"one two"}},
		{"at blanks", "one two three", 7, []string{"one two", "three"}},
		{"blank at the edge", "one two  three", 8, []string{"one two", "three"}},
		{"long word", "a abcdefgh b", 4, []string{"a", "abcd", "efgh", "b"}},
		{"hyphen", "well-known thing", 8, []string{"well-", "known", "thing"}},
		{"minus", "at -5 degrees", 4, []string{"at", "-5", "degr", "ees"}},
		{"newline", "a\nb c", 10, []string{"a", "b c"}},
		{"no-break space", "a b\u00a0c", 3, []string{"a", "b\u00a0c"}},
		{"ideographs", "新しい橋は来春", 6, []string{"新しい", "橋は来", "春"}},
		{"full stop stays", "新しい橋。来春", 8, []string{"新しい", "橋。来春"}},
		{"bracket opens", "新しい「橋」", 8, []string{"新しい", "「橋」"}},
		{"long vowel", "あいサーバー", 6, []string{"あい", "サー", "バー"}},
		{"style goes on", "\x1b[1mone two\x1b[m x", 4, []string{"\x1b[1mone\x1b[m", "\x1b[1mtwo\x1b[m", "x"}},
		{"link goes on", "\x1b]8;id=1;http://a.example\aone two\x1b]8;;\a", 4, []string{
			"\x1b]8;id=1;http://a.example\aone\x1b]8;;\x1b\\", "\x1b]8;id=1;http://a.example\atwo\x1b]8;;\a\x1b]8;;\x1b\\",
		}},
		{"wide sign in one column", "a橋b", 1, []string{"a", "?", "b"}},
		{"controls", "a\x07\rb", 5, []string{"ab"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			wrap(c.s, c.width, ansi.GraphemeWidth, func(s string, _ Break) { got = append(got, s) })
			if c.name == "link goes on" { // closed once or twice is the same
				for i := range got {
					got[i] = strings.TrimSuffix(got[i], "\x1b]8;;\x1b\\")
					c.want[i] = strings.TrimSuffix(c.want[i], "\x1b]8;;\x1b\\")
					got[i] = strings.TrimSuffix(got[i], "\x1b]8;;\a")
					c.want[i] = strings.TrimSuffix(c.want[i], "\x1b]8;;\a")
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzWrap checks that no line is too wide and that no text is lost.
func FuzzWrap(f *testing.F) {
	f.Add("one two-three 新しい橋。\x1b[1mbold 👩‍👩‍👧‍👦 e\u0301\x1b[m", uint8(5), true)
	f.Add("समाचार ข่าว a\u00adb", uint8(2), false)
	f.Fuzz(func(t *testing.T, s string, width uint8, graphemes bool) {
		s = model.CleanText(strings.ReplaceAll(s, "\x1b", "")) // as all text is
		m := ansi.WcWidth
		if graphemes {
			m = ansi.GraphemeWidth
		}
		w := max(1, int(width))
		for _, f := range []func(string, int, ansi.Method, func(string, Break)){wrap, hardwrap} {
			signs := 0
			f(s, w, m, func(line string, _ Break) {
				if n := m.StringWidth(line); n > w {
					t.Errorf("%q is %d columns wide, want at most %d", line, n, w)
				}
				signs += letters(line)
			})
			if want := letters(s); signs != want {
				t.Errorf("%d ASCII letters came out of %d", signs, want)
			}
		}
	})
}

// letters counts the ASCII letters outside of escape sequences.
func letters(s string) (n int) {
	for _, c := range appendPlain(nil, s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			n++
		}
	}
	return n
}
