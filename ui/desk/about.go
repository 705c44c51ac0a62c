package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/theme"
)

// Fact is something that is known of an article: a label and a text, clean, or
// the heading of those that follow.
type Fact struct{ Head, Label, Text string }

// About says all that is known of an article: its date first. redate is what
// corrects that.
func About(r *model.Record, now time.Time, redate string) []Fact {
	var facts []Fact
	add := func(label, text string) {
		if text = model.CleanLine(text); text != "" {
			facts = append(facts, Fact{Label: label, Text: text})
		}
	}
	head := func(s string) { facts = append(facts, Fact{Head: s}) }

	head("Date")
	add("Published", DateText(r.Published, now))
	add("Age", article.AgeWords(r.Published, now))
	add("Known", knownWords(r.Published))
	add("From", OriginWords(r.Published))
	if r.Published.From == model.FromHand {
		add("Stated", DateText(r.Stated, now)+", "+OriginWords(r.Stated))
	}
	for i, c := range r.Candidates {
		add(map[bool]string{true: "Also found"}[i == 0], DateText(c, now)+", "+OriginWords(c))
	}
	if len(r.Candidates) == 0 {
		add("Also found", "no other date")
	}
	if r.Updated.Dated() {
		add("Updated", DateText(r.Updated, now))
	}
	add("Arrived", TimeText(r.Arrived, now))
	add("Read", TimeText(r.ReadAt, now))
	if n := len(r.Revisions); n > 0 {
		add("Earlier texts", strconv.Itoa(n))
	}
	add("", fmt.Sprintf("%s corrects the date by hand", redate))

	head("Article")
	add("Title", r.Title)
	add("Source", r.Source)
	add("Authors", strings.Join(r.Authors, ", "))
	add("Tags", strings.Join(r.Tags, ", "))
	add("Your tags", strings.Join(r.State.Tags, ", "))
	add("Language", r.Language)
	add("Address", r.URL)
	for _, e := range r.Enclosures {
		add("Enclosure", enclosureText(e))
	}

	head("Where it is")
	place := r.Path
	if r.Line > 0 {
		place += ":" + strconv.Itoa(r.Line)
	}
	add("Read from", place)
	if r.Home != r.Path {
		add("Part of", r.Home)
	}
	add("Id", string(r.ID))
	add("Its own id", r.EntryID)
	add("Text", textWords(r.Body))
	return facts
}

// DateText is a date with its weekday, and with the offset it was stated in
// where that is not the reader's.
func DateText(d model.Date, now time.Time) string {
	if !d.Dated() {
		return "none"
	}
	if d.Precision == model.ToDay {
		return d.At.UTC().Format("Monday 2 January 2006")
	}
	s := d.At.In(now.Location()).Format("Monday 2 January 2006, 15:04:05 -07:00")
	_, here := d.At.In(now.Location()).Zone()
	if _, there := d.At.Zone(); there != here {
		s += " " + fmt.Sprintf("(stated as %s)", d.At.Format("2006-01-02 15:04:05 -07:00"))
	}
	return s
}

// TimeText is a point in time in full, or "".
func TimeText(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(now.Location()).Format("Monday 2 January 2006, 15:04:05")
}

// knownWords says how much of a date is known.
func knownWords(d model.Date) string {
	switch d.Precision {
	case model.ToDay:
		return "to the day: it is that day in every time zone"
	case model.ToInstant:
		return "to the second, shown in your time zone"
	}
	return "nothing: it stands under Undated"
}

// OriginWords says where a date comes from.
func OriginWords(d model.Date) string {
	words := map[model.Origin]string{
		model.FromStated:   "stated by the document",
		model.FromMetadata: "from the metadata of the document",
		model.FromURL:      "read from its address: it may be off",
		model.FromSeen:     "when it was first seen, since nothing states one",
		model.FromHand:     "set by hand",
	}
	if w, ok := words[d.From]; ok {
		return w
	}
	return "the document states none"
}

func enclosureText(e model.Enclosure) string {
	s := e.URL
	if e.Type != "" {
		s += ", " + e.Type
	}
	if e.Length > 0 {
		s += ", " + fmt.Sprintf("%s bytes", theme.Number(int(e.Length)))
	}
	return s
}

func textWords(body string) string {
	if body == "" {
		return "none: the document holds only the headline"
	}
	return fmt.Sprintf("%s bytes of Markdown", theme.Number(len(body)))
}
