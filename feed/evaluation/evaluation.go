// Package evaluation has pages whose articles are known, and scores what was read of
// them. The pages lie in a folder beside the project; nothing of them is in it. Tests,
// and the programs that fit the weights of models, read them from here.
package evaluation

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/feed/dom"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Page is a page with what is known of it. What is not known is empty.
type Page struct {
	Set, ID string // of which collection, and its name there
	Site    string // whose page it is: pages of one site are alike
	Kind    string // "article", "forum", "listing", "product", ...
	Lang    string
	HTML    []byte // as published

	Title   string
	Authors []string
	Date    string // of publication: 2006-01-02
	Instant string // the same with its time, where that is known
	Body    string // the whole true text without its headline
	Maybe   string // text that counts neither way
	With    []string
	Without []string // segments that must (not) be in the text
}

// Name returns SET/ID.
func (p *Page) Name() string { return p.Set + "/" + p.ID }

// Load returns the pages of all sets in the folder, or of those named: the sets of
// pages2, "benchmark" (article-extraction-benchmark), "readability" (Mozilla's) and
// "htmldate". Pages whose true text is mostly not in their HTML are left out. The error
// wraps fs.ErrNotExist where the folder is not there.
func Load(folder string, sets ...string) ([]*Page, error) {
	if _, err := os.Stat(folder); err != nil {
		return nil, fmt.Errorf("the pages with known answers are absent: %w", err)
	}
	names, err := filepath.Glob(filepath.Join(folder, "pages2", "*", "truth.jsonl"))
	if err != nil {
		return nil, err
	}
	readers := map[string]func() ([]*Page, error){
		"benchmark": func() ([]*Page, error) {
			return benchmark(filepath.Join(folder, "scrapinghub+article-extraction-benchmark"))
		},
		"readability": func() ([]*Page, error) {
			return readability(filepath.Join(folder, "mozilla+readability/test/test-pages"))
		},
		"htmldate": func() ([]*Page, error) { return htmldate(filepath.Join(folder, "adbar+htmldate/tests")) },
	}
	order := []string{"benchmark", "readability", "htmldate"}
	for _, name := range names {
		dir := filepath.Dir(name)
		order = append(order, filepath.Base(dir))
		readers[filepath.Base(dir)] = func() ([]*Page, error) { return pages2(dir) }
	}
	var all []*Page
	for _, set := range order {
		if len(sets) > 0 && !slices.Contains(sets, set) {
			continue
		}
		pages, err := readers[set]()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", set, err)
		}
		for _, p := range pages {
			p.Set = set
			p.Kind = cmp.Or(p.Kind, "article")
		}
		all = append(all, pages...)
	}
	return all, nil
}

// pages2 reads a set of that collection: truth.jsonl, and html/ID.html.gz a page.
func pages2(dir string) ([]*Page, error) {
	f, err := os.Open(filepath.Join(dir, "truth.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []*Page
	for d := json.NewDecoder(f); ; {
		var t struct {
			ID, Kind, Site, Lang, Title, Date, Instant, Body, Maybe string
			Authors, With, Without                                  []string
		}
		if err := d.Decode(&t); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		b, err := unzip(filepath.Join(dir, "html", t.ID+".html.gz"))
		if err != nil {
			return nil, err
		}
		p := &Page{ID: t.ID, Site: t.Site, Kind: t.Kind, Lang: t.Lang, HTML: b, Title: t.Title, Authors: t.Authors, Date: t.Date, Instant: t.Instant, Body: t.Body, Maybe: t.Maybe, With: t.With, Without: t.Without}
		const least = 0.6
		if p.Body != "" {
			if _, recall, _ := Overlap(bag(p.Dump()), bag(p.Body)); recall < least {
				continue
			}
		}
		all = append(all, p)
	}
}

// benchmark reads the article-extraction-benchmark.
func benchmark(dir string) ([]*Page, error) {
	var truth map[string]struct{ ArticleBody string }
	if err := loadJSON(filepath.Join(dir, "ground-truth.json"), &truth); err != nil {
		return nil, err
	}
	var all []*Page
	for id, t := range truth {
		b, err := unzip(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		all = append(all, &Page{ID: id, Site: id, HTML: b, Body: t.ArticleBody})
	}
	slices.SortFunc(all, func(a, b *Page) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// readability reads the test pages of Mozilla's Readability.
func readability(dir string) ([]*Page, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*", "source.html"))
	if err != nil {
		return nil, err
	}
	var all []*Page
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		want, err := os.ReadFile(filepath.Join(filepath.Dir(name), "expected.html"))
		if err != nil {
			return nil, err
		}
		var meta struct{ Title, Byline, Lang, PublishedTime string }
		if err := loadJSON(filepath.Join(filepath.Dir(name), "expected-metadata.json"), &meta); err != nil {
			return nil, err
		}
		root, err := html.Parse(bytes.NewReader(want))
		if err != nil {
			return nil, err
		}
		p := &Page{ID: filepath.Base(filepath.Dir(name)), HTML: b, Lang: meta.Lang, Title: meta.Title, Body: dom.Text(dom.First(root, atom.Body))}
		p.Site = p.ID
		if len(meta.PublishedTime) >= 10 {
			p.Date, p.Instant = meta.PublishedTime[:10], meta.PublishedTime
		}
		all = append(all, p)
	}
	return all, nil
}

// htmldate reads the pages of htmldate, of which the dates are known, or that there is
// none.
func htmldate(dir string) ([]*Page, error) {
	var all []*Page
	for _, list := range []string{"eval_default.json", "eval_mediacloud_2020.json"} {
		var cases map[string]struct {
			File string
			Date *string
		}
		if err := loadJSON(filepath.Join(dir, list), &cases); err != nil {
			return nil, err
		}
		for _, c := range cases {
			if c.Date == nil {
				continue
			}
			for _, sub := range []string{"test_set", "cache", "eval"} {
				if b, err := os.ReadFile(filepath.Join(dir, sub, c.File)); err == nil {
					all = append(all, &Page{ID: strings.TrimSuffix(c.File, ".html"), Site: c.File, HTML: b, Date: *c.Date})
					break
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b *Page) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func loadJSON(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	b = bytes.ReplaceAll(b, []byte(": NaN"), []byte(": null")) // no JSON, but there
	return json.Unmarshal(b, into)
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// hidden are the elements whose text a simple crawler drops; blocks those that begin
// and end a line of what it keeps.
var hidden, blocks = set(`script style noscript template`), set(`address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption
	figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section select
	summary table tbody td tfoot th thead title tr ul`)

func set(names string) map[string]bool {
	m := make(map[string]bool)
	for _, name := range strings.Fields(names) {
		m[name] = true
	}
	return m
}

// Dump returns the text of the page as a simple crawler has it: a line for each block
// of text, menus and footers and all.
func (p *Page) Dump() string {
	page := p.HTML
	if r, err := charset.NewReader(bytes.NewReader(page), ""); err == nil && !utf8.Valid(page) {
		if b, err := io.ReadAll(r); err == nil {
			page = b
		}
	}
	var b, text strings.Builder
	depth := 0
	flush := func() {
		if s := squash(text.String()); s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
		text.Reset()
	}
	for tokens := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			flush()
			return b.String()
		case html.TextToken:
			if depth == 0 {
				text.WriteString(tokens.Token().Data)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			if !hidden[string(name)] {
				tokens.NextIsNotRawText() // a simple crawler knows no such elements
			}
			switch {
			case blocks[string(name)]:
				flush()
			case hidden[string(name)] && kind == html.StartTagToken:
				depth++
			case hidden[string(name)] && kind == html.EndTagToken:
				depth = max(0, depth-1)
			}
		}
	}
}
