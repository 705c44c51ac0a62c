// Package article shows one article: Renderer turns it into lines with
// Glamour, block by block, and Pane holds the lines, scrolls and searches them.
// It never asks for articles and never opens links; it knows no tea.Model.
package article

import (
	"context"
	"time"

	"dateline/model"
	"dateline/ui/theme"
)

// Request says how an article is to be rendered. Pane.Request makes it.
type Request struct {
	Width  int          // columns of the pane
	Height int          // lines of the pane: the first chunk holds at least so many, if there are
	Theme  *theme.Theme // of the session
	Now    time.Time    // the reader's clock and, in its Location, zone

	// Serial tells the answers to this request from older ones.
	Serial int
}

// Chunk is a part of a rendered article, in order: the first holds the header
// and the first screen.
type Chunk struct {
	ID       model.ID
	Serial   int  // of the Request
	First    bool // begins the article: what was shown before goes
	Done     bool // ends it
	Lines    []Line
	Headings []int  // lines that are headings, counted from the article's first
	Links    []Link // all links; in the last chunk only
}

// Line is one line on the screen: text and styles, safe to print, no wider
// than the measure.
type Line struct {
	Text  string
	Block int32 // which block of the article it belongs to; the header is 0
	Soft  bool  // the next line goes on with the same paragraph
}

// Link is an address in an article.
type Link struct {
	Number int // as in the list at the end of the article, from 1
	Text   string
	URL    string // passes theme.SafeURL
	Line   int    // where its text begins, counted from the article's first line
	Image  bool
}

// Measure is the widest line of text, in columns: about what is comfortable to
// read (45 to 75 characters: Bringhurst, The Elements of Typographic Style).
const Measure = 72

// Renderer renders articles and keeps the latest, with a bound. It may be
// shared by sessions and is safe for concurrent use.
type Renderer struct{}

// NewRenderer returns an empty Renderer.
func NewRenderer() *Renderer { return &Renderer{} }

// Render renders a and passes it to out in chunks, the first screen first,
// each a few milliseconds of work. It returns early with ctx's error when ctx
// is done, and with nil when out returns false.
func (r *Renderer) Render(ctx context.Context, a model.Article, q Request, out func(Chunk) bool) error {
	return ctx.Err()
}

// Pane shows an article in a rectangle. The zero Pane is empty; it needs a
// size and a theme before it is drawn.
type Pane struct{}

// SetSize gives the pane its size in columns and lines. It reports whether the
// article must be rendered again (see Request); until then the old lines are
// shown.
func (p *Pane) SetSize(w, h int) bool { return false }

// SetTheme gives the pane its styles. It reports whether the article must be
// rendered again.
func (p *Pane) SetTheme(t *theme.Theme) bool { return false }

// Show says which article is wanted. What is shown stays until its first chunk
// arrives, so the screen never goes blank between articles. "" empties the
// pane at once.
func (p *Pane) Show(id model.ID) {}

// Wanted returns the article last given to Show.
func (p *Pane) Wanted() model.ID { return "" }

// Shown returns the article whose lines are on the screen, or "".
func (p *Pane) Shown() model.ID { return "" }

// Request returns how the wanted article is to be rendered now. Chunks of
// earlier requests are dropped from here on.
func (p *Pane) Request(now time.Time) Request { return Request{} }

// Take takes a part of the wanted article. It reports whether the pane took
// it; a chunk of an earlier request is dropped.
func (p *Pane) Take(c Chunk) bool { return false }

// Scroll moves by n lines, down where n is positive. It reports whether
// anything moved.
func (p *Pane) Scroll(n int) bool { return false }

// Page moves by n screens, keeping one line of context.
func (p *Pane) Page(n int) bool { return false }

// HalfPage moves by n half screens.
func (p *Pane) HalfPage(n int) bool { return false }

// Top goes to the beginning.
func (p *Pane) Top() bool { return false }

// Bottom goes to the end.
func (p *Pane) Bottom() bool { return false }

// AtEnd reports whether the last line of a finished article is on the screen.
func (p *Pane) AtEnd() bool { return false }

// Percent returns how much of the article has been seen, 0 to 100.
func (p *Pane) Percent() int { return 0 }

// NextHeading goes to the n-th heading below, or above where n is negative.
func (p *Pane) NextHeading(n int) bool { return false }

// Highlight lights the words a filter asked for. Matches in fields that are
// not part of the text are left out.
func (p *Pane) Highlight(ms []model.Match) {}

// Find searches the article for text, ignoring case and accents, and goes to
// the first match at or below the top of the screen. It returns how many there
// are. "" ends the search.
func (p *Pane) Find(text string) int { return 0 }

// NextMatch goes to the n-th match of the search below, or above where n is
// negative, round the end.
func (p *Pane) NextMatch(n int) bool { return false }

// Match returns the number of the match the search stands on, from 1, and how
// many there are; 0, 0 without a search.
func (p *Pane) Match() (at, of int) { return 0, 0 }

// Links returns the article's links, once it has been rendered to its end.
func (p *Pane) Links() []Link { return nil }

// View returns exactly as many lines as the pane is high, none wider than it.
// The slice is valid until the next call of a method.
func (p *Pane) View() []string { return nil }
