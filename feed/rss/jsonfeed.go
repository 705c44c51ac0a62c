package rss

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/feed/document"
	"dateline/feed/jsonscan"
	"dateline/model"
	"dateline/model/when/printed"
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
	json *jsonscan.Stream
	rest *quota
}

// itemFields are the members of an item that are read.
var itemFields = words(`id url external_url title content_html content_text summary date_published date_modified author
	authors tags language attachments`)

func readJSON(ctx context.Context, d *document.Document, content io.Reader, emit document.Emit) error {
	rest := &quota{r: content, limit: d.Limits.Bytes}
	r := &jsonReader{reader: reader{ctx: ctx, d: d, emit: emit}, rest: rest}
	r.s = newScanner(nil)
	r.json = jsonscan.NewStream(rest, d.Limits.Nesting)
	r.feed.base = d.URL
	err := r.object()
	if r.stopped {
		return err
	}
	if stop := r.flush(); stop != nil {
		return stop
	}
	var syntax *jsonscan.SyntaxError
	if errors.As(err, &syntax) {
		err = fmt.Errorf("line %d: unexpected %q", r.json.Line(), rune(syntax.Byte))
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errCut
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
	if ok, err := r.json.Skip('{'); !ok || err != nil {
		return err
	}
	for {
		name, ok, err := r.json.Key()
		if err != nil || !ok {
			return err
		}
		if name == "items" {
			r.root = true
			array, err := r.json.Skip('[')
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
		v, err := r.json.Value()
		if err != nil {
			return err
		}
		r.rest.reset()
		r.field(name, v)
	}
}

// field takes a member of the feed's object.
func (r *jsonReader) field(key string, v jsonscan.Value) {
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
		if end, err := r.json.Skip(']'); end || err != nil {
			return err
		}
		line := r.json.Line()
		v, err := r.json.Value()
		if err != nil {
			return err
		}
		r.rest.reset()
		if v.Kind != jsonscan.Object { // no item
			continue
		}
		fields := map[string]jsonscan.Value{}
		err = v.Members(func(key []byte, m jsonscan.Value) bool {
			if itemFields[string(key)] {
				fields[string(key)] = m
			}
			return true
		})
		if err != nil {
			return err
		}
		if err := r.item(fields, line); err != nil {
			return err
		}
	}
}

// item hands on the article that an item makes, or keeps it until the feed's
// title is known.
func (r *jsonReader) item(fields map[string]jsonscan.Value, line int) error {
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
func (r *jsonReader) article(item map[string]jsonscan.Value, line int) *model.Article {
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
	each(item["tags"], func(tag jsonscan.Value) { a.Tags = addName(a.Tags, str(tag)) })
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
	d, ok := printed.Feed(s)
	if !ok {
		r.d.Note(r.json.Line(), "date", "%q cannot be understood", model.CleanLine(s))
		return
	}
	ds.set(e, d)
}

// jsonBody takes the texts and attachments of an item.
func (r *jsonReader) jsonBody(item map[string]jsonscan.Value, a *model.Article, base *url.URL) {
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
	each(item["attachments"], func(v jsonscan.Value) {
		f := members(v, "url", "mime_type", "size_in_bytes")
		address := resolve(base, f[0])
		if address == "" || len(a.Enclosures) >= maxNames {
			return
		}
		length, _ := strconv.ParseFloat(f[2], 64)
		if !(length > 0 && length < math.MaxInt64/2) {
			length = 0
		}
		a.Enclosures = append(a.Enclosures, model.Enclosure{URL: address, Type: model.CleanLine(f[1]), Length: int64(length)})
	})
}

// jsonAuthors adds the authors in v: an object, a name, or an array of these.
func jsonAuthors(names []string, v jsonscan.Value) []string {
	each(v, func(v jsonscan.Value) {
		name := str(v)
		if v.Kind == jsonscan.Object {
			f := members(v, "name", "url")
			name = cmp.Or(f[0], f[1])
		}
		names = addName(names, name)
	})
	return names
}

// str returns v as text, when it is text or a number.
func str(v jsonscan.Value) string {
	if v.Kind == jsonscan.Word {
		return ""
	}
	return v.Text()
}

// members returns the text of the members of these names, "" where there is none.
func members(v jsonscan.Value, names ...string) []string {
	found := make([]string, len(names))
	if v.Kind == jsonscan.Object {
		_ = v.Members(func(key []byte, m jsonscan.Value) bool {
			if i := slices.Index(names, string(key)); i >= 0 {
				found[i] = str(m)
			}
			return true
		})
	}
	return found
}

// each calls f with the elements of v, the first of them; a single value is a list of
// one, and null none.
func each(v jsonscan.Value, f func(jsonscan.Value)) {
	switch v.Kind {
	case jsonscan.Array:
	case jsonscan.String, jsonscan.Number, jsonscan.Object:
		f(v)
		return
	default:
		return
	}
	n := 0
	_ = v.Elements(func(v jsonscan.Value) bool {
		f(v)
		n++
		return n < maxNames
	})
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
