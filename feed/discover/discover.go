// Package discover knows where sites of a few kinds have their feeds, which their
// pages do not name, or not to everybody. It fetches nothing and does not know whether
// there is a feed at an address.
package discover

import (
	"net/url"
	"regexp"
	"strings"
)

// Feed is a feed that a page may stand for.
type Feed struct {
	Title   string // told from others of the same page, in a few words; "" unknown
	Address string
}

// Lookup says how to come to the feeds of a page.
type Lookup struct {
	Feeds []Feed // they are known
	// Ask is an address whose content tells them: Read finds them in it. It is "" where
	// there is nothing to ask.
	Ask  string
	Read func(content []byte) []Feed
	// Sure: the site is known by its name. Otherwise only the page's address looks like
	// that of a site of this kind, and it may have a feed or not.
	Sure bool
}

// Page returns how to come to the feeds of a page by its address; ok is false where
// nothing is known of it, or it is the address of a feed.
func Page(page *url.URL) (l Lookup, ok bool) {
	host := strings.TrimPrefix(strings.ToLower(page.Hostname()), "www.")
	for _, s := range sites {
		if !s.anywhere() && !s.at(host) {
			continue
		}
		if l, ok := s.lookup(page, segments(page)); ok {
			l.Sure = !s.anywhere()
			return l, true
		}
	}
	return Lookup{}, false
}

// account is the name of an account of Mastodon, with its server.
var account = regexp.MustCompile(`^@(\w[\w.-]*)@((?:[\pL\pN-]+\.)+[\pL]{2,})$`)

// Account returns the address of the page of an account that is named as Mastodon does,
// "@user@example.social".
func Account(name string) (address string, ok bool) {
	m := account.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	return "https://" + m[2] + "/@" + m[1], true
}

// at reports whether a host is one of the site's.
func (s site) at(host string) bool {
	for _, h := range s.hosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

// anywhere reports whether the site may be at any host.
func (s site) anywhere() bool { return len(s.hosts) == 0 }

// segments returns the parts of the path of an address, without empty ones.
func segments(u *url.URL) []string {
	return strings.FieldsFunc(u.EscapedPath(), func(r rune) bool { return r == '/' })
}

// beside returns the address of a path and a query at the server of u.
func beside(u *url.URL, path, query string) string {
	a := u.Scheme + "://" + u.Host + path
	if query != "" {
		a += "?" + query
	}
	return a
}

// one is a lookup whose feed is known, and the only one.
func one(address string) (Lookup, bool) { return Lookup{Feeds: []Feed{{Address: address}}}, true }
