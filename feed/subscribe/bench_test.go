package subscribe_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/store"
)

// What BenchmarkRefresh fetches: of each feed so many articles of so many words, of a
// vocabulary in which the n-th word is about 1/n as frequent as the first.
const (
	benchFeeds      = 200
	benchOfEach     = 50
	benchWords      = 900
	benchVocabulary = 60_000
)

// BenchmarkRefresh fetches 200 feeds with 10,000 articles from a server in the same
// process. It reports the processor time until all of them are listed and until all can be
// searched; beside it, read is what fetching and reading alone take.
//
//	go test ./feed/subscribe -run '^$' -bench Refresh -benchtime 1x
func BenchmarkRefresh(b *testing.B) {
	address := benchServer(b)
	var feeds []model.Subscription
	for n := range benchFeeds {
		feeds = append(feeds, model.Subscription{Address: fmt.Sprintf("%s/%d", address, n)})
	}
	for _, c := range []struct {
		name string
		keep func(model.Store) subscribe.Library
	}{
		{"read", func(s model.Store) subscribe.Library { return nowhere{s} }},
		{"refresh", func(s model.Store) subscribe.Library { return s }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var listed, searchable time.Duration
			for b.Loop() {
				lib := benchFollowed(b, feeds)
				s := &subscribe.Service{Library: c.keep(lib), Logins: &logins{}, Now: func() time.Time { return noon }, Feeds: feed.Options{Client: fetch.New(fetch.Options{})}}
				start := spent()
				_, err := s.Refresh(context.Background(), subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) {
					if r.Err != nil {
						b.Error(r.Err)
					}
				}})
				listed += spent() - start
				if err == nil {
					err = lib.Index(context.Background(), func(string, int) {})
				}
				searchable += spent() - start
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(listed.Seconds()/float64(b.N), "listed-cpu-s")
			b.ReportMetric(searchable.Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// nowhere is a library that keeps no articles.
type nowhere struct{ model.Store }

func (nowhere) Save(_ context.Context, batch []model.Article, _ time.Time) (model.Saved, error) {
	return model.Saved{Added: len(batch)}, nil
}

func (nowhere) SaveEach(_ context.Context, batches [][]model.Article, _ time.Time) ([]model.Saved, error) {
	saved := make([]model.Saved, len(batches))
	for n := range batches {
		saved[n].Added = len(batches[n])
	}
	return saved, nil
}

// benchFollowed returns a new library on disk in which feeds are followed.
func benchFollowed(b *testing.B, feeds []model.Subscription) model.Store {
	b.Helper()
	lib, err := store.OpenLocal(context.Background(), filepath.Join(b.TempDir(), "library.db"), model.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = lib.Close() })
	if _, err := lib.Subscribe(context.Background(), feeds, noon); err != nil {
		b.Fatal(err)
	}
	return lib
}

// benchServer serves the feeds, and returns its address.
func benchServer(b *testing.B) string {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	words := rand.NewZipf(random, 1.07, 3, benchVocabulary-1)
	pages := make(map[string]string, benchFeeds)
	for n := range benchFeeds {
		var items []string
		for k := range benchOfEach {
			at := noon.Add(-time.Duration(random.IntN(90*24*60)) * time.Minute)
			items = append(items, fmt.Sprintf("<item><guid>%d-%d</guid><title>%s</title><link>https://coast%d.example/%d</link><pubDate>%s</pubDate><description>&lt;p&gt;%s&lt;/p&gt;</description></item>",
				n, k, benchText(words, 8, " "), n, k, at.Format(time.RFC1123Z), benchText(words, benchWords, "&lt;/p&gt;&lt;p&gt;")))
		}
		pages[fmt.Sprintf("/%d", n)] = fmt.Sprintf("<rss version='2.0'><channel><title>The Coast %d</title>%s</channel></rss>", n, strings.Join(items, ""))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(pages[r.URL.Path]))
	}))
	b.Cleanup(server.Close)
	return server.URL
}

// benchText makes n words, in paragraphs of 90.
func benchText(words *rand.Zipf, n int, between string) string {
	var t strings.Builder
	for i := range n {
		if i > 0 && i%90 == 0 {
			t.WriteString(between)
		}
		for w := words.Uint64() + 1; w > 0; w /= 40 {
			t.WriteByte("bcdfghklmnprstvw"[w%40%16])
			t.WriteByte("aeiou"[w%40/8])
		}
		t.WriteByte(' ')
	}
	return t.String()
}

// spent returns the processor time that the program has used.
func spent() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
