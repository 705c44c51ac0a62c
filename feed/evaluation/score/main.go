// Command score reads pages whose articles are known, as HTML and as text dumps, and
// prints how near what was read is to what is known, for each set and kind of page:
//
//	go run ./feed/evaluation/score [-set a,b] [-kind k] [-mode html|text] [-show SET/ID] [-worst N] [-json FILE] [-than FILE] FOLDER
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/feed"
	"dateline/feed/document"
	"dateline/feed/evaluation"
	"dateline/model"
)

var (
	sets  = flag.String("set", "", "only these sets, with commas between")
	kinds = flag.String("kind", "", "only pages of these kinds")
	mode  = flag.String("mode", "", "html or text; both without it")
	show  = flag.String("show", "", "only the page SET/ID: what is missing, what is too much, and why")
	worst = flag.Int("worst", 0, "list the N bodies that are worst")
	out   = flag.String("json", "", "write every result to the FILE")
	than  = flag.String("than", "", "list what moved since the results of the FILE were written")
)

func main() {
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run ./feed/evaluation/score [flags] FOLDER")
		os.Exit(2)
	}
	if err := run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

// result is a page that was read in one mode.
type result struct {
	Page, Set, Kind, Mode string
	evaluation.Score
}

func run(folder string) error {
	if *show != "" {
		*sets, _, _ = strings.Cut(*show, "/")
	}
	pages, err := evaluation.Load(folder, split(*sets)...)
	if err != nil {
		return err
	}
	pages = slices.DeleteFunc(pages, func(p *evaluation.Page) bool {
		return *show != "" && p.Name() != *show || *kinds != "" && !slices.Contains(split(*kinds), p.Kind)
	})
	results := readAll(pages)
	report(results)
	if *out != "" {
		b, err := json.Marshal(results)
		if err == nil {
			err = os.WriteFile(*out, b, 0o644)
		}
		return err
	}
	if *than != "" {
		return compare(results, *than)
	}
	return nil
}

func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' })
}

func modes() []string {
	if *mode != "" {
		return split(*mode)
	}
	return []string{"html", "text"}
}

// readAll reads the pages on all processors.
func readAll(pages []*evaluation.Page) []result {
	dir, err := os.MkdirTemp("", "score-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	each := make([][]result, len(pages))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range jobs {
				each[i] = readPage(dir, i, pages[i])
			}
		})
	}
	for i := range pages {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return slices.Concat(each...)
}

func readPage(dir string, n int, p *evaluation.Page) []result {
	var results []result
	for _, m := range modes() {
		name, content := filepath.Join(dir, fmt.Sprint(n, ".html")), p.HTML
		if m == "text" {
			name, content = filepath.Join(dir, fmt.Sprint(n, ".txt")), []byte(p.Dump())
		}
		if err := os.WriteFile(name, content, 0o600); err != nil {
			panic(err)
		}
		var articles []model.Article
		options := feed.Options{Now: time.Now()}
		if *show != "" {
			options.Explain = func(_ string, n document.Note) { fmt.Printf("  %d: %s: %s\n", n.Line, n.About, n.Text) }
		}
		_ = feed.Load(context.Background(), []string{name}, options, func(a *model.Article) error {
			articles = append(articles, *a)
			return nil
		}, func(err error) {
			if *show != "" {
				fmt.Println(err)
			}
		})
		os.Remove(name)
		r := result{p.Name(), p.Set, p.Kind, m, p.Judge(articles, m == "text")}
		if *show != "" {
			explain(p, r)
		}
		r.GotText = ""
		results = append(results, r)
	}
	return results
}

// explain prints what is missing and what is too much.
func explain(p *evaluation.Page, r result) {
	fmt.Printf("== %s %s: F1 %.3f (precision %.2f, recall %.2f), %d articles\n", r.Mode, r.Page, r.F1, r.Precision, r.Recall, r.Articles)
	fmt.Printf("title %q, true %q\nauthors %q, true %q: %s\ndate %s, true %s %s: %s\n", r.GotTitle, p.Title, r.GotAuthors, p.Authors, r.Authors, r.GotDate, p.Date, p.Instant, r.Date)
	missing := func(sign, text, in string) {
		flat := flatten(in)
		for l := range strings.Lines(text) {
			if k := flatten(l); k != "" && !strings.Contains(flat, k) {
				fmt.Printf("  %s %.160s\n", sign, strings.TrimSpace(l))
			}
		}
	}
	missing("-", p.Body, r.GotText)
	missing("+", r.GotText, p.Body)
}

func flatten(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), "") }

// figures are sums over pages.
type figures struct {
	bodies, f1, low                  float64
	tp, fn, fp                       float64
	titles, same, near               float64
	authors, all, other              float64
	dates, right, wrong, none, pages float64
}

func (f *figures) add(r result) {
	f.pages++
	if r.F1 >= 0 {
		f.bodies++
		f.f1 += r.F1
		if r.F1 < 0.8 {
			f.low++
		}
	}
	f.tp, f.fn, f.fp = f.tp+float64(r.Segments[0]), f.fn+float64(r.Segments[1]), f.fp+float64(r.Segments[2])
	if r.Title >= 0 {
		f.titles++
		f.same += float64(r.Title / 2)
		f.near += float64(min(1, r.Title))
	}
	count := func(of, value string, all *float64, some ...any) {
		if of == "" {
			return
		}
		*all++
		for i := 0; i < len(some); i += 2 {
			if of == some[i] {
				*some[i+1].(*float64)++
			}
		}
	}
	count(r.Authors, "", &f.authors, "all", &f.all, "other", &f.other)
	count(r.Date, "", &f.dates, "right", &f.right, "wrong", &f.wrong, "none", &f.none)
}

func (f *figures) print(name, mode string) {
	share := func(a, b float64) string {
		if b == 0 {
			return "     -"
		}
		return fmt.Sprintf("%6.4f", a/b)
	}
	p, rec := f.tp/max(1, f.tp+f.fp), f.tp/max(1, f.tp+f.fn)
	fmt.Printf("%-14s %-4s %4.0f body %s <.8 %3.0f  segm %s  title %4.0f same %s near %s  auth %4.0f all %s other %s  date %4.0f right %s wrong %s none %s\n",
		name, mode, f.bodies, share(f.f1, f.bodies), f.low, share(2*p*rec, p+rec), f.titles, share(f.same, f.titles), share(f.near, f.titles),
		f.authors, share(f.all, f.authors), share(f.other, f.authors), f.dates, share(f.right, f.dates), share(f.wrong, f.dates), share(f.none, f.dates))
}

// report prints the figures for each set, for each kind of page of pages2, and over all.
func report(results []result) {
	for _, by := range []func(r result) string{
		func(r result) string { return r.Set },
		func(r result) string {
			if r.Set == "benchmark" || r.Set == "readability" || r.Set == "htmldate" {
				return ""
			}
			return "=" + r.Kind
		},
		func(r result) string {
			switch {
			case r.Set == "benchmark" || r.Set == "readability" || r.Set == "htmldate":
				return ""
			case r.Kind == "article":
				return "==articles"
			}
			return "==other kinds"
		},
		func(result) string { return "===all sets" },
	} {
		sums := map[string]*figures{}
		for _, r := range results {
			if key := by(r); key != "" {
				key += "\x00" + r.Mode
				if sums[key] == nil {
					sums[key] = new(figures)
				}
				sums[key].add(r)
			}
		}
		for _, key := range slices.Sorted(func(yield func(string) bool) {
			for k := range sums {
				if !yield(k) {
					return
				}
			}
		}) {
			name, m, _ := strings.Cut(key, "\x00")
			sums[key].print(name, m)
		}
	}
	slices.SortStableFunc(results, func(a, b result) int { return int(1e6 * (a.F1 - b.F1)) })
	n := *worst
	for _, r := range results {
		if n > 0 && r.F1 >= 0 {
			fmt.Printf("%.3f (p %.2f r %.2f) %s %s %s, %d articles: %q\n", r.F1, r.Precision, r.Recall, r.Mode, r.Page, r.Kind, r.Articles, r.GotTitle)
			n--
		}
	}
}

// compare lists the bodies, titles, authors and dates that moved since.
func compare(results []result, file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var before []result
	if err := json.Unmarshal(b, &before); err != nil {
		return err
	}
	was := map[string]result{}
	for _, r := range before {
		was[r.Mode+r.Page] = r
	}
	slices.SortStableFunc(results, func(a, b result) int {
		return int(1e6 * ((a.F1 - was[a.Mode+a.Page].F1) - (b.F1 - was[b.Mode+b.Page].F1)))
	})
	for _, r := range results {
		old, ok := was[r.Mode+r.Page]
		if !ok {
			continue
		}
		if d := r.F1 - old.F1; d > 0.02 || d < -0.02 {
			fmt.Printf("body %+.3f to %.3f %s %s %s\n", d, r.F1, r.Mode, r.Page, r.Kind)
		}
		if r.Title != old.Title {
			fmt.Printf("title %d to %d %s %s: %q, was %q\n", old.Title, r.Title, r.Mode, r.Page, r.GotTitle, old.GotTitle)
		}
		if r.Authors != old.Authors {
			fmt.Printf("authors %s to %s %s %s: %q, were %q\n", old.Authors, r.Authors, r.Mode, r.Page, r.GotAuthors, old.GotAuthors)
		}
		if r.Date != old.Date {
			fmt.Printf("date %s to %s %s %s: %s, was %s\n", old.Date, r.Date, r.Mode, r.Page, r.GotDate, old.GotDate)
		}
	}
	return nil
}
