// Package article shows one article: Renderer turns it into lines with
// Glamour, block by block, and Pane holds the lines, scrolls and searches them.
// It never asks for articles and never opens links; it knows no tea.Model.
package article

import (
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

	// Records has the rows of tables written one under the other, without lines
	// around them.
	Records bool

	// Pictures are those there are to show, by their addresses.
	Pictures map[string]Picture

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

	Pictures []string // the addresses of the first pictures; in the last chunk only
}

// Line is one line on the screen: text and styles, safe to print, no wider
// than the measure.
type Line struct {
	Text   string
	Block  int32 // which block of the article it belongs to; the header is 0
	Source int32 // where that block begins in the body, in bytes
	Break  Break // how it ended: whether the next line goes on with the same text

	Picture bool // it is a part of a picture, and no text
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
