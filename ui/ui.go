// Package ui is the screen: App, the only tea.Model, routes messages to panes
// that are plain structs and draws them. It knows the model and the query
// language; it opens no file, address or database: what it may ask for beyond
// the Library are the function fields of Options.
package ui

import (
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/config"
)

// Options is what a screen is given.
type Options struct {
	// Library holds the articles, bound to the reader.
	Library model.Library
	// Load reads what was named on the command line into Library while the
	// screen is in use, and reports how far it is. It returns when all is read;
	// what failed is reported through Progress.Failed. nil: nothing to load.
	Load func(ctx context.Context, report func(Progress)) error
	// OpenURL shows an address in the reader's browser. nil: not allowed here.
	OpenURL func(ctx context.Context, url string) error
	// OpenPage reads what is at an address as an article, to be shown in the
	// place of the one that links to it. nil: not allowed here.
	OpenPage func(ctx context.Context, url string) (model.Article, error)
	// Picture reads what is at the address of a picture. nil: not allowed here.
	Picture func(ctx context.Context, url string) ([]byte, error)
	// Save writes an article to a file of a name and returns the name it has
	// been given: none that exists is written to. nil: not allowed here.
	Save func(ctx context.Context, a model.Article, name string) (string, error)
	// Folder makes a folder, unless there is one, and returns its name as Save
	// takes it. nil: not allowed here.
	Folder func(ctx context.Context, name string) (string, error)
	// Export writes the articles that q finds to a file of a name, as its ending says,
	// reports how far it is, and returns in words what came of it. Where there is such
	// a file, unless it may be replaced, the error is fs.ErrExist. nil: not allowed
	// here.
	Export func(ctx context.Context, q model.Query, name string, replace bool, report func(Progress)) (string, error)
	// Pipe gives an article, as Markdown or as plain text, to a shell command
	// and returns what that writes, with an error where it fails. nil: not
	// allowed here.
	Pipe func(ctx context.Context, a model.Article, markdown bool, command string) (string, error)
	// Pager returns what shows an article in a program of the reader's, which
	// takes the terminal over. nil: not allowed here.
	Pager func(ctx context.Context, a model.Article) tea.ExecCommand

	// Refresh fetches what is new of a source, by its title, or of all where it
	// is "", into Library. It reports how far it is and what fails, and returns
	// in words what came of it. nil: nothing is followed here.
	Refresh func(ctx context.Context, source string, report func(Progress)) (string, error)
	// Add takes what is at an address, in a file or in a folder into Library,
	// and follows it where it is a feed; otherwise it is as Refresh. nil: nothing
	// can be added here.
	Add func(ctx context.Context, place string, report func(Progress)) (string, error)

	// Offers are feeds to begin with: they are shown where a place to add is asked
	// for, and never fetched unasked.
	Offers []Offer
	// Begun is asked after Refresh and Add. It returns what is to be shown from
	// then on in the place of what is: a library, and its Title, Query, Refresh,
	// Add, Export and Offers count; ok is false while there is nothing in it. nil: there is
	// no other library.
	Begun func(ctx context.Context) (o Options, ok bool, err error)

	// Now is the reader's clock; its Location is the reader's zone.
	Now    func() time.Time
	Title  string // what is open, for the title line and the window title
	Notice string // said in the status line at first

	// Config is what the reader has set. Changed waits for that to change and returns
	// what it is then. An error says what is wrong with it; then it stays as it is.
	// nil: it does not change.
	config.Config
	Changed func(ctx context.Context) (config.Config, error)
	// Remote says that the terminal is elsewhere (SSH): no picture is fetched unasked.
	Remote bool

	// Mono asks for no colour at all (NO_COLOR).
	Mono bool
	// NoHyperlinks keeps hyperlinks (OSC 8) from a terminal that may not know
	// them.
	NoHyperlinks bool
	// Tmux says that tmux stands between the screen and the terminal.
	Tmux bool

	// Input, Output, Environ and the size replace the process's own terminal,
	// for sessions that come from elsewhere. Zero: the process's own. What the
	// terminal holds of pictures is taken from it at the end only where there is
	// an Output.
	Input         io.Reader
	Output        io.Writer
	Environ       []string
	Width, Height int
	// FPS bounds how often the screen is drawn; 0 means 200, for a local
	// terminal.
	FPS int
}

// Offer is a feed that may be added.
type Offer struct {
	Title   string
	About   string // what it is, in a few words
	Address string
}

// Progress tells how far Options.Load, Refresh or Add has come. The fields that
// are set replace what was said before.
type Progress struct {
	Doing    string // for Refresh and Add: how far they are, in words
	Reading  string // the document being read
	Articles int    // articles read so far
	Percent  int    // 0 to 100; 0 while unknown
	Failed   error  // a source that failed, with its reason; the rest goes on
	Done     bool   // nothing more follows
}
