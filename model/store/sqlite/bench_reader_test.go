package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
)

// The figures of one reader are measured over a copy of the library of
// DATELINE_BENCH_LIBRARY, or the one of the other benchmarks. Any will do.
//
//	go test ./model/store/sqlite -run '^$' -bench OneReader -benchtime 0.5s -count 5

// benchCopy returns a copy of the library, which a benchmark may change.
func benchCopy(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	if d := os.Getenv("DATELINE_BENCH_DIR"); d != "" { // it is large
		var err error
		if dir, err = os.MkdirTemp(d, "copy"); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = os.RemoveAll(dir) })
	}
	to := filepath.Join(dir, "library.db")
	copyFile(b, to, benchSource(b))
	return to
}

// benchSource returns the path of the library that is copied.
func benchSource(b *testing.B) string {
	b.Helper()
	if path := os.Getenv("DATELINE_BENCH_LIBRARY"); path != "" {
		return path
	}
	return library(b)
}

// benchOptions read rules as the program does.
var benchOptions = model.OpenOptions{Rules: func(text string, at time.Time) (model.Expr, error) {
	q, err := query.ParseRule(text, query.Env{Now: at})
	return q.Where, err
}}

// asked is what one reader of a benchmark asks: his library, and its days.
type asked struct {
	b           *testing.B
	lib         model.Library
	rnd         *rand.Rand
	now         time.Time
	first, last model.Day
	source      string // a query for one source
	year        string // a query for a year in the midst
	ids         []model.ID
}

func newAsked(b *testing.B, lib model.Library) *asked {
	b.Helper()
	a := &asked{b: b, lib: lib, rnd: rand.New(rand.NewPCG(1, 1)), now: time.Now()}
	buckets, err := lib.Histogram(context.Background(), model.Query{Now: a.now}, model.ByMonth, model.Span{})
	if err != nil || len(buckets) == 0 {
		b.Fatal("no articles: ", err)
	}
	a.first, a.last = buckets[0].Start, buckets[len(buckets)-1].Start
	a.now = buckets[len(buckets)-1].Start.In(time.UTC).AddDate(0, 1, 0)
	a.year = fmt.Sprint((a.first + (a.last-a.first)/2).In(time.UTC).Year())
	for range 40 {
		for _, h := range a.page("", model.Window{At: model.At{Date: a.day()}, After: 20}) {
			a.ids = append(a.ids, h.ID)
		}
	}
	if len(a.ids) == 0 {
		b.Fatal("no headlines")
	}
	one, err := lib.Article(context.Background(), a.ids[0])
	if err != nil {
		b.Fatal(err)
	}
	a.source = fmt.Sprintf("from:%q", one.Source)
	return a
}

func (a *asked) anyDay() model.Day { return a.first + model.Day(a.rnd.IntN(int(a.last-a.first)+1)) }

func (a *asked) day() *model.Date {
	d := model.OnDay(a.anyDay(), model.FromStated)
	return &d
}

func (a *asked) query(text string, typing bool) model.Query {
	q, err := query.Parse(text, query.Env{Now: a.now, Typing: typing})
	if err != nil {
		a.b.Fatal(err)
	}
	return q
}

func (a *asked) page(text string, w model.Window) []model.Headline {
	p, err := a.lib.Find(context.Background(), a.query(text, false), w)
	if err != nil {
		a.b.Fatalf("%s: %v", text, err)
	}
	return p.Headlines
}

func (a *asked) count(text string) {
	if _, err := a.lib.Count(context.Background(), a.query(text, false)); err != nil {
		a.b.Fatalf("%s: %v", text, err)
	}
}

func (a *asked) months(text string) {
	if _, err := a.lib.Histogram(context.Background(), a.query(text, false), model.ByMonth, model.Span{}); err != nil {
		a.b.Fatalf("%s: %v", text, err)
	}
}

// anID returns one of the articles, another each time.
func (a *asked) anID() model.ID { return a.ids[a.rnd.IntN(len(a.ids))] }

// question is one of those that the screen asks.
type question struct {
	name string
	ask  func(i int)
}

// questions are those whose figures are compared.
func (a *asked) questions() []question {
	span := " " + a.year
	return []question{
		{"page", func(int) { a.page("", model.Window{After: 60}) }},
		{"page-unread", func(int) { a.page("is:unread", model.Window{After: 60}) }},
		{"page-from", func(int) { a.page(a.source, model.Window{After: 60}) }},
		{"date", func(int) { a.page("", model.Window{At: model.At{Date: a.day()}, Before: 30, After: 60}) }},
		{"date-unread", func(int) { a.page("is:unread", model.Window{At: model.At{Date: a.day()}, Before: 30, After: 60}) }},
		{"article", func(int) {
			if _, err := a.lib.Article(context.Background(), a.anID()); err != nil {
				a.b.Fatal(err)
			}
		}},
		{"count", func(int) { a.count("") }},
		{"count-unread", func(int) { a.count("is:unread") }},
		{"count-date", func(int) { a.count(a.year) }},
		{"count-date-unread", func(int) { a.count("is:unread" + span) }},
		{"count-from", func(int) { a.count(a.source) }},
		{"count-from-date", func(int) { a.count(a.source + span) }},
		{"count-from-unread", func(int) { a.count(a.source + " is:unread") }},
		{"months", func(int) { a.months("") }},
		{"months-from", func(int) { a.months(a.source) }},
		{"months-unread", func(int) { a.months("is:unread") }},
		{"days", func(int) {
			d := a.anyDay()
			span := model.NewSpan(d.In(time.UTC), (d + 60).In(time.UTC))
			if _, err := a.lib.Histogram(context.Background(), a.query("", false), model.ByDay, span); err != nil {
				a.b.Fatal(err)
			}
		}},
		{"sources", func(int) {
			if _, err := a.lib.Sources(context.Background()); err != nil {
				a.b.Fatal(err)
			}
		}},
		{"tags", func(int) {
			if _, err := a.lib.Tags(context.Background()); err != nil {
				a.b.Fatal(err)
			}
		}},
		{"typed", func(i int) {
			for _, word := range []string{"harvest", "government", "palimpsest"} {
				typed := word[:1+i%len(word)]
				if _, err := a.lib.Find(context.Background(), a.query(typed, true), model.Window{After: 60}); err != nil {
					a.b.Fatal(err)
				}
			}
		}},
	}
}

// mark marks one article read, or unread again.
func (a *asked) mark(i int) {
	do := model.MarkRead
	if i%2 == 1 {
		do = model.MarkUnread
	}
	id := a.ids[i/2%len(a.ids)]
	if _, err := a.lib.Mark(context.Background(), []model.ID{id}, model.Mark{Do: do}, a.now.Add(time.Duration(i)*time.Second)); err != nil {
		a.b.Fatal(err)
	}
}

// arrivals returns n articles, other ones in each round.
func (a *asked) arrivals(round, n int) []model.Article {
	as := make([]model.Article, n)
	text := a.text()
	for i := range as {
		url := fmt.Sprintf("https://news%d.example/new/%d/%d", i%50, round, i)
		title := fmt.Sprintf("Arrival %d of round %d %s", i, round, []string{"harbour", "council", "ferry", "storm"}[i%4])
		as[i] = model.Article{
			ID: model.NewID("arrivals", "", url, title, model.Date{}), Title: title, URL: url, Body: text, Language: "en",
			Source: fmt.Sprintf("The Courier %d", i%50), Path: "arrivals.jsonl", Line: i,
			Published: model.AtInstant(a.now.Add(time.Duration(round*n+i)*time.Second), model.FromMetadata),
		}
	}
	return as
}

// text is the text of one of the articles.
func (a *asked) text() string {
	one, err := a.lib.Article(context.Background(), a.ids[0])
	if err != nil {
		a.b.Fatal(err)
	}
	return one.Body
}

// BenchmarkOneReader measures what the screen of one reader asks, what he marks, and
// articles that arrive.
func BenchmarkOneReader(b *testing.B) {
	path := benchCopy(b)
	ctx := context.Background()
	open := func(b *testing.B) model.Store {
		s, err := store.OpenLocal(ctx, path, benchOptions)
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	if err := open(b).Close(); err != nil { // the upgrade, if there is one
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		spread(b, func(int) {
			s := open(b)
			if _, err := s.Find(ctx, model.Query{Now: benchNow}, model.Window{After: 60}); err != nil {
				b.Fatal(err)
			}
			_ = s.Close()
		})
	})
	s := open(b)
	defer func() { _ = s.Close() }()
	a := newAsked(b, s)
	for _, q := range a.questions() {
		b.Run(q.name, func(b *testing.B) { spread(b, q.ask) })
	}
	b.Run("mark", func(b *testing.B) { spread(b, a.mark) })
	round := 0
	b.Run("add1000", func(b *testing.B) {
		spread(b, func(int) {
			round++
			if _, err := s.Save(ctx, a.arrivals(round, 1000), a.now); err != nil {
				b.Fatal(err)
			}
		})
	})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("the file: %.1f MB", float64(info.Size())/1e6)
}
