// Package text reads scraped text: archive indexes of dated headlines,
// articles a paragraph a line, dumps of whole pages, several of these in one
// file, and plain prose. It knows lines, not markup.
package text

import (
	"context"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/when/printed"
)

// Read reads scraped text. It is a document.Reader.
//
// Lines such as "Title - November 6, 2020", and a title and a date on lines of
// their own, are entries of an archive index, each an article without text; so are
// those with a month, or with a year in a list of such, and titles with bullets below
// one, where rules, bullets, numbers or their own number bear it out; the title may be a
// link in Markdown, which gives the address. What stands
// between indexes is an article: its title, the names and the date near it,
// and its paragraphs without advertisements and the like. A document that is
// no scrape is one article and loses nothing.
//
// Dates such as 11/06/2020 are read as the other dates of the document tell.
func Read(ctx context.Context, d *document.Document, emit document.Emit) error {
	r := &reader{doc: d, emit: emit, lines: document.NewLines(d)}
	return r.read(ctx)
}

// The window: how much of a document is looked at together. Indexes and
// articles may be longer; a document within it is judged as a whole.
const (
	windowLines = 16 << 10
	windowBytes = 4 << 20
)

// reader reads one document.
type reader struct {
	doc   *document.Document
	emit  document.Emit
	lines *document.Lines

	window   []line
	bytes    int // of text in window
	ended    bool
	order    printed.Order
	dropping droppedRun
	found    bool // something was emitted
}

func (r *reader) read(ctx context.Context) error {
	for !r.ended {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.fill()
		if err := r.sections(); err != nil {
			return err
		}
	}
	if err := r.lines.Err(); err != nil {
		return err
	}
	if !r.found {
		return document.ErrNothing
	}
	return nil
}

// fill reads lines until the window is full.
func (r *reader) fill() {
	lines, bytes := len(r.window)+windowLines, r.bytes+windowBytes
	for len(r.window) < lines && r.bytes < bytes {
		if !r.lines.Next() {
			r.ended = true
			break
		}
		l := newLine(r.lines.Number(), r.lines.Text())
		r.bytes += l.size()
		r.window = append(r.window, l)
	}
	r.order = settleOrder(r.window, r.order)
}

// sections emits what the window holds, but for a last part that may go on
// behind it.
func (r *reader) sections() error {
	lines := r.window
	indexes := runs(lines, r.thisYear())
	at := 0
	for n, x := range indexes {
		gap := lines[at:x.start]
		heading, ok := r.heading(gap, n > 0 && indexes[n-1].ruled > 0)
		if !ok {
			if err := r.articles(gap); err != nil {
				return err
			}
		}
		at = x.end
		entries := x.entries
		if n == len(indexes)-1 && !r.ended && len(entries) > 1 && x.end+2 >= len(lines) {
			// Its last entry may not be whole.
			at = entries[len(entries)-1].line
			entries = entries[:len(entries)-1]
		}
		for _, e := range entries {
			if err := r.headline(lines, x.form, e, heading); err != nil {
				return err
			}
		}
	}
	rest := lines[at:]
	if !r.ended {
		// All but the last of several articles are whole.
		if starts := split(rest); len(starts) > 1 && !isPage(rest) {
			last := starts[len(starts)-1]
			if err := r.articles(rest[:last]); err != nil {
				return err
			}
			at += last
		}
		return r.keepFrom(at)
	}
	if len(indexes) > 0 && !hasProse(rest) && r.dropAll(rest) {
		return nil
	}
	return r.articles(rest)
}

// thisYear returns the last year that an entry may be of.
func (r *reader) thisYear() int {
	if r.doc.Now.IsZero() {
		return lastYear
	}
	return r.doc.Now.Year()
}

// lastYear is the last year that an entry may be of where nobody knows what time it is.
const lastYear = 2199

// articles emits the articles that lines hold.
func (r *reader) articles(lines []line) error {
	if isPage(lines) {
		return r.article(lines)
	}
	starts := split(lines)
	for n, from := range starts {
		to := len(lines)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		if err := r.article(lines[from:to]); err != nil {
			return err
		}
	}
	return nil
}

// heading returns the line above an archive index that names its section, and
// whether there is nothing but such lines. Between entries that rules part, a
// line by itself is an entry without a date.
func (r *reader) heading(gap []line, ruled bool) (string, bool) {
	if hasProse(gap) {
		return "", false
	}
	heading, n, parted := "", 0, false
	for i := range gap {
		l := &gap[i]
		switch {
		case l.shape == rule:
			parted = true
		case l.shape > rule && l.boilerplate == noBoilerplate && !l.dated():
			heading = l.text
			n++
		}
	}
	if n == 1 && parted && ruled {
		return "", false
	}
	r.dropAll(gap)
	if n > 3 || wordCount(heading) > 8 {
		heading = ""
	}
	return heading, true
}

// dropAll notes that lines beside an archive index are dropped.
func (r *reader) dropAll(lines []line) bool {
	for i := range lines {
		switch l := &lines[i]; {
		case l.shape <= rule:
		case l.boilerplate != noBoilerplate:
			r.drop(l, l.boilerplate)
		default:
			r.drop(l, besideIndex)
		}
	}
	r.noteDropped(false)
	return true
}

// hasProse reports whether there is anything to read in lines besides labels:
// a sentence, a date or a name.
func hasProse(lines []line) bool {
	for i := range lines {
		l := &lines[i]
		if l.boilerplate == noBoilerplate && (l.shape == prose || l.shape == sentence || l.shape == short && (l.words >= 9 || l.dated() || isByline(l.text))) {
			return true
		}
	}
	return false
}

// keepFrom leaves the lines from at on in the window.
func (r *reader) keepFrom(at int) error {
	held := 0
	for i := range r.window[at:] {
		held += r.window[at+i].size()
	}
	limit := r.doc.Limits.Article
	if at == 0 && limit > 0 && held >= limit {
		// One article fills more than an article may: it is emitted in parts.
		at, held = len(r.window), 0
		if err := r.article(r.window); err != nil {
			return err
		}
	}
	n := copy(r.window, r.window[at:])
	clear(r.window[n:])
	r.window = r.window[:n]
	r.bytes = held
	return nil
}

// droppedRun is a run of lines that are left out for one reason.
type droppedRun struct {
	first int // its number; 0: there is no such line
	why   boilerplate
	prose bool
	text  strings.Builder
}

// drop notes that a line is left out, and why: one note for a run of lines.
func (r *reader) drop(l *line, why boilerplate) {
	if r.doc.Explain == nil && r.doc.LeftOut == nil {
		return
	}
	if r.dropping.why != why {
		r.noteDropped(false)
		r.dropping.first, r.dropping.why = l.number, why
	}
	r.dropping.prose = r.dropping.prose || l.shape == prose
	r.dropping.text.WriteString(l.text)
	r.dropping.text.WriteByte(' ')
}

// noteDropped ends the run of lines that are left out, if there is one, and notes it.
// within says that there is text of an article on both sides of it.
func (r *reader) noteDropped(within bool) {
	if l := &r.dropping; l.first > 0 {
		r.doc.Omit(l.first, l.why.String(), l.text.String(), within && l.why == pageModel && l.prose)
		r.dropping = droppedRun{}
	}
}

// headline emits an entry of an index whose section has a heading, or "".
func (r *reader) headline(lines []line, f form, e indexEntry, heading string) error {
	r.found = true
	l := &lines[e.line]
	if r.doc.Explain != nil {
		r.doc.Note(l.number, "entry", "%q of %s: %s", e.title, e.date, formNames[f])
	}
	a := &model.Article{Title: model.CleanLine(e.title), URL: e.url, Published: e.date, Line: l.number}
	if heading != "" {
		a.Tags = []string{model.CleanLine(heading)}
	}
	return r.emit(a)
}
