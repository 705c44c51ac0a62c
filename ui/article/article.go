// Package article shows one article: Renderer turns it into lines with
// Glamour, block by block, and Pane holds the lines, scrolls and searches them.
// It never asks for articles and never opens links; it knows no tea.Model.
package article

import (
	"time"

	"dateline/model"
	"dateline/ui/theme"
)

// Request says how to render an article. Pane.Request makes it.
type Request struct {
	Width  int          // columns of the pane
	Height int          // lines of the pane; the first chunk fills them where the article can
	Theme  *theme.Theme // of the session
	Now    time.Time    // the reader's clock; its Location is the reader's zone

	// Records writes table rows one under the other, without rules.
	Records bool

	// Pictures holds the loaded pictures by address.
	Pictures map[string]Picture

	// Serial separates answers to this request from older ones.
	Serial int
}

// Chunk is a part of a rendered article. Chunks come in order; the first holds
// the header and the first screen.
type Chunk struct {
	ID       model.ID
	Serial   int  // of the Request
	First    bool // begins the article and replaces what was shown before
	Done     bool // ends it
	Lines    []Line
	Headings []int  // heading lines, counted from the article's first line
	Links    []Link // all links; only in the last chunk

	Pictures []string // addresses of the first pictures; only in the last chunk
}

// Line is one styled line, safe to print and no wider than the measure.
type Line struct {
	Text   string
	Block  int32 // number of its block in the article; the header is 0
	Source int32 // byte offset of that block in the body
	Break  Break // whether the next line continues the same text

	Picture bool // holds part of a picture instead of text
}

// Link is an address in an article.
type Link struct {
	Number int // in the list at the end of the article, from 1
	Text   string
	URL    string // passes theme.SafeURL
	Line   int    // line on which its text begins, counted from the article's first
	Image  bool
}

// Measure is the widest line of text, in columns. Lines of 45 to 75 characters
// are comfortable to read (Bringhurst, The Elements of Typographic Style).
const Measure = 72
