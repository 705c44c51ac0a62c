package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// try calls read, and goes back to where it began when that reports false.
func (p *parser) try(read func() bool) bool {
	from := p.i
	if read() {
		return true
	}
	p.i = from
	return false
}

// monthName reads the name of a month. Where a program wrote it, one that begins as
// a month's does in some language is enough.
func (p *parser) monthName() (month int, ok bool) {
	from := p.i
	w, ok := p.word()
	if !ok && p.place != inText {
		w, ok = p.wordBeginning()
	}
	if ok && w.kind == aMonthName && w.n > 0 {
		p.rivals, p.thai = w.months, startsWith(unicode.Thai, p.s[from:])
		return int(w.n), true
	}
	p.i = from
	return 0, false
}

// between passes over what stands between the parts of a date.
func (p *parser) between() {
	for n := 0; n < 4; n++ {
		if p.blanks() || p.any(".", ",", "-", "/") || p.at0() >= utf8.RuneSelf && p.any("،", "፣") {
			continue
		}
		from := p.i
		w, ok := p.word()
		if !ok || !w.is(aJoiner) {
			p.i = from
			return
		}
		p.any("'", "’")
	}
}

// ordinal passes over what makes a number an ordinal.
func (p *parser) ordinal() { p.i += lexicon.Ordinal(p.s[p.i:]) }

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
	for p.at0() == ' ' || p.at0() >= utf8.RuneSelf && p.any("\u00a0", "\u202f", "\u3000") {
		if p.at0() == ' ' {
			p.i++
		}
	}
	return p.i > from
}

// sign passes over c where it stands.
func (p *parser) sign(c byte) bool {
	if p.at0() == c && p.i < len(p.s) {
		p.i++
		return true
	}
	return false
}

// any passes over the first of some signs that stands next.
func (p *parser) any(signs ...string) bool {
	for _, s := range signs {
		if strings.HasPrefix(p.s[p.i:], s) {
			p.i += len(s)
			return true
		}
	}
	return false
}

// number reads a run of ASCII digits. Of more than fifteen, the value is not
// meant to be used.
func (p *parser) number() (n, digits int) {
	for p.i < len(p.s) && digit(p.s[p.i]) {
		if digits < 16 {
			n = n*10 + int(p.s[p.i]-'0')
		}
		digits++
		p.i++
	}
	return n, digits
}

// upTo reads a number of at most some digits.
func (p *parser) upTo(most int) (n int, ok bool) {
	n, digits := p.number()
	return n, digits > 0 && digits <= most
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
	end := p.wordEnd()
	if end == p.i {
		return word{}, false
	}
	p.last.at, p.last.end = p.i, end
	p.last.word, p.last.ok = word{}, false
	if w, n := longest(p.s[p.i:], end-p.i); n > 0 && w.kind != aPart {
		p.last.word, p.last.ok, p.last.end = w, true, p.i+n
		p.i += n
	}
	return p.last.word, p.last.ok
}

// wordEnd returns where the run of letters ends that stands next.
func (p *parser) wordEnd() int {
	const longest = 72
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
		if !inWord(r) {
			break
		}
		end += size
	}
	return end
}

// inWord reports whether r goes on with a word: joiners stand within those of Persian
// and of India.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d'
}

// wordBeginning reads a word of which only the first four or three letters mean
// something.
func (p *parser) wordBeginning() (word, bool) {
	end := p.wordEnd()
	letters := []rune(p.s[p.i:end])
	for n := min(4, len(letters)-1); n >= 3; n-- {
		if w, ok := lookup(string(letters[:n])); ok {
			p.i = end
			return w, true
		}
	}
	return word{}, false
}
