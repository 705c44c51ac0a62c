package webpage

import (
	"net/url"
	"slices"
	"strings"

	"dateline/feed/byline"
	"dateline/feed/discover"
	"dateline/feed/dom"
	"dateline/model"

	"golang.org/x/net/html"
)

// describe fills in title, authors, site, language, summary and tags of a.
func (r *reading) describe(a *model.Article, h extracted) {
	s := r.facts
	a.Title = oneLine(h.title)
	if a.Title == "" {
		a.Title = s.value("og:title", "twitter:title", "dc.title", "title")
	}
	if a.Title == "" {
		a.Title = oneLine(s.title)
	}
	a.Title = r.withoutSite(a.Title)
	if bare := r.withoutAffix(a.Title); bare != a.Title {
		a.Title, a.FormerTitle = bare, a.Title
	}
	switch {
	case a.Title != "":
		r.d.Note(0, "title", "%q", a.Title)
	case len(s.heads) > 0:
		a.Title = oneLine(s.heads[0])
		r.d.Note(0, "title", "%q: none stated: the first heading", a.Title)
	default:
		r.d.Note(0, "title", "none stated: the first words")
	}
	a.Authors = r.authors(h.byline)
	a.Source = oneLine(h.site)
	if a.Source == "" {
		a.Source = r.site()
	}
	a.Language = language(h.language, s.lang, s.value("og:locale", "content-language", "language", "dc.language"))
	a.Summary = s.value("og:description", "description", "twitter:description", "dc.description")
	a.Tags = r.tags()
}

// withoutSite returns title without the name of the site behind a sign such as
// «, where a heading of the page is what remains. Signs that titles have too
// count only before the name that the site gives itself.
func (r *reading) withoutSite(title string) string {
	if title != oneLine(r.facts.title) {
		return title
	}
	headed := func(s string) bool {
		return slices.ContainsFunc(r.facts.heads, func(h string) bool { return model.CleanLine(h) == s })
	}
	for _, sign := range []string{" « ", " ‹ ", " · ", " • ", " :: "} {
		if i := strings.Index(title, sign); i >= 10 && headed(title[:i]) {
			return title[:i]
		}
	}
	for _, sign := range []string{" | ", " – ", " — "} {
		if i := strings.LastIndex(title, sign); i > 0 && strings.EqualFold(title[i+len(sign):], r.site()) && headed(title[:i]) {
			return title[:i]
		}
	}
	return title
}

// affixes part the name of a site from the title before or behind it.
var affixes = []string{" | ", " – ", " — ", " - ", " · ", " • ", " :: ", " « ", " » ", " ‹ ", " › ", ": "}

// withoutAffix returns the only <h1> of the page where title is that with the name
// of a site before or behind it, or is such a name alone: it has no word of the
// heading, and few of its own.
func (r *reading) withoutAffix(title string) string {
	if len(r.facts.mains) != 1 || title != oneLine(r.facts.title) {
		return title
	}
	head := model.CleanLine(r.facts.mains[0])
	if len(strings.Fields(head)) < 2 || head == title {
		return title
	}
	for _, sign := range affixes {
		if strings.HasPrefix(title, head+sign) || strings.HasSuffix(title, sign+head) {
			return head
		}
	}
	words := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(title)) {
		words[lettersOf(w)] = true
	}
	if len(words) > 4 || strings.EqualFold(head, r.site()) {
		return title
	}
	for w := range strings.FieldsSeq(strings.ToLower(head)) {
		if len(w) > 3 && words[lettersOf(w)] {
			return title
		}
	}
	return head
}

// oneLine returns text that may hold HTML character references as a clean line.
func oneLine(s string) string { return model.CleanLine(html.UnescapeString(s)) }

// authors returns the names of the authors: those of the JSON-LD where it
// agrees with the byline, else the byline.
func (r *reading) authors(line string) []string {
	line = oneLine(line)
	for _, l := range r.jsonld {
		if len(l.authors) == 0 || l.weight < 2 {
			continue
		}
		if line == "" || lettersOf(strings.Join(l.authors, "")) == lettersOf(line) {
			if names := byline.Clean(l.authors); len(names) > 0 {
				return names
			}
		}
	}
	if names := byline.Names(line); len(names) > 0 {
		return names
	}
	for _, name := range []string{"author", "article:author", "dc.creator", "citation_author", "sailthru.author", "parsely-author"} {
		var all []string
		for _, m := range r.facts.meta {
			if m.name == name {
				all = append(all, m.value)
			}
		}
		if names := byline.Clean(all); len(names) > 0 {
			return names
		}
	}
	return nil
}

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
