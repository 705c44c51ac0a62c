package model

import (
	"net/url"
	"strings"
)

// StripUserinfo returns text without the user names and passwords of the
// addresses in it (RFC 3986, 3.2.1): "https://user:password@host/" becomes
// "https://host/". If of is not nil, only those of the hosts go for which it
// reports true; a host is in lower case and has its port, if one is stated.
// Without of, an address that is malformed because of what its password holds
// loses all before its last "@".
func StripUserinfo(text string, of func(host string) bool) string {
	var b strings.Builder
	rest := text
	for {
		i := strings.Index(rest, "://")
		if i < 0 {
			break
		}
		i += len("://")
		end := i
		for end < len(rest) && inAuthority(rest[end]) {
			end++
		}
		at := strings.LastIndexByte(rest[i:end], '@')
		switch {
		case of == nil:
			at = max(at, malformed(rest, i))
		case at >= 0 && !of(hostOf(rest[i+at+1:end])):
			at = -1
		}
		b.WriteString(rest[:i])
		rest = rest[i+at+1:]
	}
	if b.Len() == 0 {
		return text
	}
	b.WriteString(rest)
	return b.String()
}

// WithoutLogin returns a place as it may be printed: an address without the user name
// and the password in it, also where it is no address because of what stands in them.
func WithoutLogin(place string) string {
	scheme, rest, remote := strings.Cut(place, "://")
	if !remote || strings.ContainsAny(scheme, `/\ `) {
		return place
	}
	if _, err := url.Parse(scheme[strings.LastIndexByte(scheme, ':')+1:] + "://" + rest); err == nil { // feed:https: is of old subscribe buttons
		return StripUserinfo(place, nil)
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if _, err := url.Parse("http://" + rest); err != nil {
		rest, _, _ = strings.Cut(rest, ":")
	}
	return scheme + "://" + rest
}

// inAuthority reports whether c may stand in the authority of an address, as
// documents and people write them.
func inAuthority(c byte) bool {
	switch c {
	case '/', '?', '#', '"', '<', '>', '`':
		return false
	}
	return c > ' ' && c != 0x7f
}

// hostOf returns the host that begins s.
func hostOf(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r < 0x80 && r != '.' && r != '-' && r != '_' && r != ':' && r != '[' && r != ']' && r != '%' &&
			!('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z')
	})
	if end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(strings.TrimRight(s, ".:"))
}

// malformed returns where in text from i on the last "@" of an address stands
// that cannot be read, or -1.
func malformed(text string, i int) int {
	end := i + strings.IndexAny(text[i:]+" ", " \t\n\"")
	at := strings.LastIndexByte(text[i:end], '@')
	if at < 0 {
		return -1
	}
	if _, err := url.Parse("http://" + text[i:end]); err == nil {
		return -1
	}
	return at
}
