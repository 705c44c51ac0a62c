package webpage

import (
	"fmt"
	"testing"
)

// Dates that are not the publication's: of visits and captures (htmldate#28 and its
// kind; archive.org's and archive.today's lines above a page), of print versions and
// forums (phpBB, vBulletin), of the server's clock and the theme in the footers of
// blogs. A page that has no other date has none, one that states it has that.
func TestIncidentalDates(t *testing.T) {
	const text = "<p>For three centuries the salt road was the only way across the ridge in winter. Mules carried what the carts could not, and the toll house took a tenth of it.</p>" +
		"<p>When the railway came the road was forgotten within a single generation, and the toll house became a shelter for sheep.</p>"
	page := func(above, below string) string {
		return "<!DOCTYPE html><html lang=en><head><title>The salt road over the ridge</title></head><body><main><article><h1>The salt road over the ridge</h1>" + above + text + below + "</article></main></body></html>"
	}
	for _, c := range []string{
		"<p>Retrieved 8 March 2021</p>",
		"<p>Accessed on: <time datetime=2021-03-08>8 March 2021</time></p>",
		"<p>Abgerufen am 8. März 2021</p>",
		"<div class=meta>Captured <span class=date>8 March 2021</span></div>",
		"<p>Archived from the original on 8 March 2021</p>",
		"<dl><dt>Captured</dt><dd>8 March 2021</dd></dl>",
		"<div class=date>Print date: 8 March 2021</div>",
		"<p>Imprimé le 8 mars 2021</p>",
		"<p>Printed on Monday, March 8, 2021</p>",
		"<div class=date>Last login: March 8, 2021</div>",
		"<p>Your last visit was: 8 March 2021</p>",
		"<p>Letzte Anmeldung: 8. März 2021</p>",
		"<div class=date>Today is Monday, March 8, 2021</div>",
		"<p>Server time: 2021-03-08 12:00</p>",
		"<p>Heute ist Montag, der 8. März 2021</p>",
		"<p>Version 2.3 of 8 March 2021</p>",
		"<p>Theme: Hill 2.1 (March 8, 2021)</p>",
		"<p>Page generated on March 8, 2021</p>",
	} {
		for name, html := range map[string]string{"above": page(c, ""), "below": page("", c)} {
			articles, err := read(t, documentOf([]byte(html)))
			if err != nil || len(articles) != 1 {
				t.Fatalf("%s: got %d articles, %v", c, len(articles), err)
			}
			if got := articles[0].Published; got.Dated() {
				t.Errorf("%s %s: got %s, want no date", name, c, got)
			}
		}
		articles, err := read(t, documentOf([]byte(page("<p class=date>Published: November 6, 2020</p>"+c, ""))))
		if err != nil || len(articles) != 1 || fmt.Sprint(articles[0].Published) != "2020-11-06" {
			t.Errorf("%s: got %v, want 2020-11-06 (%v)", c, articles, err)
		}
	}
}
