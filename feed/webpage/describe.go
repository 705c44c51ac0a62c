package webpage

import (
	"net/url"
	"slices"
	"strings"

	"dateline/feed/discover"
	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
)

// describe fills in title, authors, site, language, summary and tags of a.
func (r *reading) describe(a *model.Article) {
	s := r.facts
	if a.Title = r.pickTitle(); a.Title == "" {
		r.d.Note(0, "title", "none stated: the first words")
	}
	if former := r.formerTitle(); former != a.Title {
		a.FormerTitle = former
	}
	a.Authors = r.pickAuthors(a.Title)
	a.Source = r.site()
	a.Language = language(s.lang, s.value("og:locale", "content-language", "language", "dc.language"))
	a.Summary = s.value("og:description", "description", "twitter:description", "dc.description")
	a.Tags = r.tags()
}

// formerTitle returns the title that earlier versions gave the page.
func (r *reading) formerTitle() string {
	for _, l := range r.jsonld {
		if l.weight == 3 && l.headline != "" {
			return oneLine(l.headline)
		}
	}
	if v := r.facts.value("dc.title", "og:title", "title", "twitter:title"); v != "" {
		return v
	}
	return oneLine(r.facts.title)
}

// oneLine returns text that may hold HTML character references as a clean line.
func oneLine(s string) string { return model.CleanLine(html.UnescapeString(s)) }

// site returns the name of the site, or its host.
func (r *reading) site() string {
	if v := r.facts.value("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title"); v != "" && len(v) < 80 {
		return v
	}
	for _, l := range r.jsonld {
		if l.publisher != "" && l.weight > 1 {
			return oneLine(l.publisher)
		}
	}
	if u, err := url.Parse(r.address()); err == nil && u.Host != "" {
		return strings.TrimPrefix(model.CleanLine(u.Hostname()), "www.")
	}
	return ""
}

// language returns the first of values that is a BCP 47 tag, or "".
func language(values ...string) string {
	for _, v := range values {
		v = strings.ReplaceAll(model.CleanLine(v), "_", "-")
		if i := strings.IndexAny(v, ",; "); i >= 0 {
			v = v[:i]
		}
		primary, _, _ := strings.Cut(v, "-")
		if len(v) > 35 || len(primary) < 2 || len(primary) > 3 || strings.Trim(strings.ToLower(v), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			continue
		}
		return v
	}
	return ""
}

// maxTags is how many tags of an article are kept.
const maxTags = 20

// tags returns the categories that the page states.
func (r *reading) tags() []string {
	var tags []string
	add := func(v string) {
		v = oneLine(v)
		if v != "" && len(v) <= 60 && len(tags) < maxTags && !slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, v) }) {
			tags = append(tags, v)
		}
	}
	for _, m := range r.facts.meta {
		switch m.name {
		case "article:tag", "article:section", "og:article:tag", "og:article:section", "dc.subject":
			add(m.value)
		}
	}
	if len(tags) == 0 {
		for v := range strings.SplitSeq(r.facts.value("news_keywords", "keywords", "parsely-tags"), ",") {
			add(v)
		}
	}
	return tags
}

// Feeds returns the feeds that a page offers (link elements with rel=alternate and a media
// type of RSS, Atom or JSON Feed) by their titles and absolute addresses, in the page's
// order, each once. base is the address of the page; nil leaves out relative ones.
func Feeds(text string, base *url.URL) []discover.Feed {
	root, _, err := dom.Parse(text)
	if err != nil {
		return nil
	}
	s := &pageFacts{base: base}
	s.head(root)
	return s.feeds
}
