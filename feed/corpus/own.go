package corpus

import (
	"encoding/json"
	"slices"

	"dateline/model"
)

// ownLine is what counts of a line that this program wrote: an article as 'dateline
// list --format json' and 'dateline export' have it.
type ownLine struct {
	ID          model.ID          `json:"id"`
	EntryID     string            `json:"entry_id"`
	Title       string            `json:"title"`
	URL         string            `json:"url"`
	Authors     []string          `json:"authors"`
	Published   string            `json:"published"`
	DateFrom    string            `json:"date_from"`
	Updated     string            `json:"updated"`
	UpdatedFrom string            `json:"updated_from"`
	Source      string            `json:"source"`
	Tags        []string          `json:"tags"`
	Language    string            `json:"language"`
	Summary     string            `json:"summary"`
	Markdown    string            `json:"markdown"`
	Text        string            `json:"text"`
	Enclosures  []model.Enclosure `json:"enclosures"`
	Stated      *ownDate          `json:"stated"`
	Candidates  []ownDate         `json:"candidates"`
}

// ownDate is a date and where it was found.
type ownDate struct {
	Date string `json:"date"`
	From string `json:"from"`
}

// date returns the date, undated where it is none.
func (d ownDate) date() model.Date {
	date, _ := model.ParseDate(d.Date, model.ParseOrigin(d.From))
	return date
}

// ownArticle makes an article of the object that raw is, with the ID and the origins
// of its dates that it claims; whether it may have them is for whoever asked for the
// reading. It returns nil where the object does not hold what this program writes.
func ownArticle(raw []byte, line int) *model.Article {
	var l ownLine
	if err := json.Unmarshal(raw, &l); err != nil || !l.ID.Valid() {
		return nil
	}
	a := &model.Article{
		ID: l.ID, EntryID: model.CleanLine(l.EntryID), Title: model.CleanLine(l.Title), URL: address(l.URL), Authors: cleaned(l.Authors),
		Tags: cleaned(l.Tags), Language: model.CleanLine(l.Language), Summary: model.CleanText(l.Summary), Body: model.CleanText(l.Markdown),
		Enclosures: l.Enclosures, Source: model.CleanLine(l.Source), Line: line,
	}
	if a.Body == "" {
		a.Body = model.MarkdownFrom(model.CleanText(l.Text))
	}
	for i := range a.Enclosures {
		a.Enclosures[i].URL = address(a.Enclosures[i].URL)
	}
	a.Enclosures = slices.DeleteFunc(a.Enclosures, func(e model.Enclosure) bool { return e.URL == "" })
	if a.Title == "" && a.Body == "" && a.Summary == "" && a.URL == "" {
		return nil
	}
	a.Published = ownDate{l.Published, l.DateFrom}.date()
	a.Updated = ownDate{l.Updated, l.UpdatedFrom}.date()
	if a.Updated.Dated() && a.Updated.From == model.FromNowhere {
		a.Updated.From = model.FromMetadata
	}
	dates := l.Candidates
	if l.Stated != nil {
		dates = append([]ownDate{*l.Stated}, dates...)
	}
	const most = 32
	for _, d := range dates[:min(len(dates), most)] {
		if date := d.date(); date.Dated() {
			a.Candidates = append(a.Candidates, date)
		}
	}
	return a
}
