package main

import (
	"time"

	"dateline/model"
)

// exportVersion is that of the lines of an export. A newer one is refused.
const exportVersion = 1

// The kinds of lines of an export. A line without a kind is an article, so that
// an export is a document too: what reads JSON Lines passes over the others.
const (
	kindLibrary      = "library"
	kindSubscription = "subscription"
	kindView         = "view"
	kindRule         = "rule"
)

// libraryLine begins an export.
type libraryLine struct {
	Kind     string    `json:"kind"`
	Version  int       `json:"version"`
	Exported time.Time `json:"exported"`
	// Dropped names the views that come with a library and that this one has no
	// more.
	Dropped []string `json:"dropped_views,omitempty"`
}

// viewLine is a saved view.
type viewLine struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Query string `json:"query,omitempty"`
}

// ruleLine is a rule that hides articles.
type ruleLine struct {
	Kind  string `json:"kind"`
	Query string `json:"query"`
}

// subscriptionLine is a feed that the reader follows.
type subscriptionLine struct {
	Kind    string   `json:"kind"`
	Address string   `json:"address"`
	Name    string   `json:"name,omitempty"`
	Page    string   `json:"page,omitempty"`
	Folders []string `json:"folders,omitempty"` // folders and tags
}

// articleLine is an article: as `list --format json` prints it, and with all
// else that is kept of it. Absent means the default.
type articleLine struct {
	record
	Line        int            `json:"line,omitempty"`
	UpdatedFrom string         `json:"updated_from,omitempty"`
	Candidates  []dateLine     `json:"candidates,omitempty"`
	Stated      *dateLine      `json:"stated,omitempty"`      // there: its date was set by hand
	SourceAt    string         `json:"source_at,omitempty"`   // the place of its source; absent: the source is known by its title
	SourcePart  string         `json:"source_part,omitempty"` // which of the sources there it is
	Home        string         `json:"home,omitempty"`        // in exports of former times: the path of its source, where that is another
	Arrived     time.Time      `json:"arrived,omitzero"`
	ReadAt      time.Time      `json:"read_at,omitzero"`
	UserTags    []string       `json:"user_tags,omitempty"`
	Position    int            `json:"position,omitempty"`
	Hidden      bool           `json:"hidden,omitempty"`
	Rules       []string       `json:"rules,omitempty"` // that have hidden it
	Edited      bool           `json:"edited,omitempty"`
	Revisions   []revisionLine `json:"revisions,omitempty"` // the newest first
}

// dateLine is a date and where it was found.
type dateLine struct {
	Date string `json:"date,omitempty"`
	From string `json:"from,omitempty"`
}

// revisionLine is an earlier text of an article.
type revisionLine struct {
	Replaced  time.Time `json:"replaced"`
	Title     string    `json:"title,omitempty"`
	Summary   string    `json:"summary,omitempty"`
	Markdown  string    `json:"markdown,omitempty"`
	Published dateLine  `json:"published,omitzero"`
	Updated   dateLine  `json:"updated,omitzero"`
}

// appendRecord appends r as one line of JSON.
func appendRecord(dst []byte, r *model.Record) []byte {
	l := articleLine{
		record: *recordOf(&r.Article), Line: r.Line, UserTags: cleanLines(r.State.Tags), Position: r.State.Position, Hidden: r.State.Hidden, Rules: cleanLines(r.State.Rules), Edited: r.Edited,
		Arrived: r.Arrived.UTC(), ReadAt: r.ReadAt.UTC(), UpdatedFrom: lineOf(r.Updated).From,
	}
	for _, d := range r.Candidates {
		if d.Dated() {
			l.Candidates = append(l.Candidates, lineOf(d))
		}
	}
	if r.Published.From == model.FromHand {
		d := lineOf(r.Stated)
		l.Stated = &d
	}
	l.SourceAt, l.SourcePart = model.CleanLine(r.Home), model.CleanLine(r.Part)
	for i := range r.Revisions {
		e := &r.Revisions[i]
		l.Revisions = append(l.Revisions, revisionLine{
			Replaced: e.Replaced.UTC(), Title: model.CleanLine(e.Title), Summary: model.CleanText(e.Summary),
			Markdown: model.CleanText(e.Body), Published: lineOf(e.Published), Updated: lineOf(e.Updated),
		})
	}
	return appendLine(dst, &l)
}

// lineOf returns d as lines have it.
func lineOf(d model.Date) dateLine {
	if !d.Dated() {
		return dateLine{}
	}
	return dateLine{d.String(), d.From.String()}
}
