package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"dateline/feed/document"
	"dateline/model"
)

// confidence is how sure a format is that a document is of its kind.
type confidence int

// The degrees. A media type or a name that fits adds one to all but impossible.
const (
	impossible confidence = iota
	possible              // nothing speaks against it
	likely                // it has the structure
	certain               // it says so
)

// format is a kind of document and who reads it. One of read, list and nested
// is set.
type format struct {
	kind       string   // "an HTML page", for messages
	names      []string // endings of names, or whole names
	types      []string // media types
	confidence func(s sample) confidence
	read       document.Reader
	list       func(*document.Document) ([]place, error)
	// nested makes a reader of documents that hold documents of any kind,
	// which read reads.
	nested func(read document.Reader) document.Reader
	// whole says that the document is held in memory, so that the time it may
	// take is bounded.
	inMemory bool
	// repeats says that entries are listed also when one is like another: they
	// are marked as entries, not found.
	repeats bool
}

// sample is what is known of a document before it is read.
type sample struct {
	text      []byte // its beginning, as UTF-8
	name      string // last part of its path, lower case, without ".gz" and the like
	mediaType string
}

// newSample returns the sample of d. The error says that it is no document.
func newSample(d *document.Document) (sample, error) {
	head := d.Head()
	if len(head) == 0 {
		if _, err := d.Body.Peek(1); err != nil && !errors.Is(err, io.EOF) {
			return sample{}, fmt.Errorf("read: %w", plainError(err))
		}
		return sample{}, fmt.Errorf("it is empty: %w", document.ErrNothing)
	}
	text, _ := document.ToUTF8(head, d.Charset)
	if len(head) < document.Sniff && len(bytes.TrimSpace(bytes.Trim(text, "\x00"))) == 0 {
		return sample{}, fmt.Errorf("it holds nothing but white space: %w", document.ErrNothing)
	}
	return sample{
		text:      text,
		name:      strings.ToLower(model.BareName(base(d.Path))),
		mediaType: strings.ToLower(d.Type),
	}, binary(head, text)
}

// detect finds out of what format a document is, and has it read, if it should be.
func (p *pipeline) detect(ctx context.Context, c candidate, o *opened, br io.Reader) {
	d := p.newDocument(c, o, br)
	s, err := newSample(d)
	var other *notDocument
	if c.inFolder && (errors.As(err, &other) || isAsset(s.name)) {
		why := "part of a saved page"
		if err != nil {
			why = err.Error()
		}
		d.Note(0, "skipped", "no document: %s", why)
		return
	}
	var f format
	if err == nil {
		f, err = detectFormat(s)
	}
	if err != nil {
		p.out.fail(c.path, err)
		return
	}
	d.Note(0, "kind", "read as %s", f.kind)
	if read, err := c.conditional.recognised(f, d, s.text); !read {
		if err != nil {
			p.out.fail(c.path, err)
		}
		return
	}
	if f.list != nil && c.inFolder {
		d.Note(0, "skipped", "%s is followed only where it is named", f.kind)
		return
	}
	if c.remote && f.kind == pageKind {
		d.Home = siteOf(d.Place)
	}
	p.read(ctx, c, f, d)
}

// newDocument returns the document of c, whose content is in br, with what is known
// of it.
func (p *pipeline) newDocument(c candidate, o *opened, br io.Reader) *document.Document {
	d := document.New(c.path, br)
	d.Place, d.Home, d.Identity, d.Source, d.URL = c.place, c.home, c.identity, c.source, o.url
	d.Location, d.Type, d.Charset = o.location, o.mediaType, o.charset
	d.Now, d.Limits = p.Now, p.Limits
	if p.Explain != nil {
		d.Explain = func(n document.Note) { _ = p.out.put(event{path: c.path, note: &n}) }
	}
	if p.LeftOut != nil {
		d.LeftOut = func(first string, words int) { _ = p.out.put(event{path: c.path, omitted: &omission{first, words}}) }
	}
	return d
}

// siteOf returns the place of the site that has a page.
func siteOf(place string) string {
	u, err := url.Parse(place)
	if err != nil {
		return place
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
}

// detectFormat returns the format that s most likely is of; of equals, the first of
// formats.
func detectFormat(s sample) (format, error) {
	best, most := format{}, impossible
	for _, f := range formats {
		sure := f.confidence(s)
		if sure == impossible {
			continue
		}
		if f.named(s.name) || slices.Contains(f.types, s.mediaType) {
			sure++
		}
		if sure > most {
			best, most = f, sure
		}
	}
	if name, ok := firstElement(s.text); ok && (most == impossible || best.kind == plainText) {
		if name == "svg" {
			return format{}, &notDocument{"an SVG image"}
		}
		return format{}, fmt.Errorf("is XML of a kind that is not read (<%s>)", name)
	}
	if most == impossible {
		return format{}, errors.New("is of no kind that can be read")
	}
	return best, nil
}

func (f format) named(name string) bool {
	return slices.Contains(f.names, name) || path.Ext(name) != "" && slices.Contains(f.names, path.Ext(name))
}

// assets are the files beside saved pages that browsers and mirrors leave.
var assets = []string{".css", ".js", ".mjs", ".map", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".webmanifest"}

func isAsset(name string) bool { return slices.Contains(assets, path.Ext(name)) }

// base returns the last part of a path or address, without a query.
func base(name string) string {
	if u, ok := addressOf(name); ok {
		name = u.Path
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
