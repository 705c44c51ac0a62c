package text_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/feed/document"
	"dateline/feed/text"
	"dateline/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

// read returns the articles of a text.
func read(t testing.TB, s string) []model.Article {
	t.Helper()
	var all []model.Article
	err := text.Read(context.Background(), document.New("test.txt", strings.NewReader(s)), func(a *model.Article) error {
		all = append(all, *a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// golden is an article as the golden files have it.
type golden struct {
	Line      int      `json:"line"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Updated   string   `json:"updated,omitempty"`
	Authors   []string `json:"authors,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Body      []string `json:"body,omitempty"`
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var all []golden
			for _, a := range read(t, string(in)) {
				g := golden{a.Line, a.Title, a.Published.String(), a.Updated.String(), a.Authors, a.Tags, nil}
				if a.Body != "" {
					g.Body = strings.Split(a.Body, "\n\n")
				}
				all = append(all, g)
			}
			got, err := json.MarshalIndent(all, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(file, ".txt") + ".json"
			if *update {
				if err := os.WriteFile(name, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if string(got)+"\n" != string(want) {
				t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
			}
		})
	}
}

// TestForms: an index in every common way to write one.
func TestForms(t *testing.T) {
	type pair struct{ title, date string }
	want := []pair{
		{"The bridge opens - at last", "2019-03-14"}, {"9/11 - a school remembers", "2019-02-27"}, {"Why 1984 still sells", "2018-12-05"},
	}
	for _, c := range []struct{ name, in string }{
		{"hyphen", "%t - March 14, 2019\n%t - February 27, 2019\n%t - December 5, 2018"},
		{"dash", "%t – Mar. 14, 2019\n%t – Feb. 27, 2019\n%t – Dec. 5, 2018"},
		{"bar", "%t | 14 March 2019\n%t | 27 February 2019\n%t | 5 December 2018"},
		{"middle dot", "%t · 2019-03-14\n%t · 2019-02-27\n%t · 2018-12-05"},
		{"tab", "%t\t14.03.2019\n%t\t27.02.2019\n%t\t05.12.2018"},
		{"round brackets", "%t (14/03/2019)\n%t (27/02/2019)\n%t (05/12/2018)"},
		{"square brackets", "%t [03/14/2019]\n%t [02/27/2019]\n%t [12/05/2018]"},
		{"comma", "%t, March 14th, 2019\n%t, February 27th, 2019\n%t, December 5th, 2018"},
		{"label", "%t | Posted on March 14, 2019\n%t | Posted on February 27, 2019\n%t | Posted on December 5, 2018"},
		{"time of day", "%t - March 14, 2019 at 3:05 pm\n%t - February 27, 2019 at 11:59 am\n%t - December 5, 2018 at 1:00 am"},
		{"date first, hyphen", "2019-03-14 - %t\n2019-02-27 - %t\n2018-12-05 - %t"},
		{"date first, colon", "14 Mar 2019: %t\n27 Feb 2019: %t\n5 Dec 2018: %t"},
		{"date first, brackets", "[2019-03-14] %t\n[2019-02-27] %t\n[2018-12-05] %t"},
		{"date first, blank", "2019/03/14 %t\n2019/02/27 %t\n2018/12/05 %t"},
		{"date first, weekday", "Thursday, March 14, 2019 – %t\nWednesday, February 27, 2019 – %t\nWednesday, December 5, 2018 – %t"},
		{"date below", "%t\nMarch 14, 2019\n%t\nFebruary 27, 2019\n%t\nDecember 5, 2018"},
		{"date below, blank lines", "%t\nMarch 14, 2019\n\n%t\nFebruary 27, 2019\n\n%t\nDecember 5, 2018"},
		{"date above", "March 14, 2019\n%t\nFebruary 27, 2019\n%t\nDecember 5, 2018\n%t"},
		{"date above, rules", "---\nMarch 14, 2019\n%t\n---\nFebruary 27, 2019\n%t\n---\nDecember 5, 2018\n%t"},
		{"bullets", "• %t - March 14, 2019\n• %t - February 27, 2019\n• %t - December 5, 2018"},
		{"hyphens as bullets", "- %t - March 14, 2019\n- %t - February 27, 2019\n- %t - December 5, 2018"},
		{"numbers", "1. %t - March 14, 2019\n2. %t - February 27, 2019\n3. %t - December 5, 2018"},
		{"stars between", "***\n%t - March 14, 2019\n***\n%t - February 27, 2019\n***\n%t - December 5, 2018\n***"},
		{"German", "%t - 14. März 2019\n%t - 27. Februar 2019\n%t - 5. Dezember 2018"},
		{"Polish", "%t - 14 marca 2019\n%t - 27 lutego 2019\n%t - 5 grudnia 2018"},
		{"Japanese", "%t - 2019年3月14日\n%t - 2019年2月27日\n%t - 2018年12月5日"},
		{"CR LF", "%t - March 14, 2019\r\n%t - February 27, 2019\r\n%t - December 5, 2018\r\n"},
		{"a heading and a footer", "News archive\n\n%t - March 14, 2019\n%t - February 27, 2019\n%t - December 5, 2018\n\n© 2019 The Gazette. All rights reserved.\nPrivacy policy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := c.in
			for _, w := range want {
				in = strings.Replace(in, "%t", w.title, 1)
			}
			var got []pair
			for _, a := range read(t, in) {
				got = append(got, pair{a.Title, a.Published.At.Format("2006-01-02")})
				if !a.HeadlineOnly() {
					t.Errorf("%q has a body: %q", a.Title, a.Body)
				}
			}
			if len(got) != len(want) {
				t.Fatalf("got %q, want %q", got, want)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("got %q, want %q", got[i], want[i])
				}
			}
		})
	}
}

// TestLong: an index that is longer than the window, and an article that is
// longer than an article may be, lose nothing.
func TestLong(t *testing.T) {
	t.Run("index", func(t *testing.T) {
		const n = 50000
		all := read(t, strings.Repeat("-\nA title of some words - March 14, 2019\n", n))
		if len(all) != n {
			t.Errorf("got %d articles, want %d", len(all), n)
		}
		for i, a := range all {
			if a.Line != 2*i+2 {
				t.Fatalf("article %d is of line %d", i, a.Line)
			}
		}
	})
	t.Run("articles", func(t *testing.T) {
		const n = 2500
		one := "The title of an article\nMarch 14, 2019\n" + strings.Repeat("A paragraph of an article that goes on for some time, so that it is taken for prose by whoever reads it.\n", 20)
		all := read(t, strings.Repeat(one, n))
		if len(all) != n {
			t.Errorf("got %d articles, want %d", len(all), n)
		}
	})
	t.Run("prose", func(t *testing.T) {
		in := "A title\n" + strings.Repeat("A paragraph of a book that goes on for some time, so that it is taken for prose by whoever reads it.\n", 120000)
		size := 0
		for _, a := range read(t, in) {
			size += len(strings.ReplaceAll(a.Body, "\n\n", "\n")) + 1
		}
		if got, want := size, len(in)-len("A title\n"); got < want-100 || got > want+100 {
			t.Errorf("got %d bytes of text, want %d", got, want)
		}
	})
}

// TestHostile: what a terminal would obey does not come through, and odd input
// is no error but nothing.
func TestHostile(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"escapes", "Evil \x1b]0;owned\x07 title\u202e - March 14, 2019\nOther \x9b31m title - March 13, 2019\x1b[2J\n", nil},
		{"a long line", strings.Repeat("word ", 1<<20), nil},
		{"many rules", strings.Repeat("-\n", 1<<16), document.ErrNothing},
		{"only blanks", "\n \n\t\n", document.ErrNothing},
		{"empty", "", document.ErrNothing},
		{"not UTF-8", "Caf\xe9 opens - March 14, 2019\nCaf\xe9 closes - March 15, 2019\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := text.Read(context.Background(), document.New("x", strings.NewReader(c.in)), func(a *model.Article) error {
				for _, s := range []string{a.Title, a.Body} {
					if s != model.CleanText(s) || !utf8.ValidString(s) {
						t.Errorf("not clean: %q", s)
					}
				}
				return nil
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestReadStops(t *testing.T) {
	stop := errors.New("enough")
	err := text.Read(context.Background(), document.New("x", strings.NewReader("A title of it - March 14, 2019\nAnother - March 13, 2019\n")), func(*model.Article) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want %v", err, stop)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := text.Read(ctx, document.New("x", strings.NewReader("A title")), func(*model.Article) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// FuzzRead: whatever comes in, what comes out is clean, in order, and within
// the document.
// signs is a page in which lines hold nothing but a sign, as menus and lists do
// in dumps.
func signs(sign string) string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "%s\nA sentence of the page, and this is number %d of twelve that are long enough to be read.\n%s\n\n", sign, i, sign)
	}
	return b.String()
}

func TestSigns(t *testing.T) {
	for _, sign := range []string{"»", "•", "|", "—", "*", "\u200b", "…", "→"} {
		got := ""
		err := text.Read(context.Background(), document.New("x", strings.NewReader(signs(sign))), func(a *model.Article) error {
			got += a.Title + "\n" + a.Body
			return nil
		})
		if err != nil || !strings.Contains(got, "number 0 of") || !strings.Contains(got, "number 11 of") {
			t.Errorf("%s: got %q, %v", sign, got, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil {
			f.Add(b)
		}
	}
	for _, sign := range []string{"»", "•", "|", "—", "\u200b", "…"} {
		f.Add([]byte(signs(sign)))
	}
	// Pages of other people's sites, where they are at hand: one of eight to begin a
	// search with, and one of forty as tests.
	pages, _ := filepath.Glob("../../../shared/eval/pages2/*/html/*.html.gz")
	step := 40
	if search := flag.Lookup("test.fuzz"); search != nil && search.Value.String() != "" {
		step = 8
	}
	for i := 0; i < len(pages); i += step {
		dump, _ := dumpPage(f, pages[i])
		f.Add([]byte(dump))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		last := 0
		err := text.Read(context.Background(), document.New("x", strings.NewReader(string(in))), func(a *model.Article) error {
			if a.Line < last {
				t.Errorf("line %d after line %d", a.Line, last)
			}
			last = a.Line
			if a.Title == "" && a.Body == "" {
				t.Error("an article that says nothing")
			}
			if a.Title != model.CleanLine(a.Title) || a.Body != model.CleanText(a.Body) {
				t.Errorf("not clean: %q, %q", a.Title, a.Body)
			}
			return nil
		})
		if err != nil && !errors.Is(err, document.ErrNothing) {
			t.Error(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	page, err := os.ReadFile("testdata/page.txt")
	if err != nil {
		b.Fatal(err)
	}
	article, err := os.ReadFile("testdata/index.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		in   string
	}{
		{"index", strings.Repeat("-\nFive things to know about the old bridge over the river - November 6, 2020\n", 20000)},
		{"articles", strings.Repeat(string(article), 800)},
		{"prose", strings.Repeat("A paragraph of an article goes on for some time, he said, so that it is taken for prose by whoever reads it. ", 3) + "\n"},
		{"page", string(page)},
	} {
		in := c.in
		if c.name == "prose" {
			in = strings.Repeat(in, 8000)
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = 0
				err := text.Read(context.Background(), document.New("x", strings.NewReader(in)), func(*model.Article) error { n++; return nil })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
