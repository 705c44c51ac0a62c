package text

import (
	"strings"
	"unicode"

	"dateline/model"
)

// article emits the article that lines are.
func (r *reader) article(lines []line) error {
	for len(lines) > 0 && lines[0].shape <= rule {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].shape <= rule {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return nil
	}
	var h head
	var body string
	if isPage(lines) {
		h, body = r.page(lines)
	} else {
		h = readHead(lines)
		body = r.body(lines, &h)
	}
	h.settleDates()
	if h.title == "" && body == "" {
		return nil
	}
	a := &model.Article{
		Title: model.CleanLine(h.title), URL: h.url, Authors: h.authors, Published: h.published, Updated: h.updated,
		Body: model.MarkdownFrom(body), Line: lines[0].number,
	}
	if a.Title == "" && a.Body == "" { // nothing but signs that are not shown
		return nil
	}
	switch {
	case h.title == "":
		r.doc.Note(a.Line, "title", "none stated: the first words")
	case h.titleWhy != "":
		r.doc.Note(max(a.Line, h.titleLine), "title", "%s", h.titleWhy)
	default:
		r.doc.Note(max(a.Line, h.titleLine), "title", "%q", h.title)
	}
	if h.dateLine > 0 {
		over := ""
		if len(h.rivals) > 0 {
			over = " over " + strings.Join(h.rivals, ", ")
		}
		r.doc.Note(h.dateLine, "date", "%s, near the title%s", h.published, over)
	}
	if h.authorLine > 0 {
		r.doc.Note(h.authorLine, "author", "%s", h.authorWhy)
	}
	r.found = true
	return r.emit(a)
}

// body returns the text of an article, a blank line between paragraphs. What
// somebody has laid out loses nothing.
func (r *reader) body(lines []line, h *head) string {
	var kept []*line
	whole := laidOut(lines, true)
	for i := range lines {
		l := &lines[i]
		switch {
		case h.used[i]:
			r.noteDropped(false)
		case l.boilerplate != noBoilerplate && !whole:
			r.drop(l, l.boilerplate)
		case l.shape == rule && (len(kept) == 0 || kept[len(kept)-1].shape == blank):
		default:
			if l.shape > rule {
				r.noteDropped(false)
			}
			kept = append(kept, l)
		}
	}
	r.noteDropped(false)
	return paragraphs(kept)
}

// paragraphs joins lines with a blank line between them, but for the lines of
// a wrapped paragraph.
func paragraphs(lines []*line) string {
	var b strings.Builder
	size := 0
	for _, l := range lines {
		size += len(l.raw) + 2
	}
	b.Grow(size)
	for from := 0; from < len(lines); {
		if lines[from].shape == blank {
			from++
			continue
		}
		to := blockEnd(lines, from)
		sep := "\n\n"
		if wrapped(lines[from:to]) && (from > 0 || to < len(lines)) {
			sep = "\n"
		}
		for i, l := range lines[from:to] {
			switch {
			case i > 0:
				b.WriteString(sep)
			case b.Len() > 0:
				b.WriteString("\n\n")
			}
			b.WriteString(l.raw)
		}
		from = to
	}
	return b.String()
}

// blockEnd returns the end of the lines from on without a blank one.
func blockEnd(lines []*line, from int) int {
	for from < len(lines) && lines[from].shape != blank {
		from++
	}
	return from
}

// page reads the dump of a page.
func (r *reader) page(lines []line) (h head, body string) {
	r.doc.Note(lines[0].number, "kind", "the dump of a page: its menus and the like are left out")
	c := chooseLines(newPage(lines))
	c.order = r.order
	if r.doc.Explain != nil {
		r.doc.Note(lines[0].number, "text", "%s", c.explain())
	}
	h = c.readHead()
	var kept []*line
	for i, l := range c.page.lines {
		switch {
		case h.used[i]:
			r.noteDropped(false)
		case c.chosen[i] && !isForeign(c, i):
			r.noteDropped(len(kept) > 0)
			kept = append(kept, l)
		case l.boilerplate != noBoilerplate:
			r.drop(l, l.boilerplate)
		default:
			r.drop(l, pageModel)
		}
	}
	r.noteDropped(false)
	return h, paragraphs(kept)
}

// isForeign reports whether line i, within the article, is none of it: what
// calls itself something else, and titles below a line such as "Related".
func isForeign(c articleLines, i int) bool {
	p := c.page
	if i < c.start && (isCredit(p.lines[i].text) || !hasLetter(p.lines[i].text)) { // no text begins so
		return true
	}
	switch p.lines[i].boilerplate {
	case advertisement, shareBar, newsletter, cookieNotice, related, comments:
		return true
	}
	const most = 6
	for k := i; k >= 0 && k >= i-most && p.lines[k].shape == short; k-- {
		if k > 0 && p.lines[k-1].boilerplate == related && p.wordings[k-1].words < 5 {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// wrapped reports whether the lines of a block are one paragraph: all but the
// last are as long as a screen is wide, more or less, and most end within a
// sentence.
func wrapped(block []*line) bool {
	open := 0
	for _, l := range block[:len(block)-1] {
		if len(l.raw) < 36 || len(l.raw) > 200 {
			return false
		}
		if !sentenceEnd(l.text) {
			open++
		}
	}
	return open*2 > len(block)-1
}

// wrappedLines reports whether most of the lines that stand in blocks, with
// blank lines around them, are wrapped paragraphs.
func wrappedLines(lines []line) bool {
	all := make([]*line, len(lines))
	for i := range lines {
		all[i] = &lines[i]
	}
	in, blocks, lone := 0, 0, 0
	for from := 0; from < len(all); {
		to := blockEnd(all, from)
		switch n := to - from; {
		case n > 1:
			blocks += n
			if wrapped(all[from:to]) && n < len(all) {
				in += n
			}
		case n == 1:
			lone++
		}
		from = max(to, from+1)
	}
	return in > 3 && in*2 > blocks && in*3 > lone
}

// laidOut reports whether lines were written as they stand, by a person for a
// screen or for a machine: wrapped, indented or, if signs count, full of them.
func laidOut(lines []line, count bool) bool {
	indented, signs := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.shape == blank {
			continue
		}
		if l.raw[0] == ' ' || l.raw[0] == '\t' {
			indented++
		}
		if count && l.words < proseWords && strings.ContainsAny(l.text, "{}=\\`") {
			signs++
		}
	}
	return indented*20 > len(lines) || signs*20 > len(lines) || wrappedLines(lines)
}
