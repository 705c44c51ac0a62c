package rss

import (
	"bytes"
	"net/url"
	"strings"
)

// capture collects what stands in an element that holds text, with or without
// markup of its own.
type capture struct {
	on    bool
	elem  elem
	depth int // index of its frame
	mode  mode
	kind  textKind
	base  *url.URL
	attrs captured // what its tag said

	base64 bool
	marked bool // markup that was not escaped has been met
	escape bool // text is to be escaped: buf holds HTML
	full   bool
	deep   int // elements open that have no frame, as they are nested too deep

	buf []byte
	who person
}

// captured are the attributes of an element that matter when it ends.
type captured struct{ rel, kind, permalink string }

// mode says what elements within a capture are.
type mode uint8

const (
	simple mode = iota // noise around the text
	markup             // HTML that was not escaped
	people             // name, email, uri
)

// maxSimple is the most bytes of an address, a date or a name.
const maxSimple = 64 << 10

// begin starts to collect the text of the element just pushed.
func (c *capture) begin(r *reader, e elem, m mode) {
	depth := len(r.frames) - 1
	*c = capture{on: true, elem: e, depth: depth, mode: m, base: r.frames[depth].base, buf: c.buf[:0]}
}

// text adds the text that the scanner has just read.
func (c *capture) text(r *reader, k kind) {
	if c.full {
		return
	}
	raw := r.s.text
	switch {
	case !c.escape && k == cdataToken:
		c.buf = append(c.buf, raw...)
	case !c.escape:
		c.buf = r.s.appendText(c.buf, raw)
	case k == cdataToken:
		c.buf = appendEscaped(c.buf, raw)
	default:
		r.scratch = r.s.appendText(r.scratch[:0], raw)
		c.buf = appendEscaped(c.buf, r.scratch)
	}
	c.bound(r)
}

// bound ends the collecting where the text is over its limit.
func (c *capture) bound(r *reader) {
	limit := maxSimple
	if c.mode == markup && c.elem != titleElem && c.elem != mediaTitleElem {
		// Markup is dropped later, so that the text may be much shorter.
		limit = 4 * r.d.Limits.Article
	}
	if limit > 0 && len(c.buf) > limit {
		c.buf, c.full = c.buf[:limit], true
		r.d.Note(r.s.line(), "cut", "a text over the limit of %d bytes", limit)
	}
}

// startInside takes the start tag of an element within a capture. It reports
// that the capture has been closed when the element does not belong into it.
func (r *reader) startInside() (closed bool, err error) {
	c := &r.cap
	if c.deep == 0 && c.kind != xhtmlText && c.mode != people {
		// What has a meaning in feeds and none in HTML: an end tag is missing.
		// Links and titles of HTML stand in other elements, if at all.
		e := r.names.elem(r.s.name)
		own := e != unknown && (c.mode == simple || !htmlNames[string(r.local())])
		if own || (e == linkElem || e == titleElem) && len(r.frames) == c.depth+1 {
			return true, r.leaveTo(c.depth)
		}
	}
	name := r.local()
	if limit := r.d.Limits.Nesting; limit > 0 && len(r.frames) >= limit {
		if !r.s.empty && !voidNames[string(name)] {
			c.deep++
		}
		return false, nil
	}
	f := r.push(unknown)
	f.mark = len(c.buf)
	if c.mode == markup {
		// Some wrap escaped markup in an element that is not.
		f.mute = c.kind == htmlText && string(name) == "div" && !c.marked
		if !f.mute {
			c.mark()
			r.writeTag(name, f)
			c.bound(r)
		}
	}
	if r.s.empty || c.mode == markup && voidNames[string(name)] {
		return false, r.leaveTo(len(r.frames) - 1)
	}
	return false, nil
}

// local returns the name of the tag just read, in lower case and without its
// prefix, valid until the next call.
func (r *reader) local() []byte {
	name := r.s.name
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	r.scratch = r.scratch[:0]
	for _, b := range name {
		r.scratch = append(r.scratch, lower(b))
	}
	return r.scratch
}

// mark makes HTML of what has been collected, as markup follows.
func (c *capture) mark() {
	if c.marked {
		return
	}
	c.marked = true
	if c.escape || hasTag(c.buf) {
		return // escaped markup and markup, mixed
	}
	c.escape = true
	if bytes.ContainsAny(c.buf, "<&>") {
		c.buf = appendEscaped(nil, c.buf)
	}
}

// writeTag adds the start tag just read, with addresses resolved when a base
// is stated within the text.
func (r *reader) writeTag(name []byte, f *frame) {
	c := &r.cap
	c.buf = append(append(c.buf, '<'), name...)
	for _, a := range r.s.attrs {
		if bytes.IndexByte(a.name, ':') >= 0 || hasPrefixFold(a.name, "xmlns") || !plainName(a.name) {
			continue
		}
		v := r.s.value(a.value)
		if f.base != c.base && (string(a.name) == "href" || string(a.name) == "src") {
			if u := resolve(f.base, v); u != "" {
				v = u
			}
		}
		c.buf = append(append(append(c.buf, ' '), a.name...), '=', '"')
		c.buf = append(appendEscaped(c.buf, []byte(v)), '"')
	}
	c.buf = append(c.buf, '>')
}

// endInside closes an element within a capture.
func (c *capture) endInside(r *reader, f *frame, name []byte) {
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch c.mode {
	case people:
		if len(c.buf) >= f.mark && c.who.set(strings.ToLower(string(name)), string(bytes.TrimSpace(c.buf[f.mark:]))) {
			c.buf = c.buf[:f.mark]
		}
	case markup:
		r.scratch = r.scratch[:0]
		for _, b := range name {
			r.scratch = append(r.scratch, lower(b))
		}
		if f.mute || voidNames[string(r.scratch)] {
			return
		}
		c.buf = append(append(append(c.buf, "</"...), r.scratch...), '>')
	}
}

// appendEscaped appends text to dst as HTML.
func appendEscaped(dst, text []byte) []byte {
	for _, b := range text {
		switch b {
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '&':
			dst = append(dst, "&amp;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// plainName reports whether an attribute's name can be written as it is.
func plainName(name []byte) bool {
	for _, b := range name {
		if b = lower(b); (b < 'a' || b > 'z') && b != '-' && (b < '0' || b > '9') {
			return false
		}
	}
	return len(name) > 0
}

// hasTag reports whether b holds something like a tag.
func hasTag(b []byte) bool {
	for i := bytes.IndexByte(b, '<'); i >= 0; {
		if b = b[i+1:]; len(b) > 0 && (nameStart(b[0]) || b[0] == '/') {
			return true
		}
		i = bytes.IndexByte(b, '<')
	}
	return false
}
