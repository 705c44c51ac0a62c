package text

import (
	"bytes"
	"strings"

	"dateline/feed/document"
	"dateline/model"
)

// link is the Markdown link of a line that is nothing else but a date. Its title is
// "" where the date is part of it.
type link struct{ title, address string }

// LooksLinks reports whether head, the beginning of a document, has nothing but
// links with their dates, and headings (of Markdown) and rules between them.
func LooksLinks(head []byte) bool {
	const enough = 200 // lines
	dates, links, n := 0, 0, 0
	for b := range bytes.Lines(head) {
		if n++; n > enough || !bytes.HasSuffix(b, []byte("\n")) && len(head) >= document.Sniff {
			break
		}
		switch l := newLine(n, bytes.TrimRight(b, "\r\n")); {
		case l.shape <= rule, l.isHeading():
		case l.link.address != "":
			links++
			if l.dated() {
				dates++
			}
		case l.days.only != nil:
			dates++
		default:
			return false
		}
	}
	return links > 0 && links == dates
}

// isHeading reports whether the line is a heading of Markdown.
func (l *line) isHeading() bool { return l.marked && strings.HasPrefix(l.raw, "#") }

// title returns the title of the line's link, or else s.
func (l *line) title(s string) string {
	if l.link.title != "" {
		return l.link.title
	}
	return s
}

// unwrapLink makes of a line "[Title](address) - November 6, 2020" what it shows, and
// keeps the link. A line that says more stays as it is: it is text, and its links
// belong to it.
func (l *line) unwrapLink() {
	open := strings.IndexByte(l.text, '[')
	if open < 0 || open > 0 && l.text[open-1] == '!' {
		return
	}
	markup, address, behind, ok := model.LeadingLink(l.text[open:])
	if !ok || !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return
	}
	title := model.CleanLine(model.PlainText(markup))
	text := l.text[:open] + title + behind
	if len(text) > dateWithin {
		return
	}
	from, to := open, open+len(title)
	found := findDates(text)
	days := found
	if found == (lineDates{}) {
		found = findWide(text)
	}
	switch m := found.last; {
	case found.only != nil || title == "":
		return
	case m != nil && m.Start >= to && isRest(text[:from]) && isRest(text[to:m.Start]) && isRest(text[m.End:]):
		found.first = nil
	case found.first != nil && found.first.End <= from && isRest(text[:found.first.Start]) && isRest(text[found.first.End:from]) && isRest(behind):
		found.last = nil
	case !isRest(text[:from]) || !isRest(behind):
		return
	case found == (lineDates{}): // the date may be on a line of its own
		l.link = link{title, address}
		return
	default:
		title = ""
	}
	if days != (lineDates{}) {
		days = found
	}
	l.text, l.days, l.link = text, days, link{title, address}
	l.words, _ = countWords(text)
	l.shape = shapeOf(text, l.words)
}
