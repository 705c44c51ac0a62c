package sqlite

import (
	"database/sql"
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// content is the part of an article that lies in body.
type content struct {
	EntryID    string            `json:"e,omitempty"`
	Authors    []string          `json:"a,omitempty"`
	Summary    string            `json:"s,omitempty"`
	Body       string            `json:"b,omitempty"`
	Enclosures []model.Enclosure `json:"n,omitempty"`
	Candidates []dateText        `json:"c,omitempty"`
	UpdatedBy  string            `json:"u,omitempty"`
	// UpdatedZone is the stated offset of the update, in seconds.
	UpdatedZone int      `json:"z,omitempty"`
	Tags        []string `json:"t,omitempty"` // in the document's order
	Line        int      `json:"l,omitempty"`
	// Own is the text of the document, where Body is that of its page; nil otherwise.
	Own *string `json:"o,omitempty"`
}

type dateText struct {
	Date string `json:"d"`
	From string `json:"f"`
}

// contentOf returns what lies in body of an article.
func contentOf(a *model.Article) content {
	c := content{
		EntryID: a.EntryID, Authors: a.Authors, Summary: a.Summary, Body: a.Body, Enclosures: a.Enclosures, Line: a.Line,
		UpdatedBy: a.Updated.From.String(), Tags: a.Tags,
	}
	if a.FullText {
		c.Own = &a.DocumentBody
	}
	_, c.UpdatedZone = a.Updated.At.Zone()
	for _, d := range a.Candidates {
		c.Candidates = append(c.Candidates, dateText{d.String(), d.From.String()})
	}
	return c
}

// fill gives an article what lies in body, and when it was updated.
func (c *content) fill(a *model.Article, updated sql.NullInt64, uday int64) {
	if updated.Valid {
		a.Updated = dateOf(updated, int64(c.UpdatedZone), uday, int64(model.ParseOrigin(c.UpdatedBy)))
	}
	a.EntryID, a.Authors, a.Summary, a.Body, a.Enclosures, a.Line = c.EntryID, c.Authors, c.Summary, c.Body, c.Enclosures, c.Line
	a.Tags = c.Tags
	if a.FullText = c.Own != nil; a.FullText {
		a.DocumentBody = *c.Own
	}
	for _, d := range c.Candidates {
		if date, err := model.ParseDate(d.Date, model.ParseOrigin(d.From)); err == nil {
			a.Candidates = append(a.Candidates, date)
		}
	}
}

// decodeContent reads what lies in body.
func decodeContent(z []byte) (c content, err error) { return c, codec.Decode(z, &c) }

// instant returns a date as it is stored: nil when undated.
func instant(d model.Date) (seconds any, zone int) {
	if !d.Dated() {
		return nil, 0
	}
	_, zone = d.At.Zone()
	return d.At.Unix(), zone
}

// dateRow is a date as a row has it: published, zone, precise and origin.
type dateRow struct {
	seconds               sql.NullInt64
	zone, precise, origin int64
}

// date is the inverse of instant.
func (r *dateRow) date() model.Date { return dateOf(r.seconds, r.zone, r.precise, r.origin) }

func dateOf(seconds sql.NullInt64, zone, precise, origin int64) model.Date {
	if !seconds.Valid {
		if model.Origin(origin) == model.FromHand { // the reader says that nobody knows
			return model.Date{From: model.FromHand}
		}
		return model.Date{}
	}
	t := time.Unix(seconds.Int64, 0).UTC()
	switch model.Precision(precise) {
	case model.ToDay:
		return model.OnDay(model.DayOf(t), model.Origin(origin))
	case model.ToMonth:
		return model.InMonth(t.Year(), t.Month(), model.Origin(origin))
	case model.ToYear:
		return model.InYear(t.Year(), model.Origin(origin))
	}
	return model.AtInstant(t.In(time.FixedZone("", int(zone))), model.Origin(origin))
}

// image matches an image in Markdown.
var image = regexp.MustCompile(`!\[[^\]]*\]\(`)

func flagsOf(a *model.Article) int64 {
	var f int64
	if a.URL != "" || strings.Contains(a.Body, "](") {
		f |= hasLink
	}
	if image.MatchString(a.Body) {
		f |= hasImage
	}
	for _, e := range a.Enclosures {
		if strings.HasPrefix(e.Type, "audio/") {
			f |= hasAudio
		}
	}
	if a.Body != "" || a.Summary != "" {
		f |= hasText
	}
	if a.FullText {
		f |= isFull
	}
	return f
}

// hashOf is of all that a document states of an article.
func hashOf(a *model.Article) int64 { return hashWith(a) }

// legacyHash is what hashOf was when the source and the path as it was spelled were
// part of it.
func legacyHash(a *model.Article, source, path string) int64 { return hashWith(a, source, path) }

func hashWith(a *model.Article, where ...string) int64 {
	h := fnv.New64a()
	put := func(parts ...string) {
		for _, p := range parts {
			_, _ = h.Write([]byte(p))
			_, _ = h.Write([]byte{0})
		}
	}
	put(a.EntryID, a.Title, a.URL, a.Language, a.Summary, a.OfDocument())
	put(where...)
	put(a.Published.String(), a.Published.From.String(), a.Updated.String(), fmt.Sprint(a.Line))
	put(a.Authors...)
	put("tags")
	put(a.Tags...)
	for _, e := range a.Enclosures {
		put(e.URL, e.Type, fmt.Sprint(e.Length))
	}
	for _, d := range a.Candidates {
		put(d.String(), d.From.String())
	}
	return int64(h.Sum64())
}
