package model

import "testing"

// TestParseRule: what String writes is read again; anything else says what is wrong.
func TestParseRule(t *testing.T) {
	for text, want := range map[string]Rule{
		"hide title:/^Ad/":            {Do: Hide, Query: "title:/^Ad/"},
		"read from:x  is:unread":      {Do: MarkRead, Query: "from:x  is:unread"},
		"star kerry":                  {Do: Star, Query: "kerry"},
		"tag economy title:prices":    {Do: AddTag, Tag: "economy", Query: "title:prices"},
		"tag #economy title:prices":   {Do: AddTag, Tag: "economy", Query: "title:prices"},
		`tag "at sea" "a ferry"`:      {Do: AddTag, Tag: "at sea", Query: `"a ferry"`},
		`tag "say ""ah""" ferry`:      {Do: AddTag, Tag: `say "ah"`, Query: "ferry"},
		"highlight harbour OR bridge": {Do: Highlight, Query: "harbour OR bridge"},
	} {
		got, err := ParseRule(text)
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", text, got, err, want)
		}
		if err := want.Check(); err != nil {
			t.Errorf("%+v: %v", want, err)
		}
		if again, err := ParseRule(want.String()); err != nil || again != want {
			t.Errorf("%s: again %+v, %v", want, again, err)
		}
	}
	for _, text := range []string{"", "hide", "hide ", "eat x", "tag", "tag x", `tag "x y`, `tag "" y`, "unread x", "Hide x"} {
		if got, err := ParseRule(text); err == nil {
			t.Errorf("%q is %+v", text, got)
		}
	}
	for _, r := range []Rule{{Do: Unhide, Query: "x"}, {Do: Star}, {Do: Star, Tag: "x", Query: "y"}, {Do: AddTag, Query: "x"}, {Do: Hide, Query: "a\nb"}} {
		if r.Check() == nil {
			t.Errorf("%+v is one", r)
		}
	}
}

// FuzzParseRule: what is read is written so that it is read again.
func FuzzParseRule(f *testing.F) {
	f.Add(`tag "at ""sea""" kerry`)
	f.Add("star  x")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRule(text)
		if err != nil {
			return
		}
		if again, err := ParseRule(r.String()); err != nil || again != r {
			t.Errorf("%q: %+v, again %+v, %v", text, r, again, err)
		}
	})
}
