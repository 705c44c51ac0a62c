package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"dateline/feed"
	"dateline/model"
)

// importLine is a line of an export of any kind.
type importLine struct {
	Kind    string   `json:"kind"`
	Version int      `json:"version"`
	Name    string   `json:"name"`
	Query   string   `json:"query"`
	Address string   `json:"address"`
	Page    string   `json:"page"`
	Folders []string `json:"folders"`
	Dropped []string `json:"dropped_views"`
	articleLine
	Text ignored `json:"text"` // it is made from the Markdown
}

// ignored takes any value and keeps nothing of it.
type ignored struct{}

// UnmarshalJSON does nothing.
func (*ignored) UnmarshalJSON([]byte) error { return nil }

// taken is what a line holds.
type taken struct {
	version      int      // of the first line
	dropped      []string // of the first line
	article      *model.Record
	view         *model.View
	rule         string
	subscription *model.Subscription
	login        *url.Userinfo // of the subscription
}

// errForeign: a line that no export holds.
var errForeign = errors.New("not a line of an export")

// decodeLine reads a line of an export. What it returns is clean.
func decodeLine(text []byte) (taken, error) {
	var l importLine
	if err := json.Unmarshal(text, &l); err != nil {
		return taken{}, fmt.Errorf("%w: %w", errForeign, err)
	}
	switch l.Kind {
	case "":
		r, err := l.articleLine.decode()
		return taken{article: r}, err
	case kindLibrary:
		if l.Version < 1 {
			return taken{}, errForeign
		}
		return taken{version: l.Version, dropped: cleanLines(l.Dropped)}, nil
	case kindView:
		v := model.View{Name: model.CleanLine(l.Name), Query: model.CleanLine(l.Query)}
		return taken{view: &v}, checkViewName(v.Name)
	case kindRule:
		query := model.CleanLine(l.Query)
		if query == "" {
			return taken{}, fmt.Errorf("%w: a rule without a query", errForeign)
		}
		return taken{rule: query}, nil
	case kindSubscription:
		s, login, err := subscriptionOf(l.Address, l.Name, l.Page, l.Folders)
		return taken{subscription: &s, login: login}, err
	}
	return taken{}, fmt.Errorf("%w: of a kind that is not known: %q", errForeign, model.CleanLine(l.Kind))
}

// subscriptionOf makes a subscription of what a list says, and returns the name and
// the password that stood in its address.
func subscriptionOf(address, title, page string, tags []string) (model.Subscription, *url.Userinfo, error) {
	s := model.Subscription{Address: webAddress(address), Title: printable(title), Page: printable(webAddress(page))}
	login := feed.Login(s.Address)
	for _, t := range cleanLines(tags) {
		if !slices.Contains(s.Tags, t) {
			s.Tags = append(s.Tags, t)
		}
	}
	if s.Address, _ = model.AddressPlace(s.Address); s.Address == "" {
		return s, nil, fmt.Errorf("%q is no http or https address", feed.Shown(model.CleanLine(address)))
	}
	return s, login, nil
}

// webAddress returns s clean when it is an http or https address, or "".
func webAddress(s string) string {
	s = model.CleanLine(s)
	for _, scheme := range []string{"http://", "https://"} {
		if n := len(scheme); len(s) > n && strings.EqualFold(s[:n], scheme) {
			return s
		}
	}
	return ""
}

// decode makes a record of an article's line.
func (l *articleLine) decode() (*model.Record, error) {
	if !l.ID.Valid() {
		return nil, fmt.Errorf("%w: it has no id", errForeign)
	}
	r := &model.Record{
		Article: model.Article{
			ID: l.ID, EntryID: model.CleanLine(l.EntryID), Title: model.CleanLine(l.Title), URL: webAddress(l.URL),
			Authors: cleanLines(l.Authors), Tags: cleanLines(l.Tags), Language: model.CleanLine(l.Language),
			Summary: model.CleanText(l.Summary), Body: model.CleanText(l.Markdown), Enclosures: importedEnclosures(l.Enclosures),
			Source: printable(l.Source), Path: printable(l.Path), Line: max(0, l.Line),
			State: model.State{Read: l.Read, Starred: l.Starred, Hidden: l.Hidden, Rules: cleanLines(l.Rules), Tags: cleanLines(l.UserTags), Position: max(0, l.Position)},
		},
		Arrived: l.Arrived.UTC(), Edited: l.Edited,
	}
	if r.Title == "" {
		r.Title = titleFrom(r)
	}
	if r.Title == "" {
		return nil, fmt.Errorf("%w: an article without title, text and address", errForeign)
	}
	r.Home, r.Part = printable(l.SourceAt), model.CleanLine(l.SourcePart)
	if feed, ok := model.AddressPlace(r.Path); ok && r.Home == "" && (l.Home == "" || l.Home == l.Path) {
		r.Home = feed
	}
	if l.Read {
		r.ReadAt = l.ReadAt.UTC()
	}
	return r, l.decodeDates(r)
}

// titleFrom makes a title for an article that has none.
func titleFrom(r *model.Record) string {
	for _, s := range []string{model.PlainText(r.Body), r.Summary, r.URL} {
		if t := model.TitleFrom(s); t != "" {
			return t
		}
	}
	return ""
}

// decodeDates reads the dates of the article and of its earlier texts.
func (l *articleLine) decodeDates(r *model.Record) error {
	var err error
	date := func(text, from string) model.Date {
		d, e := model.ParseDate(text, model.ParseOrigin(from))
		if e != nil && err == nil {
			err = e
		}
		return d
	}
	r.Published = date(l.Published, l.DateFrom)
	r.Updated = date(l.Updated, l.UpdatedFrom)
	for _, c := range l.Candidates {
		if d := date(c.Date, c.From); d.Dated() {
			r.Candidates = append(r.Candidates, d)
		}
	}
	if l.Stated != nil {
		r.Published.From = model.FromHand
		r.Stated = date(l.Stated.Date, l.Stated.From)
	} else if r.Published.From == model.FromHand {
		r.Published.From = model.FromStated
	}
	for _, e := range l.Revisions[:min(len(l.Revisions), model.MaxRevisions)] {
		r.Revisions = append(r.Revisions, model.Revision{
			Replaced: e.Replaced.UTC(), Title: model.CleanLine(e.Title), Summary: model.CleanText(e.Summary), Body: model.CleanText(e.Markdown),
			Published: date(e.Published.Date, e.Published.From), Updated: date(e.Updated.Date, e.Updated.From),
		})
	}
	return err
}

// importedEnclosures returns what may be opened of es.
func importedEnclosures(es []model.Enclosure) []model.Enclosure {
	es = cleanEnclosures(es)
	for i := range es {
		es[i].URL, es[i].Length = webAddress(es[i].URL), max(0, es[i].Length)
	}
	return slices.DeleteFunc(es, func(e model.Enclosure) bool { return e.URL == "" })
}
