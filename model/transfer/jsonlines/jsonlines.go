// Package jsonlines is the contract of the program's JSON Lines (jsonlines.org): what
// `list --format json` and `show --format json` print, and what `export` writes and
// `import` reads. The keys, their order and their meaning stay; what an older version
// wrote is read, and a newer one is told by its Version. The package knows neither
// libraries nor files.
//
// Text is cleaned on both sides (model.CleanLine, model.CleanText). Absent means
// unknown, or the default.
package jsonlines

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"dateline/model"
)

// Version is that of the lines that this program writes.
const Version = 1

// Line is a line of an export: one of these is set.
type Line struct {
	Head         *Head // the first line
	Subscription *model.Subscription
	View         *model.View
	Rule         *model.Rule
	Article      *model.Record

	// Login stood in the address of Subscription, which has it no more. It is only
	// read, never written.
	Login *url.Userinfo
}

// Head begins an export.
type Head struct {
	Version  int // 1 or more
	Exported time.Time
	// Dropped names the views that come with a library and that this one has no
	// more.
	Dropped []string
}

// The kinds of lines. A line without a kind is an article, so that an export is a
// document too: what reads JSON Lines passes over the others.
const (
	kindLibrary      = "library"
	kindSubscription = "subscription"
	kindView         = "view"
	kindRule         = "rule"     // one that hides
	kindAction       = "rule-for" // one that does something else: earlier versions leave it out
)

// other is a line of any kind but an article.
type other struct {
	Kind     string     `json:"kind"`
	Version  int        `json:"version,omitempty"`
	Exported *time.Time `json:"exported,omitempty"`
	Address  string     `json:"address,omitempty"`
	Name     string     `json:"name,omitempty"`
	Page     string     `json:"page,omitempty"`
	Folder   string     `json:"folder,omitempty"`
	Folders  []string   `json:"folders,omitempty"` // tags; earlier versions had no folders beside them
	Action   string     `json:"action,omitempty"`  // of a rule: "tag economy"
	Query    string     `json:"query,omitempty"`
	Dropped  []string   `json:"dropped_views,omitempty"`
}

// article is an article as a list has it.
type article struct {
	ID         model.ID          `json:"id"`
	EntryID    string            `json:"entry_id,omitempty"`
	Title      string            `json:"title,omitempty"`
	URL        string            `json:"url,omitempty"`
	Authors    []string          `json:"authors,omitempty"`
	Published  string            `json:"published,omitempty"`
	DateFrom   string            `json:"date_from,omitempty"`
	Updated    string            `json:"updated,omitempty"`
	Source     string            `json:"source,omitempty"`
	Path       string            `json:"path,omitempty"`
	Tags       []string          `json:"tags,omitempty"`
	Language   string            `json:"language,omitempty"`
	Summary    string            `json:"summary,omitempty"`
	Text       string            `json:"text,omitempty"`
	Markdown   string            `json:"markdown,omitempty"`
	Enclosures []model.Enclosure `json:"enclosures,omitempty"`
	Read       bool              `json:"read"`
	Starred    bool              `json:"starred"`
}

// origins say where the dates of an article come from.
type origins struct {
	UpdatedFrom string `json:"updated_from,omitempty"`
	Candidates  []date `json:"candidates,omitempty"`
	Stated      *date  `json:"stated,omitempty"` // there: its date was set by hand
}

// record is an article as an export has it: with all else that is kept of it.
type record struct {
	article
	Line int `json:"line,omitempty"`
	origins
	SourceAt   string     `json:"source_at,omitempty"`   // the place of its source; absent: the source is known by its title
	SourcePart string     `json:"source_part,omitempty"` // which of the sources there it is
	Home       string     `json:"home,omitempty"`        // in exports of former times: the path of its source, where that is another
	Arrived    time.Time  `json:"arrived,omitzero"`
	ReadAt     time.Time  `json:"read_at,omitzero"`
	UserTags   []string   `json:"user_tags,omitempty"`
	Position   int        `json:"position,omitempty"`
	Hidden     bool       `json:"hidden,omitempty"`
	Rules      []string   `json:"rules,omitempty"`    // queries of those that have hidden it
	ActedBy    []string   `json:"acted_by,omitempty"` // other rules that have acted on it
	Edited     bool       `json:"edited,omitempty"`
	Revisions  []revision `json:"revisions,omitempty"` // the newest first
	// DocumentMarkdown is the text of the document, where markdown is that of the page at
	// url.
	DocumentMarkdown *string `json:"document_markdown,omitempty"`
}

// date is a date and where it was found.
type date struct {
	Date string `json:"date,omitempty"`
	From string `json:"from,omitempty"`
}

// revision is an earlier text of an article.
type revision struct {
	Replaced  time.Time `json:"replaced"`
	Title     string    `json:"title,omitempty"`
	Summary   string    `json:"summary,omitempty"`
	Markdown  string    `json:"markdown,omitempty"`
	Published date      `json:"published,omitzero"`
	Updated   date      `json:"updated,omitzero"`
}

// Append appends the line to dst.
func (l Line) Append(dst []byte) []byte {
	switch {
	case l.Article != nil:
		return appendJSON(dst, recordOf(l.Article))
	case l.Head != nil:
		return appendJSON(dst, other{Kind: kindLibrary, Version: l.Head.Version, Exported: &l.Head.Exported, Dropped: l.Head.Dropped})
	case l.Subscription != nil:
		s := l.Subscription
		return appendJSON(dst, other{
			Kind: kindSubscription, Address: model.CleanLine(s.Address), Name: model.CleanLine(s.Title), Page: model.CleanLine(s.Page),
			Folder: model.CleanLine(s.Folder), Folders: model.CleanLines(s.Tags),
		})
	case l.View != nil:
		return appendJSON(dst, other{Kind: kindView, Name: model.CleanLine(l.View.Name), Query: model.CleanLine(l.View.Query)})
	}
	r := other{Kind: kindRule, Query: model.CleanLine(l.Rule.Query)}
	if l.Rule.Do != model.Hide {
		r.Kind, r.Action = kindAction, model.CleanLine(l.Rule.Action())
	}
	return appendJSON(dst, r)
}

// AppendArticle appends a to dst as a line of a list.
func AppendArticle(dst []byte, a *model.Article) []byte { return appendJSON(dst, articleOf(a)) }

// appendJSON appends v as one line of JSON.
func appendJSON(dst []byte, v any) []byte {
	b := bytes.NewBuffer(dst)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	// Strings, booleans, integers and times: Encode cannot fail, and it ends the
	// line.
	_ = enc.Encode(v)
	return b.Bytes()
}

func articleOf(a *model.Article) *article {
	l := &article{
		ID:         a.ID,
		EntryID:    model.CleanLine(a.EntryID),
		Title:      model.CleanLine(a.Title),
		URL:        model.CleanLine(a.URL),
		Authors:    model.CleanLines(a.Authors),
		Published:  a.Published.String(),
		DateFrom:   a.Published.From.String(),
		Updated:    a.Updated.String(),
		Source:     model.CleanLine(a.Source),
		Path:       model.CleanLine(a.Path),
		Tags:       model.CleanLines(a.Tags),
		Language:   model.CleanLine(a.Language),
		Summary:    model.CleanText(a.Summary),
		Text:       model.CleanText(model.PlainText(a.Body)),
		Markdown:   model.CleanText(a.Body),
		Enclosures: enclosuresOf(a.Enclosures, model.CleanLine),
		Read:       a.State.Read,
		Starred:    a.State.Starred,
	}
	if !a.Published.Dated() {
		l.DateFrom = ""
	}
	return l
}

// enclosuresOf returns es, clean, without those that clean leaves no address of.
func enclosuresOf(es []model.Enclosure, clean func(string) string) []model.Enclosure {
	es = slices.Clone(es)
	for i := range es {
		es[i].URL, es[i].Type = clean(es[i].URL), model.CleanLine(es[i].Type)
	}
	return slices.DeleteFunc(es, func(e model.Enclosure) bool { return e.URL == "" })
}

func recordOf(r *model.Record) *record {
	l := &record{
		article: *articleOf(&r.Article), Line: r.Line, origins: origins{UpdatedFrom: dateOf(r.Updated).From},
		SourceAt: model.CleanLine(r.Home), SourcePart: model.CleanLine(r.Part), Arrived: r.Arrived.UTC(), ReadAt: r.ReadAt.UTC(),
		UserTags: model.CleanLines(r.State.Tags), Position: r.State.Position, Hidden: r.State.Hidden, Edited: r.Edited,
	}
	for _, text := range model.CleanLines(r.State.Rules) {
		if query, hides := strings.CutPrefix(text, hiding); hides {
			l.Rules = append(l.Rules, query)
		} else {
			l.ActedBy = append(l.ActedBy, text)
		}
	}
	if r.FullText {
		own := model.CleanText(r.DocumentBody)
		l.DocumentMarkdown = &own
	}
	for _, d := range r.Candidates {
		if d.Dated() {
			l.Candidates = append(l.Candidates, dateOf(d))
		}
	}
	if r.Published.From == model.FromHand {
		d := dateOf(r.Stated)
		l.Stated = &d
	}
	for i := range r.Revisions {
		e := &r.Revisions[i]
		l.Revisions = append(l.Revisions, revision{
			Replaced: e.Replaced.UTC(), Title: model.CleanLine(e.Title), Summary: model.CleanText(e.Summary),
			Markdown: model.CleanText(e.Body), Published: dateOf(e.Published), Updated: dateOf(e.Updated),
		})
	}
	return l
}

// hiding begins the text of a rule that hides.
const hiding = "hide "

func dateOf(d model.Date) date {
	if !d.Dated() {
		return date{}
	}
	return date{d.String(), d.From.String()}
}
