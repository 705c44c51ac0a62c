package article

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// outline writes the blocks of a body with their texts, cut into pieces of at
// least size bytes.
func outline(body string, size int) string {
	p := newParser()
	ps := split(body, size)
	s := newScope(p, ps)
	var b strings.Builder
	for _, t := range ps.text {
		in := inliner{src: []byte(t)}
		root := s.parse(p, in.src)
		for n := root.FirstChild(); n != nil; n = n.NextSibling() {
			if n.Kind() != ast.KindLinkReferenceDefinition {
				fmt.Fprintf(&b, "%s %q\n", n.Kind(), in.words(n)+string(n.Lines().Value(in.src)))
			}
		}
	}
	return b.String()
}

// TestSplitChangesNothing checks that a body means the same in pieces.
func TestSplitChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, body string }{
		{"tour", strings.Repeat(read(t, "testdata/tour.md")+"\n", 4)},
		{"loose list", "intro\n\n- a\n\n- b\n\n  more of b\n\n- c\n\nend\n\n1. x\n\n2. y\n\n   z\n\nend"},
		{"fence with blank lines", "a\n\n```\nx\n\ny\n\n# no heading\n```\n\nb\n\n~~~~\n```\n\n~~~\n~~~~\n\nc"},
		{"open fence", "a\n\n```\nx\n\ny"},
		{"comment", "a\n\n<!-- x\n\ny -->\n\nb\n\n<pre>\n\nx\n\n</pre>\n\nc"},
		{"indented code", "a\n\n    x\n\n    y\n\nb"},
		{"quotes", "> a\n\n> b\nlazy\n\nc"},
		{"reference before and after", "[a]: http://x.example\n\n[b] and [a]\n\ntext\n\n[a] and [b]\n\n[b]: <http://y.example> \"t\""},
		{"reference in code", "```\n[a]: http://x.example\n```\n\n[a]"},
		{"setext", "a\n===\n\nb\n---\n\nc"},
		{"crlf", "a\r\n\r\nb\r\n\r\n- c\r\n\r\n- d"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := outline(c.body, 1), outline(c.body, 1<<30); got != want {
				t.Errorf("in pieces:\n%s\nas a whole:\n%s", got, want)
			}
		})
	}
}

func TestSplitNotes(t *testing.T) {
	ps := split("a[^1]\n\n[^1]: one\n\n    two\n\n\tthree\n[^2]: x\n\nb\n", 1)
	if len(ps.notes) != 2 || ps.notes[0].text != "one\n\ntwo\n\nthree" || ps.notes[1].text != "x" {
		t.Errorf("notes: %q", ps.notes)
	}
	if got := strings.Join(ps.text, "|"); got != "a[^1]\n\n|b\n" {
		t.Errorf("text: %q", got)
	}
}

func TestSplitIsBounded(t *testing.T) {
	for _, c := range []struct{ name, body string }{
		{"one line", strings.Repeat("word ", 20000)},
		{"one word", strings.Repeat("é", 50000)},
		{"one paragraph", strings.Repeat("a line of text\n", 9000)},
		{"one list", strings.Repeat("- item\n\n", 9000)},
		{"one fence", "```\n" + strings.Repeat("code\n\n", 20000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			sum := 0
			for _, p := range split(c.body, pieceSize).text {
				if len(p) > pieceMax+lineMax {
					t.Errorf("a piece of %d bytes", len(p))
				}
				sum += len(p)
			}
			if sum < len(c.body) {
				t.Errorf("%d bytes of %d are left", sum, len(c.body))
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("a\n\n- b\n\n```\nc\n\n[^n]: d")
	f.Add(read(f, "testdata/tour.md"))
	f.Fuzz(func(t *testing.T, body string) {
		for _, p := range split(body, 10).text {
			if len(p) > pieceMax+lineMax+len(body)/2 {
				t.Errorf("a piece of %d bytes", len(p))
			}
		}
	})
}
