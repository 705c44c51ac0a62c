package main

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"dateline/feed/evaluation"
	"dateline/feed/text"
)

// testPage returns a page whose text is known: paragraphs between menus.
func testPage(n int) *page {
	var body, html strings.Builder
	html.WriteString("<title>The ferry sails</title><ul><li>Home<li>News<li>Sport<li>Weather<li>Sign in<li>Menu</ul>")
	for i := range 6 {
		s := fmt.Sprintf("On page %d the council of the town said in paragraph %d that the ferry, which had been away for the winter, would sail again soon.", n, i)
		fmt.Fprintf(&body, "%s\n", s)
		fmt.Fprintf(&html, "<p>%s", s)
	}
	html.WriteString("<p>Share<p>Tweet<p>Most read<p>Contact<p>Imprint<p>Privacy<p>© The Bay Post")
	p := &page{Page: &evaluation.Page{Set: fmt.Sprint("set", n%2), Kind: "article", HTML: []byte(html.String()), Body: body.String()}}
	p.lines = text.ReadPage([]byte(p.Dump()))
	p.label()
	return p
}

// TestFit fits pages whose text is easily told: all of it is chosen.
func TestFit(t *testing.T) {
	var pages []*page
	for n := range 8 {
		pages = append(pages, testPage(n))
	}
	options.MinChild = 0.1
	defer func(n float64) { options.MinChild = n }(5)
	m := fit(pages)
	for _, p := range pages {
		if got := evaluation.F1(p.chosen(m), p.Body); got != 1 {
			t.Errorf("F1 %.3f of\n%s", got, p.chosen(m))
		}
	}
	var b strings.Builder
	if err := validate(&b, pages, func(p *page) string { return p.Set }); err != nil || !strings.Contains(b.String(), "set1              4 pages") {
		t.Errorf("%v:\n%s", err, b.String())
	}
}

func TestLabel(t *testing.T) {
	const body = "The old bridge will be closed for a year, the mayor said.\nOpen again\nBut\nnobody had told the ferry."
	p := &page{Page: &evaluation.Page{Body: body, Maybe: "Photo by Ann Lee"}}
	for _, c := range []struct {
		line   string
		in     float32
		weighs bool
	}{
		{"The bridge", 0, true},
		{"The old bridge will be closed for a year, the mayor said.", 1, true},
		{"Open again", 1, true}, // the nearer of two
		{"But nobody", 1, true},
		{"But nobody had told the ferry. Read more", 0.75, true},
		{"Photo by Ann Lee", 0, false},
		{"Share", 0, true},
		{"Tweet", 0, true},
		{"Contact", 0, true},
		{"Imprint", 0, true},
		{"Privacy", 0, true},
		{"Home", 0, true},
		{"Open again", 0, true},
	} {
		p.lines.Texts = append(p.lines.Texts, c.line)
		p.lines.Words = append(p.lines.Words, len(strings.Fields(c.line)))
		defer func(i int) {
			if p.in[i] != c.in || (p.weight[i] > 0) != c.weighs {
				t.Errorf("%q: %v of it, weight %v", c.line, p.in[i], p.weight[i])
			}
		}(len(p.lines.Texts) - 1)
	}
	p.label()
}

func TestRunWithoutPages(t *testing.T) {
	if err := run(io.Discard, t.TempDir()+"/none", ""); err == nil {
		t.Error("a folder that is not there makes a model")
	}
}
