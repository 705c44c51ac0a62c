package article

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestPlaceSurvives: the place in an article is found again, exactly at the
// same width, and with the same words about the top at another.
func TestPlaceSurvives(t *testing.T) {
	a := long(3000)
	a.Body += "\n\n```go\nfunc code() {}\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nThe end.[^1]\n\n[^1]: A note.\n"
	for _, scroll := range []int{0, 1, 2, 7, 40, 123, 200, 300} {
		r := newReader(t, 80, 20)
		r.open(a)
		r.Scroll(scroll)
		want, at := r.screen(), r.Position()
		if again := newReader(t, 80, 20); scroll != 1 && scroll != 2 { // in the header is at the beginning
			again.Show(a.ID)
			again.Resume(at)
			for _, c := range again.chunks(a) {
				again.Take(c)
			}
			if got := again.screen(); got != want {
				t.Errorf("after %d lines (at %d): got\n%s\nwant\n%s", scroll, at, got, want)
			}
			if got := again.Position(); got != at {
				t.Errorf("after %d lines: at %d, want %d", scroll, got, at)
			}
		}
		narrow := newReader(t, 40, 20)
		narrow.Show(a.ID)
		narrow.Resume(at)
		for _, c := range narrow.chunks(a) {
			narrow.Take(c)
		}
		words := strings.Fields(strings.Trim(ansi.Strip(r.text.lines[r.top+1].Text), " >-#"))
		if scroll > 7 && len(words) > 1 && !strings.Contains(narrow.screen(), words[0]) {
			t.Errorf("after %d lines: %q is not on the narrow screen:\n%s", scroll, words[0], narrow.screen())
		}
	}
}

// TestPlaceBeyond: a place that the text no longer has, or never had, is no
// fault.
func TestPlaceBeyond(t *testing.T) {
	a := tour(t)
	for _, at := range []int{-1, 0, 5, 1 << 30} {
		r := newReader(t, 60, 10)
		r.Show(a.ID)
		r.Resume(at)
		for _, c := range r.chunks(a) {
			r.Take(c)
		}
		if r.Shown() != a.ID {
			t.Errorf("at %d nothing is shown", at)
		}
		_ = r.screen()
	}
}
