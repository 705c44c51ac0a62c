package rss_test

import (
	"strings"
	"testing"

	"dateline/feed/document"
)

// What a linked item is about (JSON Feed 1.1, external_url) stays beside the address
// of the item, as Daring Fireball and Micro.blog write both.
func TestExternalURL(t *testing.T) {
	for _, c := range []struct{ item, url, body string }{
		{`"url":"https://a.example/1","external_url":"https://b.example/x","content_text":"Text"`, "https://a.example/1", "Text\n\n<https://b.example/x>"},
		{`"external_url":"https://b.example/x","content_text":"Text"`, "https://b.example/x", "Text"},
		{`"url":"https://a.example/1","external_url":"https://a.example/1","content_text":"Text"`, "https://a.example/1", "Text"},
		{`"url":"https://a.example/1","external_url":"javascript:x","content_text":"Text"`, "https://a.example/1", "Text"},
	} {
		got, err := read(t, document.New("x", strings.NewReader(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"T",`+c.item+`}]}`)))
		if err != nil || len(got) != 1 || got[0].URL != c.url || got[0].Body != c.body {
			t.Errorf("%s: got %+v, %v", c.item, got, err)
		}
	}
}
