package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/desk"
	"dateline/ui/keys"
	"dateline/ui/overlay"
)

// openInfo asks for all that is known of the selected article.
func (a *App) openInfo() tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	return a.readInfo(h.ID)
}

func (a *App) readInfo(id model.ID) tea.Cmd {
	ctx, gen := a.asking.next()
	lib := a.lib
	return func() tea.Msg {
		rec, err := lib.Record(ctx, id)
		return infoMsg{gen, rec, err}
	}
}

// informed shows what is known of an article.
func (a *App) informed(m infoMsg) tea.Cmd {
	if !a.asking.done(m.gen) {
		return nil
	}
	if m.err != nil {
		return a.failed("read the article", m.err)
	}
	a.about = m.record
	a.sheet.Show("About this article", a.infoRows(&m.record), a.theme)
	return nil
}

// infoRows lays out all that is known of an article: its date first.
func (a *App) infoRows(r *model.Record) []overlay.Row {
	now := a.opts.Now()
	var rows []overlay.Row
	add := func(label, text string) {
		if text = model.CleanLine(text); text != "" {
			rows = append(rows, overlay.Row{Label: label, Text: text})
		}
	}
	head := func(s string) { rows = append(rows, overlay.Row{}, overlay.Row{Head: s}) }

	rows = append(rows, overlay.Row{Head: "Date"})
	add("Published", dateText(r.Published, now))
	add("Age", article.AgeWords(r.Published, now))
	add("Known", knownWords(r.Published))
	add("From", originWords(r.Published))
	if r.Published.From == model.FromHand {
		add("Stated", dateText(r.Stated, now)+", "+originWords(r.Stated))
	}
	for i, c := range r.Candidates {
		add(map[bool]string{true: "Also found"}[i == 0], dateText(c, now)+", "+originWords(c))
	}
	if len(r.Candidates) == 0 {
		add("Also found", "no other date")
	}
	if r.Updated.Dated() {
		add("Updated", dateText(r.Updated, now))
	}
	add("Arrived", timeText(r.Arrived, now))
	add("Read", timeText(r.ReadAt, now))
	if n := len(r.Revisions); n > 0 {
		add("Earlier texts", strconv.Itoa(n))
	}
	add("", a.keys.Map.KeyFor(keys.Redate, keys.Overlay, a.theme.ASCII)+" corrects the date by hand")

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
	return rows
}

// dateText is a date with its weekday, and with the offset it was stated in
// where that is not the reader's.
func dateText(d model.Date, now time.Time) string {
	if !d.Dated() {
		return "none"
	}
	if d.Precision == model.ToDay {
		return d.At.UTC().Format("Monday 2 January 2006")
	}
	s := d.At.In(now.Location()).Format("Monday 2 January 2006, 15:04:05 -07:00")
	_, here := d.At.In(now.Location()).Zone()
	if _, there := d.At.Zone(); there != here {
		s += d.At.Format(" (stated as 2006-01-02 15:04:05 -07:00)")
	}
	return s
}

func timeText(t, now time.Time) string {
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

// originWords says where a date comes from.
func originWords(d model.Date) string {
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
		s += ", " + number(int(e.Length)) + " bytes"
	}
	return s
}

func textWords(body string) string {
	if body == "" {
		return "none: the document holds only the headline"
	}
	return fmt.Sprintf("%s bytes of Markdown", number(len(body)))
}

// openRedate asks for the right date of what is selected. The other dates that
// were found are offered.
func (a *App) openRedate() tea.Cmd {
	return a.askFor(keys.Redate, a.labelled("the right date"), "2018-11-06, 6 nov 2018, 2018-11-06T14:30; none where nobody knows, reset for what the document states")
}

// redateChoices are the dates that an article may be given.
func (a *App) redateChoices(typed string) []choice {
	cs := []choice{
		{text: "reset", label: "reset", help: "the date that the document states"},
		{text: "none", label: "none", help: "nobody knows the date"},
	}
	if h, ok := a.list.Selected(); ok && h.ID == a.about.ID && !a.pick.on {
		for _, c := range a.about.Candidates {
			text := c.String()
			if c.Precision == model.ToInstant {
				text = c.At.In(a.opts.Now().Location()).Format("2006-01-02T15:04")
			}
			cs = append(cs, choice{text: text, label: text, help: originWords(c)})
		}
	}
	out := cs[:0]
	for _, c := range cs {
		if strings.HasPrefix(c.text, typed) {
			out = append(out, c)
		}
	}
	return out
}

// redate corrects the date of what is selected, as one act.
func (a *App) redate(text string) (tea.Cmd, error) {
	m, err := desk.Redate(text, a.selected(), a.env(false))
	if err != nil {
		return nil, err
	}
	return a.onPicked(func(ps []picked) tea.Cmd {
		lib, ctx, at, ids := a.lib, a.find.parent, a.opts.Now(), idsOf(ps)
		return a.inOrder(func() tea.Msg {
			act, err := lib.Mark(ctx, ids, m, at)
			return markedMsg{act: act, verb: verbDone, err: err}
		})
	}), nil
}
