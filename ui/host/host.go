// Package host is the contract between a session and its host: what the session shows,
// and what its reader may do outside the library. The screen and line mode import it;
// it knows neither and does nothing itself.
package host

import (
	"context"
	"io"
	"time"

	"dateline/model"
)

// Host says what a reader may do outside the library. Each method returns the function
// that does it, or nil if the host does not allow it. The host of a session over a
// network allows less.
type Host interface {
	// Browse shows an address in the reader's browser.
	Browse() func(ctx context.Context, address string) error
	// Page reads the page at an address as an article.
	Page() func(ctx context.Context, address string) (model.Article, error)
	// FullText fetches the pages that articles link to, and keeps their texts beside those
	// of the documents; where all have such a text already, it takes it away again. It
	// returns the result in words. What fails leaves its article as it was.
	FullText() func(ctx context.Context, ids []model.ID) (string, error)
	// Picture reads the picture at an address.
	Picture() func(ctx context.Context, address string) ([]byte, error)

	// Save writes an article to a file and returns its name, which may differ, as Save
	// never overwrites a file.
	Save() func(ctx context.Context, a model.Article, name string) (string, error)
	// Folder makes a folder unless it exists, and returns its name for Save.
	Folder() func(ctx context.Context, name string) (string, error)
	// Export writes the articles that q finds to a file, in the format of its ending,
	// and returns the result in words. It returns fs.ErrExist if the file exists and
	// replace is not set.
	Export() func(ctx context.Context, q model.Query, name string, replace bool, report func(Progress)) (string, error)

	// Pipe gives an article, as Markdown or plain text, to a shell command and returns
	// its output, with an error if it fails.
	Pipe() func(ctx context.Context, a model.Article, markdown bool, command string) (string, error)
	// Pager shows an article in the reader's own program, which has the terminal until
	// it ends.
	Pager() func(ctx context.Context, a model.Article, stdin io.Reader, stdout, stderr io.Writer) error

	// Refresh fetches new articles of the source with a title or an address, of those in
	// the folder of a path, or of all if it is "",
	// into the library. It returns the result in words.
	Refresh() func(ctx context.Context, source string, report func(Progress)) (string, error)
	// Merge makes one of two feeds, which are named by their addresses: what drop has
	// brought is of keep from then on, and drop is followed no longer. It cannot be undone.
	Merge() func(ctx context.Context, keep, drop string) error
	// Add adds an address, a file or a folder to the library, and follows it if it is a
	// feed. It returns the result in words. The error is a *Several where one of several
	// feeds must be chosen first.
	Add() func(ctx context.Context, place string, report func(Progress)) (string, error)
}

// Session describes what a session shows and its host.
type Session struct {
	// Library holds the articles, bound to the reader.
	Library model.Library
	// Host does what the reader may do outside it.
	Host Host
	// Now is the reader's clock; its Location is the reader's zone.
	Now func() time.Time

	// Served says that the reader is elsewhere, where neither files nor commands of this
	// machine are his. A screen and line mode on a terminal elsewhere set it.
	Served bool

	Title  string // for the title line and the window title
	Filter string // the filter at the start
	Notice string // in the status line at the start

	// Load reads the documents of the command line into Library during the session, and
	// returns when all are read. It is nil if there are none.
	Load func(ctx context.Context, report func(Progress)) error
	// Follow fetches feeds into Library when they are due, until ctx ends. A session that
	// shows news as it comes runs it beside the reading, unless the reader has turned that
	// off. It is nil if nothing is to be fetched, or somebody else does it.
	Follow func(ctx context.Context)
	// Offers are feeds for a new reader. The prompt for an address to add shows them;
	// nothing fetches them unasked.
	Offers []Offer
	// Begun returns the session that replaces this one after Host.Refresh or Host.Add;
	// ok is false while its library is empty. It is nil if no other library can begin.
	Begun func(ctx context.Context) (s Session, ok bool, err error)
}

// Several is the error of Host.Add for a place that stands for several feeds. Add takes
// the address of each of them.
type Several struct {
	Err   error // in words: "coast.example offers 2 feeds"
	Feeds []Offer
}

// Error returns the words.
func (s *Several) Error() string { return s.Err.Error() }

// Offer is a feed that may be added.
type Offer struct {
	Title   string
	About   string // a description in a few words
	Address string
}

// Progress reports on a load, a refresh, an export or an addition. Its nonzero fields
// replace those of earlier reports.
type Progress struct {
	Doing    string // how far it is, in words; of a load, "" and what follows
	Reading  string // the document being read
	Articles int    // articles read so far
	Percent  int    // 0 to 100; 0 while unknown
	Failed   error  // a source that failed, with its reason; the rest goes on
}
