package article

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/model"
	"dateline/ui/theme"
)

// hostile is what documents may hold to get at a terminal. Each is put in raw,
// as entities, and into every place Markdown has.
var hostile = []string{
	"\x1b[2J", "\x1b]52;c;AAAA\x07", "\x1b]0;title\x1b\\", "\x1bPq#0;2;0;0;0\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^x\x1b\\", "\x1bc",
	"\u009b31m", "\u0090q\u009c", "\u009d52;c;AAAA\u009c", "\u009fGx\u009c", "\x9b31m", "\xff\xfe",
	"\r", "\b\b", "\x00", "\x7f", "\v\f", "\u202e\u2066", "\u200f\u061c", "\ufeff", "\u2028",
	"\x1b]8;;javascript:alert(1)\x07x\x1b]8;;\x07", "\x1b]8;;http://a.example\x1b]52;c;AAAA\x07", "\ufdd0\ufdd1", "\x1b[38;5;1", "\x1b]8;id=1;http://x",
	"\U000e0041", "\x1b", "\u00ad",
}

// entities writes every rune of s as a numeric reference.
func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

func hostileBody() string {
	var b strings.Builder
	for _, h := range hostile {
		for _, s := range []string{h, entities(h), strings.ReplaceAll(h, "\x1b", "&#x1b;"), strings.ReplaceAll(h, "\x1b", "&amp;#27;")} {
			fmt.Fprintf(&b, "p%sp *e%se* **s%s** ~~d%sd~~ `c%sc` [l%sl](http://h.example/%s \"%s\") ![a%sa](http://i.example/%s)\n\n", s, s, s, s, s, s, s, s, s, s)
			fmt.Fprintf(&b, "# h%sh\n\n> q%sq\n\n- i%si\n\n| a%s | b |\n|---|---|\n| c%sc | [d](http://t.example/%s) |\n\n", s, s, s, s, s, s)
			fmt.Fprintf(&b, "```x%s\ncode %s code\n```\n\n<div>%s<b>%s</b></div>\n\nnote[^n%d]\n\n[^n%d]: n%sn\n\n<http://auto.example/%s>\n\n", s, s, s, s, b.Len(), b.Len()+1, s, s)
		}
	}
	return b.String()
}

// check fails if a line holds anything but printable text, SGR and safe links,
// leaves something switched on, or is too wide.
func check(t testing.TB, th *theme.Theme, lines []string, width int) {
	t.Helper()
	for i, s := range lines {
		if safe := theme.Safe(s); safe != s {
			t.Fatalf("line %d is not safe: %q", i, s)
		}
		if !utf8.ValidString(s) {
			t.Fatalf("line %d is not UTF-8: %q", i, s)
		}
		if w := th.Width(s); w > width {
			t.Fatalf("line %d is %d columns wide, want at most %d: %q", i, w, width, s)
		}
		var p sgrState
		for rest := s; rest != ""; {
			n := 1
			if rest[0] == 0x1b {
				n = escape(rest)
				p.apply(rest[:n])
			}
			rest = rest[n:]
		}
		if p != (sgrState{}) {
			t.Fatalf("line %d leaves %+v switched on: %q", i, p, s)
		}
	}
}

func hostileArticle() model.Article {
	all := strings.Join(hostile, "x")
	return model.Article{
		ID: "x", Title: "T" + all, Source: all, Authors: []string{all}, Tags: []string{all}, URL: "http://a.example/" + all,
		Body: hostileBody(), Enclosures: []model.Enclosure{{URL: "http://e.example/" + all, Type: all}, {URL: all}},
		State: model.State{Tags: []string{all}},
	}
}

func TestNothingHostileReachesTheLines(t *testing.T) {
	for _, o := range []theme.Options{{Dark: true}, {Profile: theme.Mono, ASCII: true}, {Dark: true, Graphemes: true}} {
		th := theme.New(o)
		for _, w := range []int{200, 80, 33, 7} {
			a := hostileArticle()
			check(t, th, linesOf(render(t, a, th, w, 10)), w)
			a.Summary, a.Body = a.Body, ""
			check(t, th, linesOf(render(t, a, th, w, 10)), w)
		}
	}
}

func TestGeometry(t *testing.T) {
	body := read(t, "testdata/tour.md") + "\n" + read(t, "testdata/scripts.md")
	for _, graphemes := range []bool{false, true} {
		th := theme.New(theme.Options{Dark: true, Graphemes: graphemes})
		for w := 1; w <= 200; w++ {
			a := tour(t)
			a.Body = body
			check(t, th, linesOf(render(t, a, th, w, 1+w%50)), w)
		}
	}
}

func FuzzRender(f *testing.F) {
	for i, part := range strings.SplitAfter(read(f, "testdata/tour.md")+read(f, "testdata/scripts.md"), "\n\n") {
		f.Add(part, uint8(5+i*7))
	}
	for i, h := range hostile {
		f.Add("a"+h+"b ["+entities(h)+"](http://x.example/"+h+") `"+h+"`\n\n> - "+h, uint8(i))
	}
	f.Add("> > > - - 1. x\n\n*a **b ~~c* d** e~~", uint8(10))
	f.Add("|a|\n|-|\n|b|c|d|\n\n```\n<script>\n[x]: y\n[^a]: b [^a]\n[^a]", uint8(3))
	r := NewRenderer()
	f.Fuzz(func(t *testing.T, body string, width uint8) {
		body = body[:min(len(body), 4000)]
		th := theme.New(theme.Options{Dark: width%2 == 0, Graphemes: width%3 == 0})
		var lines []string
		q := Request{Width: int(width), Height: 5, Theme: th, Now: now}
		err := r.Render(t.Context(), model.Article{Title: "t", Body: body}, q, func(c Chunk) bool {
			lines = append(lines, linesOf([]Chunk{c})...)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		check(t, th, lines, max(1, int(width)))
	})
}
