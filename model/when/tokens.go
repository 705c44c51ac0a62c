package when

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// kind is what a token of a typed date is, written as a letter so that the
// shape of a whole date is a string such as "NMY".
type kind byte

const (
	aNumber  kind = 'N' // one to three digits, or a word for one to twelve
	aYear    kind = 'Y' // four digits
	aMonth   kind = 'M'
	aWeekday kind = 'D'
	aUnit    kind = 'U' // second ... year
	aDay     kind = 't' // today and its neighbours
	aNow     kind = 'w'
	aThis    kind = 'T'
	aLast    kind = 'L'
	aNext    kind = 'X'
	anAgo    kind = 'A'
	anIn     kind = 'I'
	aTime    kind = 'H' // 14:30
	aHalf    kind = 'h' // am, pm
	filler   kind = '-'
)

// token is a part of a typed date. n is the number, month, weekday, unit or
// distance from today in days.
type token struct {
	kind     kind
	n        int
	clock    clockTime
	pos, end int
}

// tokenize splits the text at blanks and punctuation and between digits and
// letters, and looks the words up.
func (p *parser) tokenize() *Error {
	for i := 0; i < len(p.text); {
		r, size := utf8.DecodeRuneInString(p.text[i:])
		switch {
		case r >= '0' && r <= '9':
			n, err := p.digits(i)
			if err != nil {
				return err
			}
			i = n
		case unicode.IsLetter(r) || unicode.IsMark(r):
			n, err := p.word(i)
			if err != nil {
				return err
			}
			i = n
		case unicode.IsSpace(r) || strings.ContainsRune("-,.'’·/()_", r):
			i += size
		default:
			msg, hint := noDate(p.text[i : i+size])
			return &Error{Pos: i, Len: size, Word: p.text[i : i+size], Msg: msg, Hint: hint}
		}
	}
	return nil
}

// digits reads a number, or a time such as 14:30, at i.
func (p *parser) digits(i int) (int, *Error) {
	end := i
	for end < len(p.text) && (digit(p.text[end]) || p.text[end] == ':') {
		end++
	}
	t := token{pos: i, end: end}
	s := p.text[i:end]
	if strings.Contains(s, ":") {
		c, ok := clock(s)
		if !ok {
			return 0, p.at(t, fmt.Sprintf("%q is no time of day", s), "say 14:30")
		}
		t.kind, t.clock = aTime, c
		p.toks = append(p.toks, t)
		return end, nil
	}
	t.n = number(s)
	switch {
	case t.n < 0:
		return 0, p.at(t, fmt.Sprintf("%q is too large a number", s), examples)
	case len(s) == 4:
		t.kind = aYear
	default:
		t.kind = aNumber
	}
	p.toks = append(p.toks, t)
	return end + lexicon.Ordinal(p.text[end:]), nil
}

// word reads a run of letters at i.
func (p *parser) word(i int) (int, *Error) {
	end := i
	for end < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		end += size
	}
	t := token{pos: i, end: end}
	s := lexicon.Fold(p.text[i:end])
	e, ok := vocabulary()[s]
	switch {
	case ok:
	case s == "m":
		return 0, p.at(t, `"m" may mean minutes or months`, "say 3min or 3mo")
	default:
		msg, hint := noDate(p.text[i:end])
		if near := nearest(s); near != "" {
			hint = "did you mean " + near + "?"
		}
		return 0, p.at(t, msg, hint)
	}
	t.kind, t.n = e.kind, e.n
	if s == "ago" && (len(p.toks) == 0 || p.toks[len(p.toks)-1].kind != aUnit) {
		t.kind, t.n = aMonth, 8 // agosto, in Italian, Portuguese and Spanish
	}
	if t.kind != filler {
		p.toks = append(p.toks, t)
	}
	return end, nil
}

// splitClock takes a time of day off the end of the tokens.
func (p *parser) splitClock(ts []token) (*clockTime, []token, *Error) {
	n := len(ts)
	last := ts[n-1]
	half := -1
	if last.kind == aHalf {
		if n == 1 || ts[n-2].kind != aTime && ts[n-2].kind != aNumber {
			return nil, nil, p.at(last, "an hour is missing", "say 2pm or 2:30pm")
		}
		half, n = last.n, n-1
	}
	t := ts[n-1]
	switch {
	case t.kind == aTime:
	case half >= 0:
		t.clock = clockTime{hour: t.n, length: time.Hour}
	default:
		return nil, ts, nil
	}
	c := t.clock
	if half >= 0 {
		if c.hour < 1 || c.hour > 12 {
			return nil, nil, p.at(t, fmt.Sprintf("there is no hour %d with am or pm", c.hour), "say 2pm or 14:00")
		}
		c.hour = c.hour%12 + half
	}
	return &c, ts[:n-1], nil
}
