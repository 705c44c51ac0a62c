package printed

import (
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// tail reads what may follow a date: the word for "year", a weekday in
// brackets, a time of day and its zone.
func (p *parser) tail() {
	if p.clocked {
		p.yearWord()
		return
	}
	if c := p.at0(); c == 'T' || c == 't' {
		p.i++
		if !p.clock() {
			p.i--
		}
		return
	}
	p.yearWord()
	p.weekdayAfter()
	from := p.i
	if p.blanks(); p.joint() {
		p.blanks()
	}
	if digit(p.at0()) && p.clock() {
		return
	}
	p.i = from
}

// joint passes over what stands between a date and a time of day.
func (p *parser) joint() bool {
	for _, s := range [...]string{",", "|", "@", "•", "·", "-", "–", "—", "/", "T", "(", "+"} {
		if p.signs(s) {
			p.blanks()
			break
		}
	}
	for range 3 { // "at", "a las", "klo"
		from := p.i
		w, ok := p.word()
		if !ok {
			break
		}
		if !w.is(aClockWord) {
			p.i = from
			break
		}
		_ = p.sign('.') || p.sign(':') || p.signs("’") || p.sign('\'')
		p.blanks()
	}
	return true
}

// yearWord passes over the г. and года of Russian and the r. and roku of
// Polish years.
func (p *parser) yearWord() {
	from := p.i
	p.blanks()
	for _, s := range [...]string{"года", "г.", "г", "roku", "r."} {
		if p.signs(s) {
			r, _ := utf8.DecodeRuneInString(p.s[p.i:])
			if !unicode.IsLetter(r) {
				return
			}
		}
	}
	p.i = from
}

// weekdayAfter passes over "(Fri)", "（金）" and 星期五.
func (p *parser) weekdayAfter() {
	from := p.i
	p.blanks()
	open := p.sign('(') || p.signs("（")
	if !open {
		p.sign(',')
		p.blanks()
	}
	w, ok := p.word()
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	switch {
	case !ok || !w.is(aDayName) || unicode.IsLetter(r):
	case !open:
		return
	case p.sign('.') && p.sign(')') || p.sign(')') || p.signs("）"):
		return
	}
	p.i = from
}

// clock reads a time of day and the zone that may follow it: 14:30, 14:30:05,
// 14h05, 14 h 05, 10 PM, 10.22 pm, 14.30 Uhr, 14時30分.
func (p *parser) clock() bool {
	from := p.i
	h, digits := p.number()
	if digits < 1 || digits > 2 && !(digits == 6 && p.whole) || h > 24 && digits <= 2 {
		p.i = from
		return false
	}
	m, s, plain := 0, 0, false
	if digits == 6 { // 20201106T143000Z
		h, m, s, plain = h/10000, h/100%100, h%100, true
	} else {
		m, s, plain = p.minutes()
	}
	half, ok := p.half()
	if ok && h >= 1 && h <= 12 {
		h, plain = h%12+half, true
	}
	if !plain || h > 24 || m > 59 || s > 60 {
		p.i = from
		return false
	}
	p.hourWord()
	p.hour, p.minute, p.second, p.clocked = h, m, min(s, 59), true
	p.zone()
	return true
}

// minutes reads what follows the hour. plain says that it makes a time of day
// without more; 10.22 needs "pm" or "Uhr" behind it.
func (p *parser) minutes() (m, s int, plain bool) {
	from := p.i
	two := func() (int, bool) {
		at := p.i
		n, digits := p.number()
		if digits != 2 {
			p.i = at
			return 0, false
		}
		return n, true
	}
	var ok bool
	switch {
	case p.sign(':') || p.signs("："):
		if m, ok = two(); !ok {
			break
		}
		if p.sign(':') {
			if s, ok = two(); !ok {
				break
			}
			if c := p.at0(); (c == '.' || c == ',') && p.i+1 < len(p.s) && digit(p.s[p.i+1]) {
				p.i++
				p.number()
			}
		}
		return m, s, true
	case p.sign('.'):
		if m, ok = two(); ok && (p.follows("uhr") || p.follows("am") || p.follows("pm") || p.follows("a.m") || p.follows("p.m")) {
			return m, 0, p.follows("uhr")
		}
	case p.signs("時"), p.signs("时"), p.signs("点"), p.signs("點"), p.signs("시"):
		p.blanks()
		if n, ok := two(); ok {
			m = n
			_ = p.signs("分") || p.signs("분")
		}
		return m, 0, true
	default:
		p.blanks()
		if p.sign('h') || p.sign('H') {
			p.blanks()
			if m, ok = two(); ok {
				return m, 0, true
			}
		}
	}
	p.i = from
	return 0, 0, p.follows("uhr")
}

// follows reports whether a word, in lower case, stands next.
func (p *parser) follows(word string) bool {
	q := *p
	q.blanks()
	return lexicon.HasPrefixFold(q.s[q.i:], word)
}

// half reads am or pm and returns the hours it adds.
func (p *parser) half() (int, bool) {
	from := p.i
	p.blanks()
	c := p.at0() | 0x20
	if c != 'a' && c != 'p' {
		p.i = from
		return 0, false
	}
	p.i++
	dot := p.sign('.')
	if dot {
		p.blanks()
	}
	if p.at0()|0x20 != 'm' {
		p.i = from
		return 0, false
	}
	p.i++
	if dot {
		p.sign('.')
	}
	if asciiLetter(p.at0()) {
		p.i = from
		return 0, false
	}
	if c == 'p' {
		return 12, true
	}
	return 0, true
}

// hourWord passes over Uhr, hrs, h and Uhr's relatives behind a time.
func (p *parser) hourWord() {
	from := p.i
	p.blanks()
	for _, s := range [...]string{"uhr", "hours", "hrs", "hs", "h"} {
		if !lexicon.HasPrefixFold(p.s[p.i:], s) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(p.s[p.i+len(s):])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			p.i += len(s)
			p.sign('.')
			return
		}
	}
	p.i = from
}
