package rss

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"net/url"
	"strconv"
	"strings"

	"dateline/feed/document"
	"dateline/model"
)

// looksJSON reports whether head is that of a JSON Feed.
func looksJSON(head []byte) bool {
	if bytes.Contains(head, []byte("jsonfeed.org/version")) || bytes.Contains(head, []byte(`jsonfeed.org\/version`)) {
		return true
	}
	items := bytes.Contains(head, []byte(`"items"`))
	return items && (bytes.Contains(head, []byte(`"feed_url"`)) || bytes.Contains(head, []byte(`"home_page_url"`)) ||
		bytes.Contains(head, []byte(`"content_html"`)))
}

// jsonReader reads JSON Feed (https://www.jsonfeed.org/version/1.1/), item by
// item. Types that are not as the specification has them are made do with.
type jsonReader struct {
	reader
	json jsonScanner
	rest *quota
}

// itemFields are the members of an item that are read.
var itemFields = words(`id url external_url title content_html content_text summary date_published date_modified author
	authors tags language attachments`)

func readJSON(ctx context.Context, d *document.Document, content io.Reader, emit document.Emit) error {
	rest := &quota{r: content, limit: d.Limits.Bytes}
	r := &jsonReader{reader: reader{ctx: ctx, d: d, emit: emit}, rest: rest}
	r.s = newScanner(nil)
	r.json = jsonScanner{scanner: *newScanner(rest), nesting: d.Limits.Nesting}
	r.feed.base = d.URL
	err := r.object()
	if r.stopped {
		return err
	}
	if stop := r.flush(); stop != nil {
		return stop
	}
	if err != nil {
		return fmt.Errorf("read JSON feed: %w", err)
	}
	if !r.root && r.count == 0 {
		return document.ErrNothing
	}
	return nil
}

// object reads the feed's object.
func (r *jsonReader) object() error {
	if ok, err := r.json.open('{'); !ok || err != nil {
		return err
	}
	for {
		name, ok, err := r.json.key()
		if err != nil || !ok {
			return err
		}
		key := string(name)
		if key == "items" {
			r.root = true
			array, err := r.json.open('[')
			if err != nil {
				return err
			}
			if array {
				if err := r.items(); err != nil {
					return err
				}
				continue
			}
		}
		v, err := r.json.value(1)
		if err != nil {
			return err
		}
		r.rest.reset()
		r.field(key, v)
	}
}

// field takes a member of the feed's object.
func (r *jsonReader) field(key string, v any) {
	switch key {
	case "version":
		r.root = true
	case "title":
		r.feed.setTitle(text{s: str(v)}, 0)
	case "language":
		r.feed.lang = language(str(v))
	case "home_page_url", "feed_url":
		if r.feed.base == nil {
			r.feed.base = parseBase(nil, str(v))
		}
	case "author", "authors":
		r.feed.authors = jsonAuthors(r.feed.authors, v)
	}
}

// items reads the array of items, which has been opened.
func (r *jsonReader) items() error {
	for {
		if end, err := r.json.closed(']'); end || err != nil {
			return err
		}
		c, err := r.json.peek()
		if err != nil {
			return err
		}
		if c != '{' { // no item
			if _, err := r.json.value(2); err != nil {
				return err
			}
			continue
		}
		line := r.json.line()
		fields, err := r.json.object(2, itemFields)
		if err != nil {
			return err
		}
		r.rest.reset()
		if err := r.item(fields, line); err != nil {
			return err
		}
	}
}

// item hands on the article that an item makes, or keeps it until the feed's
// title is known.
func (r *jsonReader) item(fields map[string]any, line int) error {
	r.count++
	if err := r.ctx.Err(); err != nil {
		r.stopped = true
		return err
	}
	r.held = append(r.held, r.article(fields, line))
	if r.feed.title.s == "" && len(r.held) < maxHeld {
		return nil
	}
	return r.flush()
}

// article makes an article of an item.
func (r *jsonReader) article(item map[string]any, line int) *model.Article {
	base := r.feed.base
	a := &model.Article{
		EntryID:  model.CleanLine(repair(str(item["id"]))),
		Line:     line,
		Language: language(str(item["language"])),
		Authors:  jsonAuthors(jsonAuthors(nil, item["authors"]), item["author"]),
	}
	text{s: str(item["title"])}.titled(a)
	a.URL = cmp.Or(resolve(base, str(item["url"])), resolve(base, str(item["external_url"])), addressIn(a.EntryID))
	if a.Language == "" {
		a.Language = r.feed.lang
	}
	if len(a.Authors) == 0 {
		a.Authors = append(a.Authors, r.feed.authors...)
	}
	for _, tag := range list(item["tags"]) {
		a.Tags = addName(a.Tags, str(tag))
	}
	r.jsonBody(item, a, base)
	// Where an item has an address of its own, this one is what it is about.
	if about := resolve(base, str(item["external_url"])); about != "" && about != a.URL && !strings.ContainsAny(about, "<> ") {
		a.Body = strings.TrimLeft(a.Body+"\n\n<"+about+">", "\n")
	}
	var ds dates
	r.jsonDate(&ds, publishedElem, str(item["date_published"]))
	r.jsonDate(&ds, updatedElem, str(item["date_modified"]))
	ds.fill(a)
	return a
}

func (r *jsonReader) jsonDate(ds *dates, e elem, s string) {
	if s == "" {
		return
	}
	d, ok := Date(s)
	if !ok {
		r.d.Note(r.json.line(), "date", "%q cannot be understood", model.CleanLine(s))
		return
	}
	ds.set(e, d)
}

// jsonBody takes the texts and attachments of an item.
func (r *jsonReader) jsonBody(item map[string]any, a *model.Article, base *url.URL) {
	summary := str(item["summary"])
	if s := str(item["content_html"]); strings.TrimSpace(s) != "" {
		a.Body = text{s: repair(s), kind: htmlText, base: base}.markdown(&r.reader)
	}
	if s := str(item["content_text"]); a.Body == "" && s != "" {
		a.Body = text{s: repair(s), kind: plainText}.markdown(&r.reader)
	}
	if a.Body == "" {
		a.Body = text{s: repair(summary), base: base}.markdown(&r.reader)
	} else {
		a.Summary = text{s: repair(summary)}.lines()
	}
	for _, v := range list(item["attachments"]) {
		f, _ := v.(map[string]any)
		address := resolve(base, str(f["url"]))
		if address == "" || len(a.Enclosures) >= maxNames {
			continue
		}
		length, _ := strconv.ParseFloat(str(f["size_in_bytes"]), 64)
		if !(length > 0 && length < math.MaxInt64/2) {
			length = 0
		}
		a.Enclosures = append(a.Enclosures, model.Enclosure{
			URL: address, Type: model.CleanLine(str(f["mime_type"])), Length: int64(length),
		})
	}
}

// jsonAuthors adds the authors in v: an object, a name, or an array of these.
func jsonAuthors(names []string, v any) []string {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if _, nested := one.([]any); !nested {
				names = jsonAuthors(names, one)
			}
		}
	case map[string]any:
		name := str(v["name"])
		if name == "" {
			name = str(v["url"])
		}
		return addName(names, name)
	case string:
		return addName(names, v)
	}
	return names
}

// str returns v as text, when it is text or a number.
func str(v any) string {
	s, _ := v.(string)
	return s
}

// list returns v as a list; a single value is a list of one.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// quota ends the reading when one item takes more than limit bytes.
type quota struct {
	r     io.Reader
	limit int64
	n     int64
}

func (q *quota) reset() { q.n = 0 }

// Read implements io.Reader.
func (q *quota) Read(p []byte) (int, error) {
	if q.limit > 0 && q.n > q.limit {
		return 0, &document.LimitError{What: "the size of an item", Limit: document.Size(q.limit)}
	}
	n, err := q.r.Read(p)
	q.n += int64(n)
	return n, err
}
