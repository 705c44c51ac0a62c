package rss_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"dateline/feed/document"
	"dateline/feed/rss"
	"dateline/model"
)

// story returns the n-th of many articles as HTML, about 2.5 kB of it.
func story(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p><img src="https://media.example.org/%d.jpg" width="600" alt="A square in the morning"></p>`, n)
	for p := range 6 {
		fmt.Fprintf(&b, "<p>Paragraph %d of story %d, which says that <a href=\"https://example.org/%d/%d?a=1&amp;b=2\">the council</a> "+
			"met on Tuesday &mdash; and <em>adjourned</em> without a decision. &#8220;We will meet again,&#8221; its chair said, "+
			"&ldquo;when there is something to decide.&rdquo; Nobody expects that before the <strong>end of the year</strong>, "+
			"though members of both parties were seen to leave the hall together.</p>\n", p, n, n, p)
	}
	b.WriteString("<ul><li>What was proposed</li><li>What was not</li></ul><blockquote><p>It is a matter of time.</p></blockquote>")
	return b.String()
}

// feeds returns the same n articles in each format.
func feeds(n int) map[string][]byte {
	var r, a strings.Builder
	r.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The Example</title>` +
		`<link>https://example.org/</link><description>News</description><language>en-GB</language>` + "\n")
	a.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Example</title>` +
		`<id>urn:example</id><link href="https://example.org/"/>` + "\n")
	var items []map[string]any
	for i := range n {
		title, day := fmt.Sprintf("Council adjourns again, %d & counting", i), i%27+1
		fmt.Fprintf(&r, "<item>\n<title>%s</title>\n<link>https://example.org/news/%d</link>\n<guid isPermaLink=\"false\">example-%d</guid>\n"+
			"<pubDate>%02d Nov 2026 08:%02d:00 +0100</pubDate>\n<dc:creator><![CDATA[A. Reporter]]></dc:creator>\n<category>Politics</category>\n<category>Town</category>\n"+
			"<description>The council met and adjourned.</description>\n<content:encoded><![CDATA[%s]]></content:encoded>\n</item>\n",
			html.EscapeString(title), i, i, day, i%60, story(i))
		fmt.Fprintf(&a, "<entry>\n<title>%s</title>\n<link rel=\"alternate\" href=\"https://example.org/news/%d\"/>\n<id>urn:example:%d</id>\n"+
			"<published>2026-11-%02dT08:%02d:00+01:00</published>\n<updated>2026-11-%02dT09:00:00Z</updated>\n<author><name>A. Reporter</name></author>\n"+
			"<category term=\"Politics\"/>\n<summary>The council met and adjourned.</summary>\n<content type=\"html\">%s</content>\n</entry>\n",
			html.EscapeString(title), i, i, day, i%60, day, html.EscapeString(story(i)))
		items = append(items, map[string]any{
			"id": fmt.Sprint("example-", i), "url": fmt.Sprint("https://example.org/news/", i), "title": title,
			"date_published": fmt.Sprintf("2026-11-%02dT08:00:00+01:00", day), "content_html": story(i),
			"authors": []any{map[string]string{"name": "A. Reporter"}}, "tags": []string{"Politics", "Town"},
		})
	}
	r.WriteString("</channel></rss>\n")
	a.WriteString("</feed>\n")
	j, err := json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": "The Example", "home_page_url": "https://example.org/", "items": items,
	})
	if err != nil {
		panic(err)
	}
	return map[string][]byte{"rss": []byte(r.String()), "atom": []byte(a.String()), "json": j}
}

const stories = 100

// BenchmarkRead measures feeds to articles with Markdown, and beside it what
// gofeed takes to parse the same, without any Markdown.
func BenchmarkRead(b *testing.B) {
	for _, format := range []string{"rss", "atom", "json"} {
		data := feeds(stories)[format]
		b.Run(format+"/dateline", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				err := rss.Read(context.Background(), document.New("bench", bytes.NewReader(data)), func(*model.Article) error {
					n++
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
		})
		b.Run(format+"/gofeed", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				n += len(f.Items)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
