package webpage

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dateline/feed/dom"
	"dateline/feed/evaluation"
	"dateline/model"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// evaluationDir is where pages with known answers lie, beside the project.
const evaluationDir = "../../../shared/eval"

// The scores on those pages must not fall below what they were, less a little.
const (
	leastBody   = 0.976 // F1 over runs of four words
	leastText   = 0.990 // F1 over words
	leastTitles = 0.70  // the truth is what Readability takes from <title>; ours is the heading
	leastDates  = 0.905 // right to the day
	mostWrong   = 0.041
)

// folder returns a folder of the evaluation, or skips the test.
func folder(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(evaluationDir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the pages with known answers are absent: %v", err)
	}
	if testing.Short() {
		t.Skip("scores take a while")
	}
	return path
}

// longest returns the article of a page with the most text, and its text.
func longest(t *testing.T, content []byte) (*model.Article, string) {
	t.Helper()
	articles, _ := read(t, documentOf(content))
	best, text := &model.Article{}, ""
	for _, a := range articles {
		if s := model.PlainText(a.Body); best.Title == "" || len(s) > len(text) {
			best, text = a, s
		}
	}
	return best, text
}

func load(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ReplaceAll(b, []byte(": NaN"), []byte(": null")) // no JSON, but there
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

// TestScoreBodies measures as the article-extraction-benchmark does: precision
// and recall over runs of four words as means over the pages, F1 of the two.
func TestScoreBodies(t *testing.T) {
	base := folder(t, "scrapinghub+article-extraction-benchmark")
	var truth map[string]struct{ ArticleBody string }
	load(t, filepath.Join(base, "ground-truth.json"), &truth)
	var precision, recall, n float64
	for id, want := range truth {
		f, err := os.Open(filepath.Join(base, "html", id+".html.gz"))
		if err != nil {
			continue
		}
		content := unzip(t, f)
		_, got := longest(t, content)
		if got == "" {
			t.Errorf("%.12s: no article", id)
		}
		p, r, _ := evaluation.Overlap(runs(got, 4), runs(want.ArticleBody, 4))
		precision, recall, n = precision+p, recall+r, n+1
	}
	precision, recall = precision/n, recall/n
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%v pages: F1 %.4f, precision %.4f, recall %.4f", n, f1, precision, recall)
	if f1 < leastBody {
		t.Errorf("F1 of bodies is %.4f, want %.3f", f1, leastBody)
	}
}

func unzip(t testing.TB, f io.ReadCloser) []byte {
	t.Helper()
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestScoreText measures text and titles on the pages of Mozilla's Readability.
func TestScoreText(t *testing.T) {
	base := folder(t, "mozilla+readability/test/test-pages")
	pages, _ := filepath.Glob(base + "/*/source.html")
	var sum, titles float64
	for _, page := range pages {
		dir := filepath.Dir(page)
		content, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		expected, err := os.ReadFile(filepath.Join(dir, "expected.html"))
		if err != nil {
			t.Fatal(err)
		}
		var meta struct{ Title string }
		load(t, filepath.Join(dir, "expected-metadata.json"), &meta)
		a, got := longest(t, content)
		root, err := html.Parse(bytes.NewReader(expected))
		if err != nil {
			t.Fatal(err)
		}
		want := dom.Text(dom.First(root, atom.Body))
		p, r, _ := evaluation.Overlap(runs(strings.ToLower(got), 1), runs(strings.ToLower(want), 1))
		if p+r > 0 {
			sum += 2 * p * r / (p + r)
		}
		if meta.Title == "" || lettersOf(a.Title) == lettersOf(meta.Title) {
			titles++
		}
	}
	n := float64(len(pages))
	t.Logf("%v pages: F1 %.4f, titles %.4f", n, sum/n, titles/n)
	if sum/n < leastText || titles/n < leastTitles {
		t.Errorf("F1 of text is %.4f, want %.3f; titles %.3f, want %.2f", sum/n, leastText, titles/n, leastTitles)
	}
}

// TestScoreDates measures publication dates, to the day, on the pages of
// htmldate.
func TestScoreDates(t *testing.T) {
	base := folder(t, "adbar+htmldate/tests")
	right, wrong, n := 0.0, 0.0, 0.0
	for _, list := range []string{"eval_default.json", "eval_mediacloud_2020.json"} {
		var cases map[string]struct {
			File string
			Date *string
		}
		load(t, filepath.Join(base, list), &cases)
		for _, c := range cases {
			content := find(base, c.File)
			if content == nil {
				continue
			}
			got, want := "", ""
			articles, _ := read(t, documentOf(content))
			for _, a := range articles {
				if a.Published.Dated() {
					got = a.Published.At.Format("2006-01-02")
					break
				}
			}
			if c.Date != nil {
				want = *c.Date
			}
			n++
			switch got {
			case want:
				right++
			case "":
			default:
				wrong++
			}
		}
	}
	t.Logf("%v pages: right %.4f, wrong %.4f", n, right/n, wrong/n)
	if right/n < leastDates || wrong/n > mostWrong {
		t.Errorf("dates: right %.4f, want %.3f; wrong %.4f, want at most %.3f", right/n, leastDates, wrong/n, mostWrong)
	}
}

func find(base, file string) []byte {
	for _, dir := range []string{"test_set", "cache", "eval"} {
		if content, err := os.ReadFile(filepath.Join(base, dir, file)); err == nil {
			return content
		}
	}
	return nil
}

var word = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

// runs counts the runs of n words in text; shorter text is one run.
func runs(text string, n int) map[string]int {
	count := map[string]int{}
	words := word.FindAllString(text, -1)
	if len(words) < n && len(words) > 0 {
		count[strings.Join(words, " ")]++
	}
	for i := 0; i+n <= len(words); i++ {
		count[strings.Join(words[i:i+n], " ")]++
	}
	return count
}
