package rss

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

// word reads a word: a month, a weekday, a time zone, or one that says
// nothing. It reports false for one that does not belong into a date.
func (p *dateParser) word() bool {
	start := p.i
	if place, n := lexicon.NamedZone(p.s[p.i:]); n > 0 && p.m.timed {
		p.i += n
		if !p.m.zoned {
			p.m.place, p.m.zoned = place, true
		}
		return true
	}
	for p.i < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[p.i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && (r != '/' || !p.m.timed) {
			break
		}
		p.i += n
	}
	if p.i == start {
		_, n := utf8.DecodeRuneInString(p.s[p.i:])
		p.i += n
		return true
	}
	w := unaccented.Replace(strings.ToLower(p.s[start:p.i]))
	switch {
	case w == "t" || w == "st" && !p.m.timed || fillers[w]:
		return true
	case w == "am" || w == "오전" || w == "上午" || w == "午前":
		p.am = true
	case w == "pm" || w == "오후" || w == "下午" || w == "午後":
		p.pm = true
	case w == "a" || w == "p": // "a.m.", "p.m."
		return p.halves(w)
	default:
		return p.name(w)
	}
	p.korean = p.korean || w == "오전" || w == "오후"
	return true
}

// halves reads the rest of "a.m." or "p.m.", or the military zone A.
func (p *dateParser) halves(w string) bool {
	if !strings.HasPrefix(strings.ToLower(p.s[p.i:]), ".m") {
		return p.name(w)
	}
	p.am, p.pm = w == "a", w == "p"
	p.i += 2
	return true
}

// name takes the name of a month, a weekday or a time zone.
func (p *dateParser) name(w string) bool {
	switch w {
	case "년", "월", "일":
		p.korean = true
		return true
	case "年", "月", "日", "时", "時", "分", "秒":
		return true
	}
	if !p.m.timed || p.m.month == 0 && len(p.numbers) < 3 {
		if m := monthNamed(w); m > 0 {
			// Of two, the first is a weekday: "mar. 12 nov."
			p.m.month = m
			return true
		}
	}
	if p.m.timed {
		return p.zone(w)
	}
	if weekdays[cutRunes(w, 3)] || weekdays[cutRunes(w, 2)] && utf8.RuneCountInString(w) <= 3 {
		return true
	}
	if len(p.numbers) == 0 && !p.leading { // a weekday in some other language
		p.leading = true
		return true
	}
	return false
}

// zone takes the name of a time zone. One that is not known counts as UTC.
func (p *dateParser) zone(w string) bool {
	w = strings.TrimPrefix(w, "etc/")
	if p.m.zoned {
		return true
	}
	p.m.offset = zones[w]
	if w == "gmt" || w == "utc" || w == "ut" {
		return true // an offset may follow: GMT+0100
	}
	p.m.zoned = true
	return true
}

func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// monthNamed returns the month, 1 to 12, whose name begins like w (lower case,
// without accents), or 0.
func monthNamed(w string) int {
	if m := months[cutRunes(w, 4)]; m > 0 {
		return m
	}
	return months[cutRunes(w, 3)]
}

const hour = 60 * 60

var (
	// months are the beginnings of the months' names in English, German,
	// Dutch, French, Italian, Spanish, Portuguese, Hungarian, Greek and Russian.
	months = map[string]int{
		"jan": 1, "gen": 1, "ene": 1, "ιαν": 1, "янв": 1,
		"feb": 2, "fev": 2, "φεβ": 2, "фев": 2,
		"mar": 3, "mrt": 3, "mae": 3, "maa": 3, "μαρ": 3, "мар": 3,
		"apr": 4, "abr": 4, "avr": 4, "απρ": 4, "апр": 4,
		"may": 5, "mai": 5, "mei": 5, "mag": 5, "maj": 5, "mau": 5, "μαι": 5, "май": 5, "мая": 5,
		"jun": 6, "juin": 6, "giu": 6, "ιουν": 6, "ιον": 6, "июн": 6,
		"jul": 7, "juil": 7, "juul": 7, "lug": 7, "ιουλ": 7, "ιολ": 7, "июл": 7,
		"aug": 8, "ago": 8, "aou": 8, "αυγ": 8, "авг": 8,
		"sep": 9, "set": 9, "szep": 9, "σεπ": 9, "сен": 9,
		"oct": 10, "okt": 10, "ott": 10, "out": 10, "οκτ": 10, "окт": 10,
		"nov": 11, "νοε": 11, "ноя": 11,
		"dec": 12, "dez": 12, "dic": 12, "δεκ": 12, "дек": 12,
	}
	// weekdays are the beginnings of the weekdays' names, in English.
	weekdays = words("mon tue wed thu fri sat sun")
	// fillers are words that say nothing.
	fillers = words("th nd rd of at um uhr de del le o og kl den der le")

	// zones are time zones by name, in seconds east of UTC: those of RFC 822
	// and others that feeds use. Military letters are as RFC 822 has them.
	zones = map[string]int{
		"a": -1 * hour, "n": 1 * hour, "m": -12 * hour, "y": 12 * hour,
		"ast": -4 * hour, "adt": -3 * hour, "at": -4 * hour,
		"est": -5 * hour, "edt": -4 * hour, "et": -5 * hour,
		"cst": -6 * hour, "cdt": -5 * hour, "ct": -6 * hour,
		"mst": -7 * hour, "mdt": -6 * hour, "mt": -7 * hour,
		"pst": -8 * hour, "pdt": -7 * hour, "pt": -8 * hour,
		"akst": -9 * hour, "akdt": -8 * hour, "hst": -10 * hour, "nst": -3*hour - hour/2, "ndt": -2*hour - hour/2,
		"brt": -3 * hour, "art": -3 * hour, "clt": -4 * hour, "cot": -5 * hour,
		"bst": 1 * hour, "wat": 1 * hour, "west": 1 * hour, "cet": 1 * hour, "met": 1 * hour, "mez": 1 * hour,
		"cest": 2 * hour, "mest": 2 * hour, "mesz": 2 * hour, "eet": 2 * hour, "cat": 2 * hour, "sast": 2 * hour,
		"eest": 3 * hour, "msk": 3 * hour, "eat": 3 * hour, "trt": 3 * hour, "idt": 3 * hour, "gst": 4 * hour,
		"pkt": 5 * hour, "ist": 5*hour + hour/2, "npt": 5*hour + 3*hour/4,
		"ict": 7 * hour, "wib": 7 * hour, "hkt": 8 * hour, "sgt": 8 * hour, "myt": 8 * hour, "pht": 8 * hour,
		"awst": 8 * hour, "wita": 8 * hour, "jst": 9 * hour, "kst": 9 * hour, "wit": 9 * hour,
		"acst": 9*hour + hour/2, "acdt": 10*hour + hour/2, "aest": 10 * hour, "aedt": 11 * hour,
		"nzst": 12 * hour, "nzdt": 13 * hour,
	}

	// unaccented takes the accents off letters that occur in names of months.
	unaccented = strings.NewReplacer("á", "a", "à", "a", "ä", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "í", "i",
		"ó", "o", "ö", "o", "ő", "o", "ú", "u", "ü", "u", "û", "u", "ű", "u", "ç", "c",
		"ά", "α", "έ", "ε", "ή", "η", "ί", "ι", "ϊ", "ι", "ΐ", "ι", "ό", "ο", "ύ", "υ", "ώ", "ω")
)
