package printed

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// readZone reads Z, +01:00, GMT+2, CET, (EST), Europe/Berlin, +0100 (CET), +0000 UTC,
// +01:00[Europe/Berlin] (RFC 9557).
func (p *parser) readZone() bool {
	p.blanks()
	if p.offset() {
		p.try(func() bool {
			p.blanks()
			_, ok := p.zoneName()
			return ok || p.spelledZone()
		})
		return true
	}
	zone, ok := p.zoneName()
	if !ok {
		return false
	}
	p.zone = zone
	p.try(func() bool { // GMT+2, CEST+0200
		if p.place != inText && zone == time.UTC {
			p.blanks()
		}
		return p.offset()
	})
	p.try(func() bool { p.blanks(); return p.spelledZone() })
	return true
}

// spelledZone passes over the name of a zone in brackets, of several words: "(Central
// European Time)".
func (p *parser) spelledZone() bool {
	const most = 40
	if !p.any("(") {
		return false
	}
	end := strings.IndexByte(p.s[p.i:min(len(p.s), p.i+most)], ')')
	if end < 0 || !strings.Contains(p.s[p.i:p.i+end], " ") || strings.ContainsFunc(p.s[p.i:p.i+end], func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) }) {
		return false
	}
	p.i += end + 1
	return true
}

// offset reads +01:00, +0100 and +01, and behind GMT or where a program wrote it, +1.
func (p *parser) offset() bool {
	return p.try(func() bool {
		apart := p.i > 0 && p.s[p.i-1] == ' '
		sign := 1
		switch {
		case p.sign('+'):
		case p.any("-", "−"):
			sign = -1
		default:
			return false
		}
		h, digits := p.number()
		m := 0
		switch {
		case digits == 4:
			h, m = h/100, h%100
		case digits != 2 && (digits != 1 || p.zone == nil && p.place == inText):
			return false
		case p.sign(':'):
			if m, digits = p.number(); digits != 2 {
				return false
			}
		case apart && p.place == inText: // "14:30 -10 things"
			return false
		}
		const most = 15
		if h > most || m > 59 {
			return false
		}
		p.zone = lexicon.Fixed(sign * (h*3600 + m*60))
		return true
	})
}

// zoneName reads the name of a zone or an abbreviation, perhaps in brackets. Those
// that are words too are zones only in capitals, where no program wrote them; so are
// the military letters and AT.
func (p *parser) zoneName() (zone *time.Location, ok bool) {
	ok = p.try(func() bool {
		open := p.any("(", "[")
		if place, n := lexicon.NamedZone(p.s[p.i:]); n > 0 {
			zone = place
			p.i += n
		} else if !p.abbreviation(&zone) {
			return false
		}
		return !open || p.any(")", "]")
	})
	return zone, ok
}

// abbreviation reads the abbreviation of a zone.
func (p *parser) abbreviation(zone **time.Location) bool {
	end := p.i
	for end < len(p.s) && end-p.i < 6 && asciiLetter(p.s[end]) {
		end++
	}
	if end == p.i || end < len(p.s) && (p.s[end] >= utf8.RuneSelf || digit(p.s[end])) {
		return false
	}
	name := p.s[p.i:end]
	low := strings.ToLower(name)
	if p.place == inText && low != "z" && low != "utc" && low != "gmt" && (len(low) == 1 || low == "at" || strings.ToUpper(name) != name) {
		return false
	}
	var ok bool
	if *zone, ok = lexicon.Zone(low); ok {
		p.i = end
	}
	return ok
}
