package rss_test

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
)

// expected is one equality of an expectation that was written in Python:
// entries[0]['title'] == 'x' is {path: ["entries", 0, "title"], value: "x"}.
type expected struct {
	call  string // "len" or "ord", when the left side is put through it
	path  []any  // names and numbers
	value any    // string, int, []int, or nil for None
}

// expectations takes apart a Python expression: equalities joined by `and`. It
// also returns how many of the terms it cannot say.
func expectations(expr string) (terms []expected, unsaid int) {
	for _, part := range split(expr) {
		switch t, err := equality(part); {
		case err == nil:
			terms = append(terms, t...)
		case part != "not bozo" && part != "bozo" && part != "1":
			unsaid++
		}
	}
	return terms, unsaid
}

// split cuts an expression at each `and` that stands outside strings, having
// removed the parentheses around its parts.
func split(expr string) []string {
	var parts []string
	depth, from := 0, 0
	var quote byte
	for i := 0; i < len(expr); i++ {
		switch c := expr[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case depth == 0 && strings.HasPrefix(expr[i:], " and "):
			parts, from = append(parts, expr[from:i]), i+len(" and ")
			i = from - 1
		}
	}
	parts = append(parts, expr[from:])
	for i, p := range parts {
		p = strings.TrimSpace(p)
		if strings.HasPrefix(p, "(") && strings.HasSuffix(p, ")") {
			p = strings.TrimSpace(p[1 : len(p)-1])
		}
		parts[i] = p
	}
	return parts
}

// errUnsaid means that a term is none that the test can say.
var errUnsaid = errors.New("not an equality of a path and a literal")

// equality reads `path == literal`, or `path == path == literal`.
func equality(s string) ([]expected, error) {
	p := &python{rest: s}
	var left []expected
	for {
		if v, err := p.literal(); err == nil && p.rest == "" && len(left) > 0 {
			for i := range left {
				left[i].value = v
			}
			return left, nil
		}
		t, err := p.path()
		if err != nil {
			return nil, err
		}
		left = append(left, t)
		if !p.skip("==") && !p.skip("is ") {
			return nil, errUnsaid
		}
	}
}

// python reads the little of Python that expectations are made of.
type python struct{ rest string }

// skip passes over what, and the blanks around it, if it is next.
func (p *python) skip(what string) bool {
	p.rest = strings.TrimSpace(p.rest)
	after, ok := strings.CutPrefix(p.rest, what)
	if ok {
		p.rest = strings.TrimSpace(after)
	}
	return ok
}

// name returns the name or number that is next, or "".
func (p *python) name() string {
	p.rest = strings.TrimSpace(p.rest)
	end := strings.IndexFunc(p.rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(p.rest)
	}
	s := p.rest[:end]
	p.rest = strings.TrimSpace(p.rest[end:])
	return s
}

// path reads entries[0]['title'], feed.title, len(entries).
func (p *python) path() (expected, error) {
	var e expected
	name := p.name()
	if (name == "len" || name == "ord") && p.skip("(") {
		inner, err := p.path()
		if err != nil || inner.call != "" || !p.skip(")") {
			return e, errUnsaid
		}
		inner.call = name
		return inner, nil
	}
	if name == "" || !unicode.IsLetter(rune(name[0])) {
		return e, errUnsaid
	}
	e.path = []any{name}
	for {
		switch {
		case p.skip("["):
			key, err := p.literal()
			if err != nil || !p.skip("]") {
				return e, errUnsaid
			}
			e.path = append(e.path, key)
		case p.skip("."):
			e.path = append(e.path, p.name())
		default:
			return e, nil
		}
	}
}

// literal reads strings put together, a number, None, or a tuple of numbers.
// Where there is none it reads nothing.
func (p *python) literal() (any, error) {
	before := p.rest
	v, err := p.value()
	if err != nil {
		p.rest = before
	}
	return v, err
}

func (p *python) value() (any, error) {
	if s, ok := p.text(); ok {
		for {
			p.skip("+")
			more, ok := p.text()
			if !ok {
				return s, nil
			}
			s += more
		}
	}
	if p.skip("(") {
		var tuple []int
		for !p.skip(")") {
			n, err := strconv.Atoi(p.name())
			if err != nil {
				return nil, errUnsaid
			}
			tuple = append(tuple, n)
			p.skip(",")
		}
		return tuple, nil
	}
	name := p.name()
	if name == "None" {
		return nil, nil
	}
	n, err := strconv.Atoi(name)
	return n, err
}

// text reads a string literal, with the prefix u.
func (p *python) text() (string, bool) {
	before := p.rest
	p.skip("u")
	if p.rest == "" || p.rest[0] != '\'' && p.rest[0] != '"' {
		p.rest = before
		return "", false
	}
	quote, s := p.rest[0], p.rest[1:]
	var b strings.Builder
	for s != "" && s[0] != quote {
		c, _, tail, err := strconv.UnquoteChar(s, quote)
		if err != nil { // Python keeps a backslash that it does not know
			c, tail = rune(s[0]), s[1:]
		}
		b.WriteRune(c)
		s = tail
	}
	if s == "" {
		p.rest = before
		return "", false
	}
	p.rest = strings.TrimSpace(s[1:])
	return b.String(), true
}
