package session

import (
	"testing"

	"dateline/model"
)

func TestRetags(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []model.TagChange
	}{
		{"one", "later", []model.TagChange{{Name: "later"}}},
		{"several", "later  +sea #tram", []model.TagChange{{Name: "later"}, {Name: "sea"}, {Name: "tram"}}},
		{"blanks in quotes", `"climate change" -"old news"`, []model.TagChange{{Name: "climate change"}, {Name: "old news", Drop: true}}},
		{"away", "-later -#sea", []model.TagChange{{Name: "later", Drop: true}, {Name: "sea", Drop: true}}},
		{"an open quote", `"climate ch`, []model.TagChange{{Name: "climate ch"}}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Retags(c.text, nil)
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

// TestRetagsAsKnown: a tag is spelled as it is known, whatever its case and accents.
func TestRetagsAsKnown(t *testing.T) {
	got, err := Retags("cafe -TOKYO", []model.TagCount{{Name: "Café"}, {Name: "Tōkyō"}})
	if err != nil || len(got) != 2 || got[0].Name != "Café" || got[1] != (model.TagChange{Name: "Tōkyō", Drop: true}) {
		t.Errorf("got %v, %v", got, err)
	}
}

// FuzzRetags: whatever is typed, it ends, and names are clean and not
// empty.
func FuzzRetags(f *testing.F) {
	for _, s := range []string{`a -b "c d" #e`, `"`, "-", `-"" x`, "a\x1b]0;x\a", "##"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rs, err := Retags(text, nil)
		for _, r := range rs {
			if r.Name == "" || r.Name != model.CleanLine(r.Name) || err != nil {
				t.Errorf("%q: %+v, %v", text, r, err)
			}
		}
	})
}
