package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

type tokenKind uint8

const (
	aTerm tokenKind = iota
	anOpen
	aClose
	anOr
	aNot
)

// token is a part of a text.
type token struct {
	kind     tokenKind
	pos, end int // bytes of the text
	term     term
}

// term is one condition as it was typed.
type term struct {
	pos, end int
	key      key    // its kind is noKey where there is none
	value    string // what follows the key, raw: with its quotes
	valuePos int
	pieces   []piece // of a term without a key (one), a field, or a list
	typing   bool    // the reader is still typing it
	open     bool    // a quotation mark or regular expression was not closed
}

// piece is a member of a comma list, or all of a value.
type piece struct {
	pos, end int
	text     string // without quotes or slashes, unescaped
	form     form
	star     bool // an asterisk followed
	exact    bool // an equals sign stood before it
}

type form uint8

const (
	bare form = iota
	quoted
	regex
)

// lexer splits a text into tokens.
type lexer struct {
	text   string
	typing bool
	toks   []token
}

func lex(text string, typing bool) ([]token, *Error) {
	if len(text) > maxText {
		return nil, &Error{Len: len(text), Msg: "the query is too long", Hint: "it may have 16384 bytes"}
	}
	if !utf8.ValidString(text) {
		return nil, &Error{Len: len(text), Msg: "the query is not valid UTF-8"}
	}
	l := lexer{text: text, typing: typing}
	for i := 0; i < len(text); {
		next, err := l.step(i)
		if err != nil {
			return nil, err
		}
		i = next
	}
	return l.toks, nil
}

// step takes the token at i, which may be a blank, and returns where the next
// one begins.
func (l *lexer) step(i int) (int, *Error) {
	r, size := utf8.DecodeRuneInString(l.text[i:])
	add := func(k tokenKind, n int) (int, *Error) {
		l.toks = append(l.toks, token{kind: k, pos: i, end: i + n})
		return i + n, nil
	}
	switch {
	case unicode.IsSpace(r):
		return i + size, nil
	case r == '(':
		return add(anOpen, 1)
	case r == ')':
		return add(aClose, 1)
	case r == '|':
		return add(anOr, 1)
	case r == '-':
		if i+1 == len(l.text) && l.typing {
			return i + 1, nil
		}
		if i+1 == len(l.text) || ends(l.text[i+1:]) && l.text[i+1] != '(' {
			return 0, &Error{Pos: i, Len: 1, Word: "-", Msg: `nothing follows "-"`, Hint: "write -word, without a blank"}
		}
		return add(aNot, 1)
	}
	t, err := l.term(i)
	if err != nil {
		return 0, err
	}
	last := l.typing && t.end == len(l.text)
	switch l.text[t.pos:t.end] {
	case "AND":
		return t.end, nil
	case "OR":
		return add(anOr, 2)
	case "not", "NOT":
		if !last {
			return add(aNot, 3)
		}
	}
	t.typing = last
	l.toks = append(l.toks, token{kind: aTerm, pos: t.pos, end: t.end, term: t})
	return t.end, nil
}

// ends reports whether a term ends before s.
func ends(s string) bool {
	if s == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r) || r == '(' || r == ')' || r == '|'
}

// term reads the term at i.
func (l *lexer) term(i int) (term, *Error) {
	t := term{pos: i}
	j := i
	if k, n := l.keyAt(i); n > 0 {
		t.key, j = k, i+n
	}
	t.valuePos = j
	for {
		p, next, open := l.piece(j, t.key)
		t.pieces = append(t.pieces, p)
		t.open = t.open || open
		j = next
		if t.key.lists() && j < len(l.text) && l.text[j] == ',' {
			j++
			continue
		}
		break
	}
	t.end = j
	t.value = l.text[t.valuePos:t.end]
	last := t.pieces[len(t.pieces)-1]
	if t.open && !l.typing {
		word := l.text[last.pos:t.end]
		e := &Error{Pos: last.pos, Len: len(word), Word: word, Msg: "the quotation mark is not closed", Hint: `put " behind the phrase`}
		if word[0] == '/' {
			e.Msg, e.Hint = "the regular expression is not closed", "put / behind it, or the whole in quotes to look for it as text"
		}
		return term{}, e
	}
	return t, nil
}

// lists reports whether a list with commas may follow the key.
func (k key) lists() bool {
	switch k.kind {
	case fieldKey, isKey, hasKey, tagKey, folderKey, monthKey, weekdayKey:
		return true
	}
	return false
}

// prose reports whether a slash after the key always begins a regular
// expression. Addresses and paths may begin with one themselves; there, a
// regular expression must be closed and hold no blank.
func (k key) prose() bool {
	switch {
	case k.kind == noKey:
		return true
	case k.kind != fieldKey:
		return false
	}
	switch model.Field(k.n) {
	case model.Anywhere, model.Title, model.Text, model.Author, model.FromSource:
		return true
	}
	return false
}

// keyAt returns the key that begins at i and its length with the colon, or 0
// where there is none that is known.
func (l *lexer) keyAt(i int) (key, int) {
	if l.text[i] == '#' {
		return keyNamed("tag"), 1
	}
	j := i
	for j < len(l.text) && (l.text[j]|0x20 >= 'a' && l.text[j]|0x20 <= 'z' || l.text[j] == '-') {
		j++
	}
	if j == i || j == len(l.text) || l.text[j] != ':' {
		return key{}, 0
	}
	k := keyNamed(strings.ToLower(l.text[i:j]))
	if k.kind == noKey {
		return key{}, 0
	}
	return k, j + 1 - i
}

// piece reads one member of a value at i; open says that what was begun with a
// quotation mark or a slash is not closed.
func (l *lexer) piece(i int, k key) (p piece, next int, open bool) {
	p = piece{pos: i}
	s := l.text[i:]
	if strings.HasPrefix(s, "=") && k.kind == fieldKey && model.Field(k.n) == model.FromSource && !ends(s[1:]) {
		p, s = piece{pos: i + 1, exact: true}, s[1:]
	}
	i = p.pos
	if !p.exact && strings.HasPrefix(s, "/") && (k.kind == noKey || k.kind == fieldKey) {
		if body, n := regexAt(s); n > 0 && (k.prose() || !strings.ContainsFunc(body, unicode.IsSpace)) {
			p.text, p.form, p.end = body, regex, i+n
			return p, p.end, false
		}
		if k.prose() {
			p.text, p.form, p.end = s[1:], regex, len(l.text)
			return p, p.end, true
		}
	}
	if strings.HasPrefix(s, `"`) {
		body, n, closed := quoteAt(s)
		p.text, p.form, p.end = body, quoted, i+n
		if !closed {
			return p, p.end, true
		}
		if strings.HasPrefix(l.text[p.end:], "*") && !p.exact {
			p.star = true
			p.end++
		}
		if !l.continues(p.end, k) {
			return p, p.end, false
		}
	}
	return l.bare(p, k)
}

// continues reports whether a value goes on at i after a closing quotation
// mark: with a range or the length of around:.
func (l *lexer) continues(i int, k key) bool {
	if k.kind != noKey && k.kind != dateKey && k.kind != asOfKey {
		return false
	}
	rest := l.text[i:]
	return strings.HasPrefix(rest, "..") || k.kind == dateKey && slices.ContainsFunc(lengthSigns[:], func(s string) bool { return strings.HasPrefix(rest, s) })
}

// bare reads on to the end of a piece that is no phrase and no regular
// expression; a range may hold quoted dates.
func (l *lexer) bare(p piece, k key) (piece, int, bool) {
	j, open := max(p.pos, p.end), false
	for j < len(l.text) && !ends(l.text[j:]) {
		c := l.text[j]
		if c == ',' && k.lists() {
			break
		}
		if c == '"' && j > 0 && (l.text[j-1] == ':' && k.kind == dateKey || l.text[j-1] == '.' && strings.HasSuffix(l.text[p.pos:j], "..")) {
			_, n, closed := quoteAt(l.text[j:])
			j, open = j+n, !closed
			continue
		}
		_, size := utf8.DecodeRuneInString(l.text[j:])
		j += size
	}
	p.form, p.end = bare, j
	p.text = l.text[p.pos:j]
	p.star = false
	if (k.kind == noKey || k.kind == fieldKey) && !p.exact {
		p.text, p.star = strings.CutSuffix(p.text, "*")
	}
	return p, j, open
}
