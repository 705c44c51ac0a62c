package model_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

func TestCleanLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "A plain title", "A plain title"},
		{"blanks", "  A \t title\r\n with\u00a0blanks ", "A title with blanks"},
		{"escape sequences", "ev\x1b]52;c;AAAA\x07il", "ev]52;c;AAAAil"},
		{"C1", "a\u009b31mb\u0090q\u009c", "a31mbq"},
		{"raw C1 bytes", "a\x9b31mb", "a31mb"},
		{"bidirectional overrides", "a\u202eb\u2066c\u2069\u200f", "abc"},
		{"zero width", "pay\u200bpal\ufeff", "paypal"},
		{"invalid UTF-8", "a\xff\xfeb\xc3", "ab"},
		{"a replacement character that was there", "a\ufffdb", "a\ufffdb"},
		{"emoji sequence", "👩‍👩‍👧‍👦 day", "👩‍👩‍👧‍👦 day"},
		{"CJK", "選挙の結果", "選挙の結果"},
		{"flag of tags", "a 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F b", "a 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F b"},
		{"tags that hide a text", "a\U000E0067\U000E0062\U000E007F 🏴\U000E0067\U000E0062", "a 🏴"},
		{"only hidden", "\u200b\u202e", ""},
		{"kitty placeholder", "a\U0010eeeeb", "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := model.CleanLine(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"kept", "a\n\tb  c", "a\n\tb  c"},
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"escapes", "\x1b[31mred\x1bP1q\x00\x07\x7f", "[31mredP1q"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := model.CleanText(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzClean: whatever comes in, nothing that a terminal obeys comes out, and
// cleaning again changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\x1b[0m", "\u202e\u009b", "\xff", "a\u200d", "  \u200c "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, text := model.CleanLine(s), model.CleanText(s)
		for _, out := range []string{line, text} {
			if !utf8.ValidString(out) {
				t.Fatalf("%q: not UTF-8: %q", s, out)
			}
			for _, r := range out {
				if (unicode.IsControl(r) && r != '\n' && r != '\t') || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
					t.Fatalf("%q: %U comes through", s, r)
				}
			}
		}
		if strings.ContainsAny(line, "\n\t") {
			t.Fatalf("%q: more than one line: %q", s, line)
		}
		if again := model.CleanLine(line); again != line {
			t.Fatalf("%q: cleaned twice: %q, then %q", s, line, again)
		}
		if again := model.CleanText(text); again != text {
			t.Fatalf("%q: cleaned twice: %q, then %q", s, text, again)
		}
	})
}

func TestCleanTextFindsControlsAnywhere(t *testing.T) {
	const text = "plain text of some length"
	for at := range len(text) {
		for c := range 0x80 {
			in := text[:at] + string(rune(c)) + text[at:]
			want := in
			switch {
			case c == '\r':
				want = text[:at] + "\n" + text[at:]
			case c < 0x20 && c != '\n' && c != '\t' || c == 0x7f:
				want = text
			}
			if got := model.CleanText(in); got != want {
				t.Errorf("%#x at %d: got %q, want %q", c, at, got, want)
			}
		}
	}
}
