package feed

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/model"
)

// paragraph is text of the usual kind, 400 bytes of it.
const paragraph = "The council met on Thursday to decide on the harbour, which had been closed since the storm. " +
	"Nobody expected an agreement, and yet there was one before noon: the old quay is to be rebuilt, the new one to wait. " +
	"“We have talked long enough,” the mayor said afterwards. Fishermen had threatened to block the bridge; " +
	"they will now have their moorings back by the spring of next year, or so they have been told."

// kinds make a document of n articles each.
var kinds = []struct {
	name string
	make func(n int) string
}{
	{"jsonl", func(n int) string {
		return each(n, func(i int) string {
			b, _ := json.Marshal(map[string]any{"title": title(i), "maintext": body("\n"), "date_publish": "2018-11-06 10:00:00", "url": link(i), "authors": []string{"A. Writer"}, "language": "en"})
			return string(b) + "\n"
		})
	}},
	{"csv", func(n int) string {
		return "title,date,url,content\n" + each(n, func(i int) string {
			return fmt.Sprintf("%q,2018-11-06,%s,\"%s\"\n", title(i), link(i), body("\n"))
		})
	}},
	{"text", func(n int) string {
		return title(0) + "\n\nBy A. Writer, November 6, 2018\n\n" + each(n, func(int) string { return body("\n\n") + "\n\nAdvertisement\n\n" })
	}},
	{"index", func(n int) string {
		return each(n, func(i int) string { return fmt.Sprintf("-\n%s - November %d, 2018\n", title(i), 1+i%30) })
	}},
	{"markdown", func(int) string { return "---\ntitle: A\ndate: 2018-11-06\n---\n\n" + body("\n\n") + "\n" }},
	{"rss", func(n int) string {
		return `<rss version="2.0"><channel><title>F</title>` + each(n, func(i int) string {
			return fmt.Sprintf("<item><title>%s</title><link>%s</link><guid>%d</guid><pubDate>Tue, 06 Nov 2018 10:00:00 GMT</pubDate><description><![CDATA[<p>%s</p>]]></description></item>\n", title(i), link(i), i, body("</p><p>"))
		}) + "</channel></rss>"
	}},
	{"html", func(int) string {
		return "<!DOCTYPE html><html><head><title>A title</title></head><body><nav><a href=/>Home</a></nav><article><h1>A title</h1><p>" + body("</p>\n<p>") + "</p></article></body></html>"
	}},
	{"mbox", func(n int) string {
		return each(n, func(i int) string {
			return fmt.Sprintf("From x\nFrom: A <a@a.example>\nSubject: %s\nDate: Tue, 6 Nov 2018 10:00:00 +0100\nMessage-ID: <%d@a.example>\n\n%s\n\n", title(i), i, body("\n\n"))
		})
	}},
	{"wet", func(n int) string {
		return each(n, func(i int) string {
			text := title(i) + "\n" + body("\n")
			return fmt.Sprintf("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", link(i), len(text), text)
		})
	}},
}

func each(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

func title(i int) string {
	return fmt.Sprintf("The harbour is to be rebuilt after the storm, part %d", i)
}
func link(i int) string { return fmt.Sprintf("https://a.example/news/%d", i) }
func body(part string) string {
	return strings.Join([]string{paragraph, paragraph, paragraph, paragraph, paragraph, paragraph}, part)
}

// BenchmarkLoad measures the way from a file to finished articles, by kind.
func BenchmarkLoad(b *testing.B) {
	for _, k := range kinds {
		text := k.make(2000)
		b.Run(k.name, func(b *testing.B) {
			tree(b, map[string]string{"f": text})
			b.SetBytes(int64(len(text)))
			n := 0
			for b.Loop() {
				err := Load(context.Background(), []string{"f"}, Options{Now: now}, func(*model.Article) error { n++; return nil }, func(err error) { b.Error(err) })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkDetect measures the recognition of one document.
func BenchmarkDetect(b *testing.B) {
	for _, k := range kinds {
		text := k.make(20)
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				s, err := newSample(document.New("f", strings.NewReader(text)))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := detectFormat(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
