package article

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/theme"
)

// tail lays out what stands below the text: footnotes, what belongs to the
// article, and every address in it, numbered.
func (j *job) tail() {
	j.notes()
	j.attachments()
	j.sources()
}

// section begins a part of the tail.
func (j *job) section(title string) {
	l := &j.l
	l.block++
	l.space()
	l.fill()
	l.heads = append(l.heads, len(l.lines))
	l.emit(l.t.Article.Section.Render(title), Hard)
}

// notes lays out the footnotes: those the text refers to in the order of their
// numbers, then the others.
func (j *job) notes() {
	b, l := j.book, &j.l
	if len(j.pieces.notes) == 0 {
		return
	}
	j.section("Notes")
	for done := 0; done < len(j.pieces.notes); done++ {
		if done == len(b.notes) {
			b.note(j.unnoted())
		}
		n := j.pieces.notes[b.notes[done]]
		src := []byte(n.text)
		l.in.src = src
		mark := l.t.Article.Number.Render("["+strconv.Itoa(done+1)+"]") + " "
		l.block++
		l.item(j.scope.parse(j.r.parser, src), mark, 1, false)
	}
}

// unnoted returns the first footnote that nothing has referred to.
func (j *job) unnoted() int {
	for i := range j.pieces.notes {
		if _, ok := j.book.noted[i]; !ok {
			return i
		}
	}
	return 0
}

// attachments lays out the enclosures.
func (j *job) attachments() {
	if len(j.a.Enclosures) == 0 {
		return
	}
	j.section("Attachments")
	for _, e := range j.a.Enclosures {
		address, ok := theme.SafeURL(e.URL)
		what := model.CleanLine(e.Type)
		if what == "" {
			what = "file"
		}
		if e.Length > 0 {
			what += ", " + sizeWords(e.Length)
		}
		if !ok {
			j.entry("", what, model.CleanLine(e.URL), 0)
			continue
		}
		n := j.book.add(what, address, false)
		j.entry("", what, address, n)
	}
}

func sizeWords(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// sources lays out the addresses: the links of the text, then the article's own.
func (j *job) sources() {
	if len(j.book.links) > 0 {
		j.section("Links")
		digits := len(strconv.Itoa(len(j.book.links)))
		for _, k := range j.book.links {
			number := strconv.Itoa(k.Number)
			j.entry(strings.Repeat(" ", digits-len(number))+number+" ", k.Text, k.URL, k.Number)
		}
	}
	if address, ok := theme.SafeURL(j.a.URL); ok && !j.a.HeadlineOnly() {
		j.section("Address")
		j.entry("", "", address, j.book.add(model.CleanLine(j.a.Title), address, false))
	}
}

// entry lays out one address with its number and text: on one line where both
// have room, else the address below.
func (j *job) entry(number, text, address string, link int) {
	l := &j.l
	l.space()
	l.gap = false
	text = model.CleanLine(text)
	w := l.t.Width(number)
	shown := l.t.Article.Address.Render(model.CleanLine(address))
	if link > 0 {
		shown = openLink(link, address) + shown + closeLink
	}
	l.first, l.marked = l.t.Article.Number.Render(number), true
	prefix, indent := l.prefix, l.indent
	if l.room()-w >= minText {
		l.prefix, l.indent = strings.Repeat(" ", w), w
	} else if w > 0 {
		l.emit("", Hard)
	}
	switch {
	case text == "" || text == address:
	case l.t.Width(text)+2+l.t.Width(address) <= l.room():
		shown = text + "  " + shown
	default:
		wrap(text, l.room(), l.t.Method(), l.emit)
	}
	hardwrap(shown, l.room(), l.t, l.emit)
	l.prefix, l.indent, l.marked = prefix, indent, false
}
