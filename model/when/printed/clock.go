package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// tail reads what may follow a date: the word for "year", a weekday in
// brackets, a time of day and its zone.
func (p *parser) tail() {
	if p.i == len(p.s) { // as most often
		return
	}
	if p.clocked {
		p.yearWord()
		if p.zone == nil { // "Fri Nov 6 14:30:05 2020 +0100"
			p.try(p.readZone)
		}
		return
	}
	if c := p.at0(); c == 'T' || c == 't' {
		p.try(func() bool { p.i++; return p.clock() })
		return
	}
	p.yearWord()
	p.try(p.weekdayAfter)
	p.try(func() bool {
		if p.blanks(); p.at0() != 0 {
			p.joint()
			p.blanks()
		}
		return p.clock()
	})
}

// joint passes over what stands between a date and a time of day.
func (p *parser) joint() {
	if p.any(",", "|", "@", "•", "·", "-", "–", "—", "/", "T", "(", "+") || p.sign(':') {
		p.blanks()
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
		p.any(".", ":", "’", "'")
		p.blanks()
	}
}

// yearWord passes over the г. and года of Russian and the r. and roku of
// Polish years.
func (p *parser) yearWord() {
	p.try(func() bool {
		p.blanks()
		return p.any("года", "г.", "г", "roku", "r.") && !p.letterNext()
	})
	if p.i == len(p.s) {
		return
	}
	p.try(func() bool { // "թ.", "оны", "d."
		p.blanks()
		w, ok := p.word()
		return ok && w.is(aParticle) && (p.s[p.i-1] >= utf8.RuneSelf || p.at0() == '.') && (p.sign('.') || !p.letterNext())
	})
}

// letterNext reports whether a letter stands next.
func (p *parser) letterNext() bool {
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	return unicode.IsLetter(r)
}

// weekdayAfter passes over "(Fri)", "（金）" and 星期五.
func (p *parser) weekdayAfter() bool {
	p.blanks()
	p.try(func() bool { return p.sign('.') && p.blanks() && p.at0() == '(' })
	open := p.any("(", "（")
	dotted := false
	if !open {
		dotted = p.sign('.')
		if p.any(",", "،", "、", "፣", "՝") {
			dotted = false
		}
		p.blanks()
	}
	w, ok := p.word()
	if !ok || !w.is(aDayName) || p.letterNext() || p.wanted == 0 && !p.onWeekday(w.days) || dotted && !p.ends() {
		return false
	}
	p.try(func() bool { // "гараг"
		p.blanks()
		w, ok := p.word()
		return ok && w.kind == aParticle && p.s[p.i-1] >= utf8.RuneSelf
	})
	return !open || p.any(".)", ")", "）")
}

// clock reads a time of day and the zone that may follow it: 14:30, 14:30:05,
// 14h05, 14 h 05, 10 PM, 10.22 pm, 14.30 Uhr, 14時30分, 下午2:30; in ISO 8601's basic
// form 1430 and 143005.
func (p *parser) clock() bool {
	if c := p.at0(); !digit(c) && c < utf8.RuneSelf && c != 'n' && c != 'm' {
		return false
	}
	return p.try(func() bool {
		if p.any("noon", "midday") && !p.letterNext() {
			p.hour, p.clocked = 12, true
			return true
		}
		half, halved := p.halfBefore()
		if halved {
			p.blanks()
		}
		h, digits := p.number()
		m, s, plain := 0, 0, false
		switch {
		case digits == 6 && (p.whole || p.place != inText): // 20201106T143000Z
			h, m, s, plain = h/10000, h/100%100, h%100, true
			p.fraction()
		case digits == 4 && p.place != inText && p.i > 4 && p.s[p.i-5]|0x20 == 't': // T1014
			h, m, plain = h/100, h%100, true
		case digits < 1 || digits > 2:
			return false
		default:
			m, s, plain = p.minutes()
		}
		if !halved {
			half, halved = p.half()
		}
		if halved && h >= 1 && h <= 12 {
			h, plain = h%12+half, true
		}
		if !plain || h > 24 || m > 59 || s > 60 {
			return false
		}
		p.hourWord()
		p.hour, p.minute, p.second, p.clocked, p.halved = h, m, s, true, halved
		p.try(p.readZone)
		return true
	})
}

// minutes reads what follows the hour. plain says that it makes a time of day
// without more; 10.22 needs "pm" or "Uhr" behind it.
func (p *parser) minutes() (m, s int, plain bool) {
	from := p.i
	number := func(into *int, least int) bool {
		return p.try(func() bool {
			n, digits := p.number()
			if digits < least || digits > 2 {
				return false
			}
			*into = n
			return true
		})
	}
	switch {
	case p.any(":", "："):
		if !number(&m, 2) || p.sign(':') && !number(&s, 1) {
			break
		}
		p.fraction()
		return m, s, true
	case p.sign('.'):
		if number(&m, 2) && (p.follows("uhr") || p.follows("am") || p.follows("pm") || p.follows("a.m") || p.follows("p.m")) {
			return m, 0, p.follows("uhr")
		}
	case p.any("時", "时", "点", "點", "시"):
		if p.blanks(); number(&m, 2) {
			p.any("分", "분")
		}
		return m, 0, true
	default:
		if p.blanks(); p.any("h", "H") {
			if p.blanks(); number(&m, 2) {
				return m, 0, true
			}
		}
	}
	p.i = from
	return 0, 0, p.follows("uhr")
}

// fraction passes over a fraction of a second.
func (p *parser) fraction() {
	p.try(func() bool {
		if !p.any(".", ",", ":") {
			return false
		}
		_, digits := p.number()
		return digits > 0
	})
}

// follows reports whether a word, in lower case, stands next.
func (p *parser) follows(word string) bool {
	from := p.i
	p.blanks()
	ok := lexicon.HasPrefixFold(p.s[p.i:], word)
	p.i = from
	return ok
}

// halfBefore reads the words for am and pm that Chinese, Japanese and Korean have
// before the hour, and returns the hours they add.
func (p *parser) halfBefore() (hours int, ok bool) {
	p.korean = p.korean || strings.HasPrefix(p.s[p.i:], "오")
	if p.any("오후", "下午", "午後", "晚上", "晚") {
		return 12, true
	}
	return 0, p.any("오전", "上午", "午前", "早上", "凌晨")
}

// half reads am or pm and returns the hours it adds.
func (p *parser) half() (hours int, ok bool) {
	ok = p.try(func() bool {
		p.blanks()
		if p.at0() >= utf8.RuneSelf {
			w, ok := p.word()
			hours = 12 * (int(w.half) - 1)
			return ok && (w.half == 1 || w.half == 2)
		}
		switch p.at0() | 0x20 {
		case 'p':
			hours = 12
		case 'a':
		default:
			return false
		}
		p.i++
		dot := p.sign('.')
		if dot {
			p.blanks()
		}
		if !p.any("m", "M") {
			return false
		}
		if dot {
			p.sign('.')
		}
		return !asciiLetter(p.at0())
	})
	return hours, ok
}

// hourWord passes over Uhr, hrs, h and Uhr's relatives behind a time.
func (p *parser) hourWord() {
	p.try(func() bool {
		p.blanks()
		for _, s := range [...]string{"uhr", "hours", "hrs", "hs", "h"} {
			if !lexicon.HasPrefixFold(p.s[p.i:], s) {
				continue
			}
			r, _ := utf8.DecodeRuneInString(p.s[p.i+len(s):])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				p.i += len(s)
				p.sign('.')
				return true
			}
		}
		return false
	})
}
