package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/store"
)

// The figures of many readers are measured over the library of DATELINE_BENCH_LIBRARY,
// or the one of the other benchmarks, with as many readers as DATELINE_BENCH_READERS
// says, or 1,000. That library is made once, and kept beside the others.
//
//	go test ./model/store/sqlite -run '^$' -bench Readers -benchtime 1x -timeout 2h
//
// What each reader has done.
const (
	readEach    = 2000
	starredEach = 50
	tagsEach    = 5
	viewsEach   = 3
)

func benchReaders() int { return benchNumber("DATELINE_BENCH_READERS", 1000) }

// crowd returns the path of the library with all readers, and that of the same library
// without them.
func crowd(b *testing.B) (with, without string) {
	dir := benchDir(b)
	with = filepath.Join(dir, fmt.Sprintf("readers-%d.db", benchReaders()))
	without = filepath.Join(dir, "readers-0.db")
	if _, err := os.Stat(with); err == nil {
		return with, without
	}
	part := with + ".part"
	_ = os.Remove(part)
	copyFile(b, part, benchSource(b))
	c := openCatalog(b, part)
	closeCatalog(b, c) // the upgrade
	copyFile(b, without, part)

	before := sizes(b, part)
	c = openCatalog(b, part)
	f := newFiller(b, c)
	start := time.Now()
	f.each(b, f.read)
	b.Logf("%d readers read %d articles each in %v", benchReaders(), readEach, time.Since(start).Round(time.Second))
	closeCatalog(b, c)
	growth(b, before, sizes(b, part))

	c = openCatalog(b, part)
	f.lib = c
	start = time.Now()
	f.each(b, f.keep)
	b.Logf("%d stars, %d tags, %d views and a rule each in %v", starredEach, tagsEach, viewsEach, time.Since(start).Round(time.Second))
	closeCatalog(b, c)
	if err := os.Rename(part, with); err != nil {
		b.Fatal(err)
	}
	return with, without
}

// readerName is the ID of the i-th reader.
func readerName(i int) model.ReaderID { return model.ReaderID(fmt.Sprintf("reader-%d", i)) }

func openCatalog(b *testing.B, path string) model.Catalog {
	b.Helper()
	c, err := store.Open(context.Background(), path, benchOptions)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func closeCatalog(b *testing.B, c model.Catalog) {
	b.Helper()
	if err := c.Close(); err != nil {
		b.Fatal(err)
	}
}

func reader(b *testing.B, c model.Catalog, id model.ReaderID) model.Library {
	b.Helper()
	l, err := c.Reader(context.Background(), id)
	if err != nil {
		b.Fatal(id, ": ", err)
	}
	return l
}

// filler does what readers have done.
type filler struct {
	lib    model.Catalog
	recent []model.ID // of which they read a half
	all    []model.ID // spread over all dates
	at     time.Time
}

func newFiller(b *testing.B, c model.Catalog) *filler {
	a := newAsked(b, reader(b, c, model.LocalReader))
	f := &filler{lib: c, at: a.now}
	gather := func(ids []model.ID, w model.Window) []model.ID {
		for _, h := range a.page("", w) {
			ids = append(ids, h.ID)
		}
		return ids
	}
	f.recent = gather(nil, model.Window{After: 40_000})
	for len(f.all) < 200_000 && len(f.all) < len(f.recent)*5 {
		f.all = gather(f.all, model.Window{At: model.At{Date: a.day()}, After: 20})
	}
	return f
}

// each calls do for all readers, eight at once.
func (f *filler) each(b *testing.B, do func(i int, rnd *rand.Rand) error) {
	var group sync.WaitGroup
	next := make(chan int)
	for range 8 {
		group.Go(func() {
			for i := range next {
				if err := do(i, rand.New(rand.NewPCG(15, uint64(i)))); err != nil {
					b.Errorf("%s: %v", readerName(i), err)
				}
			}
		})
	}
	for i := range benchReaders() {
		next <- i
	}
	close(next)
	group.Wait()
	if b.Failed() {
		b.FailNow()
	}
}

// some returns n different ones.
func some(rnd *rand.Rand, n int, from ...[]model.ID) []model.ID {
	seen := make(map[model.ID]bool, n)
	ids := make([]model.ID, 0, n)
	for len(ids) < n {
		of := from[len(ids)%len(from)]
		if id := of[rnd.IntN(len(of))]; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

// read adds a reader, who reads a half of the articles among the newest.
func (f *filler) read(i int, rnd *rand.Rand) error {
	ctx := context.Background()
	id := readerName(i)
	if _, err := f.lib.AddReader(ctx, model.Reader{ID: id, Name: string(id), Keys: []string{"key " + string(id)}}, f.at); err != nil {
		return err
	}
	l, err := f.lib.Reader(ctx, id)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(some(rnd, readEach, f.recent, f.all), 500) {
		if _, err := l.Mark(ctx, part, model.Mark{Do: model.MarkRead}, f.at); err != nil {
			return err
		}
	}
	return nil
}

// keep has a reader star, tag, and make views and a rule.
func (f *filler) keep(i int, rnd *rand.Rand) error {
	ctx := context.Background()
	l, err := f.lib.Reader(ctx, readerName(i))
	if err != nil {
		return err
	}
	if _, err := l.Mark(ctx, some(rnd, starredEach, f.recent, f.all), model.Mark{Do: model.Star}, f.at); err != nil {
		return err
	}
	for n := range tagsEach {
		m := model.Mark{Do: model.AddTag, Tag: fmt.Sprintf("tag %d", (i+n*n)%40)}
		if _, err := l.Mark(ctx, some(rnd, 10, f.all), m, f.at); err != nil {
			return err
		}
	}
	for n := range viewsEach {
		v := model.View{Name: fmt.Sprintf("view %d", n), Query: fmt.Sprintf("is:unread from:%q", fmt.Sprintf("Courier %d", i%50+n))}
		if _, err := l.SaveView(ctx, v, f.at); err != nil {
			return err
		}
	}
	_, err = l.SaveRule(ctx, model.Rule{Do: model.Hide, Query: crowdRule(i)}, f.at)
	return err
}

// crowdRule is the rule of the i-th reader: words of the articles that arrive, sources,
// and such that hide nothing.
func crowdRule(i int) string {
	switch word := []string{"harbour", "council", "ferry", "storm"}[i%4]; i % 3 {
	case 0:
		return fmt.Sprintf("title:%s from:%q", word, fmt.Sprintf("Courier %d", i/12))
	case 1:
		return fmt.Sprintf("title:\"%s round %d\"", word, i)
	}
	return fmt.Sprintf("title:numismatic title:arrival%d", i)
}

// journalTables are those of what is recorded beside the state.
var journalTables = []string{"act", "act_item", "change"}

// sizes returns how many bytes each table of a library takes, with its indexes, and all
// of it (""). Free pages do not count.
func sizes(b *testing.B, path string) map[string]int64 {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var all int64
	const q = "SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s"
	if err := db.QueryRow(q).Scan(&all); err != nil {
		b.Fatal(err)
	}
	found := map[string]int64{"": all}
	tables := append([]string{"state", "reader_count", "own_tag", "view", "rule", "rule_hit"}, journalTables...)
	for _, t := range tables {
		var n int64
		err := db.QueryRow("SELECT coalesce(sum(d.pgsize), 0) FROM sqlite_schema s CROSS JOIN dbstat d ON d.name = s.name AND d.aggregate = TRUE WHERE s.tbl_name = ?", t).Scan(&n)
		if err != nil {
			b.Fatal(err)
		}
		found[t] = n
	}
	return found
}

// growth reports by how many bytes the library has grown for each article that a reader
// has read, and by which tables.
func growth(b *testing.B, before, after map[string]int64) {
	read := float64(benchReaders() * readEach)
	grown := after[""] - before[""]
	for _, t := range journalTables {
		grown -= after[t] - before[t]
	}
	var of []string
	for t := range after {
		if d := after[t] - before[t]; t != "" && d > 0 {
			of = append(of, fmt.Sprintf("%s %.1f", t, float64(d)/read))
		}
	}
	slices.Sort(of)
	b.Logf("bytes for an article read: %.1f without the journal, %.1f in all (%s)", float64(grown)/read, float64(after[""]-before[""])/read, strings.Join(of, ", "))
	b.ReportMetric(float64(grown)/read, "B/read")
}

// BenchmarkReadersAsk measures the questions of one of many readers beside those of a
// single one, in turns.
func BenchmarkReadersAsk(b *testing.B) {
	with, without := crowd(b)
	many, single := openCatalog(b, with), openCatalog(b, without)
	defer closeCatalog(b, many)
	defer closeCatalog(b, single)
	alone := newAsked(b, reader(b, single, model.LocalReader))
	one := newAsked(b, reader(b, many, readerName(benchReaders()/2)))
	local := newAsked(b, reader(b, many, model.LocalReader))
	for i, q := range alone.questions() {
		b.Run(q.name, func(b *testing.B) {
			turns(b, q.ask, one.questions()[i].ask, local.questions()[i].ask)
		})
	}
}

// turns measures what is asked by a single reader, one of many, and the local one beside
// those, in turns, so that a busy machine is as busy for all.
func turns(b *testing.B, asks ...func(i int)) {
	took := make([][]time.Duration, len(asks))
	for b.Loop() {
		for began, i := time.Now(), 0; i < 2000 && time.Since(began) < 3*time.Second; i++ {
			for k, ask := range asks {
				start := time.Now()
				ask(i)
				took[k] = append(took[k], time.Since(start))
			}
		}
	}
	p50 := make([]float64, len(asks))
	for k := range took {
		slices.Sort(took[k])
		p50[k] = float64(took[k][len(took[k])/2].Microseconds()) / 1000
	}
	b.ReportMetric(p50[0], "single-ms")
	b.ReportMetric(p50[1], "one-ms")
	b.ReportMetric(p50[1]/p50[0], "ratio")
	if len(p50) > 2 {
		b.ReportMetric(p50[2]/p50[0], "local-ratio")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkReadersMark measures how long one of many readers waits for a mark.
func BenchmarkReadersMark(b *testing.B) {
	many, single := crowdCopies(b)
	one := newAsked(b, reader(b, many, readerName(7)))
	alone := newAsked(b, reader(b, single, model.LocalReader))
	turns(b, alone.mark, one.mark)
}

// crowdCopies opens copies of the libraries with all readers and without, which a
// benchmark may change.
func crowdCopies(b *testing.B) (many, single model.Catalog) {
	with, without := crowd(b)
	dir, err := os.MkdirTemp(benchDir(b), "copy")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	open := func(name, from string) model.Catalog {
		copyFile(b, filepath.Join(dir, name), from)
		c := openCatalog(b, filepath.Join(dir, name))
		b.Cleanup(func() { closeCatalog(b, c) })
		return c
	}
	return open("many.db", with), open("single.db", without)
}

// BenchmarkReadersSave measures how long 1,000 articles take with a rule of each of many
// readers, and with no rule at all.
func BenchmarkReadersSave(b *testing.B) {
	ctx := context.Background()
	many, single := crowdCopies(b)
	alone, one := newAsked(b, reader(b, single, model.LocalReader)), newAsked(b, reader(b, many, model.LocalReader))
	for _, a := range []*asked{alone, one} {
		rules, err := a.lib.Rules(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range rules {
			if _, err := a.lib.DropRule(ctx, model.Rule{Do: model.Hide, Query: r.Query}, a.now); err != nil {
				b.Fatal(err)
			}
		}
	}
	save := func(a *asked, c model.Catalog) func(int) {
		round := 0
		return func(int) {
			round++
			got, err := c.Save(ctx, a.arrivals(round, 1000), a.now)
			if err != nil || got.Added != 1000 {
				b.Fatal(got, err)
			}
		}
	}
	turns(b, save(alone, single), save(one, many))
	hidden, err := reader(b, many, readerName(0)).Count(ctx, hiddenOf(b))
	if err != nil || hidden.Total == 0 {
		b.Errorf("the rule of a reader hides %d articles: %v", hidden.Total, err)
	}
}

func hiddenOf(b *testing.B) model.Query {
	q, err := query.Parse("is:hidden", query.Env{Now: time.Now()})
	if err != nil {
		b.Fatal(err)
	}
	return q
}

// BenchmarkReadersAtOnce has 200 readers mark at once, by two handles on one library,
// while articles arrive.
func BenchmarkReadersAtOnce(b *testing.B) {
	const marksEach = 20
	marking := min(200, benchReaders())
	ctx := context.Background()
	many, _ := crowdCopies(b)
	info, err := many.Info(ctx)
	if err != nil {
		b.Fatal(err)
	}
	handles := []model.Catalog{many, openCatalog(b, info.Path)}
	defer closeCatalog(b, handles[1])
	a := newAsked(b, reader(b, many, model.LocalReader))
	libs, read := make([]model.Library, marking), make([][]model.ID, marking)
	for i := range libs {
		libs[i] = reader(b, handles[i%2], readerName(i))
		read[i] = some(rand.New(rand.NewPCG(7, uint64(i))), marksEach, a.ids)
	}
	for b.Loop() {
		var took []time.Duration
		var mu sync.Mutex
		var marked, saved sync.WaitGroup
		var done atomic.Bool
		added := 0
		saved.Go(func() {
			for round := 1; !done.Load(); round++ {
				if _, err := handles[1].Save(ctx, a.arrivals(round, 200), a.now); err != nil {
					b.Error("saving: ", err)
				}
				added += 200
			}
		})
		start := time.Now()
		for i, l := range libs {
			marked.Go(func() {
				for _, id := range read[i] {
					began := time.Now()
					if _, err := l.Mark(ctx, []model.ID{id}, model.Mark{Do: model.MarkRead}, a.now); err != nil {
						b.Errorf("%s: %v", l.Who(), err)
					}
					mu.Lock()
					took = append(took, time.Since(began))
					mu.Unlock()
				}
			})
		}
		marked.Wait()
		b.ReportMetric(float64(marking*marksEach)/time.Since(start).Seconds(), "marks/s")
		done.Store(true)
		saved.Wait()
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "most-ms")
		b.ReportMetric(float64(added), "arrived")
	}
	lost := 0
	for i, l := range libs {
		for _, id := range read[i] {
			if one, err := l.Article(ctx, id); err != nil || !one.State.Read {
				lost++
			}
		}
	}
	if lost > 0 {
		b.Errorf("%d marks are lost", lost)
	}
	b.ReportMetric(float64(lost), "lost")
}

// BenchmarkReadersWatch has all readers watch one catalogue, and measures how long all of
// them wait for a change that another one made, and what files that keeps open.
func BenchmarkReadersWatch(b *testing.B) {
	ctx := b.Context()
	many, _ := crowdCopies(b)
	info, err := many.Info(ctx)
	if err != nil {
		b.Fatal(err)
	}
	other := openCatalog(b, info.Path)
	defer closeCatalog(b, other)
	a := newAsked(b, reader(b, other, model.LocalReader))
	before := openFiles(b)
	signals := make([]<-chan struct{}, benchReaders())
	for i := range signals {
		signals[i] = reader(b, many, readerName(i)).Watch(ctx)
	}
	round, opened, took := 0, 0, time.Duration(0)
	for b.Loop() {
		round++
		for _, s := range signals { // what came before
			select {
			case <-s:
			default:
			}
		}
		start := time.Now()
		if _, err := other.Save(ctx, a.arrivals(round, 1), a.now); err != nil {
			b.Fatal(err)
		}
		late := time.After(time.Minute)
		for i, s := range signals {
			select {
			case <-s:
			case <-late:
				b.Fatalf("%s waits in vain", readerName(i))
			}
		}
		took = max(took, time.Since(start))
		opened = max(opened, openFiles(b)-before)
	}
	b.ReportMetric(float64(took.Microseconds())/1000, "slowest-ms")
	b.ReportMetric(float64(opened), "files")
	b.ReportMetric(0, "ns/op")
}

// openFiles returns how many files the program has open.
func openFiles(b *testing.B) int {
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		b.Skip("open files cannot be counted here: ", err)
	}
	return len(fds)
}
