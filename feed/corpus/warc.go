package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"dateline/feed/document"
	"dateline/feed/header"
	"dateline/feed/parallel"
	"dateline/model"
	"dateline/model/when/printed"
)

// capture is what was found at an address: the part of a WARC record that
// articles are made of.
type capture struct {
	target    string // its address
	kind      string // the record's type
	mediaType string
	charset   string
	language  string
	block     []byte
}

// WARC returns a Reader of web archives (ISO 28500; WARC/0.17 to 1.1): of the
// pages and feeds in responses and resources, and of the plain text that
// Common Crawl extracts (WET). What is in a record is read by read, on all
// cores; the captures that hold no article are passed over with a note. An
// article without an address of its own has that of its page.
func WARC(read document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, emit document.Emit) error {
		work := func(d *document.Document, c capture, out *parallel.Outcome[*model.Article]) {
			c.read(ctx, d, read, out)
		}
		return parallel.Read(ctx, d, func(put func(capture) error) error { return cutCaptures(d, put) }, work, emit)
	}
}

// cutCaptures cuts an archive into its records and puts those that may hold articles.
func cutCaptures(d *document.Document, put func(capture) error) error {
	for records := 0; ; records++ {
		h, err := nextRecord(d.Body)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read record %d: %w", records+1, err)
		}
		length, err := strconv.ParseInt(h["content-length"], 10, 64)
		if err != nil || length < 0 {
			return fmt.Errorf("read record %d: it does not say how long it is", records+1)
		}
		c := capture{
			target:   model.CleanLine(strings.Trim(h["warc-target-uri"], "<> ")),
			kind:     strings.ToLower(h["warc-type"]),
			language: model.CleanLine(h["warc-identified-content-language"]),
		}
		mediaType, parameters := h.MediaType()
		c.mediaType, c.charset = mediaType, parameters["charset"]
		over := length > parallel.MaxPiece
		if over {
			d.Note(0, "dropped", "%s: over the limit of %s", c.target, document.Size(parallel.MaxPiece))
		}
		if over || !c.readable() {
			if _, err := io.CopyN(io.Discard, d.Body, length); err != nil {
				return fmt.Errorf("read record %d: %w", records+1, unexpected(err))
			}
			continue
		}
		c.block, err = io.ReadAll(io.LimitReader(d.Body, length))
		if err == nil && int64(len(c.block)) < length {
			err = io.ErrUnexpectedEOF
		}
		if len(c.block) > 0 {
			if err := put(c); err != nil {
				return err
			}
		}
		if err != nil {
			return fmt.Errorf("read record %d: %w", records+1, err)
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// nextRecord reads up to the end of the fields of the next record. What stands
// between records is passed over.
func nextRecord(r *bufio.Reader) (header.Fields, error) {
	for {
		line, err := r.ReadSlice('\n')
		if bytes.HasPrefix(line, []byte("WARC/")) {
			break
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
	}
	var fields []byte
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return nil, unexpected(err)
		}
		if fields = append(fields, line...); len(fields) > header.MaxSize {
			return nil, &document.LimitError{What: "the header of a record", Limit: document.Size(header.MaxSize)}
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			h, _ := header.Cut(fields)
			return h, nil
		}
	}
}

// readable reports whether a record of this type may hold an article.
func (c *capture) readable() bool {
	if strings.HasSuffix(c.target, "/robots.txt") {
		return false
	}
	switch c.kind {
	case "response":
		return strings.HasPrefix(c.target, "http")
	case "resource", "conversion":
		return mayBeDocument(c.mediaType)
	}
	return false
}

// mayBeDocument reports whether bodies of a media type may be documents.
func mayBeDocument(mediaType string) bool {
	switch mediaType {
	case "", "application/json", "application/feed+json", "application/octet-stream":
		return true
	case "text/css", "text/javascript", "text/calendar", "text/vcard":
		return false
	}
	return strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "+xml") && mediaType != "image/svg+xml" || strings.HasSuffix(mediaType, "/xml")
}

// read makes articles of a capture.
func (c capture) read(ctx context.Context, d *document.Document, read document.Reader, out *parallel.Outcome[*model.Article]) {
	body := c.block
	if c.kind == "response" {
		var ok bool
		if body, ok = c.answer(d); !ok {
			return
		}
	}
	page := *d
	// A small buffer holds all of a small page, so it can be looked at as far.
	page.Body = bufio.NewReaderSize(bytes.NewReader(body), min(len(body)+1, document.Sniff))
	page.Type, page.Charset, page.Source = c.mediaType, c.charset, ""
	page.URL, _ = url.Parse(c.target)
	if page.URL != nil && page.URL.Host != "" {
		page.Path = c.target // its name helps to recognise it
	}
	d.Note(0, "record", "%s", c.target)
	err := read(ctx, &page, func(a *model.Article) error {
		out.Found = append(out.Found, a)
		return ctx.Err()
	})
	if err != nil {
		d.Note(0, "dropped", "%s: %v", c.target, err)
	}
	for _, a := range out.Found {
		c.complete(a, page.URL, len(out.Found))
	}
}

// complete adds what the record states to one of its n articles.
func (c *capture) complete(a *model.Article, u *url.URL, n int) {
	if a.URL == "" && n == 1 {
		a.URL = c.target
	}
	if a.Source == "" && u != nil {
		a.Source = model.CleanLine(strings.TrimPrefix(u.Hostname(), "www."))
	}
	if a.Language == "" && !strings.Contains(c.language, ",") {
		a.Language = c.language
	}
	if a.Published.Precision == model.Undated {
		a.Published, _ = printed.Address(a.URL)
	}
	a.Line = 0
}
