package when

import (
	"strings"
	"time"

	"dateline/model/when/lexicon"
)

// Plain reports whether text that stands by itself among words to look for
// reads as a date and hardly as anything else:
//
//   - years from 1600 to 2199 and the other forms of digits (2018-11, 6.11.2018);
//   - today, yesterday, tomorrow, now, and the English weekdays in full;
//   - lengths in their short form, as 7d, 2w, 3mo, 1y, 12h, 30min;
//   - a month's name with a number, as nov-2018;
//   - what begins with this, last or next and names a day, a week, a month, a
//     quarter, a year, a weekday or a month; what ends in "ago".
//
// So may, sun, last, 7-day, 1066 and 60-minutes are words. Blanks count as
// hyphens.
func Plain(text string) bool {
	s := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), " ", "-"))
	if len(s) < 2 || len(s) > maxText {
		return false
	}
	switch s {
	case "today", "yesterday", "tomorrow", "now":
		return true
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(s, d.String()) {
			return true
		}
	}
	p := parser{text: s, now: time.Unix(0, 0).UTC()}
	if digit(s[0]) {
		if _, ok, err := p.numeric(s); ok {
			y := number(s[:4])
			return err == nil && (y < 0 || len(s) != 4 && len(s) != 8 || y >= 1600 && y < 2200)
		}
	}
	if p.tokenize() != nil || len(p.toks) == 0 {
		return false
	}
	return p.plainShape(s)
}

// plainShape is Plain for dates that are made of words.
func (p *parser) plainShape(s string) bool {
	p.toks = p.cjkMonth(p.toks)
	last := p.toks[len(p.toks)-1]
	switch shape(p.toks) {
	case "MY", "YM", "NMY", "MNY", "YMN", "DNMY", "DMNY", "NM", "MN":
		return true
	case "TU", "LU", "XU":
		return unit(last.n) >= unitDay && !strings.HasPrefix(s, "past")
	case "TD", "LD", "XD", "TM", "LM", "XM":
		return true
	case "NUA":
		return true
	case "NU":
		for _, short := range [...]string{"min", "h", "d", "w", "mo", "y"} {
			if number(strings.TrimSuffix(s, short)) > 0 {
				return true
			}
		}
	case "N", "Y":
		return false
	default:
		clock, rest, err := p.splitClock(p.toks)
		return err == nil && clock != nil && len(rest) > 0 && Plain(s[:rest[len(rest)-1].end])
	}
	return false
}

// Begins reports whether text could be the beginning of a date that is still
// being typed, such as "2018-", "last" or "yest".
func Begins(text string) bool {
	s := lexicon.Fold(strings.TrimSpace(text))
	if s == "" {
		return true
	}
	if len(s) > maxText {
		return false
	}
	if digit(s[0]) {
		return strings.Trim(s, "0123456789-./:twqz+") == "" || lastBegins(s)
	}
	return lastBegins(s)
}

// lastBegins reports whether the last word of s begins a word of a date and
// all those before it are such words.
func lastBegins(s string) bool {
	i := len(s)
	for i > 0 && s[i-1] != ' ' && s[i-1] != '-' && !digit(s[i-1]) {
		i--
	}
	p := parser{text: s[:i]}
	if p.tokenize() != nil {
		return false
	}
	for w := range vocabulary() {
		if strings.HasPrefix(w, s[i:]) {
			return true
		}
	}
	return false
}
