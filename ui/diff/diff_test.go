package diff

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// marked writes a comparison as wdiff does.
func marked(ps []Paragraph) string {
	var out []string
	for _, p := range ps {
		var b strings.Builder
		for i, w := range p {
			if w.Blank && i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString([...]string{"", "-", "+"}[w.Op] + w.Text)
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ name, was, is, want string }{
		{"the same", "a b\n\nc", "a b\nc", "a b\nc"},
		{"both empty", "", " \n", ""},
		{"a word", "Seven were hurt today", "Nine were hurt today", "-Seven +Nine were hurt today"},
		{"a word more", "a c", "a b c", "a +b c"},
		{"a word less", "a b c", "a c", "a -b c"},
		{"all", "a b", "c d", "-a -b +c +d"},
		{"nothing before", "", "a b", "+a +b"},
		{"nothing after", "a b", "", "-a -b"},
		{"a paragraph more", "one\n\nthree", "one\n\ntwo\n\nthree", "one\n+two\nthree"},
		{"two in different paragraphs", "a b\nc\nd e", "a x\nc\nd y", "a -b +x\nc\nd -e +y"},
		{"blanks and lines do not count", "a  b\n\n\nc", "a b\nc", "a b\nc"},
		{"without blanks", "選挙の結果", "選挙の発表", "選挙の-結-果+発+表"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(Texts(c.was, c.is)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// check that a comparison holds both texts, in their order.
func check(t *testing.T, was, is string) {
	t.Helper()
	var a, b []string
	for _, p := range Texts(was, is) {
		for _, w := range p {
			if w.Op != Added {
				a = append(a, w.Text)
			}
			if w.Op != Removed {
				b = append(b, w.Text)
			}
		}
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if got := strings.Join(a, ""); got != bare(was) {
		t.Errorf("%q and %q: the old one is %q", was, is, got)
	}
	if got := strings.Join(b, ""); got != bare(is) {
		t.Errorf("%q and %q: the new one is %q", was, is, got)
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("a b c", "a c d")
	f.Add("one\n\ntwo three\n", "two\nthree 選挙")
	f.Add("", "\n \xff")
	f.Fuzz(check)
}

// TestShortest: the way is as short as the longest list that both hold, in its
// order, allows.
func TestShortest(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	list := func() []string {
		return strings.Split(strings.Repeat("x", r.Intn(2))+string("abc"[r.Intn(3)]), "")
	}
	for range 500 {
		var a, b []string
		for range r.Intn(12) {
			a = append(a, list()...)
		}
		for range r.Intn(12) {
			b = append(b, list()...)
		}
		same := 0
		for _, e := range edits(a, b) {
			if e.op == Same {
				same++
			}
		}
		if want := common(a, b); same != want {
			t.Fatalf("%v and %v: %d the same, want %d", a, b, same, want)
		}
	}
}

// common is the length of the longest common subsequence, by the textbook.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for i := range a {
		next := slices.Clone(row)
		for j := range b {
			if next[j+1] = max(row[j+1], next[j]); a[i] == b[j] {
				next[j+1] = row[j] + 1
			}
		}
		row = next
	}
	return row[len(b)]
}

// TestTooDifferent: texts that have nothing in common cost little.
func TestTooDifferent(t *testing.T) {
	var a, b strings.Builder
	for range 20_000 {
		a.WriteString("old ")
		b.WriteString("new ")
	}
	check(t, a.String(), b.String())
}
