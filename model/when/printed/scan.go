package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// monthName reads the name of a month, or 11月.
func (p *parser) monthName() (int, bool) {
	from := p.i
	w, ok := p.word()
	if ok && w.is(aMonthName) {
		if w.kind == aMonthName {
			return int(w.n), true
		}
		return p.month12(from)
	}
	p.i = from
	return 0, false
}

// month12 returns the month of a word that first means something else.
func (p *parser) month12(from int) (int, bool) {
	for i, names := range [...]string{2: "mar", 4: "mai"} {
		if names != "" && len(p.s)-from >= 3 && lexicon.Fold(p.s[from:from+3]) == names {
			return i + 1, true
		}
	}
	p.i = from
	return 0, false
}

// between passes over what stands between the parts of a date.
func (p *parser) between() {
	for n := 0; n < 4; n++ {
		switch {
		case p.blanks(), p.sign('.'), p.sign(','), p.sign('-'), p.sign('/'):
		default:
			from := p.i
			w, ok := p.word()
			if !ok || !w.is(aJoiner) {
				p.i = from
				return
			}
			_ = p.sign('\'') || p.signs("’")
		}
	}
}

// ordinal passes over what makes a number an ordinal.
func (p *parser) ordinal() {
	p.i += lexicon.Ordinal(p.s[p.i:])
}

// at0 returns the byte at i, or 0 at the end.
func (p *parser) at0() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// blanks passes over blanks, no-break ones too, and reports whether there were
// any.
func (p *parser) blanks() bool {
	from := p.i
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == ' ':
			p.i++
		case c == 0xc2 && strings.HasPrefix(p.s[p.i:], "\u00a0"):
			p.i += 2
		case c == 0xe2 && strings.HasPrefix(p.s[p.i:], "\u202f"), c == 0xe3 && strings.HasPrefix(p.s[p.i:], "\u3000"):
			p.i += 3
		default:
			return p.i > from
		}
	}
	return p.i > from
}

// sign passes over c where it stands.
func (p *parser) sign(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

// signs passes over sign where it stands.
func (p *parser) signs(sign string) bool {
	if strings.HasPrefix(p.s[p.i:], sign) {
		p.i += len(sign)
		return true
	}
	return false
}

// number reads a run of ASCII digits. Of more than eight, the value is not
// meant to be used.
func (p *parser) number() (n, digits int) {
	for p.i < len(p.s) && digit(p.s[p.i]) {
		if digits < 9 {
			n = n*10 + int(p.s[p.i]-'0')
		}
		digits++
		p.i++
	}
	return n, digits
}

// word reads a run of letters and what it means. i stays where the word means
// nothing here. The last word is remembered: it is asked for several times.
func (p *parser) word() (word, bool) {
	if p.last.end > 0 && p.last.at == p.i {
		if p.last.ok {
			p.i = p.last.end
		}
		return p.last.word, p.last.ok
	}
	const longest = 40
	end := p.i
	for end < len(p.s) && end-p.i < longest {
		if c := p.s[end]; c < utf8.RuneSelf {
			if !asciiLetter(c) {
				break
			}
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(p.s[end:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		end += size
	}
	if end == p.i {
		return word{}, false
	}
	p.last.at, p.last.end = p.i, end
	p.last.word, p.last.ok = word{}, false
	if known(p.s[p.i:end]) {
		p.last.word, p.last.ok = lookup(p.s[p.i:end])
	}
	if p.last.ok {
		p.i = end
	}
	return p.last.word, p.last.ok
}
