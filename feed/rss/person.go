package rss

import (
	"regexp"
	"strings"
	"sync"

	"dateline/model"
)

// person is somebody who wrote something.
type person struct{ name, email string }

// String returns the name, or where there is none the address.
func (p person) String() string {
	if p.name != "" {
		return p.name
	}
	return p.email
}

// set takes a part of a person. It reports whether name is one.
func (p *person) set(name, value string) bool {
	switch name {
	case "name":
		p.name = model.CleanLine(repair(value))
	case "email":
		p.email = model.CleanLine(strings.TrimPrefix(value, "mailto:"))
	case "uri", "url", "homepage":
	default:
		return false
	}
	return true
}

// address is an e-mail address, with what may hang on to it in feeds.
var address = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:mailto:)?[a-z0-9_.+-]+@(?:[a-z0-9-]+\.)+[a-z0-9-]+(?:\?subject=\S*)?`)
})

// parsePerson reads a person written in one of the usual ways:
// "me@example.com (Name)", "Name <me@example.com>", "Name", or an address.
func parsePerson(s string) person {
	t := text{s: s}
	s = t.line()
	if !strings.Contains(s, "@") {
		return person{name: s}
	}
	at := address().FindStringIndex(s)
	if at == nil {
		return person{name: s}
	}
	email := s[at[0]:at[1]]
	if len(email) > 7 && strings.EqualFold(email[:7], "mailto:") {
		email = email[7:]
	}
	email, _, _ = strings.Cut(email, "?")
	name := s[:at[0]] + " " + s[at[1]:]
	for _, empty := range []string{"()", "( )", "<>", "< >", "&lt;&gt;"} {
		name = strings.ReplaceAll(name, empty, "")
	}
	name = strings.TrimSpace(name)
	if strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
		name = name[1 : len(name)-1]
	}
	name = strings.Trim(model.CleanLine(name), " ,;:\"<>")
	return person{name: name, email: email}
}
