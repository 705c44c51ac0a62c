package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/when/lexicon"
)

// named reads day, month and year in any order that a language has, the month by its
// name, with particles between them.
func (p *parser) named() bool {
	var day, year int
	var month word
	order := ""
	const most = 10
	for n := 0; len(order) < 3; n++ {
		switch {
		case n > 0 && order == "": // a dash parts a title such as "Plan A" from its date
			p.any(".")
			p.blanks()
		case n > 0:
			p.gap()
		}
		at := p.i
		w, ok := p.name()
		switch {
		case n == most:
			return false
		case ok && w.is(aMonthName) && month.kind == noKind:
			month, p.thai = w, startsWith(unicode.Thai, p.s[at:])
			order += "m"
		case ok && (w.is(aJoiner) || w.is(aParticle)):
		case ok || !digit(p.at0()):
			return false
		default:
			number, digits := p.number()
			switch {
			case digits == 4 && year == 0:
				year = number
				order += "y"
			case digits <= 2 && day == 0:
				day = number
				order += "d"
			default:
				return false
			}
			p.suffix()
		}
	}
	switch order {
	case "dmy", "mdy", "ymd", "ydm":
		return p.setNamed(year, month, day)
	}
	return false
}

// setNamed keeps a day of which the month was named, in the calendar that it is of.
func (p *parser) setNamed(y int, month word, d int) bool {
	m := int(month.n)
	p.rivals = month.months
	if month.solar > 0 && solarYear(y) {
		y, m, d = fromSolar(y, int(month.solar), d)
	}
	return m > 0 && p.set(y, m, d)
}

// name reads a word, one that begins with a number or is a part of a month's name too.
func (p *parser) name() (w word, ok bool) {
	if digit(p.at0()) {
		return p.numbered()
	}
	if w, ok = p.word(); ok {
		return w, true
	}
	end := p.wordEnd()
	if s := p.s[p.i:end]; utf8.RuneCountInString(s) >= 3 && s[0] >= utf8.RuneSelf {
		if m := lexicon.Beginning(s); m > 0 {
			p.i = end
			return word{kind: aMonthName, n: uint8(m)}, true
		}
	}
	return w, false
}

// numbered reads the name of a month that begins with its number: "1-р сарын".
func (p *parser) numbered() (w word, ok bool) {
	n := p.i
	for n < len(p.s) && digit(p.s[n]) {
		n++
	}
	if n > p.i+2 || n == len(p.s) || p.s[n] != '-' && p.s[n] < utf8.RuneSelf {
		return w, false
	}
	name, n := lexicon.Longest(p.s[p.i:])
	if name.Months() == 0 {
		return w, false
	}
	p.i += n
	return w.with(name), true
}

// gap passes over what stands between the parts of a date.
func (p *parser) gap() {
	for range 4 {
		if !p.blanks() && !p.any(".", ",", "-", "/", "،", "፣", "、", "՝", "’", "(", ")", "[", "]") {
			return
		}
	}
}

// suffixes may stand right behind a number, beside the ordinals.
var suffixes = [...]string{"(e)ko", "(a)", "-a", "-an", "eko", "ko", "ean", "an", "a", "-го", "го", "-е", "й", "লা", "রা", "ঠা", "ই", "শে", "ኛ", "η", ":a", ":e", "da", "de"}

// suffix passes over what makes a number an ordinal or says its case.
func (p *parser) suffix() {
	if c := p.at0(); c == ' ' || c == '.' || c == ',' {
		return
	}
	p.ordinal()
	for _, s := range suffixes {
		if rest, ok := strings.CutPrefix(p.s[p.i:], s); ok {
			if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) && !unicode.IsMark(r) {
				p.i += len(s)
				return
			}
		}
	}
}

// startsWith reports whether the first letter of s is of a script.
func startsWith(script *unicode.RangeTable, s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= utf8.RuneSelf && unicode.Is(script, r)
}

// buddhist is how many years the Buddhist calendar of Thailand is ahead.
const buddhist = 543

// buddhistYear and solarYear report whether y is a year of the last two centuries or so
// in the Buddhist calendar, and in the Persian one.
func buddhistYear(y int) bool { return y >= 2400 && y < 2700 }

func solarYear(y int) bool { return y >= 1200 && y < 1500 }

// fromSolar returns the Gregorian day of one of the Persian calendar, by its cycle of 33
// years, which is right from 1200 to 1500.
func fromSolar(y, m, d int) (int, int, int) {
	if m < 1 || m > 12 || d < 1 || d > 31 || m > 6 && d > 30 {
		return 0, 0, 0
	}
	epoch := model.NewDay(2020, 3, 20) - model.Day(solarDays(1399, 1, 1))
	gy, gm, gd := (epoch + model.Day(solarDays(y, m, d))).Date()
	return gy, int(gm), gd
}

// solarDays counts the days of the Persian calendar.
func solarDays(y, m, d int) int {
	y += 1595
	return 365*y + y/33*8 + (y%33+3)/4 + (m-1)*30 + min(m-1, 6) + d
}
