package rss

import (
	"net/url"
	"strings"

	"dateline/model"
)

// base returns what relative addresses are resolved against: b, or the feed's
// own address as it states it.
func (r *reader) base(b *url.URL) *url.URL {
	if b != nil {
		return b
	}
	return r.feed.base
}

// link takes a link whose address is known (RFC 4287 section 4.2.7).
func (r *reader) link(href, rel, typ string, length int64) {
	u := resolve(r.base(r.frames[len(r.frames)-1].base), href)
	if r.entry == nil {
		switch rel {
		case "self":
			r.feed.setLink(u, linkText) // where the document itself is
		case "", "alternate":
			r.feed.setLink(u, linkAlternate)
		}
		return
	}
	switch rel {
	case "", "alternate":
		rank := linkAlternate
		if typ == "" || strings.Contains(typ, "html") {
			rank = linkText
		}
		r.entry.setLink(u, rank)
	case "enclosure":
		r.file(model.Enclosure{URL: href, Type: typ, Length: length})
	case "related", "via", "canonical":
		r.entry.setLink(u, linkOther)
	default:
		r.entry.mention = u
	}
}

// linkText takes a link whose address is its text.
func (r *reader) linkText(s string, f *frame) {
	a := r.cap.attrs
	if a.rel != "" && a.rel != "alternate" {
		if r.entry != nil {
			r.link(s, a.rel, a.kind, 0)
		}
		return
	}
	u := resolve(r.base(f.base), s)
	if r.entry != nil {
		r.entry.setLink(u, linkText)
		return
	}
	r.feed.setLink(u, linkAlternate)
}

// resolve returns ref as an absolute http(s) address, or "" when it is none.
// Without a base only absolute addresses are.
func resolve(base *url.URL, ref string) string {
	ref = model.CleanLine(unbroken.Replace(strings.TrimSpace(ref)))
	if ref == "" {
		return ""
	}
	if absolute(ref) {
		return ref
	}
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || base == nil {
		return ""
	}
	if abs := base.ResolveReference(u).String(); absolute(abs) {
		return abs
	}
	return ""
}

// addressIn returns the address that an id is: an absolute one of http(s), or "".
func addressIn(id string) string { return resolve(nil, id) }

// unbroken mends addresses as browsers do (WHATWG URL, basic parser).
var unbroken = strings.NewReplacer("\n", "", "\r", "", "\t", "", " ", "%20")

// absolute reports whether s is an http(s) address with a host.
func absolute(s string) bool {
	for _, scheme := range []string{"http://", "https://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) && s[len(scheme)] != '/' {
			return true
		}
	}
	return false
}

// parseBase returns the base that an element states with xml:base, resolved
// against its parent's; nil when it is no http(s) address.
func parseBase(parent *url.URL, s string) *url.URL {
	abs := resolve(parent, s)
	if abs == "" {
		return nil
	}
	u, err := url.Parse(abs)
	if err != nil {
		return nil
	}
	return u
}

// language returns s as a language tag (BCP 47), or "" when it is none.
func language(s string) string {
	s = strings.ReplaceAll(model.CleanLine(s), "_", "-")
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for i := range len(s) {
		if c := lower(s[i]); (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return ""
		}
	}
	return s
}
