package linemode_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui/uitest"
)

// clean fails the test when what is written holds more than text.
func clean(t *testing.T, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("no UTF-8: %q", out)
	}
	for _, r := range out {
		if r < 0x20 && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.Fatalf("%q is written: %q", r, out)
		}
	}
}

// TestHostile: nothing in a document reaches the terminal but text.
func TestHostile(t *testing.T) {
	as := uitest.News()[:2]
	const bad = "x\x1b]0;such\x07\u202ey\u009bz\r\x1b[2J"
	as[0].Title, as[0].Source, as[0].Body, as[0].URL, as[0].Authors = bad, bad, bad+"\n\n["+bad+"](https://a.example/"+bad+")", "https://a.example/"+bad, []string{bad}
	as[0].Path, as[0].Tags = bad, []string{bad}
	as[1].Summary, as[1].Body = bad, ""
	o, _ := open(t, as)
	o.Title = bad
	clean(t, run(t, o, "1", "2", "info 1", "links", "copy-url", "copy-citation", "/"+bad, "save-view "+bad, "star 1", "find x", bad, "A"))
}

// TestWidths: no line is wider than the terminal, at any size, and no title is
// broken inside a word where there is room for it.
func TestWidths(t *testing.T) {
	as := uitest.News()
	as[0].Body += "\n| a | b |\n|---|---|\n| one | two |\n\n```\n" + strings.Repeat("code ", 30) + "\n```\n"
	for w := 5; w <= 300; w += 1 + w/10 {
		o, _ := open(t, as)
		o.Size, o.Echo = size(w, 24), false
		out := run(t, o, "1", "", "", "info 2", "?", "/senate since:2018 -x", "zoom", "timeline")
		for line := range strings.SplitSeq(out, "\n") {
			if n := ansi.StringWidthWc(strings.TrimPrefix(line, "> ")); n > w {
				t.Errorf("%d columns in %d: %q", n, w, line)
			}
			if w >= 20 && (strings.HasSuffix(line, "harbo") || strings.HasSuffix(line, "Harbou")) {
				t.Errorf("a word is broken at %d columns: %q", w, line)
			}
		}
		clean(t, out)
	}
}

// FuzzSession: whatever is typed, the session ends with its input and writes
// nothing but text.
func FuzzSession(f *testing.F) {
	for _, s := range []string{"1\n2\n", "/senate\nA\ny\nundo 3", "tag\n-\"x\nredate\n2018", "next-day 99;bottom;p;p", "view\nx", ":42;;down 3\x00\xff", "show x\nsort o\ndate .\ngoto-date 1", "find /(/\nfind ///"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		as := uitest.News()
		for i := range as {
			as[i].Body = model.CleanText(as[i].Body[:min(len(as[i].Body), 300)])
		}
		o, _ := open(t, as)
		clean(t, run(t, o, text))
	})
}
