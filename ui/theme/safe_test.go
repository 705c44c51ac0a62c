package theme

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	long := "http://a.example/" + strings.Repeat("x", maxURL)
	for _, c := range []struct{ name, in, want string }{
		{"text", "plain text", "plain text"},
		{"scripts", "日本語 é 👩‍👩‍👧 עברית", "日本語 é 👩‍👩‍👧 עברית"},
		{"colour", "\x1b[38;5;110;4mx\x1b[m", "\x1b[38;5;110;4mx\x1b[m"},
		{"underline style", "\x1b[4:3mx\x1b[0m", "\x1b[4:3mx\x1b[0m"},
		{"link", "\x1b]8;id=1;https://a.example/b?c=d\x1b\\x\x1b]8;;\x1b\\", "\x1b]8;id=1;https://a.example/b?c=d\x1b\\x\x1b]8;;\x1b\\"},
		{"link ended by a bell", "\x1b]8;;mailto:a@b.example\ax\x1b]8;;\a", "\x1b]8;;mailto:a@b.example\x1b\\x\x1b]8;;\x1b\\"},
		{"link to a script", "\x1b]8;;javascript:alert(1)\ax\x1b]8;;\a", "x\x1b]8;;\x1b\\"},
		{"link to a file", "\x1b]8;;file:///etc/passwd\ax", "x"},
		{"link too long", "\x1b]8;;" + long + "\ax", "x"},
		{"link with a parameter", "\x1b]8;id=a:foo=b;http://a.example\ax", "x"},
		{"link without an end", "\x1b]8;;http://a.example", "]8;;http://a.example"},
		{"clipboard", "\x1b]52;c;AAAA\a", "]52;c;AAAA"},
		{"title", "\x1b]0;x\x1b\\y", "]0;x\\y"},
		{"clear", "a\x1b[2Jb", "a[2Jb"},
		{"cursor", "\x1b[10;10Hx", "[10;10Hx"},
		{"private mode", "\x1b[?25lx", "[?25lx"},
		{"modify keys", "\x1b[>4;2mx", "[>4;2mx"},
		{"device control", "\x1bPq\x1b\\", "Pq\\"},
		{"application command", "\x1b_Ga\x1b\\", "_Ga\\"},
		{"C1", "a\u009b31mb\u0090c\u009d", "a31mbc"},
		{"C1 bytes", "a\x9b31m", "a31m"},
		{"controls", "a\rb\bc\x00d\x7fe", "a\nbcde"},
		{"newline and tab", "a\nb\tc", "a b c"},
		{"overrides", "a\u202eb\u2066c\u200f", "abc"},
		{"a picture", "│\x1b[38;5;7m\U0010EEEE\u0305\u030d\U0010EEEE\u0305\u030e\x1b[m", "│\x1b[38;5;7m\U0010EEEE\u0305\u030d\U0010EEEE\u0305\u030e\x1b[m"},
		{"a picture without its colour", "\x1b[31m\U0010EEEE\u0305\u030d", "\x1b[31m\u0305\u030d"},
		{"a picture of none of its parts", "\x1b[38;5;7m\U0010EEEEx\u0305", "\x1b[38;5;7mx\u0305"},
		{"a picture in text", "\U0010EEEE\u0305\u030d", "\u0305\u030d"},
		{"bare escape", "\x1b", ""},
		{"endless colour", "\x1b[" + strings.Repeat("1;", 60) + "mx", "[" + strings.Repeat("1;", 60) + "mx"},
		{"a sequence in a sequence", "\x1b\x1b[2J[31m", "[2J[31m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.ReplaceAll(c.want, "\n", " ")
			if got := Safe(c.in); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestSafeURL(t *testing.T) {
	for _, c := range []struct {
		in, want string
		ok       bool
	}{
		{"https://a.example/b c", "https://a.example/b%20c", true},
		{"http://a.example/ä?q=ü|<b>", "http://a.example/%C3%A4?q=%C3%BC%7C%3Cb%3E", true},
		{"HTTP://a.example", "http://a.example", true},
		{"mailto:a@b.example", "mailto:a@b.example", true},
		{"", "", false},
		{"/relative", "", false},
		{"//a.example", "", false},
		{"http:///path", "", false},
		{"javascript:alert(1)", "", false},
		{"data:text/html,x", "", false},
		{"file:///x", "", false},
		{"http://a.example/\x1b[2J", "", false},
		{"http://a.example/\a", "", false},
		{"http://[::1", "", false},
	} {
		if got, ok := SafeURL(c.in); ok != c.ok || got != c.want {
			t.Errorf("SafeURL(%q) = %q, %v, want %q, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

// FuzzSafe checks that nothing but text, SGR and links comes through, and that
// what is safe stays as it is.
func FuzzSafe(f *testing.F) {
	for _, s := range []string{"a", "\x1b[1mx\x1b[m", "\x1b]8;;http://a.example\ax", "\x1b]52;c;A\a", "\u009b31m\xff\u202e", "\x1bP\x1b\\", "\x1b[38;5;7m\U0010EEEE\u0305\u030d\U0010EEEE\u0305"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Safe(s)
		if again := Safe(got); again != got {
			t.Fatalf("%q becomes %q, then %q", s, got, again)
		}
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		for i := 0; i < len(got); {
			r, n := utf8.DecodeRuneInString(got[i:])
			switch {
			case r == 0x1b:
				var b strings.Builder
				if n = sgr(got[i:]); n == 0 {
					n = hyperlink(&b, got[i:])
				}
				if n == 0 {
					t.Fatalf("%q holds a sequence", got)
				}
				n += placeholders(got[i:i+n], got[i+n:])
			case r == 0x10eeee:
				t.Fatalf("%q holds a part of a picture", got)
			case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e:
				t.Fatalf("%q holds %U", got, r)
			}
			i += n
		}
	})
}
