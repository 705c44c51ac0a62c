package text

import (
	"strings"

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
		Title: h.title, Authors: h.authors, Published: h.published, Updated: h.updated,
		Body: model.MarkdownFrom(body), Line: lines[0].number,
	}
	if h.title == "" {
		r.doc.Note(a.Line, "title", "none stated: the first words")
	} else {
		r.doc.Note(max(a.Line, h.titleLine), "title", "%q", h.title)
	}
	if h.dateLine > 0 {
		r.doc.Note(h.dateLine, "date", "%s, near the title", h.published)
	}
	r.found = true
	return r.emit(a)
}

// body returns the text of an article, a blank line between paragraphs. What
// somebody has laid out loses nothing.
func (r *reader) body(lines []line, h *head) string {
	var kept []*line
	whole := laidOut(lines)
	for i := range lines {
		l := &lines[i]
		switch {
		case h.taken[i]:
		case l.junk != noJunk && !whole:
			r.doc.Note(l.number, "dropped", "%s", l.junk)
		case l.shape == rule && (len(kept) == 0 || kept[len(kept)-1].shape == blank):
		default:
			kept = append(kept, l)
		}
	}
	return paragraphs(kept)
}

// paragraphs joins lines: with a blank line between them, unless they are the
// pieces of wrapped paragraphs.
func paragraphs(lines []*line) string {
	var b strings.Builder
	size := 0
	for _, l := range lines {
		size += len(l.raw) + 2
	}
	b.Grow(size)
	sep := "\n\n"
	if wrapped(lines) {
		sep = "\n"
	}
	gap := false
	for _, l := range lines {
		if l.shape == blank {
			gap = true
			continue
		}
		if b.Len() > 0 {
			if gap {
				b.WriteString("\n\n")
			} else {
				b.WriteString(sep)
			}
		}
		gap = false
		b.WriteString(l.raw)
	}
	return b.String()
}

// page reads the dump of a page.
func (r *reader) page(lines []line) (h head, body string) {
	r.doc.Note(lines[0].number, "kind", "the dump of a page: its menus and the like are left out")
	c := cutPage(newPage(lines))
	h = c.readHead()
	var kept []*line
	for i, l := range c.page.lines {
		switch {
		case h.taken[i]:
		case c.in[i] && l.junk != advertisement && l.junk != shareBar && l.junk != newsletter:
			kept = append(kept, l)
		case l.junk != noJunk:
			r.doc.Note(l.number, "dropped", "%s", l.junk)
		default:
			r.doc.Note(l.number, "dropped", "%s", pageModel)
		}
	}
	return h, paragraphs(kept)
}

// wrapped reports whether paragraphs run over several lines: most lines that
// another follows at once are of like length and end within a sentence.
func wrapped(lines []*line) bool {
	within, open, blanks := 0, 0, 0
	for i, l := range lines {
		if l.shape == blank {
			blanks++
			continue
		}
		if i+1 == len(lines) || lines[i+1].shape == blank {
			continue
		}
		within++
		if len(l.raw) >= 40 && len(l.raw) <= 160 && !sentenceEnd(l.text) {
			open++
		}
	}
	return within >= 3 && blanks > 0 && open*2 > within
}

// wrappedLines is wrapped for all lines of a part.
func wrappedLines(lines []line) bool {
	all := make([]*line, len(lines))
	for i := range lines {
		all[i] = &lines[i]
	}
	return wrapped(all)
}

// laidOut reports whether lines were written as they stand, by a person for a
// screen or for a machine: wrapped, indented or full of signs.
func laidOut(lines []line) bool {
	indented, signs := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.shape == blank {
			continue
		}
		if l.raw[0] == ' ' || l.raw[0] == '\t' {
			indented++
		}
		if l.words < proseWords && strings.ContainsAny(l.text, "{}=\\`") {
			signs++
		}
	}
	return indented*20 > len(lines) || signs*20 > len(lines) || wrappedLines(lines)
}
