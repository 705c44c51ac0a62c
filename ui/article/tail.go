package article

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// tail lays out what stands below the text: footnotes, what belongs to the
// article, and every address in it, numbered.
func (j *job) tail(more func() bool) {
	if !j.notes(more) || !j.addresses(more) {
		return
	}
	j.attachments()
	j.own()
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
func (j *job) notes(more func() bool) bool {
	b, l := j.book, &j.l
	if len(j.pieces.notes) == 0 {
		return true
	}
	j.section(message.Notes)
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
		if !more() {
			return false
		}
	}
	return true
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

// addresses lays out the links and images of the text.
func (j *job) addresses(more func() bool) bool {
	if len(j.book.links) == 0 {
		return true
	}
	j.section(message.Links)
	for _, k := range j.book.links {
		j.entry(k.Text, k.URL, k.Number)
		if !more() {
			return false
		}
	}
	return true
}

// attachments lays out the enclosures.
func (j *job) attachments() {
	if len(j.a.Enclosures) == 0 {
		return
	}
	j.section(message.Attachments)
	for _, e := range j.a.Enclosures {
		what := model.CleanLine(e.Type)
		if what == "" {
			what = message.FileWord
		}
		if e.Length > 0 {
			what += ", " + sizeWords(e.Length)
		}
		if address, ok := theme.SafeURL(e.URL); ok {
			j.entry(what, address, j.book.add(what, address, false))
		} else {
			j.entry(what, model.CleanLine(e.URL), 0)
		}
	}
}

// own gives the article's own address.
func (j *job) own() {
	if address, ok := theme.SafeURL(j.a.URL); ok {
		j.section(message.Address)
		j.entry("", address, j.book.add(model.CleanLine(j.a.Title), address, false))
	}
}

func sizeWords(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf(message.GiB, float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf(message.MiB, float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf(message.KiB, n>>10)
	}
	return fmt.Sprintf(message.FewBytes, n)
}

// entry lays out one address with its text and, unless it is 0, its number: on
// one line where there is room, else the address below the text.
func (j *job) entry(text, address string, link int) {
	l := &j.l
	text = l.t.Steady(model.CleanLine(text))
	shown := l.t.Article.Address.Render(l.t.Steady(model.CleanLine(address)))
	mark := ""
	if link > 0 {
		shown = openLink(link, address) + shown + closeLink
		digits := len(strconv.Itoa(len(j.book.links)))
		mark = fmt.Sprintf("%*d ", digits, link)
	}
	prefix, indent := l.prefix, l.indent
	w := len(mark)
	l.first, l.marked = l.t.Article.Number.Render(mark), true
	if l.room()-w >= minText {
		l.prefix, l.indent = strings.Repeat(" ", w), w
	} else if w > 0 {
		l.emit("", Hard)
	}
	switch {
	case text == "" || text == address || "mailto:"+text == address:
	case l.t.Width(text)+2+l.t.Width(address) <= l.room():
		shown = text + "  " + shown
	default:
		wrap(text, l.room(), l.t.Method(), l.emit)
	}
	hardwrap(shown, l.room(), l.t.Method(), l.emit)
	l.prefix, l.indent, l.marked = prefix, indent, false
}
