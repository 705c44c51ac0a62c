package rss

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"dateline/model"
)

// feed is what a feed says of itself.
type feed struct {
	title      text
	titleDepth int
	link       string
	linkRank   linkRank
	lang       string
	authors    []string
	base       *url.URL // made from its links, for documents without an address

	period, frequency string // of updates, as stated
}

func (f *feed) setTitle(t text, depth int) {
	t.s = t.line()
	if t.s != "" && (f.title.s == "" || depth < f.titleDepth) {
		f.title, f.titleDepth = t, depth
	}
}

func (f *feed) setLink(address string, rank linkRank) {
	if address == "" || rank <= f.linkRank {
		return
	}
	f.link, f.linkRank = address, rank
	if u, err := url.Parse(address); err == nil {
		f.base = u
	}
}

// feedEntry is what has been read of an entry.
type feedEntry struct {
	depth int // of its frame
	line  int

	about      string // rdf:about
	id         string
	idDepth    int
	title      text
	titleDepth int
	otherTitle text
	link       string
	linkRank   linkRank
	mention    string // a link that leads elsewhere
	lang       string
	texts      []entryText
	tags       []string
	authors    []string
	emails     []string
	owners     []string
	files      []model.Enclosure
	alternate  model.Enclosure
	dates      dates
}

// entryText is a text of an entry and the kind of element it stood in.
type entryText struct {
	text
	elem elem
}

const (
	never    = math.MaxInt // deeper than any element
	maxTexts = 16          // texts of an entry that are kept
	maxNames = 500         // authors, tags, enclosures of an entry that are kept
)

func (e *feedEntry) setTitle(t text, depth int) {
	if depth < e.titleDepth {
		e.title, e.titleDepth = t, depth
	}
}

// linkRank says how likely it is that an address is that of the entry's page.
type linkRank uint8

const (
	noLink        linkRank = iota
	linkOther              // leads to the text in some other form
	linkID                 // an id that is an address
	linkPermanent          // an id that is said to be the address
	linkAlternate          // rel=alternate, but of another type than a page
	linkText               // what the entry calls its link
	linkOriginal           // the address behind that of a service that counts
)

func (e *feedEntry) setLink(address string, rank linkRank) {
	if address != "" && rank > e.linkRank {
		e.link, e.linkRank = address, rank
	}
}

// author adds an author from an element of kind from.
func (e *feedEntry) author(p person, from elem) {
	switch {
	case from == ownerElem || from == personElem:
		e.owners = addName(e.owners, p.String())
	case p.name == "":
		e.emails = addName(e.emails, p.email)
	default:
		e.authors = addName(e.authors, p.name)
	}
}

// addName adds s to names unless it is there, or says nothing.
func addName(names []string, s string) []string {
	s = model.CleanLine(s)
	if s == "" || len(names) >= maxNames {
		return names
	}
	for _, n := range names {
		if strings.EqualFold(n, s) {
			return names
		}
	}
	return append(names, s)
}

// file adds an enclosure to the entry.
func (r *reader) file(f model.Enclosure) {
	e := r.entry
	if e == nil || len(e.files) >= maxNames {
		return
	}
	f.URL = resolve(r.base(r.frames[len(r.frames)-1].base), f.URL)
	f.Type = model.CleanLine(f.Type)
	f.Length = max(0, f.Length)
	if f.URL == "" {
		return
	}
	for i, g := range e.files {
		if g.URL == f.URL {
			if f.Type != "" && (g.Type == "" || strings.HasSuffix(g.Type, "/*")) {
				e.files[i].Type = f.Type
			}
			if g.Length == 0 {
				e.files[i].Length = f.Length
			}
			return
		}
	}
	e.files = append(e.files, f)
}

// article makes an article of the entry.
func (e *feedEntry) article(r *reader) *model.Article {
	a := &model.Article{
		EntryID:    model.CleanLine(e.id),
		URL:        e.link,
		Tags:       e.tags,
		Language:   e.lang,
		Enclosures: e.files,
		Line:       e.line,
	}
	e.title.titled(a)
	if a.EntryID == "" {
		a.EntryID = model.CleanLine(e.about)
	}
	if a.URL == "" {
		a.URL = addressIn(e.about)
	}
	if a.Title == "" {
		e.otherTitle.titled(a)
	}
	if a.Language == "" {
		a.Language = r.feed.lang
	}
	switch {
	case len(e.authors) > 0:
		a.Authors = e.authors
	case len(e.owners) > 0:
		a.Authors = e.owners
	case len(e.emails) > 0:
		a.Authors = e.emails
	default:
		a.Authors = slices.Clone(r.feed.authors)
	}
	e.body(r, a)
	e.dates.fill(a)
	if a.Title == "" && a.URL == "" && a.EntryID == "" && a.Summary == "" && model.PlainText(a.Body) == "" {
		a.Title = e.name(a)
	}
	return a
}

// name makes a title of what else an entry says, so that one without title,
// words, address and id is listed all the same.
func (e *feedEntry) name(a *model.Article) string {
	switch {
	case len(a.Enclosures) > 0:
		return a.Enclosures[0].URL
	case e.mention != "":
		return e.mention
	case len(a.Authors) > 0:
		return strings.Join(a.Authors, ", ")
	case len(a.Tags) > 0:
		return strings.Join(a.Tags, ", ")
	case a.Published.Dated():
		return a.Published.String()
	}
	return "Untitled"
}

// body chooses the texts that become a's body and summary.
func (e *feedEntry) body(r *reader, a *model.Article) {
	body, summary := e.choose()
	if body != nil {
		a.Body = body.markdown(r)
	}
	if a.Body == "" && summary != nil {
		body, summary = summary, nil
		a.Body = body.markdown(r)
	}
	if summary != nil && summary.s != body.s {
		s := summary.lines()
		// A text four times as long says more.
		if len(body.s) > 4*len(s)+100 || !sameText(s, body.lines()) {
			a.Summary = s
		}
	}
}

// choose returns the text of e and what sums it up; either may be nil. A full
// text is one whose element is for that; else the longest of the descriptions
// is the text, and where there are two, the other one the summary.
func (e *feedEntry) choose() (body, summary *entryText) {
	longest := func(of ...elem) (long, other *entryText) {
		for i := range e.texts {
			p := &e.texts[i]
			if !slices.Contains(of, p.elem) {
				continue
			}
			switch {
			case long == nil:
				long = p
			case len(p.s) > len(long.s):
				long, other = p, long
			case other == nil:
				other = p
			}
		}
		return long, other
	}
	body, _ = longest(contentElem, bodyElem)
	described, second := longest(descriptionElem)
	extra, _ := longest(extraElem)
	if body != nil {
		if described == nil {
			described = extra
		}
		return body, described
	}
	switch {
	case described == nil:
		return extra, nil
	case second == nil && extra != nil && len(extra.s) > len(described.s)*3/2:
		return extra, described
	}
	if second == nil {
		second = extra
	}
	return described, second
}

// sameText reports whether a is b but for white space. It makes no copies: this
// is asked of every entry.
func sameText(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, blanks), strings.TrimLeft(b, blanks)
		i, j := strings.IndexAny(a, blanks), strings.IndexAny(b, blanks)
		if i < 0 || j < 0 {
			return strings.TrimRight(a, blanks) == strings.TrimRight(b, blanks)
		}
		if a[:i] != b[:j] {
			return false
		}
		a, b = a[i:], b[j:]
	}
}

const blanks = " \n\t\u00a0"
