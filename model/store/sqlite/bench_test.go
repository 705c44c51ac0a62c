package sqlite_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
	"dateline/model/store/sqlite"
)

// Benchmarks run over articles made by corpusgen of ../shared/tools/bench, 300
// words each, from 500 sources over 20 years: 100,000 of them, or as many as
// DATELINE_BENCH_ARTICLES says. Corpus and library are made once and kept in
// the user's cache folder, or where DATELINE_BENCH_DIR says.

const (
	benchSources = 500
	benchYears   = 20
	benchBatch   = 3 << 14 // as many as feed.Batcher gathers, unless DATELINE_BENCH_BATCH says
)

var benchStart = time.Date(2006, 1, 1, 0, 0, 0, 0, time.UTC)

func benchArticles() int { return benchNumber("DATELINE_BENCH_ARTICLES", 100_000) }

// benchNumber returns a number of the environment, or another.
func benchNumber(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

func benchDir(b *testing.B) string {
	dir := os.Getenv("DATELINE_BENCH_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			b.Skip("no folder to keep the library in: ", err)
		}
		dir = filepath.Join(cache, "dateline-bench")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	return dir
}

// corpus returns the file of n articles, an object a line.
func corpus(b *testing.B, n int) string {
	name := filepath.Join(benchDir(b), fmt.Sprintf("corpus-%d", n), "corpus.jsonl")
	if _, err := os.Stat(name); err == nil {
		return name
	}
	tools := filepath.Join("..", "..", "..", "..", "shared", "tools", "bench")
	if _, err := os.Stat(tools); err != nil {
		b.Skip("corpusgen is absent: ", err)
	}
	part := filepath.Dir(name) + ".part"
	cmd := exec.Command("go", "run", "./cmd/corpusgen", "-shape", "jsonl", "-n", fmt.Sprint(n), "-min-words", "300", "-max-words", "300", "-dir", part)
	cmd.Dir = tools
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("corpusgen: %v\n%s", err, out)
	}
	if err := os.Rename(part, filepath.Dir(name)); err != nil {
		b.Fatal(err)
	}
	return name
}

// corpusMost is how many texts differ: of more articles than that, some have
// the same text.
const corpusMost = 1_000_000

// articles calls f with batches of the n articles of a corpus.
func articles(b *testing.B, n int, f func([]model.Article)) (text int64) {
	file, err := os.Open(corpus(b, min(n, corpusMost)))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var batch []model.Article
	var lines *bufio.Scanner
	most := benchNumber("DATELINE_BENCH_BATCH", benchBatch)
	for i := range n {
		if i%corpusMost == 0 {
			if _, err := file.Seek(0, 0); err != nil {
				b.Fatal(err)
			}
			lines = bufio.NewScanner(file)
			lines.Buffer(nil, 1<<20)
		}
		if !lines.Scan() {
			b.Fatal("the corpus is too short: ", lines.Err())
		}
		var a struct{ Title, Text, URL string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		text += int64(len(a.Title) + len(a.Text))
		// Archives come by source, not by date: sources of many sizes, and
		// dates in no order.
		source := i % benchSources * (i / benchSources % 7) / 7
		at := benchStart.Add(time.Duration(uint64(i)*2654435761%(benchYears*365*24*3600)) * time.Second)
		url := fmt.Sprintf("https://news%d.example/%d/%d", source, at.Year(), i)
		batch = append(batch, model.Article{
			ID: model.NewID("bench", "", url, a.Title, model.Date{}), Title: a.Title, URL: url, Body: a.Text,
			Source: fmt.Sprintf("The Courier %d", source), Path: "archive.jsonl", Line: i, Language: "en",
			Published: model.AtInstant(at, model.FromMetadata),
		})
		if len(batch) == most {
			f(batch)
			batch = batch[:0]
		}
	}
	if len(batch) > 0 {
		f(batch)
	}
	return text
}

// spent returns the processor time the program has used.
func spent() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkSave adds all articles to an empty library, and reports the processor time for
// 100,000 of them, in all, until they are listed and to make them searchable, the size beside that of their text, and what was
// written, to the log and in all, beside the size.
func BenchmarkSave(b *testing.B) {
	n := benchArticles()
	ctx := context.Background()
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "library.db")
		if k := os.Getenv("KEEP"); k != "" {
			path = k
		}
		disk := sqlite.RecordDisk(b, filepath.Dir(path), false)
		s, err := store.OpenLocal(ctx, path, model.OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		var used time.Duration
		b.StartTimer()
		text := articles(b, n, func(batch []model.Article) {
			start := spent()
			if _, err := s.Save(ctx, batch, benchStart); err != nil {
				b.Fatal(err)
			}
			used += spent() - start
		})
		listed, wal := used, disk.Written("-wal")
		file := disk.Written("")
		start := spent()
		if err := s.Index(ctx, func(string, int) {}); err != nil {
			b.Fatal(err)
		}
		indexed := spent() - start
		start = spent()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		used += indexed + spent() - start
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(wal+file)/float64(info.Size()), "listed-written/size")
		wal += disk.Written("-wal")
		b.ReportMetric(float64(wal)/1e6, "wal-MB")
		b.ReportMetric(float64(wal+file+disk.Written(""))/float64(info.Size()), "written/size")
		for what, took := range map[string]time.Duration{"cpu-s/100k": used, "listed-s/100k": listed, "indexed-s/100k": indexed} {
			b.ReportMetric(took.Seconds()*100_000/float64(n), what)
		}
		b.ReportMetric(resident(), "MiB")
		b.ReportMetric(float64(info.Size())/float64(text), "size/text")
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	}
}

// library returns the path of a library of all articles, of which one in three
// is read and one in 500 starred.
func library(b *testing.B) string {
	n := benchArticles()
	path := filepath.Join(benchDir(b), fmt.Sprintf("library-%d.db", n))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	ctx := context.Background()
	part := path + ".part"
	_ = os.Remove(part)
	s, err := store.OpenLocal(ctx, part, model.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	articles(b, n, func(batch []model.Article) {
		if _, err := s.Save(ctx, batch, benchStart); err != nil {
			b.Fatal(err)
		}
		var read, starred []model.ID
		for _, a := range batch {
			if i++; i%3 == 0 {
				read = append(read, a.ID)
			}
			if i%500 == 0 {
				starred = append(starred, a.ID)
			}
		}
		for do, ids := range map[model.ActionKind][]model.ID{model.MarkRead: read, model.Star: starred} {
			if _, err := s.Mark(ctx, ids, model.Mark{Do: do}, benchStart); err != nil {
				b.Fatal(err)
			}
		}
	})
	if err := s.Index(ctx, func(string, int) {}); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	if err := os.Rename(part, path); err != nil {
		b.Fatal(err)
	}
	return path
}

// spread runs f over and over and reports how long the median, the 95th and
// the 99th of 100 took, in milliseconds.
func spread(b *testing.B, f func(i int)) {
	b.Helper()
	var times []time.Duration
	i := 0
	used := spent()
	for b.Loop() {
		start := time.Now()
		f(i)
		times = append(times, time.Since(start))
		i++
	}
	used = spent() - used
	reportTimes(b, times)
	b.ReportMetric(float64(used.Microseconds())/1000/float64(i), "cpu-ms")
}

// reportTimes reports the median and more of what something took.
func reportTimes(b *testing.B, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(times[(len(times)-1)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
	b.ReportMetric(0, "ns/op")
}

// resident returns the memory of the process that is in RAM, in MiB.
func resident() float64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, rss float64
	_, _ = fmt.Sscan(string(b), &size, &rss)
	return rss * float64(os.Getpagesize()) / (1 << 20)
}

// BenchmarkOpen measures opening a library up to the first page, beside an
// empty one.
func BenchmarkOpen(b *testing.B) {
	empty := filepath.Join(b.TempDir(), "empty.db")
	for name, path := range map[string]string{"empty": empty, "full": library(b)} {
		b.Run(name, func(b *testing.B) {
			spread(b, func(int) {
				s, err := store.OpenLocal(context.Background(), path, model.OpenOptions{})
				if err != nil {
					b.Fatal(err)
				}
				find(b, s, "", model.Window{After: 60})
				_ = s.Close()
			})
		})
	}
}

var benchNow = benchStart.AddDate(benchYears, 0, 0)

func parse(b *testing.B, text string, typing bool) model.Query {
	q, err := query.Parse(text, query.Env{Now: benchNow, Typing: typing})
	if err != nil {
		b.Fatal(err)
	}
	return q
}

func find(b *testing.B, s model.Finder, text string, w model.Window) model.Page {
	p, err := s.Find(context.Background(), parse(b, text, false), w)
	if err != nil {
		b.Fatalf("%s: %v", text, err)
	}
	return p
}

// BenchmarkQuestions measures what the screen asks a library.
func BenchmarkQuestions(b *testing.B) {
	s, err := store.OpenLocal(context.Background(), library(b), model.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ctx := context.Background()
	rnd := rand.New(rand.NewPCG(1, 1))
	anyDay := func() model.Day { return model.DayOf(benchStart) + model.Day(rnd.IntN(benchYears*365)) }

	b.Run("page", func(b *testing.B) {
		page := find(b, s, "", model.Window{After: 60})
		spread(b, func(int) {
			last := page.Headlines[len(page.Headlines)-1]
			if page = find(b, s, "", model.Window{At: model.At{Place: &last.Place}, After: 60}); page.Last {
				page = find(b, s, "", model.Window{After: 60})
			}
		})
	})
	b.Run("date", func(b *testing.B) {
		spread(b, func(int) {
			d := model.OnDay(anyDay(), model.FromStated)
			find(b, s, "", model.Window{At: model.At{Date: &d}, Before: 30, After: 60})
		})
	})
	b.Run("article", func(b *testing.B) {
		var ids []model.ID
		for range 50 {
			d := model.OnDay(anyDay(), model.FromStated)
			for _, h := range find(b, s, "", model.Window{At: model.At{Date: &d}, After: 20}).Headlines {
				ids = append(ids, h.ID)
			}
		}
		spread(b, func(i int) {
			if _, err := s.Article(ctx, ids[rnd.IntN(len(ids))]); err != nil {
				b.Fatal(err)
			}
		})
	})
	counted := []string{"", "source:\"Courier 7\"", "source:courier", "is:unread", "is:read", "2018", "2018-03..2018-05", "source:\"Courier 7\" is:unread 2015..2020"}
	for _, text := range counted {
		b.Run("count/"+name(text), func(b *testing.B) {
			spread(b, func(int) {
				if _, err := s.Count(ctx, parse(b, text, false)); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run("months/"+name(text), func(b *testing.B) {
			spread(b, func(int) {
				if _, err := s.Histogram(ctx, parse(b, text, false), model.ByMonth, model.Span{}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
	for _, text := range []string{"", "source:\"Courier 7\""} { // months that do not begin with those of UTC
		b.Run("months-elsewhere/"+name(text), func(b *testing.B) {
			zone, err := time.LoadLocation("America/New_York")
			if err != nil {
				b.Skip(err)
			}
			q := parse(b, text, false)
			q.Now = q.Now.In(zone)
			spread(b, func(int) {
				if _, err := s.Histogram(ctx, q, model.ByMonth, model.Span{}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
	for _, text := range []string{"is:unread", "is:read", "is:starred", "is:undated", "is:future", "has:audio", "source:\"Courier 7\"", "source:courier"} {
		b.Run("first/"+name(text), func(b *testing.B) {
			spread(b, func(int) { find(b, s, text, model.Window{After: 60}) })
		})
	}
	for _, word := range []string{"the", "government", "election", "harvest", "numismatic", "palimpsest", "zyzzyva"} {
		for _, dates := range []string{"", "2018-03..2018-05 "} {
			b.Run("typed/"+name(dates+word), func(b *testing.B) {
				spread(b, func(i int) {
					typed := dates + word[:1+i%len(word)]
					if _, err := s.Find(ctx, parse(b, typed, true), model.Window{After: 60}); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
		b.Run("counted/"+word, func(b *testing.B) {
			spread(b, func(int) {
				if _, err := s.Count(ctx, parse(b, word, false)); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
	for _, text := range []string{"government election", "the -election", "the source:\"Courier 7\"", "sort:title", "sort:source", "sort:title the", "sort:source the", "sort:relevance government election", "sort:relevance the", "sort:title palimpsest", "sort:source is:unread 2015..2020", "is:new", "arrived:2026", "\"the government\"", "title:election", "government OR palimpsest", "author:smith"} {
		b.Run("first/"+name(text), func(b *testing.B) {
			spread(b, func(int) { find(b, s, text, model.Window{After: 60}) })
		})
	}
	b.ReportMetric(resident(), "MiB")
}

// name makes the name of a benchmark of a query.
func name(text string) string {
	if text == "" {
		return "all"
	}
	return strings.NewReplacer(" ", "_", "\"", "").Replace(text)
}
