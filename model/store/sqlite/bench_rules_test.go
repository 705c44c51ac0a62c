package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
)

// What BenchmarkSaveWithRules saves, into how large a library, and how many readers have
// a rule.
const (
	ruledLibrary = 20_000
	ruledBatch   = 1000
	ruledReaders = 1000
)

// BenchmarkSaveWithRules saves 1,000 articles into a library of 20,000, under a rule of each
// of 1,000 readers and without any, and reports how many times the time and the processor
// time these take, and how many articles of a batch each rule hides.
//
//	go test ./model/store/sqlite -run '^$' -bench SaveWithRules -benchtime 5x
func BenchmarkSaveWithRules(b *testing.B) {
	var before, batch []model.Article
	articles(b, ruledLibrary+ruledBatch, func(part []model.Article) { before = append(before, slices.Clone(part)...) })
	before, batch = before[:ruledLibrary], before[ruledLibrary:]
	for i := range batch { // the words of the corpus are few, and common
		batch[i].Body += fmt.Sprintf("\n\nRare%d of name%d.", i, i%10)
		batch[i].Published = model.AtInstant(benchStart.Add(time.Duration(i)*time.Minute), model.FromMetadata) // they are of today
		batch[i].Tags = []string{fmt.Sprint("topic ", i%200)}
	}
	library, words := ruled(b, before), wordsOf(batch)
	rare := func(i int) string { return fmt.Sprint("rare", i) }
	phrase := func(i int) string { return fmt.Sprintf(`"rare%d of name%d"`, i, i%10) }
	beginning := func(i int) string { return fmt.Sprintf("rare%d*", i) }
	source := func(i int) string { return fmt.Sprintf(`source:"courier %d" name%d`, i, i%10) }
	tag := func(i int) string { return fmt.Sprintf(`tag:"topic %d"`, i) }
	common := func(i int) string { return words[i%len(words)] }
	for _, kind := range []struct {
		name string
		rule func(i int) string
	}{
		{"none", nil},
		{"rare", rare},
		{"absent", func(i int) string { return fmt.Sprint("absent", i) }},
		{"phrases", phrase},
		{"beginnings", beginning},
		{"sources", source},
		{"tags", tag},
		{"alike", func(int) string { return "rare1" }},
		{"mixed", func(i int) string {
			if i%50 == 49 { // it hides two fifths of all articles
				return common(i)
			}
			return []func(int) string{rare, source, tag, rare, phrase, source, beginning, rare, tag, phrase}[i%10](i)
		}},
		{"common", common},
		{"common phrases", func(i int) string { return fmt.Sprintf("%q", words[i%len(words)]+" "+words[i*7%len(words)]) }},
	} {
		b.Run(strings.ReplaceAll(kind.name, " ", "-"), func(b *testing.B) { benchRules(b, library, batch, kind.rule) })
	}
}

// wordsOf returns the words of the corpus in articles.
func wordsOf(batch []model.Article) []string {
	var words []string
	for _, a := range batch {
		words = append(words, strings.FieldsFunc(strings.ToLower(a.Body), func(r rune) bool { return r < 'a' || r > 'z' })...)
		slices.Sort(words)
		words = slices.Compact(words)
	}
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 4 }) // no words of the query language
}

// ruled returns the path of a library of articles and readers without rules.
func ruled(b *testing.B, before []model.Article) string {
	ctx, path := context.Background(), filepath.Join(b.TempDir(), "library.db")
	c := openCatalog(b, path)
	defer closeCatalog(b, c)
	for i := range ruledReaders {
		if _, err := c.AddReader(ctx, model.Reader{ID: readerName(i), Name: string(readerName(i))}, benchStart); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := c.Save(ctx, before, benchStart); err != nil {
		b.Fatal(err)
	}
	return path
}

func benchRules(b *testing.B, library string, batch []model.Article, rule func(i int) string) {
	ctx, ready := context.Background(), false
	options := benchOptions
	options.Rules = func(text string, at time.Time) (model.Expr, error) {
		if !ready { // what was there before the rules is none of theirs
			return model.Or{}, nil
		}
		return benchOptions.Rules(text, at)
	}
	var stores [2]model.Catalog // without and with
	for i := range stores {
		path := filepath.Join(b.TempDir(), "library.db")
		copyFile(b, path, library)
		c, err := store.Open(ctx, path, options)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { closeCatalog(b, c) })
		for n := 0; i == 1 && rule != nil && n < ruledReaders; n++ {
			if _, err := reader(b, c, readerName(n)).SaveRule(ctx, model.Rule{Do: model.Hide, Query: rule(n)}, benchStart); err != nil {
				b.Fatal(rule(n), err)
			}
		}
		stores[i] = c
	}
	ready = true
	old := hiddenByRules(b, stores[1])
	var used, took [2][]time.Duration
	for n := 0; b.Loop(); n++ {
		for i := range batch {
			batch[i].ID = model.NewID("bench", fmt.Sprint(n, " ", i), batch[i].URL, batch[i].Title, model.Date{})
		}
		for i := range stores {
			i = (i + n) % 2 // neither is always the first
			began, start := time.Now(), spent()
			if saved, err := stores[i].Save(ctx, batch, benchStart); err != nil || saved.Added != len(batch) {
				b.Fatal(saved, err)
			}
			took[i], used[i] = append(took[i], time.Since(began)), append(used[i], spent()-start)
		}
	}
	median := func(d []time.Duration) float64 {
		slices.Sort(d)
		return d[len(d)/2].Seconds() * 1000
	}
	b.ReportMetric(median(took[0]), "none-ms")
	b.ReportMetric(median(took[1]), "ms")
	b.ReportMetric(median(took[1])/median(took[0]), "times")
	b.ReportMetric(median(used[1]), "cpu-ms")
	b.ReportMetric(median(used[1])/median(used[0]), "cpu-times")
	b.ReportMetric(float64(hiddenByRules(b, stores[1])-old)/float64(len(used[0])*ruledReaders), "hidden/rule")
	b.ReportMetric(0, "ns/op")
}

// hiddenByRules returns how many articles the rules of all readers hide.
func hiddenByRules(b *testing.B, c model.Catalog) int {
	b.Helper()
	n := 0
	for i := range ruledReaders {
		rules, err := reader(b, c, readerName(i)).Rules(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range rules {
			n += r.Hits
		}
	}
	return n
}
