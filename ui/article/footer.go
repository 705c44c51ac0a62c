package article

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// footer lays out the part below the text: footnotes, numbered addresses,
// attachments and the article's own address.
func (j *job) footer(more func() bool) {
	if !j.notes(more) || !j.addresses(more) {
		return
	}
	j.attachments()
	j.ownAddress()
}

// section begins a part of the footer.
func (j *job) section(title string) {
	l := &j.l
	l.block++
	l.space()
	l.fillGap()
	l.heads = append(l.heads, len(l.lines))
	l.emit(l.t.Article.Section.Render(title), Hard)
}

// notes lays out the footnotes: first those the text refers to, by number.
func (j *job) notes(more func() bool) bool {
	b, l := j.refs, &j.l
	if len(j.pieces.notes) == 0 {
		return true
	}
	j.section(message.Notes)
	for done := 0; done < len(j.pieces.notes); done++ {
		if done == len(b.notes) {
			b.note(j.unreferenced())
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

// unreferenced returns the first footnote that the text does not refer to.
func (j *job) unreferenced() int {
	for i := range j.pieces.notes {
		if _, ok := j.refs.noteNumbers[i]; !ok {
			return i
		}
	}
	return 0
}

func (j *job) addresses(more func() bool) bool {
	if len(j.refs.links) == 0 {
		return true
	}
	j.section(message.Links)
	for _, k := range j.refs.links {
		j.addressLine(k.Text, k.URL, k.Number)
		if !more() {
			return false
		}
	}
	return true
}

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
			j.addressLine(what, address, j.refs.add(what, address, false))
		} else {
			j.addressLine(what, model.CleanLine(e.URL), 0)
		}
	}
}

func (j *job) ownAddress() {
	if address, ok := theme.SafeURL(j.a.URL); ok {
		j.section(message.Address)
		j.addressLine("", address, j.refs.add(model.CleanLine(j.a.Title), address, false))
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

// addressLine lays out an address with its text and, unless 0, its number.
// Where one line is too short the address stands below the text.
func (j *job) addressLine(text, address string, link int) {
	l := &j.l
	text = l.t.Steady(model.CleanLine(text))
	shown := l.t.Article.Address.Render(l.t.Steady(model.CleanLine(address)))
	mark := ""
	if link > 0 {
		shown = openLink(link, address) + shown + closeLink
		digits := len(strconv.Itoa(len(j.refs.links)))
		mark = fmt.Sprintf("%*d ", digits, link)
	}
	prefix, indent := l.prefix, l.indent
	w := len(mark)
	l.first, l.marked = l.t.Article.Number.Render(mark), true
	if l.columns()-w >= minText {
		l.prefix, l.indent = strings.Repeat(" ", w), w
	} else if w > 0 {
		l.emit("", Hard)
	}
	switch {
	case text == "" || text == address || "mailto:"+text == address:
	case l.t.Width(text)+2+l.t.Width(address) <= l.columns():
		shown = text + "  " + shown
	default:
		wrap(text, l.columns(), l.t.Method(), l.emit)
	}
	hardwrap(shown, l.columns(), l.t.Method(), l.emit)
	l.prefix, l.indent, l.marked = prefix, indent, false
}
