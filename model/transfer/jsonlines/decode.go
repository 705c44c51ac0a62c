package jsonlines

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"dateline/model"
)

var (
	// ErrForeign: a line that no export holds.
	ErrForeign = errors.New("not a line of an export")
	// ErrNewer: a head of a newer Version.
	ErrNewer = errors.New("a newer version of dateline wrote this")
)

// ignored takes any value and keeps nothing of it.
type ignored struct{}

// UnmarshalJSON does nothing.
func (*ignored) UnmarshalJSON([]byte) error { return nil }

// Decode reads a line of an export. The error is ErrForeign or ErrNewer, or says what
// is wrong with a line of ours. Head.Exported is not read.
func Decode(text []byte) (Line, error) {
	var l struct {
		other
		record
		Exported ignored `json:"exported"`
		Text     ignored `json:"text"` // it is made from the Markdown
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return Line{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	switch l.Kind {
	case "":
		r, err := l.record.decode()
		return Line{Article: r}, err
	case kindLibrary:
		switch {
		case l.Version < 1:
			return Line{}, ErrForeign
		case l.Version > Version:
			return Line{}, ErrNewer
		}
		return Line{Head: &Head{Version: l.Version, Dropped: model.CleanLines(l.Dropped)}}, nil
	case kindView:
		v := model.View{Name: model.CleanLine(l.Name), Query: model.CleanLine(l.Query)}
		return Line{View: &v}, v.Check()
	case kindRule, kindAction:
		if l.Kind == kindRule {
			l.Action = hiding
		}
		r, err := model.ParseRule(strings.TrimSpace(l.Action) + " " + l.Query)
		if err != nil {
			err = fmt.Errorf("%w: %w", ErrForeign, err)
		}
		return Line{Rule: &r}, err
	case kindSubscription:
		s, login, err := Subscription(model.Subscription{Address: l.Address, Title: l.Name, Page: l.Page, Folder: l.Folder, Tags: l.Folders})
		return Line{Subscription: &s, Login: login}, err
	}
	return Line{}, fmt.Errorf("%w: of a kind that is not known: %q", ErrForeign, model.CleanLine(l.Kind))
}

// Subscription cleans what a list says of a feed, and returns the name and the
// password that stood in its address. The error says that the address is none.
func Subscription(of model.Subscription) (model.Subscription, *url.Userinfo, error) {
	s := model.Subscription{
		Address: model.WebAddress(of.Address), Title: model.Printable(of.Title), Page: model.Printable(model.WebAddress(of.Page)),
		Folder: model.CleanFolder(of.Folder),
	}
	for _, t := range model.CleanLines(of.Tags) {
		if !slices.Contains(s.Tags, t) {
			s.Tags = append(s.Tags, t)
		}
	}
	var login *url.Userinfo
	if u, err := url.Parse(s.Address); err == nil {
		login = u.User
	}
	if s.Address, _ = model.AddressPlace(s.Address); s.Address == "" {
		return s, nil, fmt.Errorf("%q is no http or https address", model.WithoutLogin(model.CleanLine(of.Address)))
	}
	return s, login, nil
}

// decode makes an article of what its document says.
func (l *article) decode() model.Article {
	a := model.Article{
		ID: l.ID, EntryID: model.CleanLine(l.EntryID), Title: model.CleanLine(l.Title), URL: model.WebAddress(l.URL),
		Authors: model.CleanLines(l.Authors), Tags: model.CleanLines(l.Tags), Language: model.CleanLine(l.Language),
		Summary: model.CleanText(l.Summary), Body: model.CleanText(l.Markdown), Source: model.CleanLine(l.Source),
		Enclosures: enclosuresOf(l.Enclosures, model.WebAddress),
	}
	for i := range a.Enclosures {
		a.Enclosures[i].Length = max(0, a.Enclosures[i].Length)
	}
	return a
}

// decode makes a record of an article's line.
func (l *record) decode() (*model.Record, error) {
	if !l.ID.Valid() {
		return nil, fmt.Errorf("%w: it has no id", ErrForeign)
	}
	r := &model.Record{Article: l.article.decode(), Arrived: l.Arrived.UTC(), Edited: l.Edited}
	r.Source, r.Path, r.Line = model.Printable(l.Source), model.Printable(l.Path), max(0, l.Line)
	r.State = model.State{
		Read: l.Read, Starred: l.Starred, Hidden: l.Hidden, Tags: model.CleanLines(l.UserTags), Position: max(0, l.Position),
	}
	if l.DocumentMarkdown != nil && r.Body != "" {
		r.FullText, r.DocumentBody = true, model.CleanText(*l.DocumentMarkdown)
	}
	for _, query := range model.CleanLines(l.Rules) {
		r.State.Rules = append(r.State.Rules, hiding+query)
	}
	r.State.Rules = append(r.State.Rules, model.CleanLines(l.ActedBy)...)
	if r.Title == "" {
		r.Title = r.FallbackTitle()
	}
	if r.Title == "" {
		return nil, fmt.Errorf("%w: an article without title, text and address", ErrForeign)
	}
	r.Home, r.Part = model.Printable(l.SourceAt), model.CleanLine(l.SourcePart)
	if feed, ok := model.AddressPlace(r.Path); ok && r.Home == "" && (l.Home == "" || l.Home == l.Path) {
		r.Home = feed
	}
	if l.Read {
		r.ReadAt = l.ReadAt.UTC()
	}
	return r, l.decodeDates(r)
}

// decodeDates reads the dates of the article and of its earlier texts.
func (l *record) decodeDates(r *model.Record) error {
	var err error
	read := func(text, from string) model.Date {
		d, e := model.ParseDate(text, model.ParseOrigin(from))
		if e != nil && err == nil {
			err = e
		}
		return d
	}
	r.Published = read(l.Published, l.DateFrom)
	r.Updated = read(l.Updated, l.UpdatedFrom)
	for _, c := range l.Candidates {
		if d := read(c.Date, c.From); d.Dated() {
			r.Candidates = append(r.Candidates, d)
		}
	}
	if l.Stated != nil {
		r.Published.From = model.FromHand
		r.Stated = read(l.Stated.Date, l.Stated.From)
	} else if r.Published.From == model.FromHand {
		r.Published.From = model.FromStated
	}
	for _, e := range l.Revisions[:min(len(l.Revisions), model.MaxRevisions)] {
		r.Revisions = append(r.Revisions, model.Revision{
			Replaced: e.Replaced.UTC(), Title: model.CleanLine(e.Title), Summary: model.CleanText(e.Summary), Body: model.CleanText(e.Markdown),
			Published: read(e.Published.Date, e.Published.From), Updated: read(e.Updated.Date, e.Updated.From),
		})
	}
	return err
}

// maxCandidates bounds the dates that DecodeArticle takes of one article.
const maxCandidates = 32

// DecodeArticle reads an article's line as a document: without what a library has kept
// beside it, and with a date that cannot be read left out. The article has the ID and
// the origins of its dates that the line claims; whether it may have them is for the
// caller. It is nil where the line is not one of ours.
func DecodeArticle(text []byte) *model.Article {
	var l struct {
		article
		origins
		Path    ignored `json:"path"`
		Read    ignored `json:"read"`
		Starred ignored `json:"starred"`
	}
	if err := json.Unmarshal(text, &l); err != nil || !l.ID.Valid() {
		return nil
	}
	a := l.article.decode()
	if a.Body == "" {
		a.Body = model.MarkdownFrom(model.CleanText(l.Text))
	}
	if a.Title == "" && a.Body == "" && a.Summary == "" && a.URL == "" {
		return nil
	}
	read := func(d date) model.Date {
		date, _ := model.ParseDate(d.Date, model.ParseOrigin(d.From))
		return date
	}
	a.Published, a.Updated = read(date{l.Published, l.DateFrom}), read(date{l.Updated, l.UpdatedFrom})
	if a.Updated.Dated() && a.Updated.From == model.FromNowhere {
		a.Updated.From = model.FromMetadata
	}
	dates := l.Candidates
	if l.Stated != nil {
		dates = append([]date{*l.Stated}, dates...)
	}
	for _, d := range dates[:min(len(dates), maxCandidates)] {
		if d := read(d); d.Dated() {
			a.Candidates = append(a.Candidates, d)
		}
	}
	return &a
}
