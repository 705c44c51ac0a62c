package webpage

import (
	"strings"
	"testing"
)

// A heading is the title where <title> has the name of the site around it:
// readability#295 and #954, node-readability#23.
func TestTitlesOfPages(t *testing.T) {
	for _, c := range []struct{ title, heads, want string }{
		{"Your weekly list – Yard Directions", "<h1>Your weekly list</h1>", "Your weekly list"},
		{"The Bay Post: Ferry hits pier", "<h1>Ferry hits pier</h1>", "Ferry hits pier"},
		{"Ferry hits pier « The Bay Post", "<h1>Ferry hits pier</h1>", "Ferry hits pier"},
		{"The Bay Post", "<h1>Council votes again</h1>", "Council votes again"},
		{"The philosophy – and its fatal flaw", "<h1>The philosophy – and its fatal flaw</h1>", "The philosophy – and its fatal flaw"},
		{"Superhops: what they are and how you get them", "<h1>Superhops: what they are and how you get them</h1>", "Superhops: what they are and how you get them"},
		{"Council votes on the pier", "<h1>The Bay Post</h1><h1>Council votes on the pier</h1>", "Council votes on the pier"},
	} {
		text := strings.Repeat("<p>There was a good deal of talk in the hall that night, and when it was over the chair said that there would be more.</p>", 3)
		articles, err := read(t, documentOf([]byte("<html lang=en><title>"+c.title+"</title><body><article>"+c.heads+text+"</article></body></html>")))
		if err != nil || len(articles) != 1 || articles[0].Title != c.want {
			t.Errorf("%q and %s: got %+v, %v", c.title, c.heads, articles[0].Title, err)
			continue
		}
		// By their former title such articles are found in libraries that have them.
		former := ""
		if c.want != c.title {
			former = c.title
		}
		if articles[0].FormerTitle != former {
			t.Errorf("%q: former title %q", c.title, articles[0].FormerTitle)
		}
	}
}

// Authors in JSON-LD as publishers write them: in lists, by @id of another object, as
// a list of names.
func TestLinkedAuthors(t *testing.T) {
	const person = `,{"@type":"Person","@id":"#p","name":"Ann Orr"}`
	for _, c := range []struct{ author, want string }{
		{`"Ann Orr"`, "Ann Orr"},
		{`{"@type":"Person","name":"Ann Orr"}`, "Ann Orr"},
		{`[{"name":"Ann Orr"},{"name":"Jo Bell"}]`, "Ann Orr; Jo Bell"},
		{`{"@id":"#p"}`, "Ann Orr"},
		{`[{"@id":"#p"},{"name":["Jo Bell"]}]`, "Ann Orr; Jo Bell"},
		{`{"name":["Ann Orr","Jo Bell"]}`, "Ann Orr; Jo Bell"},
		{`{"@id":"#nobody"}`, ""},
	} {
		text := strings.Repeat("<p>There was a good deal of talk in the hall that night, and when it was over the chair said that there would be more.</p>", 3)
		page := `<html><title>T of page</title><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"T of page","author":` + c.author + `}` + person + `]}</script><body><article><h1>T of page</h1>` + text
		articles, err := read(t, documentOf([]byte(page)))
		if err != nil || len(articles) != 1 || strings.Join(articles[0].Authors, "; ") != c.want {
			t.Errorf("%s: got %q, %v", c.author, articles[0].Authors, err)
		}
	}
}

func TestQuotedFooter(t *testing.T) {
	text := strings.Repeat("<p>There was a good deal of talk in the hall that night, and when it was over the chair said that there would be more.</p>", 3)
	articles, err := read(t, documentOf([]byte("<html><title>A talk</title><body><article>"+text+"<blockquote><p>It is late, and I shall say no more of it.</p><footer>— The chair</footer></blockquote>"+text)))
	if err != nil || len(articles) != 1 || !strings.Contains(articles[0].Body, "> — The chair") {
		t.Errorf("got %+v, %v", articles, err)
	}
}
