package webpage

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/feed/dom"
	"dateline/feed/evaluation"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What Readability chooses here is what go-readability chooses, on Mozilla's own pages.
func TestReadabilityAsPeer(t *testing.T) {
	const least = 0.985 // F1 over words
	pages, _ := filepath.Glob(folder(t, "mozilla+readability/test/test-pages") + "/*/source.html")
	sum, n := 0.0, 0
	for _, page := range pages {
		content, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		root, _, err := dom.Parse(string(content))
		if err != nil {
			t.Fatal(err)
		}
		l := newLayout(root)
		r := l.readability(wordsIn(gatherFacts(root, nil).title))
		var got strings.Builder
		for i := range l.blocks {
			if b := &l.blocks[i]; r.kept[b.inner] {
				io.WriteString(&got, b.text()+" ")
			}
		}
		peer := readability.NewParser()
		peer.Logger = slog.New(slog.DiscardHandler)
		a, err := peer.ParseAndMutate(root, nil)
		if err != nil || a.Node == nil {
			continue
		}
		p, q, _ := evaluation.Overlap(runs(strings.ToLower(got.String()), 1), runs(strings.ToLower(peerText(a.Node)), 1))
		if p+q > 0 {
			sum += 2 * p * q / (p + q)
		}
		n++
	}
	t.Logf("%d pages: F1 %.4f", n, sum/float64(n))
	if sum/float64(n) < least {
		t.Errorf("F1 beside go-readability is %.4f, want %.3f", sum/float64(n), least)
	}
}

// peerText returns the text of n, whose elements have names but no atoms that are true.
func peerText(n *html.Node) string {
	if n.Type == html.ElementNode {
		n.DataAtom = atom.Lookup([]byte(n.Data))
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(peerText(c))
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	if dom.IsBlock(n.DataAtom) || n.DataAtom == atom.Br {
		return " " + b.String() + " "
	}
	return b.String()
}
