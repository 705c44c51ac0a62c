package printed

import (
	"strings"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// zone reads Z, +01:00, GMT+2, CET, (EST), Europe/Berlin.
func (p *parser) zone() {
	from := p.i
	p.blanks()
	open := p.sign('(') || p.sign('[')
	if place, n := lexicon.NamedZone(p.s[p.i:]); n > 0 {
		p.i += n
		if !open || p.sign(')') || p.sign(']') {
			p.place, p.zoned = place, true
			return
		}
		p.i = from
		return
	}
	if p.offsetDigits() {
		after := p.i // "+0100 (CET)", "+01:00[Europe/Berlin]" (RFC 9557)
		if _, n := lexicon.NamedZone(strings.TrimPrefix(p.s[p.i:], "[")); n > 0 && p.sign('[') {
			if p.i += n; p.sign(']') {
				return
			}
			p.i = after
		}
		p.blanks()
		if _, ok := p.zoneName(); ok || !p.sign('(') {
			p.i = after
		} else if _, ok := p.zoneName(); !ok || !p.sign(')') {
			p.i = after
		}
		return
	}
	if offset, ok := p.zoneName(); ok && (!open || p.sign(')')) {
		p.offset, p.zoned = offset, offset != unknownZone
		if offset == 0 {
			p.offsetDigits() // GMT+2
		}
		return
	}
	p.i = from
}

// offsetDigits reads +01:00, +0100 and +01, and GMT's +1.
func (p *parser) offsetDigits() bool {
	from := p.i
	sign := 1
	switch {
	case p.sign('+'):
	case p.sign('-'), p.signs("−"):
		sign = -1
	default:
		return false
	}
	n, digits := p.number()
	h, m := n, 0
	switch {
	case digits == 4:
		h, m = n/100, n%100
	case digits == 2 || digits == 1 && p.zoned:
		if p.sign(':') {
			m, digits = p.number()
			if digits != 2 {
				p.i = from
				return false
			}
		} else if from > 0 && p.s[from-1] == ' ' { // "14:30 -10 things"
			p.i = from
			return false
		}
	default:
		p.i = from
		return false
	}
	if h > 14 || m > 59 {
		p.i = from
		return false
	}
	p.offset, p.zoned = sign*(h*3600+m*60), true
	return true
}

// unknownZone is the offset of a name that is a zone, but not of one offset.
const unknownZone = 1 << 20

// zoneName reads an abbreviation. Those that stand for several zones (IST,
// ET) are read over, and give no offset.
func (p *parser) zoneName() (offset int, ok bool) {
	end := p.i
	for end < len(p.s) && end-p.i < 6 && asciiLetter(p.s[end]) {
		end++
	}
	if end == p.i || end < len(p.s) && (p.s[end] >= utf8.RuneSelf || digit(p.s[end])) {
		return 0, false
	}
	const hour = 3600
	switch p.s[p.i:end] {
	case "Z", "z", "UTC", "GMT", "WET", "utc", "gmt", "Gmt":
	case "CET", "MEZ", "WEST", "BST":
		offset = hour
	case "CEST", "MESZ", "EET", "SAST", "CAT":
		offset = 2 * hour
	case "EEST", "MSK", "EAT", "TRT":
		offset = 3 * hour
	case "GST":
		offset = 4 * hour
	case "PKT":
		offset = 5 * hour
	case "WIB", "ICT":
		offset = 7 * hour
	case "HKT", "SGT", "PHT", "MYT", "AWST":
		offset = 8 * hour
	case "JST", "KST":
		offset = 9 * hour
	case "ACST":
		offset = 9*hour + hour/2
	case "AEST":
		offset = 10 * hour
	case "AEDT":
		offset = 11 * hour
	case "NZST":
		offset = 12 * hour
	case "NZDT":
		offset = 13 * hour
	case "BRT", "ART":
		offset = -3 * hour
	case "EDT", "AST":
		offset = -4 * hour
	case "EST", "CDT":
		offset = -5 * hour
	case "CST", "MDT":
		offset = -6 * hour
	case "MST", "PDT":
		offset = -7 * hour
	case "PST", "AKDT":
		offset = -8 * hour
	case "AKST":
		offset = -9 * hour
	case "HST":
		offset = -10 * hour
	case "ET", "CT", "MT", "PT", "IST":
		offset = unknownZone
	default:
		return 0, false
	}
	p.i = end
	return offset, true
}
