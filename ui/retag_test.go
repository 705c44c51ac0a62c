package ui

import (
	"testing"

	"dateline/model"
)

func TestReadRetags(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []retag
	}{
		{"one", "later", []retag{{"later", false}}},
		{"several", "later  +sea #tram", []retag{{"later", false}, {"sea", false}, {"tram", false}}},
		{"blanks in quotes", `"climate change" -"old news"`, []retag{{"climate change", false}, {"old news", true}}},
		{"away", "-later -#sea", []retag{{"later", true}, {"sea", true}}},
		{"an open quote", `"climate ch`, []retag{{"climate ch", false}}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readRetags(c.text)
			if err != nil || len(got) != len(c.want) {
				t.Fatalf("got %v, %v; want %v", got, err, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %v, want %v", got[i], c.want[i])
				}
			}
		})
	}
}

// FuzzReadRetags: whatever is typed, it ends, and names are clean and not
// empty.
func FuzzReadRetags(f *testing.F) {
	for _, s := range []string{`a -b "c d" #e`, `"`, "-", `-"" x`, "a\x1b]0;x\a", "##"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rs, err := readRetags(text)
		for _, r := range rs {
			if r.name == "" || r.name != model.CleanLine(r.name) || err != nil {
				t.Errorf("%q: %+v, %v", text, r, err)
			}
		}
	})
}
