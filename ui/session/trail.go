package session

import "dateline/model"

// Page is an article and a position in it, as a byte offset into its body.
type Page struct {
	Article model.Article
	At      int
}

// Trail holds the pages on the way back after following links. The first one is the
// article of the list. The zero value is empty.
type Trail []Page

// maxTrail limits the number of pages.
const maxTrail = 50

// Push adds a page. A full trail drops its oldest page but never the article of the list.
func (t *Trail) Push(p Page) {
	if len(*t) == maxTrail {
		*t = append((*t)[:1], (*t)[2:]...)
	}
	*t = append(*t, p)
}

// Pop removes and returns the latest page; ok is false if there is none.
func (t *Trail) Pop() (p Page, ok bool) {
	n := len(*t)
	if n == 0 {
		return p, false
	}
	p, *t = (*t)[n-1], (*t)[:n-1]
	return p, true
}
