package feed

import (
	"errors"
	"testing"
)

func TestLoadOne(t *testing.T) {
	tree(t, map[string]string{"one.jsonl": object("A"), "two.jsonl": object("A") + "\n" + object("B"), "none.xml": `<rss version="2.0"><channel><title>News</title></channel></rss>`, "empty": ""})
	var source *SourceError
	for _, c := range []struct {
		place, title string
		err          error // ErrSeveral, ErrNone, or nil
		failed       bool
	}{
		{"one.jsonl", "A", nil, false},
		{"two.jsonl", "", ErrSeveral, false},
		{"none.xml", "", ErrNone, false},
		{"empty", "", nil, true},
		{"nosuch", "", nil, true},
	} {
		a, err := LoadOne(t.Context(), c.place, Options{})
		if a.Title != c.title || !c.failed && !errors.Is(err, c.err) || errors.As(err, &source) != c.failed {
			t.Errorf("%s: got %q, %v", c.place, a.Title, err)
		}
	}
}
