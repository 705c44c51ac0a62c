package listing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// someArticles makes articles with dates of every kind, many of them equal.
func someArticles(r *rand.Rand, n int) []model.Article {
	articles := make([]model.Article, n)
	for i := range articles {
		a := &articles[i]
		a.Title = fmt.Sprintf("Article %d", i)
		a.ID = model.NewID("test", a.Title, "", "", model.Date{})
		a.Source = "test"
		day := noon.AddDate(0, 0, r.IntN(12)-8)
		switch r.IntN(7) {
		case 0:
		case 5:
			a.Published = model.InMonth(day.Year(), day.Month()-time.Month(r.IntN(3)-1), model.FromURL)
		case 6:
			a.Published = model.InYear(day.Year()-r.IntN(2), model.FromStated)
		case 1, 2:
			a.Published = model.OnDay(model.DayOf(day), model.FromStated)
		default:
			zone := time.FixedZone("", (r.IntN(27)-13)*3600)
			a.Published = model.AtInstant(day.Add(time.Duration(r.IntN(4)*6)*time.Hour).In(zone), model.FromStated)
		}
	}
	return articles
}

// TestOrdersAgree: documents are listed in one order, whether or not a library
// was needed for it, in every zone.
func TestOrdersAgree(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		articles := someArticles(r, 60)
		lib := library(t, articles)
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 13*3600), time.FixedZone("", -11*3600)} {
			for _, limit := range []int{0, 7} {
				q := model.Query{Now: noon.In(zone), Limit: limit}
				for _, format := range []string{"text", "tsv", "markdown"} {
					got, want := sorted(t, articles, q, format), found(t, lib, q, format)
					if got != want {
						t.Fatalf("seed %d, zone %s, limit %d, %s: sorted\n%s\nfound in a library\n%s", seed, zone, limit, format, got, want)
					}
				}
			}
		}
	}
}

func formatOf(name string, q model.Query) Format {
	return map[string]Format{"text": Text(q.Zone(), TextStyle{Star: "*"}), "json": JSON(), "markdown": Markdown(q.Zone()), "tsv": TSV()}[name]
}

func sorted(t *testing.T, articles []model.Article, q model.Query, format string) string {
	t.Helper()
	s := NewSorter(formatOf(format, q), q)
	s.room = 500 // most go through the file
	defer s.Close()
	for i := range articles {
		if err := s.Add(&articles[i]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := s.Print(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// library returns a library of articles.
func library(t *testing.T, articles []model.Article) model.Store {
	t.Helper()
	lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	if _, err := lib.Save(t.Context(), articles, noon); err != nil {
		t.Fatal(err)
	}
	return lib
}

func found(t *testing.T, lib model.Store, q model.Query, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Print(t.Context(), lib, q, formatOf(format, q), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDatesAgree: what a query by date alone finds is the same with a library
// and without.
func TestDatesAgree(t *testing.T) {
	for seed := range uint64(4) {
		articles := someArticles(rand.New(rand.NewPCG(seed, 3)), 60)
		lib := library(t, articles)
		for _, text := range []string{"2026-11-20", "since:2026-11-20", "since:2026-11-18 until:2026-11-20", "yesterday", "30h", "2026-11-20T12:00", "2026-11", "2026", "since:2026-11-02"} {
			for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 13*3600)} {
				q, err := query.Parse(text, query.Env{Now: noon.In(zone), WeekStart: time.Monday})
				if err != nil {
					t.Fatal(err)
				}
				dates, only := PeriodsOf(q)
				if !only {
					t.Fatalf("%s: asks for more than dates", text)
				}
				var held []model.Article
				pass := dates.Pass(func(a *model.Article) error {
					held = append(held, *a)
					return nil
				})
				for i := range articles {
					if err := pass(&articles[i]); err != nil {
						t.Fatal(err)
					}
				}
				if got, want := sorted(t, held, q, "tsv"), found(t, lib, q, "tsv"); got != want {
					t.Errorf("%s, seed %d, zone %s: sorted\n%s\nfound in a library\n%s", text, seed, zone, got, want)
				}
			}
		}
	}
}

// headlinesOnly is a library whose articles nobody may open.
type headlinesOnly struct {
	model.Finder
	t *testing.T
}

// Article implements model.Finder.
func (h headlinesOnly) Article(_ context.Context, id model.ID) (model.Article, error) {
	h.t.Errorf("article %s was opened", id)
	return model.Article{}, model.ErrNotFound
}

// TestListsOpenNoArticle: what prints no text costs what a list costs, not what
// all the texts do.
func TestListsOpenNoArticle(t *testing.T) {
	lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if _, err := lib.Save(t.Context(), someArticles(rand.New(rand.NewPCG(1, 3)), 20), noon); err != nil {
		t.Fatal(err)
	}
	q := model.Query{Now: noon}
	for _, format := range []string{"text", "markdown", "tsv"} {
		var b bytes.Buffer
		if err := Print(t.Context(), headlinesOnly{lib, t}, q, formatOf(format, q), &b); err != nil || b.Len() == 0 {
			t.Errorf("%s: %q, %v", format, b.String(), err)
		}
	}
}

func TestSorterTakesTheLaterText(t *testing.T) {
	q := model.Query{Now: noon}
	first := model.Article{ID: "a", Title: "Old", Published: model.OnDay(10, model.FromStated)}
	other := model.Article{ID: "b", Title: "Other", Published: model.OnDay(11, model.FromStated)}
	second := model.Article{ID: "a", Title: "New", Published: model.OnDay(12, model.FromStated)}
	got := sorted(t, []model.Article{first, other, second}, q, "tsv")
	if strings.Contains(got, "Old") || strings.Index(got, "New") > strings.Index(got, "Other") {
		t.Errorf("got %q", got)
	}
}

func BenchmarkSorter(b *testing.B) {
	articles := someArticles(rand.New(rand.NewPCG(1, 2)), 10000)
	body := strings.Repeat("Some words of a paragraph of an article.\n", 50)
	for i := range articles {
		articles[i].Body = body
	}
	b.SetBytes(int64(len(articles) * len(body)))
	b.ReportAllocs()
	for b.Loop() {
		s := NewSorter(JSON(), model.Query{Now: noon})
		for i := range articles {
			if err := s.Add(&articles[i]); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.Print(io.Discard); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// TestFirst: what First takes for the first article of documents is what a list begins
// with: not one that lies ahead, nor an undated one, while there are others.
func TestFirst(t *testing.T) {
	ahead := noon.AddDate(2, 0, 0)
	day := func(t time.Time) model.Date { return model.OnDay(model.DayOf(t), model.FromStated) }
	sets := [][]model.Article{
		{{Title: "Ahead", Published: day(ahead)}, {Title: "Then", Published: day(noon)}},
		{{Title: "Undated"}, {Title: "Ahead", Published: day(ahead)}},
		{{Title: "Undated"}, {Title: "Then", Published: day(noon)}},
		{{Title: "A", Published: day(noon)}, {Title: "B", Published: day(noon)}},
		{{Title: "Day", Published: day(noon)}, {Title: "Instant", Published: model.AtInstant(noon, model.FromStated)}},
		{{Title: "Only"}},
		{},
	}
	for seed := range uint64(20) {
		sets = append(sets, someArticles(rand.New(rand.NewPCG(seed, 11)), 1+int(seed)))
	}
	for n, articles := range sets {
		for i := range articles {
			articles[i].ID, articles[i].Source = model.NewID("set", fmt.Sprint(i), "", "", model.Date{}), "test"
		}
		lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lib.Save(t.Context(), articles, noon); err != nil {
			t.Fatal(err)
		}
		first, more, err := First(t.Context(), lib, model.Query{Now: noon})
		_ = lib.Close()
		lines := strings.Split(strings.TrimSuffix(sorted(t, articles, model.Query{Now: noon}, "tsv"), "\n"), "\n")
		if err != nil || !strings.HasSuffix(lines[0], string(first)) || more != (len(articles) > 1) {
			t.Errorf("set %d: First takes %s, %t, %v; list begins with %q", n, first, more, err, lines[0])
		}
	}
}
