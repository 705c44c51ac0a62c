package webpage

import (
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// TestMonths: a page of which only the month or the year is known is of that; any
// day that it gives is better.
func TestMonths(t *testing.T) {
	const text = "<h1>The harbour reopens</h1>%<p>The harbour was opened again on Monday, after a storm had closed it for three weeks, said the council of the town, and the boats went out.</p><p>Nobody was hurt, and the pier stands as it stood before the storm came in from the sea.</p>"
	for _, c := range []struct {
		name, head, body, address string
		want                      string
		from                      model.Origin
	}{
		{"JSON-LD", `<script type="application/ld+json">{"@type":"Article","headline":"The harbour reopens","datePublished":"2013-06"}</script>`, "", "", "2013-06", model.FromMetadata},
		{"JSON-LD of a year", `<script type="application/ld+json">{"@type":"Article","headline":"The harbour reopens","datePublished":"2013"}</script>`, "", "", "2013", model.FromMetadata},
		{"meta", `<meta name="citation_publication_date" content="2013/06">`, "", "", "2013-06", model.FromMetadata},
		{"time", "", `<p><time datetime="2013-06">June 2013</time></p>`, "", "2013-06", model.FromStated},
		{"address", "", "", "https://a.example/2013/06/harbour.html", "2013-06", model.FromURL},
		{"the day in an address", "", "", "https://a.example/2013/06/05/harbour.html", "2013-06-05", model.FromURL},
		{"metadata before an address", `<meta property="article:published_time" content="2013-05">`, "", "https://a.example/2013/06/harbour.html", "2013-05", model.FromMetadata},
		{"a day before a month", `<meta property="article:published_time" content="2013-06">`, `<p>Published: June 5, 2013</p>`, "https://a.example/2013/06/harbour.html", "2013-06-05", model.FromStated},
		{"a month to come", `<meta property="article:published_time" content="2027-06">`, "", "https://a.example/2013/06/harbour.html", "2013-06", model.FromURL},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := c.head
			if c.address != "" {
				head += `<link rel="canonical" href="` + c.address + `">`
			}
			d := document.New("a.html", strings.NewReader("<html><head><title>The harbour reopens</title>"+head+"</head><body><article>"+strings.Replace(text, "%", c.body, 1)+"</article></body></html>"))
			d.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
			n := 0
			err := Read(t.Context(), d, func(a *model.Article) error {
				if n++; a.Published.String() != c.want || a.Published.From != c.from {
					t.Errorf("got %s from %s, want %s from %s", a.Published, a.Published.From, c.want, c.from)
				}
				return nil
			})
			if err != nil || n != 1 {
				t.Errorf("%d articles, %v", n, err)
			}
		})
	}
}
