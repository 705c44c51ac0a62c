// Package host is what a session and its host agree on: what the session shows, and
// what its reader may have done beyond the library. It knows neither the screen nor
// line mode, which both import it, and does nothing itself.
package host

import (
	"context"
	"io"
	"time"

	"dateline/model"
)

// Host says what a reader may do beyond the library, a method for each kind of wish.
// Each returns what does it, or nil where the host does not allow it: a session that
// comes over a network has a host that allows less.
type Host interface {
	// Browse shows an address in the reader's browser.
	Browse() func(ctx context.Context, address string) error
	// Page reads what is at an address as an article, to be shown in place of the one
	// that links to it.
	Page() func(ctx context.Context, address string) (model.Article, error)
	// Picture reads the picture at an address.
	Picture() func(ctx context.Context, address string) ([]byte, error)

	// Save writes an article to a file of a name and returns the name that the file
	// got: Save never overwrites one.
	Save() func(ctx context.Context, a model.Article, name string) (string, error)
	// Folder makes a folder, unless it exists, and returns its name as Save takes it.
	Folder() func(ctx context.Context, name string) (string, error)
	// Export writes the articles that q finds to a file of a name, in the format of its
	// ending, and returns in words what came of it. Where the file exists and replace is
	// not set, the error is fs.ErrExist.
	Export() func(ctx context.Context, q model.Query, name string, replace bool, report func(Progress)) (string, error)

	// Pipe gives an article, as Markdown or as plain text, to a shell command and
	// returns what the command writes, with an error where it fails.
	Pipe() func(ctx context.Context, a model.Article, markdown bool, command string) (string, error)
	// Pager shows an article in a program of the reader's, which has the terminal until
	// it ends.
	Pager() func(ctx context.Context, a model.Article, stdin io.Reader, stdout, stderr io.Writer) error

	// Refresh fetches what is new of a source, by its title, or of all where it is "",
	// into the library. It returns in words what came of it.
	Refresh() func(ctx context.Context, source string, report func(Progress)) (string, error)
	// Add takes what is at an address, in a file or in a folder into the library and
	// follows it where it is a feed. It returns in words what came of it.
	Add() func(ctx context.Context, place string, report func(Progress)) (string, error)
}

// Session is what a reader is shown, and by whom.
type Session struct {
	// Library holds the articles, bound to the reader.
	Library model.Library
	// Host does what the reader asks for beyond it.
	Host Host
	// Now is the reader's clock; its Location is the reader's zone.
	Now func() time.Time

	Title  string // what is open, for the title line and the window title
	Filter string // the filter to begin with
	Notice string // said in the status line at first

	// Load reads what the command line named into Library while the session goes on, and
	// returns when all is read. nil: there is nothing to load.
	Load func(ctx context.Context, report func(Progress)) error
	// Offers are feeds to begin with: they are shown where a place to add is asked for,
	// and never fetched unasked.
	Offers []Offer
	// Begun is asked after Host.Refresh and Host.Add. It returns the session that is to
	// take the place of this one; ok is false while its library is empty. nil: no other
	// library can be begun.
	Begun func(ctx context.Context) (s Session, ok bool, err error)
}

// Offer is a feed that may be added.
type Offer struct {
	Title   string
	About   string // what it is, in a few words
	Address string
}

// Progress tells how far a load, a refresh, an export or an addition has come. The
// fields that are set replace what was said before.
type Progress struct {
	Doing    string // how far it is, in words; of a load, "" and what follows
	Reading  string // the document being read
	Articles int    // articles read so far
	Percent  int    // 0 to 100; 0 while unknown
	Failed   error  // a source that failed, with its reason; the rest goes on
}
