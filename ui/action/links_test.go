package action_test

import (
	"errors"
	"slices"
	"testing"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
)

// TestCopyMarkdown: the address of an article is copied as a Markdown link.
func TestCopyMarkdown(t *testing.T) {
	in := keys.Input{Map: action.Keys()}
	in.Press(keys.List, "g")
	if act, _ := in.Press(keys.List, "y"); act != "copy-markdown" {
		t.Errorf("gy asks for %q", act)
	}
	for _, c := range []struct {
		name    string
		article model.Article
		want    string
	}{
		{"a title", model.Article{Title: "A storm [live]", URL: "https://a.example/1"}, `[A storm \[live\]](https://a.example/1)`},
		{"an address that would end early", model.Article{Title: "Storm", URL: "https://a.example/Storm_(sea)"}, "[Storm](https://a.example/Storm_%28sea%29)"},
		{"no title", model.Article{URL: "https://a.example/"}, "[https://a.example/](https://a.example/)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &reader{articles: []model.Article{c.article}}
			if err := run(t, r, "copy-markdown"); err != nil || !slices.Equal(r.copied, []string{c.want}) {
				t.Errorf("copied %q, %v, want %s", r.copied, err, c.want)
			}
		})
	}
	r := &reader{articles: []model.Article{{Title: "No address"}}}
	if err := run(t, r, "copy-markdown"); !errors.As(err, new(action.Hint)) || r.copied != nil {
		t.Errorf("copied %q, %v", r.copied, err)
	}
}
