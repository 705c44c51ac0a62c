package rss

import (
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when/printed"
)

// begin acts on the start of an element that was just pushed.
func (r *reader) begin(e elem) {
	switch e {
	case rootElem, feedElem:
		r.beginFeed(e)
	case itemElem:
		r.beginEntry()
	case skipElem:
		r.skip = len(r.frames)
	case titleElem, mediaTitleElem, descriptionElem, contentElem, extraElem, bodyElem:
		if r.entry != nil || e == titleElem {
			r.beginText(e)
		}
	case linkElem:
		r.beginLink()
	case authorElem:
		r.cap.begin(r, e, people)
	case categoryElem:
		r.beginCategory()
	case textCategoryElem:
		r.tag(r.s.attr("text"))
	case enclosureElem, mediaElem, alternateElem, alternateSourceElem:
		r.beginFile(e)
	case idElem:
		r.cap.begin(r, e, simple)
		r.cap.attrs.permalink = strings.ToLower(r.s.attr("ispermalink"))
	case personElem, creatorElem, ownerElem, languageElem,
		publishedElem, dateElem, createdElem, updatedElem, keywordsElem, origLinkElem:
		r.cap.begin(r, e, simple)
	case ttlElem, hourElem, dayElem, periodElem, frequencyElem, baseElem:
		if r.entry == nil {
			r.cap.begin(r, e, simple)
		}
	}
}

// beginFeed takes what a root or channel says of itself.
func (r *reader) beginFeed(e elem) {
	f := &r.frames[len(r.frames)-1]
	if !r.root && r.d.Explain != nil {
		r.d.Note(r.s.line(), "kind", "a feed in %s %s", model.CleanLine(string(r.s.name)), model.CleanLine(r.s.attr("version")))
	}
	r.root = true
	if e == feedElem && len(r.frames) == 1 {
		r.atom = len(r.local()) == len("feed")
	}
	if f.lang != "" {
		r.feed.lang = f.lang
	}
	if e == feedElem {
		r.feed.setLink(resolve(r.base(f.base), r.s.attr("href")), linkText) // CDF
	}
}

// beginEntry opens an entry.
func (r *reader) beginEntry() {
	f := &r.frames[len(r.frames)-1]
	r.root = true
	r.entry = &feedEntry{depth: len(r.frames) - 1, line: r.s.line(), lang: f.lang, titleDepth: never, idDepth: never}
	if about := r.s.attr("rdf:about", "about"); about != "" {
		r.entry.about = about
	}
	r.entry.setLink(resolve(r.base(f.base), r.s.attr("href")), linkText) // CDF
	if v := r.s.attr("lastmod"); v != "" {
		r.date(updatedElem, []byte("lastmod"), v)
	}
}

// beginText opens a text that may hold markup. Its tag says how to read it
// (RFC 4287 section 3.1, and type and mode as in Atom 0.3).
func (r *reader) beginText(e elem) {
	html := assumedHTML[string(r.local())]
	typ := strings.ToLower(strings.TrimSpace(r.s.attr("type")))
	mode := strings.ToLower(r.s.attr("mode"))
	src := r.s.attr("src")
	r.cap.begin(r, e, markup)
	c := &r.cap
	c.kind = kindOf(typ, mode)
	if c.kind == unstated && html {
		c.kind = htmlText
	}
	if e == bodyElem {
		c.kind = xhtmlText
	}
	c.escape = c.kind == xhtmlText && mode != "escaped"
	c.base64 = mode == "base64" || mode == "" && isBase64(typ)
	if c.base64 {
		c.escape = false
	}
	if e == contentElem && src != "" && r.entry != nil {
		r.entry.setLink(resolve(r.base(c.base), src), linkOther)
	}
}

// assumedHTML are the elements whose text is HTML unless they say otherwise.
var assumedHTML = map[string]bool{"description": true, "encoded": true, "fullitem": true}

// beginLink takes a link: its address may be an attribute, or the text that
// follows.
func (r *reader) beginLink() {
	href, stated := r.s.lookup("href")
	rel, typ := strings.ToLower(strings.TrimSpace(r.s.attr("rel"))), strings.ToLower(r.s.attr("type"))
	if i := strings.LastIndexByte(rel, '/'); i >= 0 && strings.HasPrefix(rel, "http://www.iana.org/assignments/relation/") {
		rel = rel[i+1:]
	}
	if href == "" && !stated {
		if href = r.s.attr("rdf:resource"); href == "" {
			r.cap.begin(r, linkElem, simple)
			r.cap.attrs.rel, r.cap.attrs.kind = rel, typ
			return
		}
	}
	length, _ := strconv.ParseInt(strings.TrimSpace(r.s.attr("length")), 10, 64)
	r.link(href, rel, typ, length)
}

// beginCategory takes a category: its name may be an attribute, or the text
// that follows.
func (r *reader) beginCategory() {
	name := r.s.attr("label")
	if name == "" {
		name = r.s.attr("term")
	}
	r.tag(name)
	if name == "" {
		r.cap.begin(r, categoryElem, simple)
	}
}

// beginFile takes an enclosure of any vocabulary.
func (r *reader) beginFile(e elem) {
	if r.entry == nil {
		return
	}
	f := model.Enclosure{URL: r.s.attr("url", "href"), Type: r.s.attr("type")}
	if e == enclosureElem && f.URL == "" {
		f.URL = r.s.attr("rdf:resource", "enc:url", "resource")
	}
	f.Length, _ = strconv.ParseInt(strings.TrimSpace(r.s.attr("length", "filesize")), 10, 64)
	switch e {
	case alternateElem: // its address is in the podcast:source that follows
		r.entry.alternate = f
		return
	case alternateSourceElem:
		f = r.entry.alternate
		f.URL = r.s.attr("uri")
	case mediaElem:
		if f.Type == "" {
			f.Type = mediums[r.s.attr("medium")]
		}
	}
	r.file(f)
}

// mediums gives the medium of a media:content a media type, where it states no
// better one.
var mediums = map[string]string{"image": "image/*", "audio": "audio/*", "video": "video/*"}

// captured takes the text of the element f, which has just ended.
func (r *reader) captured(f *frame) {
	c := &r.cap
	switch c.mode {
	case markup:
		r.text(c, textOf(c))
		return
	case people:
		r.person(c)
		return
	}
	s := strings.TrimSpace(repair(string(c.buf)))
	if s == "" {
		return
	}
	switch c.elem {
	case linkElem:
		r.linkText(s, f)
	case origLinkElem:
		if r.entry != nil {
			r.entry.setLink(resolve(r.base(f.base), s), linkOriginal)
		}
	case idElem:
		r.id(s)
	case categoryElem:
		r.tag(s)
	case keywordsElem:
		for tag := range strings.SplitSeq(s, ",") {
			r.tag(tag)
		}
	case creatorElem, ownerElem, personElem:
		if r.entry != nil {
			r.entry.author(parsePerson(s), c.elem)
		}
	case languageElem:
		if r.entry != nil {
			r.entry.lang = language(s)
		} else {
			r.feed.lang = language(s)
		}
	case publishedElem, dateElem, createdElem, updatedElem:
		r.date(c.elem, r.nameOf(c.depth), s)
	default:
		r.hint(c.elem, s)
	}
}

// hint takes what the feed says of how often it is worth asking for.
func (r *reader) hint(e elem, s string) {
	h := &r.d.Hints
	switch e {
	case ttlElem:
		h.SetTTL(s)
	case hourElem:
		h.SkipHour(s)
	case dayElem:
		h.SkipDay(s)
	case periodElem:
		r.feed.period = s
		h.SetPeriod(s, r.feed.frequency)
	case frequencyElem:
		r.feed.frequency = s
		h.SetPeriod(r.feed.period, s)
	case baseElem:
		if d, ok := printed.Feed(s); ok {
			h.Base = d.Start(time.UTC)
		}
	}
}

// text takes a text that may hold markup.
func (r *reader) text(c *capture, t text) {
	if strings.TrimSpace(t.s) == "" {
		return
	}
	e := r.entry
	switch {
	case e == nil:
		if c.elem == titleElem {
			r.feed.setTitle(t, c.depth)
		}
	case c.elem == titleElem:
		e.setTitle(t, c.depth)
	case c.elem == mediaTitleElem:
		if e.otherTitle.s == "" {
			e.otherTitle = t
		}
	case len(e.texts) < maxTexts:
		e.texts = append(e.texts, entryText{t, c.elem})
	}
}

// person takes an author that may be written in parts.
func (r *reader) person(c *capture) {
	p := c.who
	if rest := strings.TrimSpace(repair(string(c.buf))); rest != "" && p.name == "" {
		q := parsePerson(rest)
		p.name = q.name
		if p.email == "" {
			p.email = q.email
		}
	}
	switch {
	case r.entry != nil:
		r.entry.author(p, authorElem)
	case r.atom:
		r.feed.authors = addName(r.feed.authors, p.String())
	}
}

// id takes an entry's id. That of an element within another counts less. It is
// the address, too, where it is one: "post-17" would be one of any page.
func (r *reader) id(s string) {
	e := r.entry
	if e == nil || r.cap.depth >= e.idDepth {
		return
	}
	e.id, e.idDepth = s, r.cap.depth
	if r.cap.attrs.permalink != "false" {
		rank := linkID
		if r.cap.attrs.permalink == "true" {
			rank = linkPermanent
		}
		e.setLink(addressIn(s), rank)
	}
}

// tag adds a category to the entry.
func (r *reader) tag(s string) {
	if r.entry != nil {
		r.entry.tags = addName(r.entry.tags, s)
	}
}
