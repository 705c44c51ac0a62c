package webpage

import (
	"strings"
	"testing"

	"dateline/feed/document"
)

// What stands beside the text's own element in an article is of it: readability#654
// (notes), readability#922 (a section), readability#735 (a list), tables, quotations
// and figures as publishers place them, and boxes that are called a sidebar or an
// aside. What is not comes with its words and the rule, where somebody asks.
func TestComplete(t *testing.T) {
	const text = "<p>For three centuries the salt road was the only way across the ridge in winter. Mules carried what the carts could not, and the toll house took a tenth of it.</p>" +
		"<p>When the railway came the road was forgotten within a single generation, and the toll house became a shelter for sheep.</p>" +
		"<p>Walkers have found it again. The parish mended two bridges last year, and the third is promised for the summer.</p>"
	const words = "It will be made of oak like the others, and the parish has bought the trees for it already."
	page := func(beside string) string {
		return "<!DOCTYPE html><html lang=en><head><title>The Salt Road over the ridge</title></head><body><header><a href=/>Old Roads</a></header>" +
			"<main><article><h1>The Salt Road over the ridge</h1><div>" + text + "</div>" + beside + "</article></main><footer>© Old Roads</footer></body></html>"
	}
	for _, c := range []struct {
		name, beside string
		kept         bool
		rule         string
	}{
		{"a section", "<section><h2>The third bridge</h2><p>" + words + "</p></section>", true, ""},
		{"notes", "<div class=footnotes><ol><li id=fn1><p>" + words + " <a href=#r1>↩</a></p></li></ol></div>", true, ""},
		{"a list", "<ul><li>" + words + "</li><li>The second bridge has stood since the spring of last year.</li></ul>", true, ""},
		{"a table", "<table><tr><th>Bridge</th><th>State</th></tr><tr><td>Third</td><td>" + words + "</td></tr></table>", true, ""},
		{"a quotation", "<blockquote><p>" + words + "</p></blockquote>", true, ""},
		{"code", "<pre>bridge(3)\n// " + words + "</pre>", true, ""},
		{"a figure", "<figure><img src=https://a.example/b.jpg><figcaption>" + words + "</figcaption></figure>", true, ""},
		{"a box", "<div class='article-sidebar'><h3>The bridges</h3><p>" + words + "</p></div>", true, ""},
		{"an aside", "<aside class=aside><p>" + words + "</p></aside>", true, ""},
		{"related", "<section class=related-articles><h2>Related</h2><p>" + words + "</p></section>", false, "stands around articles"},
		{"a form", "<form><p>" + words + "</p></form>", false, "<form>"},
		{"an appeal", "<section><p>Subscribe to our newsletter. " + words + "</p></section>", false, "stands around articles"},
		{"comments", "<section class=comments><p>" + words + "</p></section>", false, "named as no part"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := documentOf([]byte(page(c.beside)))
			var notes []string
			d.Explain = func(n document.Note) { notes = append(notes, n.About+": "+n.Text) }
			articles, err := read(t, d)
			if err != nil || len(articles) != 1 {
				t.Fatalf("got %d articles, %v", len(articles), err)
			}
			body := articles[0].Body
			if got := strings.Contains(body, words); got != c.kept {
				t.Errorf("kept %v, want %v: %q", got, c.kept, body)
			}
			if !strings.Contains(body, "For three centuries") || strings.Contains(body, "Old Roads") {
				t.Errorf("the text itself: %q", body)
			}
			all := strings.Join(notes, "\n")
			if !c.kept && (!strings.Contains(all, c.rule) || !strings.Contains(all, " words")) {
				t.Errorf("notes do not name the rule %q:\n%s", c.rule, all)
			}
			if !strings.Contains(all, "Old Roads") {
				t.Errorf("the footer is not named:\n%s", all)
			}
		})
	}
}
