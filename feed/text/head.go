package text

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/when/printed"
)

func timeMonth(n int) time.Month { return time.Month(n) }

// head is what the first lines of an article say of it.
type head struct {
	title      string
	url        string // where the title is a link
	authors    []string
	published  model.Date
	updated    model.Date
	used       map[int]bool // lines that are no part of the body
	page       bool         // it is that of a page, among whose lines are those of menus
	titleLine  int          // number of the line of the title
	dateLine   int          // number of the line of the date
	authorLine int          // number of the line of the names, where they were chosen among several

	titleWhy, authorWhy string   // what they won over, for a note
	rivals              []string // of the date
}

// headLines is how far down bylines and dates are looked for.
const headLines = 8

// readHead reads the head of an article. The lines are those between two
// archive indexes, or a whole document.
func readHead(lines []line) head {
	h := head{used: make(map[int]bool)}
	i := 0
	for i < len(lines) && (lines[i].shape <= rule || lines[i].boilerplate != noBoilerplate) {
		i++
	}
	if i == len(lines) {
		return h
	}
	if lines[i].days.only != nil && i+1 < len(lines) && lines[i+1].titled() { // the date above the title
		h.use(i)
		h.date(lines, i, lines[i].days.only)
		i++
	}
	title := i
	l := &lines[i]
	switch {
	case l.days.last != nil && likeTitle(beforeDate(l.text, l.days.last)):
		h.title = beforeDate(l.text, l.days.last)
		h.date(lines, i, l.days.last)
	case l.days.first != nil && l.shape != prose && likeTitle(afterDate(l.text, l.days.first)):
		h.title = afterDate(l.text, l.days.first)
		h.date(lines, i, l.days.first)
	case l.wide.last != nil && l.wide.last.Date.Precision == model.ToMonth && likeTitle(beforeDate(l.text, l.wide.last)):
		h.title = beforeDate(l.text, l.wide.last)
		h.date(lines, i, l.wide.last)
	case l.titled() && (l.shape != prose || l.isQuestion()) && !isByline(l.text):
		h.title = l.text
	default:
		title = -1
	}
	if title >= 0 {
		h.title, h.url, h.titleLine = l.title(h.title), l.link.address, l.number
		h.use(title)
		i++
	}
	h.bylines(lines, i, min(len(lines), i+headLines))
	return h
}

// readHead reads the head of a page: what stands between its headline and its
// article, or around them.
func (c *articleLines) readHead() head {
	h := head{used: make(map[int]bool), page: true}
	at := -1
	h.title, at, h.titleWhy = c.chooseTitle()
	if c.start < 0 {
		return h
	}
	from := at + 1
	if at >= 0 {
		h.use(at)
		h.titleLine = c.page.lines[at].number
	}
	if at <= 0 || c.start-at > 3*headLines {
		from = max(0, c.start-headLines)
	}
	lines := make([]line, len(c.page.lines))
	for i, l := range c.page.lines {
		lines[i] = *l
	}
	h.bylines(lines, from, min(len(lines), max(from, c.start)+2))
	if !h.published.Dated() && at > 0 {
		h.bylines(lines, max(0, at-4), at)
	}
	h.authors = nil
	c.creditsAround(h.title, at).readCredits(&h)
	return h
}

// bylines reads lines near a title for names and dates.
func (h *head) bylines(lines []line, i, end int) {
	proses, first := 0, i
	for ; i < end; i++ {
		l, inferred := withoutOrigin(&lines[i])
		was := h.published
		switch {
		case l.shape <= rule || l.boilerplate != noBoilerplate:
			continue
		case l.days.only != nil && i > 0 && lines[i-1].words < 6 && printed.Incidental(lines[i-1].text):
			continue
		case l.days.only != nil && (!h.published.Dated() || l.days.only.Label != printed.NoLabel):
			h.use(i)
			h.date(lines, i, l.days.only)
			h.inferred(was, inferred)
			h.address(lines, i+1, end)
			continue
		case l.wide.only != nil && !h.page && !h.published.Dated() && i <= first+3 && (l.wide.only.Date.Precision == model.ToMonth || i > first && lines[i-1].shape > rule):
			h.use(i)
			h.date(lines, i, l.wide.only)
			h.inferred(was, inferred)
			h.address(lines, i+1, end)
			continue
		case l.shape == short || l.shape == sentence:
			if names, m, ok := bylineOf(l); ok {
				h.use(i)
				h.authors = append(h.authors, names...)
				if m != nil {
					h.date(lines, i, m)
					h.inferred(was, inferred)
					h.address(lines, i+1, end)
				}
				continue
			}
		}
		if l.shape == prose {
			proses++
		}
		if proses > 1 {
			return
		}
	}
}

// withoutOrigin returns a line without what it says of its date at its end, where a
// saved article says that it was inferred, and how.
func withoutOrigin(l *line) (*line, model.Origin) {
	for _, from := range [...]model.Origin{model.FromSeen, model.FromURL} {
		if s, ok := strings.CutSuffix(l.raw, " ("+from.Inferred()+")"); ok {
			bare := newLine(l.number, []byte(s))
			return &bare, from
		}
	}
	return l, model.FromNowhere
}

// inferred takes a document at its word that the date which has been found since
// there was another was inferred: it is trusted less then.
func (h *head) inferred(was model.Date, from model.Origin) {
	if from != model.FromNowhere && !was.Dated() && h.published.Dated() {
		h.published.From = from
	}
}

// address takes the address of an article, where that stands by itself below its
// date.
func (h *head) address(lines []line, i, end int) {
	if i >= end || h.url != "" || strings.ContainsAny(lines[i].text, " \t") {
		return
	}
	if s := lines[i].text; strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		h.use(i)
		h.url = s
	}
}

func (h *head) use(i int) { h.used[i] = true }

// date keeps a date of the head: the first one, and one that is called an
// update.
func (h *head) date(lines []line, i int, m *printed.Match) { h.dateAt(lines[i].number, m) }

// dateAt is date for a line by its number.
func (h *head) dateAt(number int, m *printed.Match) {
	switch {
	case m.Label == printed.Update:
		if !h.updated.Dated() {
			h.updated = m.Date
		}
	case !h.published.Dated():
		h.published, h.dateLine = m.Date, number
	case m.Date != h.published && len(h.rivals) < 3:
		h.rivals = append(h.rivals, fmt.Sprintf("%s (line %d)", m.Date, number))
	}
}

// settleDates: a page that only says when it was updated is of that day.
func (h *head) settleDates() {
	if !h.published.Dated() && h.updated.Dated() {
		h.published = h.updated
	}
}

// byWords stand before the names of authors, in lower case.
var byWords = []string{
	"by ", "posted by ", "written by ", "published by ", "reported by ", "story by ", "words by ", "text by ", "author: ", "authors: ", "byline: ", "author ",
	"von ", "autor: ", "autorin: ", "text: ", "par ", "auteur: ", "auteur : ", "por ", "autora: ", "di ", "a cura di ", "autore: ", "door ", "autor ", "автор: ", "автор ", "текст: ",
	"作者：", "作者:", "文：", "记者：", "by: ", "oleh ", "av ", "af ", "escrito por ", "publicado por ", "publié par ", "geschreven door ",
}

// byFirst holds byWords by their first word. It is never changed.
var byFirst = func() map[string][]string {
	m := make(map[string][]string)
	for _, w := range byWords {
		first := firstWord(w)
		m[first] = append(m[first], w)
	}
	return m
}()

// afterBy returns what follows the word for "by" at the beginning of s, or "".
func afterBy(s string) string {
	first := firstWord(s[:min(len(s), 40)])
	candidates := byFirst[first]
	if candidates == nil {
		if c := first; c == "" || c[0] >= 'a' && c[0] <= 'z' {
			return ""
		}
		candidates = byFirst[strings.ToLower(first)]
	}
	for _, w := range candidates {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return s[len(w):]
		}
	}
	return ""
}

// isByline reports whether s is nothing but "By" and names.
func isByline(s string) bool {
	l := line{text: s, words: wordCount(s)}
	_, _, ok := bylineOf(&l)
	return ok
}

// bylineOf reads "By Jane Doe and J. R. Baker | November 6, 2020" and its like,
// and a date with a label and what stands beside it.
func bylineOf(l *line) (names []string, date *printed.Match, ok bool) {
	s := l.text
	if l.words > 16 {
		return nil, nil, false
	}
	if m := l.days.last; m != nil {
		date, s = m, beforeDate(s, m)
	} else if m := l.days.first; m != nil {
		date, s = m, afterDate(s, m)
	}
	if rest := afterBy(s); rest != "" {
		if names = namesOf(rest); len(names) > 0 {
			return names, date, true
		}
	}
	if date == nil {
		return nil, nil, false
	}
	// "Jane Doe | November 6, 2020", "London · 6 Nov 2020", "Posted in News on ..."
	if wordCount(s) <= 4 && len(s) <= 48 && capitals(s) {
		return namesOf(s), date, true
	}
	return nil, date, date.Label != printed.NoLabel && wordCount(s) <= 8
}

// namesOf splits a list of names. It returns nil when it is none.
func namesOf(s string) []string {
	var names []string
	s = strings.TrimRight(s, " .,;:|–—-·•")
	for _, sep := range []string{" and ", " und ", " et ", " y ", " e ", " en ", " i ", " и ", " & ", ", and ", "; "} {
		s = strings.ReplaceAll(s, sep, ", ")
	}
	if i := strings.IndexAny(s, "|•·"); i > 0 {
		s = s[:i]
	}
	for i, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if wordCount(part) > 5 || len(part) > 60 || !capitals(part) || strings.ContainsAny(part, "?!:\"“”") || digits(part) > 0 {
			if i == 0 {
				return nil
			}
			break
		}
		if i > 0 && isRole(part) {
			break
		}
		names = append(names, part)
	}
	return names
}

// isRole reports whether a part of a byline says what somebody is.
func isRole(s string) bool {
	lower := strings.ToLower(s)
	for _, w := range []string{"writer", "editor", "reporter", "correspondent", "staff", "news", "press", "redakt", "special to", "contributor", "cnn", "bbc", "reuters", "agency"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// capitals reports whether the words of s begin as those of names do; small
// ones such as "van der" may stand between.
func capitals(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"'“‘@"))
		switch {
		case unicode.IsUpper(r) || r >= 0x2e80 || unicode.IsTitle(r):
			n++
		case len(w) > 3 || !unicode.IsLetter(r):
			return false
		}
	}
	return n > 0
}
