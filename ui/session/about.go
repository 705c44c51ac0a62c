package session

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// Fact is a known fact of an article, cleaned: a label with a text, or a heading for the
// facts that follow.
type Fact struct {
	Head, Label, Text string
	Feed              string // the address of the feed that a heading is about; "" none
}

// About lists all known facts of an article, its date first. redate names the key that
// corrects the date.
func About(r *model.Record, now time.Time, redate string) []Fact {
	var facts []Fact
	add := func(label, text string) {
		if text = model.CleanLine(text); text != "" {
			facts = append(facts, Fact{Label: label, Text: text})
		}
	}
	head := func(s string) { facts = append(facts, Fact{Head: s}) }

	head(message.FactDate)
	add(message.FactPublished, DateText(r.Published, now))
	add(message.FactAge, message.Age(r.Published, now))
	add(message.FactKnown, knownWords(r.Published))
	add(message.FactFrom, OriginWords(r.Published))
	if r.Published.From == model.FromHand {
		add(message.FactStated, DateText(r.Stated, now)+", "+OriginWords(r.Stated))
	}
	for i, c := range r.Candidates {
		add(map[bool]string{true: message.FactOtherDates}[i == 0], DateText(c, now)+", "+OriginWords(c))
	}
	if len(r.Candidates) == 0 {
		add(message.FactOtherDates, message.NoOtherDate)
	}
	if r.Updated.Dated() {
		add(message.FactUpdated, DateText(r.Updated, now))
	}
	add(message.FactArrived, TimeText(r.Arrived, now))
	add(message.WordRead, TimeText(r.ReadAt, now))
	if n := len(r.Revisions); n > 0 {
		add(message.FactRevisions, strconv.Itoa(n))
	}
	add("", fmt.Sprintf(message.CorrectsDateByHand, redate))

	head(message.FactArticle)
	add(message.FactTitle, r.Title)
	add(message.FactSource, r.Source)
	add(message.FactAuthors, strings.Join(r.Authors, ", "))
	add(message.FactTags, strings.Join(r.Tags, ", "))
	add(message.FactOwnTags, strings.Join(r.State.Tags, ", "))
	if r.State.Hidden && !slices.ContainsFunc(r.State.Rules, func(text string) bool { return strings.HasPrefix(text, model.Rule{Do: model.Hide}.String()) }) {
		add(message.WordHidden, message.HiddenByHand)
	}
	for _, text := range r.State.Rules {
		if rule, err := model.ParseRule(text); err == nil && isSo(&r.State, rule) {
			add(ruleWords[rule.Do].Label, fmt.Sprintf(message.OfRule, rule.Query))
		}
	}
	add(message.FactLanguage, r.Language)
	add(message.Address, r.URL)
	for _, e := range r.Enclosures {
		add(message.FactEnclosure, enclosureText(e))
	}

	head(message.FactFile)
	place := r.Path
	if r.Line > 0 {
		place += ":" + strconv.Itoa(r.Line)
	}
	add(message.FactReadFrom, place)
	if r.Home != r.Path {
		add(message.FactPart, r.Home)
	}
	add(message.FactID, string(r.ID))
	add(message.FactOwnID, r.EntryID)
	add(message.FactText, textWords(r.Body))
	if r.FullText {
		add("", fmt.Sprintf(message.OfItsPage, textWords(r.DocumentBody)))
	}
	return facts
}

// isSo reports whether an article is as a rule makes it.
func isSo(s *model.State, r model.Rule) bool {
	switch r.Do {
	case model.Hide:
		return s.Hidden
	case model.MarkRead:
		return s.Read
	case model.Star:
		return s.Starred
	case model.AddTag:
		return slices.Contains(s.Tags, r.Tag)
	}
	return true
}

// DateText formats a date with its weekday, and with its stated offset if that differs
// from the reader's.
func DateText(d model.Date, now time.Time) string {
	if !d.Dated() {
		return message.NoneWord
	}
	if d.Precision != model.ToInstant {
		return message.Date(d)
	}
	s := d.At.In(now.Location()).Format(message.LongTimeZone)
	_, here := d.At.In(now.Location()).Zone()
	if _, there := d.At.Zone(); there != here {
		s += " " + fmt.Sprintf(message.StatedAs, d.At.Format("2006-01-02 15:04:05 -07:00"))
	}
	return s
}

// TimeText formats a point in time in full; "" for the zero time.
func TimeText(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(now.Location()).Format(message.LongTimeSeconds)
}

// knownWords tells how much of a date is known.
func knownWords(d model.Date) string {
	switch d.Precision {
	case model.ToDay:
		return message.KnownToDay
	case model.ToInstant:
		return message.KnownToSecond
	case model.ToMonth:
		return message.KnownToMonth
	case model.ToYear:
		return message.KnownToYear
	}
	return message.KnownNot
}

// OriginWords tells where a date comes from.
func OriginWords(d model.Date) string {
	words := map[model.Origin]string{
		model.FromStated:   message.FromDocument,
		model.FromMetadata: message.FromMetadata,
		model.FromURL:      message.FromItsAddress,
		model.FromSeen:     message.FromFirstSeen,
		model.FromHand:     message.FromHand,
	}
	if w, ok := words[d.From]; ok {
		return w
	}
	return message.FromNothing
}

func enclosureText(e model.Enclosure) string {
	s := e.URL
	if e.Type != "" {
		s += ", " + e.Type
	}
	if e.Length > 0 {
		s += ", " + fmt.Sprintf(message.Bytes, message.Number(int(e.Length)))
	}
	return s
}

func textWords(body string) string {
	if body == "" {
		return message.NoText
	}
	return fmt.Sprintf(message.BytesOfMarkdown, message.Number(len(body)))
}
