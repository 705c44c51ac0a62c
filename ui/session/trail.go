package session

import "dateline/model"

// Page is an article and a place in it, in bytes of its body.
type Page struct {
	Article model.Article
	At      int
}

// Trail is the pages behind the one that is shown, where links were followed: first
// that of the list. The zero value is empty.
type Trail []Page

// maxTrail bounds how many pages lie behind the one that is shown.
const maxTrail = 50

// Push puts a page behind the one that is shown. The way back to the list's article
// stays.
func (t *Trail) Push(p Page) {
	if len(*t) == maxTrail {
		*t = append((*t)[:1], (*t)[2:]...)
	}
	*t = append(*t, p)
}

// Pop removes and returns the page behind the one shown; ok is false if there is none.
func (t *Trail) Pop() (p Page, ok bool) {
	n := len(*t)
	if n == 0 {
		return p, false
	}
	p, *t = (*t)[n-1], (*t)[:n-1]
	return p, true
}
