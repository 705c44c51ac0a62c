package when

import (
	"strings"
	"sync"
	"time"

	"dateline/model/suggest"
	"dateline/model/when/lexicon"
)

// meaning is what a word of a typed date means.
type meaning struct {
	kind kind
	n    int
}

// unit is a length of time. Those from day on are counted in calendar days
// and months.
type unit int

const (
	unitSecond unit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitQuarter
	unitYear
)

// english are the words of the reader's own language besides names.
var english = map[string]meaning{
	"today": {aDay, 0}, "yesterday": {aDay, -1}, "tomorrow": {aDay, 1}, "now": {aNow, 0},
	"this": {aThis, 0}, "last": {aLast, 0}, "past": {aLast, 0}, "previous": {aLast, 0}, "next": {aNext, 0},
	"ago": {anAgo, 0}, "in": {anIn, 0},
	"am": {aHalf, 0}, "pm": {aHalf, 12},
	"s": {aUnit, int(unitSecond)}, "sec": {aUnit, int(unitSecond)}, "secs": {aUnit, int(unitSecond)},
	"second": {aUnit, int(unitSecond)}, "seconds": {aUnit, int(unitSecond)},
	"min": {aUnit, int(unitMinute)}, "mins": {aUnit, int(unitMinute)}, "minute": {aUnit, int(unitMinute)}, "minutes": {aUnit, int(unitMinute)},
	"h": {aUnit, int(unitHour)}, "hr": {aUnit, int(unitHour)}, "hrs": {aUnit, int(unitHour)}, "hour": {aUnit, int(unitHour)}, "hours": {aUnit, int(unitHour)},
	"d": {aUnit, int(unitDay)}, "day": {aUnit, int(unitDay)}, "days": {aUnit, int(unitDay)},
	"w": {aUnit, int(unitWeek)}, "wk": {aUnit, int(unitWeek)}, "week": {aUnit, int(unitWeek)}, "weeks": {aUnit, int(unitWeek)},
	"mo": {aUnit, int(unitMonth)}, "month": {aUnit, int(unitMonth)}, "months": {aUnit, int(unitMonth)},
	"q": {aUnit, int(unitQuarter)}, "quarter": {aUnit, int(unitQuarter)}, "quarters": {aUnit, int(unitQuarter)},
	"y": {aUnit, int(unitYear)}, "yr": {aUnit, int(unitYear)}, "yrs": {aUnit, int(unitYear)}, "year": {aUnit, int(unitYear)}, "years": {aUnit, int(unitYear)},
	"a": {aNumber, 1}, "an": {aNumber, 1}, "one": {aNumber, 1}, "two": {aNumber, 2}, "three": {aNumber, 3},
	"four": {aNumber, 4}, "five": {aNumber, 5}, "six": {aNumber, 6}, "seven": {aNumber, 7}, "eight": {aNumber, 8},
	"nine": {aNumber, 9}, "ten": {aNumber, 10}, "eleven": {aNumber, 11}, "twelve": {aNumber, 12},
	"first": {aNumber, 1}, "fourth": {aNumber, 4}, "third": {aNumber, 3},
}

// others are the days around today in the other languages, and the signs with
// which Chinese and Japanese write a date.
var others = map[string]meaning{
	"heute": {aDay, 0}, "gestern": {aDay, -1}, "vorgestern": {aDay, -2}, "morgen": {aDay, 1},
	"aujourd": {aDay, 0}, "hier": {aDay, -1}, "demain": {aDay, 1},
	"hoy": {aDay, 0}, "ayer": {aDay, -1}, "anteayer": {aDay, -2}, "manana": {aDay, 1},
	"hoje": {aDay, 0}, "ontem": {aDay, -1}, "anteontem": {aDay, -2}, "amanha": {aDay, 1},
	"oggi": {aDay, 0}, "ieri": {aDay, -1}, "domani": {aDay, 1},
	"vandaag": {aDay, 0}, "gisteren": {aDay, -1}, "eergisteren": {aDay, -2},
	"dzis": {aDay, 0}, "dzisiaj": {aDay, 0}, "wczoraj": {aDay, -1}, "przedwczoraj": {aDay, -2}, "jutro": {aDay, 1},
	"сегодня": {aDay, 0}, "вчера": {aDay, -1}, "позавчера": {aDay, -2}, "завтра": {aDay, 1},
	"今天": {aDay, 0}, "昨天": {aDay, -1}, "前天": {aDay, -2}, "明天": {aDay, 1},
	"今日": {aDay, 0}, "昨日": {aDay, -1}, "一昨日": {aDay, -2}, "明日": {aDay, 1},
	"年": {filler, 0}, "日": {filler, 0}, "号": {filler, 0}, "號": {filler, 0}, "月": {aUnit, int(unitMonth)},
}

// fillers are the small words between the parts of a date.
const fillers = "of the on at de del do da den der dem am le el il o hui um à г года roku г"

// notTyped are months in other languages that are looked for as English words and names.
const notTyped = "augusta kasim marc mart"

// vocabulary returns every word of a typed date, folded. It is made when it is first
// needed: a start that reads no date does not pay for it.
var vocabulary = sync.OnceValue(buildVocabulary)

func buildVocabulary() map[string]meaning {
	v := make(map[string]meaning, 512)
	for _, w := range strings.Fields(fillers) {
		v[lexicon.Fold(w)] = meaning{kind: filler}
	}
	for i, names := range lexicon.Weekdays {
		for _, w := range strings.Fields(names) {
			v[lexicon.Fold(w)] = meaning{aWeekday, i}
		}
	}
	for i, names := range lexicon.Months {
		for _, w := range strings.Fields(names) {
			v[lexicon.Fold(w)] = meaning{aMonth, i + 1}
		}
	}
	for _, w := range strings.Fields(notTyped) {
		delete(v, w)
	}
	for w, e := range others {
		v[lexicon.Fold(w)] = e
	}
	for w, e := range english {
		v[w] = e
	}
	// "feira" follows the Portuguese names of weekdays.
	v["feira"] = meaning{kind: filler}
	return v
}

// nearest returns the English word of more than three letters that s may be
// a slip for, or "".
func nearest(s string) string {
	words := []string{"today", "yesterday", "tomorrow", "last", "this", "next", "week", "month", "quarter", "year", "days", "weeks", "months", "years", "hours"}
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); len(name) > 3 {
			words = append(words, name)
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		words = append(words, strings.ToLower(d.String()))
	}
	return suggest.Word(s, words)
}

// Month returns the month that text names, in full or short, in any of the
// languages of this package.
func Month(text string) (time.Month, bool) {
	e, ok := vocabulary()[lexicon.Fold(strings.TrimSpace(text))]
	return time.Month(e.n), ok && e.kind == aMonth
}

// Weekday returns the day of the week that text names, in full or short, in
// any of the languages of this package.
func Weekday(text string) (time.Weekday, bool) {
	e, ok := vocabulary()[lexicon.Fold(strings.TrimSpace(text))]
	return time.Weekday(e.n), ok && e.kind == aWeekday
}

// Yearless returns the month that text names without a year, and the day of it,
// 0 where it names none: november, 6-nov, "november 6th".
func Yearless(text string) (m time.Month, day int, ok bool) {
	if m, ok := Month(text); ok {
		return m, 0, true
	}
	p := parser{text: strings.TrimSpace(text), now: time.Unix(0, 0).UTC()}
	if p.tokenize() != nil {
		return 0, 0, false
	}
	for _, t := range p.toks {
		switch {
		case t.kind == aMonth && m == 0:
			m = time.Month(t.n)
		case t.kind == aNumber && day == 0:
			day = t.n
		default:
			return 0, 0, false
		}
	}
	return m, day, len(p.toks) == 2 && m > 0 && day > 0 && day <= lastDay(2000, m)
}
