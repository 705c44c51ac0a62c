package webpage

import (
	"time"

	"dateline/model"
	"dateline/model/when/printed"
)

// Where a page states when it was published, in falling order of trust.
const (
	trustNone = iota
	trustSeen // shown somewhere
	trustURL
	trustChange // stated as the last change
	trustNear   // shown beside the title
	trustTime   // a <time> element beside the title
	trustLabel  // shown as the publication
	trustMicro  // microdata
	trustMeta   // a meta element
	trustLinked // JSON-LD
)

// dateCandidate is a date that a page gives, and why it may be that of the article.
type dateCandidate struct {
	date  model.Date
	trust int
	where string // in words
	score int    // among those of the same trust
}

// published are the names of meta elements that state the publication, the
// most reliable first.
var published = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "og:pubdate", "pubdate",
	"publishdate", "publish_date", "publish-date", "published-date", "published_date", "date_published", "published_time", "published", "parsely-pub-date",
	"sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished", "bt:pubdate", "article_date_original", "article.published", "article:publish_date",
	"originalpublicationdate", "citation_publication_date", "citation_online_date", "citation_date", "og:release_date", "vr:published_time", "ptime", "weibo:article:create_at",
	"dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.available", "dc.date.created", "dcterms.created", "dc.created", "dc:created", "dcterms.date", "dc.date", "dc:date", "date",
	"date.created", "datecreated", "created", "creation_date", "displaydate", "doc_date", "content_create_date", "last_published", "prism.publicationdate", "eprints.date", "artikel_datum", "timestamp", "time",
}

// changed are the names of meta elements that state the last change.
var changed = []string{
	"article:modified_time", "og:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "dc.modified", "dc.date.updated", "modified",
	"lastmod", "last-modified", "last_modified", "lastmodified", "revised", "revision_date", "updated", "modificationdate", "article:modified", "utime",
}

// dateCandidates returns the dates a page gives for its publication and for its last
// change, in no order, and those of its publication that lie ahead, which count
// where there are no others.
func (s *pageFacts) dateCandidates(articles []jsonldArticle, now time.Time) (pub, upd, ahead []dateCandidate) {
	add := func(list *[]dateCandidate, value string, trust, score int, where string) {
		m, ok := printed.Field(value, s.order)
		d := m.Date
		switch {
		case ok && sane(d, now):
			*list = append(*list, dateCandidate{d, trust, where, score})
		case ok && list == &pub && sane(d, time.Time{}):
			ahead = append(ahead, dateCandidate{d, trust, where, score})
		}
	}
	for i, l := range articles {
		score := 10*l.weight - i
		if l.headline != "" && similar(l.headline, s.title) {
			score += 20
		}
		add(&pub, l.published, trustLinked, score, "JSON-LD datePublished")
		if l.published == "" {
			add(&pub, l.created, trustLinked, score-15, "JSON-LD dateCreated")
		}
		add(&upd, l.modified, trustLinked, score, "JSON-LD dateModified")
	}
	for i, name := range published {
		for _, m := range s.meta {
			if m.name == name {
				add(&pub, m.value, trustMeta, -i, "meta "+name)
			}
		}
	}
	for i, name := range changed {
		for _, m := range s.meta {
			if m.name == name {
				add(&upd, m.value, trustMeta, -i, "meta "+name)
			}
		}
	}
	for i, m := range s.micro {
		if m.name == "datemodified" {
			add(&upd, m.value, trustMicro, -i, "microdata "+m.name)
			continue
		}
		score := -i
		if m.name == "datecreated" {
			score -= 100
		}
		add(&pub, m.value, trustMicro, score, "microdata "+m.name)
	}
	s.addVisible(&pub, &upd, now)
	if m, ok := printed.FindLast(s.value("og:description", "description"), s.order); ok && m.Apart && sane(m.Date, now) {
		m.Date.From = model.FromMetadata
		pub = append(pub, dateCandidate{m.Date, trustURL, "the description", 1})
	}
	for _, address := range []string{s.canonical, s.value("og:url", "twitter:url"), s.address()} {
		if d, ok := printed.Address(address); ok && sane(d, now) {
			pub = append(pub, dateCandidate{d, trustURL, "the address " + address, 0})
			break
		}
	}
	return pub, upd, ahead
}

func (s *pageFacts) address() string {
	if s.base == nil {
		return ""
	}
	return s.base.String()
}

// addVisible adds the dates that the page shows.
func (s *pageFacts) addVisible(pub, upd *[]dateCandidate, now time.Time) {
	rendered := s.rendered()
	for _, w := range s.visibleDates {
		d := w.match.Date
		d.From = model.FromStated
		if !sane(d, now) || w.where.comment || w.element && d.Equal(rendered) {
			continue
		}
		near := s.near(w.line)
		trust, score, where := trustSeen, near, "shown"
		if w.whole || w.match.Apart || w.element {
			score += 5
		}
		if w.where.date {
			score += 10
		}
		if w.where.article {
			score += 3
		}
		if w.where.other || w.where.item && near < 10 {
			score -= 30
		}
		switch {
		case w.match.Label == printed.Update || w.where.update:
			if !w.where.other {
				*upd = append(*upd, dateCandidate{d, trustNear, "shown as updated", score})
			}
			continue
		case w.match.Label == printed.Publication && len(w.text) < 240 && (w.element || w.whole || !sentence(w.text)):
			trust, where = trustLabel, "shown as the publication"
		case w.element && (w.pubdate || near > 0):
			trust, where = trustTime, "a <time> element"
			if w.pubdate {
				score += 10
			}
		case near > 0 && (w.whole || w.match.Apart || w.where.date):
			trust, where = trustNear, "shown beside the title"
		case w.where.date && (w.whole || w.match.Apart):
			trust, where = trustNear, "shown in an element for dates"
			score -= 5
		}
		if score < 0 {
			trust, where = trustSeen, "shown elsewhere"
		}
		*pub = append(*pub, dateCandidate{d, trust, where, score})
	}
}

// rendered returns the instant at which the page was made, where <time>
// elements of several articles give that in place of their own.
func (s *pageFacts) rendered() model.Date {
	count := map[time.Time]int{}
	others := 0
	for _, w := range s.visibleDates {
		if w.element && w.match.Date.Precision == model.ToInstant {
			count[w.match.Date.At]++
		}
		if !w.element {
			others++
		}
	}
	for at, n := range count {
		if n >= 4 && others > 0 {
			return model.AtInstant(at, model.FromStated)
		}
	}
	return model.Date{}
}

// near returns how close a block stands to the title: 20 right below it,
// falling to 0.
func (s *pageFacts) near(line int) int {
	best := 0
	for _, t := range s.titles {
		switch {
		case line >= t && line-t <= 12:
			best = max(best, 20-line+t)
		case line < t && t-line <= 5:
			best = max(best, 14-2*(t-line))
		}
	}
	return best
}

// sane reports whether a page can have been published then: after the web
// began, and not after tomorrow.
func sane(d model.Date, now time.Time) bool {
	if !d.Dated() {
		return false
	}
	if d.At.Year() < 1994 {
		return false
	}
	return now.IsZero() || d.Start(time.UTC).Before(now.Add(model.AheadAfter))
}
