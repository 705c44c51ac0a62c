// Package corpus reads large collections of articles as streams: JSON Lines
// and JSON arrays in the shapes that scrapers write, tables with a header, web
// archives (WARC, WET) and mail. It holds one article at a time and knows
// nothing of where documents come from or go to.
package corpus

import (
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when"
)

// field is a part of an article that a column or a member of an object states.
type field uint8

const (
	none field = iota
	title
	body // plain text
	markdown
	published
	updated
	authors
	address
	site
	language
	tags
	entryID
	summary
	state // state and other members of this program's own export
	fields
)

// name says which field a member is and how far before other members of the
// same field it goes.
type name struct {
	is   field
	rank uint8 // 1 goes before 2
}

// names are the members of the usual shapes: news-please, newspaper4k,
// trafilatura, Common Crawl's C4, Kaggle's collections of news, this program's
// own export. They are compared in lower case without "_", "-" and blanks.
var names = map[string]name{
	"title": {title, 1}, "headline": {title, 2}, "titlepage": {title, 3}, "titlerss": {title, 4}, "name": {title, 5}, "subject": {title, 6},

	"maintext": {body, 1}, "text": {body, 2}, "content": {body, 3}, "body": {body, 4}, "articlebody": {body, 5},
	"rawtext": {body, 6}, "articletext": {body, 5}, "fulltext": {body, 5}, "article": {body, 7}, "story": {body, 8}, "cleanedtext": {body, 6},
	"markdown": {markdown, 1},

	"datepublish": {published, 1}, "datepublished": {published, 1}, "publishdate": {published, 1}, "publisheddate": {published, 1},
	"published": {published, 1}, "publishedat": {published, 1}, "publicationdate": {published, 1}, "pubdate": {published, 1},
	"publishedon": {published, 1}, "publishtime": {published, 1}, "date": {published, 2}, "datetime": {published, 3}, "time": {published, 4},
	"createdat": {published, 4}, "created": {published, 4}, "timestamp": {published, 5},

	"datemodify": {updated, 1}, "datemodified": {updated, 1}, "updated": {updated, 1}, "updatedat": {updated, 1}, "modified": {updated, 2}, "lastmod": {updated, 2},

	"authors": {authors, 1}, "author": {authors, 2}, "byline": {authors, 3}, "creator": {authors, 4}, "writer": {authors, 4},
	"url": {address, 1}, "link": {address, 2}, "canonicallink": {address, 3}, "canonicalurl": {address, 3}, "weburl": {address, 3}, "articleurl": {address, 3}, "uri": {address, 4},

	"sitename": {site, 1}, "source": {site, 2}, "publication": {site, 3}, "publisher": {site, 4}, "outlet": {site, 4}, "newspaper": {site, 4},
	"sourcedomain": {site, 5}, "hostname": {site, 6}, "domain": {site, 6},

	"language": {language, 1}, "lang": {language, 2},
	"tags": {tags, 1}, "keywords": {tags, 2}, "categories": {tags, 3}, "category": {tags, 4}, "section": {tags, 5}, "topics": {tags, 5},
	"entryid": {entryID, 1}, "guid": {entryID, 2}, "id": {entryID, 3}, "uuid": {entryID, 3}, "fingerprint": {entryID, 4},
	"summary": {summary, 1}, "description": {summary, 2}, "excerpt": {summary, 3}, "abstract": {summary, 3}, "lead": {summary, 4}, "leadparagraph": {summary, 4},
	"datefrom": {state, 1},
}

// lookUp returns what a member or column is.
func lookUp(key string) name {
	if n, ok := names[key]; ok {
		return n
	}
	return names[strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(strings.TrimSpace(key)))]
}

// record gathers the values of one article.
type record struct {
	text [fields]string
	list [fields][]string // authors, tags
	rank [fields]uint8    // 0: not set
}

// wants reports whether a value of n would go before what is there.
func (r *record) wants(n name) bool {
	return n.is != none && (r.rank[n.is] == 0 || n.rank < r.rank[n.is])
}

func (r *record) set(n name, value string) {
	if value = strings.TrimSpace(value); value == "" || !r.wants(n) {
		return
	}
	r.rank[n.is], r.text[n.is] = n.rank, value
	if n.is == authors || n.is == tags {
		r.list[n.is] = append(r.list[n.is][:0], splitList(value)...)
	}
}

func (r *record) setList(n name, values []string) {
	if len(values) == 0 || !r.wants(n) {
		return
	}
	if n.is != authors && n.is != tags {
		r.set(n, values[0])
		return
	}
	r.rank[n.is] = n.rank
	r.list[n.is] = append(r.list[n.is][:0], values...)
}

func (r *record) reset() {
	for f := range r.text {
		r.text[f], r.rank[f] = "", 0
		r.list[f] = r.list[f][:0]
	}
}

// splitList parts the values of a field that holds several: "A; B", "A, B",
// "['A', 'B']".
func splitList(s string) []string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	sep := ","
	if strings.Contains(s, ";") {
		sep = ";"
	}
	var out []string
	for v := range strings.SplitSeq(s, sep) {
		if v = strings.Trim(strings.TrimSpace(v), `'"`); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// article makes an article of what was gathered; nil when that is none.
func (r *record) article() *model.Article {
	if r.text[title] == "" && r.text[body] == "" && r.text[markdown] == "" && r.text[summary] == "" {
		return nil
	}
	a := &model.Article{
		Title:    model.CleanLine(r.text[title]),
		URL:      model.CleanLine(r.text[address]),
		Language: model.CleanLine(r.text[language]),
		Source:   model.CleanLine(r.text[site]),
		Summary:  model.CleanText(r.text[summary]),
		Authors:  cleanList(r.list[authors]),
		Tags:     cleanList(r.list[tags]),
	}
	if r.rank[entryID] != 0 && !(r.rank[state] != 0 && r.rank[entryID] == names["id"].rank) {
		a.EntryID = model.CleanLine(r.text[entryID])
	}
	switch {
	case r.text[markdown] != "":
		a.Body = model.CleanText(r.text[markdown])
	case r.text[body] != "":
		a.Body = model.MarkdownFrom(model.CleanText(r.text[body]))
	}
	a.Published = date(r.text[published])
	a.Updated = date(r.text[updated])
	return a
}

func cleanList(in []string) []string {
	var out []string
	for _, v := range in {
		if v = model.CleanLine(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// date reads a date as collections state it: a printed form, or seconds or
// milliseconds since 1970.
func date(s string) model.Date {
	if s == "" {
		return model.Date{}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) >= 9 {
		if len(s) >= 12 {
			n /= 1000
		}
		return model.AtInstant(time.Unix(n, 0).UTC(), model.FromMetadata)
	}
	if d, err := model.ParseDate(s, model.FromMetadata); err == nil {
		return d
	}
	d, ok := when.Printed(s)
	if !ok {
		return model.Date{}
	}
	d.From = model.FromMetadata
	return d
}
