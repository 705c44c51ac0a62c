package session

import (
	"testing"

	"dateline/model"
)

func TestNextSource(t *testing.T) {
	all := []model.Source{{Title: "A b"}, {Title: "Capital"}, {Title: "Capital Two"}, {Title: "Nótes"}}
	for _, c := range []struct {
		filter string
		n      int
		want   string // "": an error
	}{
		{"", 1, `source:"A b"`},
		{"", -1, "source:Nótes"},
		{"is:unread 2018", 2, "is:unread 2018 source:=Capital"},
		{`source:"A b" is:unread`, 1, "source:=Capital is:unread"},
		{"source:=Capital", 1, `source:"Capital Two"`},
		{"source:/^Capital$/", -1, `source:"A b"`},
		{"source:capital", 9, "source:Nótes"},
		{"source:notes", 1, ""},
		{`source:"a b"`, -1, ""},
		{"source:gone", 1, `source:"A b"`},
	} {
		got, err := NextSource(c.filter, all, c.n)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q, %+d: got %q, %v, want %q", c.filter, c.n, got, err, c.want)
		}
	}
	twice := []model.Source{{Title: "One"}, {Title: "Two", Path: "/x/a"}, {Title: "Two", Path: "/x/b"}, {Title: "twó", Path: "/x/b/c"}, {Title: "Zero"}}
	text := ""
	for _, want := range []string{"source:One", `source:"/x/a"`, `source:="/x/b"`, `source:"/x/b/c"`, "source:Zero"} { // each namesake by itself
		var err error
		if text, err = NextSource(text, twice, 1); err != nil || text != want {
			t.Errorf("got %q, %v, want %q", text, err, want)
		}
	}
	if _, err := NextSource("", nil, 1); err == nil {
		t.Error("there is a next of no sources")
	}
}
