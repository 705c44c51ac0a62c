// Package document is what the readers of documents share: the document as it was
// found, the limits they keep to, how they hand on articles and how they
// explain themselves. It knows no format and opens nothing.
package document

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"dateline/model"
)

// Document is bytes and what is known of them before they are read.
type Document struct {
	// Path is the file or address, as the reader named it: for messages.
	Path string
	// Place is where it lies (model.AddressPlace): Article.Path. Home is the place
	// of what was named: Article.Home.
	Place, Home string
	// Identity is its place as model.NewID takes it.
	Identity string
	// URL is the address that relative links are resolved against; nil for
	// files, whose links are relative to an address they state themselves.
	URL *url.URL
	// Location is the address that the server says the content has
	// (Content-Location), resolved; nil when it says nothing. Feeds resolve
	// their links against it where they state no base of their own.
	Location *url.URL
	// Source is the title of the source where the document states none.
	Source string
	// Type and Charset are what a server said ("text/html", "utf-8"), or "".
	// Readers trust the content first.
	Type    string
	Charset string
	// Now is the reader's clock, for checking that dates make sense. No
	// article is ever given it as its date.
	Now time.Time

	// Body is the content, decompressed, not yet decoded. It can Peek at least
	// Sniff bytes.
	Body *bufio.Reader

	// Hints is what the document says of how often it is worth asking for; its reader
	// fills it.
	Hints Hints
	// Headlines says that it is a page that lists dated headlines; its reader sets it
	// before it emits the first.
	Headlines bool

	Limits Limits
	// Explain receives why things were read as they were; nil when nobody asked.
	Explain func(Note)
	// LeftOut receives the first words, and the number of words, of text that lies
	// within an article and is left out of it; nil when nobody asked.
	LeftOut func(first string, words int)
}

// Sniff is how many bytes at the beginning of a document may be looked at to
// recognise it.
const Sniff = 64 << 10

// Emit takes an article that was read. An error ends the reading and is
// returned by the Reader as it is.
type Emit func(*model.Article) error

// Reader reads a document of one kind, as a stream where the kind allows, and
// emits its articles in the document's own order. It leaves ID, Path and State
// to the caller and fills Source only where the document states one. What can
// be read is emitted also when the document is broken further on; the error
// then says what is wrong. A document that is understood but holds nothing is
// no error; one in which nothing can be found is ErrNothing.
type Reader func(ctx context.Context, d *Document, emit Emit) error

// Note says why something in a document was read as it was.
type Note struct {
	Line  int    // 1-based; 0: the whole document
	About string // "kind", "title", "date", "dropped", ...
	Text  string
}

// Note passes a note to Explain, if anyone listens.
func (d *Document) Note(line int, about, format string, args ...any) {
	if d.Explain != nil {
		d.Explain(Note{line, about, fmt.Sprintf(format, args...)})
	}
}

// Omit notes that a text is left out, and why: by its first words and how many they
// are. within says that it lies within an article, so that LeftOut hears of it.
func (d *Document) Omit(line int, why, text string, within bool) {
	if d.Explain == nil && (d.LeftOut == nil || !within) {
		return
	}
	first, words := model.TitleFrom(text), len(strings.Fields(text))
	d.Note(line, "dropped", "%s: %q, %d words", why, first, words)
	if within && d.LeftOut != nil {
		d.LeftOut(first, words)
	}
}

// ErrNothing means that no article could be found in a document.
var ErrNothing = errors.New("no article found in it")

// Limits bound what one document may cost. Zero fields mean no limit.
type Limits struct {
	Bytes   int64 // of content that must be held in memory at once (pages, feeds): more is an error
	Line    int   // bytes in a line; the rest of a longer one is dropped, with a note
	Entries int   // articles from one document
	Nesting int   // depth of elements
	Expand  int64 // ratio of decompressed to compressed bytes, judged after the first 32 MiB
	Article int   // bytes of text in one article; more is cut, with a note
	// Time is how long the reading of a document may take that is held whole in
	// memory (pages, mails, Markdown). Documents that are streamed take as long
	// as they are.
	Time time.Duration
}

// DefaultLimits are generous for real documents and deadly for bombs.
var DefaultLimits = Limits{
	Bytes:   64 << 20,
	Line:    16 << 20,
	Entries: 0,
	Nesting: 512,
	Expand:  1000,
	Article: 8 << 20,
	Time:    2 * time.Minute,
}

// LimitError says which limit ended the reading of a document.
type LimitError struct {
	What  string // "size", "nesting", "expansion", ...
	Limit string // in words: "64 MiB"
}

// Error names the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("%s is over the limit of %s", e.What, e.Limit)
}
