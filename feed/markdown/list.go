package markdown

import (
	"context"
	"strings"
	"time"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/when/printed"
)

// LooksList reports whether head, the beginning of a document, is that of a list of
// articles in Markdown: headings that are dates, "Ahead" or "Undated", and below
// them items such as "- [Title](<address>) (Source, 14:30)" and nothing else. An
// item need be no link where it ends in brackets and the heading is written as
// 'dateline list' writes it: there are logs of changes, too.
func LooksList(head []byte) bool {
	s := string(head)
	if i := strings.LastIndexByte(s, '\n'); len(head) >= document.Sniff && i >= 0 {
		s = s[:i] // the last line may not be whole
	}
	l := list{zone: time.UTC}
	items := 0
	for line := range strings.Lines(s) {
		a, ok := l.line(strings.TrimRight(line, "\r\n"))
		if !ok {
			return false
		}
		if a != nil {
			items++
		}
	}
	return items > 0
}

// ReadList reads what LooksList takes for a list, such as 'dateline list --format
// markdown' prints: an article an item, with title, address, source and date. It is
// a document.Reader.
//
// A day below a heading is that of the heading, a time without an offset is one of
// the reader's zone. "~" marks a date that was inferred: an instant is when the
// article was first seen, what is known to the day was read from the address.
func ReadList(ctx context.Context, d *document.Document, emit document.Emit) error {
	l := list{zone: d.Now.Location()}
	lines := document.NewLines(d)
	found := false
	for lines.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, ok := l.line(model.CleanText(string(lines.Text())))
		switch {
		case !ok:
			d.Note(lines.Number(), "dropped", "no item of the list")
		case a != nil:
			found = true
			a.Line = lines.Number()
			if err := emit(a); err != nil {
				return err
			}
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if !found {
		return document.ErrNothing
	}
	return nil
}

// list is where the reading of a list stands.
type list struct {
	zone  *time.Location
	under section
	date  model.Date // of the heading, where that is one
	ours  bool       // the heading is written as this program does
}

// section is what a heading says of the items below it.
type section uint8

const (
	noSection section = iota
	dated             // they are of its date
	ahead             // each states its date
	undated
)

// line takes a line. It returns the article that an item is, and false for a line
// that no list has.
func (l *list) line(s string) (*model.Article, bool) {
	s = strings.TrimRight(s, " \t")
	if s == "" {
		return nil, true
	}
	if h := atxHeading(s); h != "" {
		return nil, l.heading(h)
	}
	if item, ok := strings.CutPrefix(s, "- "); ok && l.under != noSection {
		a := l.item(item)
		return a, a != nil
	}
	return nil, false
}

// headings are how lists name a date, and what of it that is.
var headings = [...]struct{ printed, known string }{
	{"Monday 2 January 2006", "2006-01-02"}, {"January 2006", "2006-01"}, {"2006", "2006"},
}

func (l *list) heading(s string) bool {
	switch s {
	case "Ahead":
		l.under, l.ours = ahead, true
		return true
	case "Undated":
		l.under, l.ours = undated, true
		return true
	}
	for _, h := range headings {
		t, err := time.Parse(h.printed, s)
		if err != nil {
			continue
		}
		if d, err := model.ParseDate(t.Format(h.known), model.FromStated); err == nil {
			l.under, l.date, l.ours = dated, d, true
			return true
		}
	}
	m, ok := printed.Parse(s, printed.DayFirst)
	if ok {
		l.under, l.date, l.ours = dated, m.Date, false
	}
	return ok
}

// item reads an item, or returns nil.
func (l *list) item(s string) *model.Article {
	a := &model.Article{}
	text, address, rest, linked := model.LeadingLink(s)
	var ok bool
	inner := ""
	switch {
	case linked && rest == "":
	case linked:
		if inner, ok = strings.CutPrefix(rest, " ("); !ok || !strings.HasSuffix(inner, ")") {
			return nil
		}
		inner = inner[:len(inner)-1]
	default:
		if text, inner, ok = bracketed(s); !ok || !l.ours {
			return nil
		}
	}
	a.Title = plainInline(text)
	a.URL = document.WebAddress(address)
	source, clock := inner, ""
	if i := strings.LastIndex(inner, ", "); i >= 0 && l.dateOf(inner[i+2:], &a.Published) {
		source, clock = inner[:i], inner[i+2:]
	} else if l.dateOf(inner, &a.Published) {
		source, clock = "", inner
	}
	if clock == "" && !l.dateOf("", &a.Published) || a.Title == "" {
		return nil
	}
	a.Source = plainInline(source)
	return a
}

// dateOf reads what an item says of its date beside its heading: the time of day, the
// whole of a date where the heading is none, and "~".
func (l *list) dateOf(s string, into *model.Date) bool {
	s, approximate := strings.CutPrefix(s, "~")
	d := model.Date{}
	switch l.under {
	case dated:
		d = l.date
	case ahead:
		day, clock, _ := strings.Cut(s, " ")
		var err error
		if d, err = model.ParseDate(day, model.FromStated); err != nil || !d.Dated() {
			return false
		}
		s = clock
	}
	if s != "" {
		clock, zone, stated := strings.Cut(s, " ")
		in := l.zone
		if stated {
			t, err := time.Parse("-07:00", strings.Replace(zone, "UTC", "+00:00", 1))
			if err != nil {
				return false
			}
			in = t.Location()
		}
		t, err := time.Parse("15:04", clock)
		if err != nil || d.Precision != model.ToDay {
			return false
		}
		y, m, day := d.Day(time.UTC).Date()
		d = model.AtInstant(time.Date(y, m, day, t.Hour(), t.Minute(), 0, 0, in), model.FromStated)
	}
	if approximate {
		if !d.Dated() {
			return false
		}
		d.From = model.FromURL
		if d.Precision == model.ToInstant {
			d.From = model.FromSeen
		}
	}
	*into = d
	return true
}

// bracketed parts what s ends with in brackets from the text before them, which has
// no others but escaped ones.
func bracketed(s string) (text, inner string, ok bool) {
	if !strings.HasSuffix(s, ")") || strings.HasSuffix(s, `\)`) {
		return "", "", false
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '(' && s[i-1] == ' ':
			text, inner = strings.TrimRight(s[:i], " "), s[i+1:len(s)-1]
			return text, inner, text != "" && !strings.Contains(inner, ") (")
		}
	}
	return "", "", false
}
