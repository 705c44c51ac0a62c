package text_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// evaluation is where pages lie whose articles are known.
const evaluation = "../../../shared/eval/scrapinghub+article-extraction-benchmark"

// The scores that were reached. Lower ones are a step back.
const (
	leastBody  = 0.94 // mean F1 over the words of the article
	leastTitle = 0.93 // the headline, as the page states it
)

// TestEvaluation reads dumps of news pages, a line for each block of the page,
// and compares the words of the articles with the known ones.
func TestEvaluation(t *testing.T) {
	known, err := os.ReadFile(filepath.Join(evaluation, "ground-truth.json"))
	if err != nil {
		t.Skip("the pages for evaluation are not there: ", err)
	}
	var pages map[string]struct {
		Body string `json:"articleBody"`
	}
	if err := json.Unmarshal(known, &pages); err != nil {
		t.Fatal(err)
	}
	sum, titles, titled := 0.0, 0, 0
	for key, page := range pages {
		dump, headlines := dumpPage(t, filepath.Join(evaluation, "html", key+".html.gz"))
		body, title := "", ""
		for _, a := range read(t, dump) {
			if len(a.Body) > len(body) || body == "" {
				body, title = a.Body, a.Title
			}
		}
		sum += wordsF1(body, page.Body)
		if len(headlines) > 0 {
			titled++
			for _, h := range headlines {
				if sameLetters(h, title) {
					titles++
					break
				}
			}
		}
	}
	f1, exact := sum/float64(len(pages)), float64(titles)/float64(max(1, titled))
	t.Logf("%d pages: F1 over words %.4f, headline exact %.3f of %d", len(pages), f1, exact, titled)
	if f1 < leastBody {
		t.Errorf("F1 over words is %.4f, was at least %.4f", f1, leastBody)
	}
	if exact < leastTitle {
		t.Errorf("%.3f of the headlines are exact, were at least %.3f", exact, leastTitle)
	}
}

// blocks are the elements that begin and end a line of a dump.
var blocks = func() map[string]bool {
	m := make(map[string]bool)
	for _, name := range strings.Fields(`address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption
		figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section select
		summary table tbody td tfoot th thead title tr ul`) {
		m[name] = true
	}
	return m
}()

// dumpPage returns the text of a page as a simple crawler has it, and what the
// page says its headline is, where that is in the text.
func dumpPage(t testing.TB, name string) (dump string, headlines []string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var b, h1 strings.Builder
	var found []string
	hidden, inH1, h1s := 0, false, 0
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		token := tokens.Token()
		switch kind {
		case html.TextToken:
			if hidden == 0 {
				s := strings.ReplaceAll(token.Data, "\n", " ")
				b.WriteString(s)
				if inH1 {
					h1.WriteString(s)
				}
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			switch token.Data {
			case "script", "style", "noscript", "template":
				if kind == html.StartTagToken {
					hidden++
				} else if hidden > 0 {
					hidden--
				}
			case "meta":
				found = append(found, metaTitle(token)...)
			case "h1":
				if inH1 = kind == html.StartTagToken; inH1 {
					h1s++
				}
			}
			if blocks[token.Data] {
				b.WriteByte('\n')
			}
		}
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	dump = strings.Join(lines, "\n")
	if h1s == 1 {
		found = append(found, h1.String())
	}
	flat := onlyLetters(dump)
	for _, h := range found {
		if l := onlyLetters(h); l != "" && strings.Contains(flat, l) {
			headlines = append(headlines, h)
		}
	}
	return dump, headlines
}

func metaTitle(token html.Token) []string {
	name, content := "", ""
	for _, a := range token.Attr {
		switch a.Key {
		case "property", "name":
			name = strings.ToLower(a.Val)
		case "content":
			content = a.Val
		}
	}
	if name == "og:title" || name == "twitter:title" {
		return []string{content}
	}
	return nil
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func sameLetters(a, b string) bool { return onlyLetters(a) == onlyLetters(b) }

// wordsF1 compares two texts as bags of words; of scripts without blanks, each
// character is a word.
func wordsF1(got, want string) float64 {
	bag := func(s string) (map[string]int, int) {
		m, n := make(map[string]int), 0
		for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			for _, part := range parts(w) {
				m[strings.ToLower(part)]++
				n++
			}
		}
		return m, n
	}
	a, n := bag(got)
	b, m := bag(want)
	hit := 0
	for w, k := range a {
		hit += min(k, b[w])
	}
	if hit == 0 {
		return 0
	}
	p, r := float64(hit)/float64(n), float64(hit)/float64(m)
	return 2 * p * r / (p + r)
}

// parts splits a run of letters into words: the characters of Han and kana.
func parts(w string) []string {
	if strings.IndexFunc(w, dense) < 0 {
		return []string{w}
	}
	var all []string
	for _, r := range w {
		all = append(all, string(r))
	}
	return all
}

func dense(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
