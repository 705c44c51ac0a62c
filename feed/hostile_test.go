package feed

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// flood is a document of one very long piece.
type flood struct {
	before string
	piece  string // repeated
	n      int64  // bytes in all
	after  string
}

func (f flood) reader() io.Reader {
	return io.MultiReader(strings.NewReader(f.before), io.LimitReader(&repeat{piece: f.piece}, f.n), strings.NewReader(f.after))
}

// repeat gives the same text again and again.
type repeat struct {
	piece string
	at    int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		c := copy(p[n:], r.piece[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.piece)
	}
	return n, nil
}

// TestLoadFloods loads up to 200 MB of each kind in one piece and looks at the
// memory that takes.
func TestLoadFloods(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some gigabytes")
	}
	const most, much, less = 200 << 20, 80 << 20, 24 << 20 // less of what is slow
	tests := []struct {
		name string
		f    flood
	}{
		{"a line of text", flood{"A title\n\n", "words and ", most, "\nlast\n"}},
		{"a line without blanks", flood{"", "x", less, ""}},
		{"lines of nothing", flood{"A title\n", "\n", less / 4, "end"}},
		{"a JSON object", flood{`{"title":"A","text":"`, "words and ", most, `"}` + "\n" + `{"title":"B"}`}},
		{"a JSON string that never ends", flood{`{"title":"A","text":"`, `\\`, much, ""}},
		{"nested JSON", flood{`{"a":`, "[", less, ""}},
		{"a table with a quote that is never closed", flood{"title,text\nA,\"", "words and ", much, ""}},
		{"a mail", flood{"From: A <a@a.example>\nSubject: S\nDate: x\nTo: y\n\n", "words and ", much, ""}},
		{"a message of a mailbox", flood{"From x\nFrom: A <a@a.example>\nSubject: S\n\n", "words and\n", much, ""}},
		{"a mail header", flood{"From: A <a@a.example>\nSubject: S\nDate: x\nX: ", "words ", much, ""}},
		{"a WARC header", flood{"WARC/1.0\r\n", "X: y\r\n", much, ""}},
		{"a WARC record", flood{"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 83886080\r\n\r\n", "words and ", much, ""}},
		{"an HTML page", flood{"<!DOCTYPE html><title>A</title><p>", "words and ", less, ""}},
		{"nested HTML", flood{"<!DOCTYPE html><title>A</title>", "<div>", less, ""}},
		{"a feed's title", flood{`<rss version="2.0"><channel><item><title>`, "words and ", much, ""}},
		{"nested XML", flood{`<rss version="2.0"><channel><item><title>A</title><description>`, "<a>", less, ""}},
		{"an attribute", flood{`<rss version="2.0"><channel><item><title>A</title><enclosure url="`, "x", less, ""}},
		{"a comment", flood{`<rss version="2.0"><!-- `, "x", less, ""}},
		{"a JSON Feed", flood{`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"`, "words and ", much, `"}]}`}},
		{"front matter", flood{"---\ntitle: A\nx: ", "words and ", much, ""}},
		{"an OPML list", flood{`<opml version="1.0"><body>`, `<outline xmlUrl="ftp://a.example/">`, much, ""}},
		{"a list of addresses", flood{"", "http://127.0.0.1:1/" + strings.Repeat("x", 1000) + " ", much, ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stop := peak()
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
			defer cancel()
			start, n, errs := time.Now(), 0, []string(nil)
			err := Load(ctx, []string{"-"}, Options{Now: now, Stdin: tt.f.reader(), Limits: document.DefaultLimits},
				func(*model.Article) error { n++; return nil }, func(err error) { errs = append(errs, err.Error()) })
			if err != nil {
				t.Errorf("load: %v", err)
			}
			used := stop()
			t.Logf("%d articles, %.120q, %s, %d MiB", n, errs, time.Since(start).Round(time.Millisecond), used>>20)
			if used > 1<<30 {
				t.Errorf("took %d MiB", used>>20)
			}
		})
	}
}

// A document that is held whole is given up when its time is over; the others
// are read.
func TestLoadTime(t *testing.T) {
	limits := document.DefaultLimits
	limits.Time = time.Nanosecond
	const page = "<!DOCTYPE html><title>A</title><p>Text."
	tree(t, map[string]string{
		"a.html": page, "b.md": "# B\n\nText", "c.eml": "From: C <c@c.example>\nSubject: C\nDate: x\nTo: y\n\nText",
		"d.warc":  "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: " + fmt.Sprint(len(page)) + "\r\n\r\n" + page + "\r\n\r\n",
		"e.jsonl": object("E"), "f.txt": "F - November 6, 2020\nG - November 5, 2020\n",
	})
	got := load(t, Options{Limits: limits}, ".")
	const over = ": the time it takes to read is over the limit of 1ns"
	if want := []string{"a.html" + over, "b.md" + over, "c.eml" + over}; !slices.Equal(got.errs, want) || got.titles() != "E,F,G" {
		t.Errorf("got %q, %q", got.errs, got.titles())
	}
	if !slices.ContainsFunc(got.notes, func(s string) bool { return strings.HasSuffix(s, over[2:]) }) {
		t.Errorf("the page of an archive is given up without a word: %q", got.notes)
	}
	limits.Time = 0
	if got := load(t, Options{Limits: limits}, "."); len(got.errs) > 0 || len(got.articles) != 7 {
		t.Errorf("without a limit: got %q, %q", got.errs, got.titles())
	}
}

// peak watches the memory in use until the function it returns is called,
// which says how much there was at most.
func peak() func() uint64 {
	runtime.GC()
	var most atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse+m.StackInuse))
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-ended
		return most.Load()
	}
}
