package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/suggest"
	"dateline/model/when"
)

// Offer is a part of a text that is not read as one date, and the date that may
// have been meant by it. Nothing is read so unless the reader takes the offer.
type Offer struct {
	Pos, Len int      // the bytes of the text that it is about
	Word     string   // what stands there
	Dates    []string // terms that may stand there instead, likeliest first
	Why      string   // why it is no date, where it has the form of one; else empty
}

// In returns text with the likeliest date in its place.
func (o Offer) In(text string) string { return text[:o.Pos] + o.Dates[0] + text[o.Pos+o.Len:] }

// Short says what may be typed instead, to stand behind what Explain says.
func (o Offer) Short() string {
	return model.CleanLine("as a date: " + strings.Join(o.Dates, " or "))
}

// String says what the part is and what may be typed instead.
func (o Offer) String() string {
	is := "is a word"
	switch {
	case o.Why != "":
		is = "is no date (" + o.Why + ")"
	case strings.ContainsAny(o.Word, " :"):
		is = "is not read as one date"
	}
	return model.CleanLine(fmt.Sprintf("%q %s; for the date, type %s", o.Word, is, strings.Join(o.Dates, " or ")))
}

// maxRun is the most words that are offered as one date, maxLooked the most terms
// that are looked at.
const (
	maxRun    = 5
	maxLooked = 40
)

// Offers returns what in text may have been meant as dates and is not read so:
// names of months, slips (yestreday), days there are not (2018-02-29), digits in an
// order that may be one or another (11/06/2018), dates with blanks in them (november
// 2026, around:2018-11-06 ±1d), and what other languages of queries have (between:,
// from:2018). Also of a text that cannot be read.
func Offers(text string, env Env) []Offer {
	toks, err := lex(text, env.Typing)
	now := env
	now.Typing = false
	r := resolver{text: text, env: now, q: model.Query{Now: env.Now.Truncate(time.Second)}}
	if err != nil {
		if dates := r.rangeOf([]string{text}); dates != nil { // 2018-03 - 2018-05
			return []Offer{{Len: len(text), Word: text, Dates: dates}}
		}
		return nil
	}
	var out []Offer
	for i := 0; i < min(len(toks), maxLooked); {
		n, o := r.offerAt(toks, i, env.Typing)
		if n > 0 {
			out = append(out, o)
		}
		i += max(n, 1)
	}
	return out
}

// offerAt offers a date for the longest run of terms from toks[i] on that may be
// one, and returns how many they are.
func (r *resolver) offerAt(toks []token, i int, typing bool) (int, Offer) {
	run := 0
	for run < maxRun && i+run < len(toks) && toks[i+run].kind == aTerm {
		if run > 0 && (strings.TrimSpace(r.text[toks[i+run-1].end:toks[i+run].pos]) != "" || i > 0 && toks[i-1].kind == aNot) {
			break // AND stands between, or a sign before the first
		}
		run++
	}
	for n := run; n > 0; n-- {
		ts := toks[i : i+n]
		last := typing && ts[n-1].end == len(r.text)
		var words []string
		for _, t := range ts {
			words = append(words, r.text[t.pos:t.end])
		}
		dates, why := r.datesMeant(ts, words, last)
		o := Offer{Pos: ts[0].pos, Len: ts[n-1].end - ts[0].pos, Dates: dates, Why: why}
		if len(dates) > 0 {
			o.Word = r.text[o.Pos : o.Pos+o.Len]
			return n, o
		}
	}
	return 0, Offer{}
}

// datesMeant returns the dates that a run of terms may have been meant for; typing says
// that the last of them is still being typed.
func (r *resolver) datesMeant(ts []token, words []string, typing bool) (dates []string, why string) {
	first := ts[0].term
	for _, t := range ts {
		p := t.term.pieces[0]
		if len(t.term.pieces) > 1 || p.form != bare || p.star || t.pos != ts[0].pos && t.term.key.kind != noKey && t.term.key.name != "until" {
			return nil, ""
		}
	}
	if dates := r.rangeOf(words); dates != nil {
		return dates, ""
	}
	switch {
	case first.key.kind == dateKey && len(ts) == 1:
		key := words[0][:len(words[0])-len(first.value)]
		return r.corrected(key, first.value)
	case first.key.kind == dateKey:
		return r.terms(r.afterKey(first, words)), ""
	case first.key.name == "from" && len(ts) == 1 && when.Plain(first.value):
		return r.terms("since:" + r.pointText(quote(first.value))), "from: asks for a source"
	case first.key.kind != noKey || words[0] == "":
		return nil, ""
	case len(words) == 1 && strings.Contains(words[0], ".."):
		return r.corrected("", words[0])
	case len(words) == 1:
		return r.oneWord(words[0], typing)
	}
	if _, err := when.Parse(strings.Join(words, " "), r.q.Now, when.Options{}); err != nil && when.Plain(strings.Join(words, " ")) {
		return r.withoutDay(words), model.CleanLine(strings.SplitN(err.Error(), ":", 2)[0])
	}
	return r.terms(r.dateInWords(words)), ""
}

// withoutDay offers the month of a date in words that has a day it has not:
// november 31 2018.
func (r *resolver) withoutDay(words []string) []string {
	for i, w := range words {
		if digits(strings.TrimRight(w, ",.stndrh")) && len(strings.TrimRight(w, ",.stndrh")) <= 2 {
			return r.terms(r.asTerm(strings.Join(slices.Delete(slices.Clone(words), i, i+1), " ")))
		}
	}
	return nil
}

// terms returns s as the only term, where it is one about dates.
func (r *resolver) terms(s string) []string {
	if s == "" || len(s) > maxText {
		return nil
	}
	q, err := parse(s, Env{Now: r.q.Now, WeekStart: r.env.WeekStart})
	if err != nil || !aboutDate(q.Where) && keyNamed(strings.Split(s, ":")[0]).kind != dateKey {
		return nil
	}
	return []string{s}
}

// corrected offers a date, or a range of two, for one that a key is sure to have
// before it and that is none.
func (r *resolver) corrected(key, value string) (dates []string, why string) {
	from, to, ranged := cutRange(value)
	sides := []string{from, to}
	for i, side := range sides {
		if side == "" || strings.HasPrefix(side, `"`) {
			continue
		}
		if _, err := r.point(side, 0); err == nil || key == "on:" && yearless(side) {
			continue
		}
		ds, w := when.Slips(side)
		switch meant := misspelt(side); {
		case len(ds) > 0 && !strings.Contains(ds[0], ".."):
			sides[i], why = ds[0], w
			if !ranged {
				dates = ds[1:]
			}
		case meant != "":
			sides[i] = meant
		default:
			return nil, ""
		}
	}
	if sides[0] == from && sides[1] == to {
		return nil, ""
	}
	s := key + sides[0]
	if ranged {
		s += ".." + sides[1]
	}
	out := r.terms(s)
	for _, d := range dates {
		out = append(out, key+d)
	}
	return out, why
}

// oneWord offers dates for a word without a key.
func (r *resolver) oneWord(w string, typing bool) (dates []string, why string) {
	if yearless(w) {
		a, b, _ := strings.Cut(w, "-")
		for _, s := range [...]string{a + "-" + b, b + "-" + a} {
			x, err := r.everyYear(model.Published, s, 0)
			if c, ok := x.(model.Cycle); err == nil && ok && len(w) > 3 && c.Text != "on:"+w {
				return []string{c.Text}, ""
			} else if err == nil {
				return nil, ""
			}
		}
		return nil, ""
	}
	if _, ok := when.Month(w); ok && (utf8.RuneCountInString(w) > 3 || english(w)) {
		return []string{"on:" + strings.ToLower(w)}, ""
	}
	if d, ok := when.Weekday(strings.TrimSuffix(w, "s")); ok && len(w) > 6 && strings.HasSuffix(w, "s") { // sundays
		return []string{"weekday:" + strings.ToLower(d.String()[:3])}, ""
	}
	if dates, why = when.Slips(w); len(dates) > 0 {
		return dates, why
	}
	if s := misspelt(w); s != "" && !(typing && strings.HasPrefix(s, strings.ToLower(w))) {
		if _, ok := when.Month(s); ok {
			s = "on:" + s
		}
		return r.terms(s), ""
	}
	return nil, ""
}

// english reports whether w is an English month in three letters.
func english(w string) bool {
	return len(w) == 3 && strings.Contains("jan feb mar apr may jun jul aug sep oct nov dec", strings.ToLower(w))
}

// misspeltWords are the words of dates that hardly another word is near to.
var misspeltWords = strings.Fields("today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february august september october november december")

// misspelt returns the word of a date that w may be a slip for, or "": two changes in
// eight letters, and the first letter is right.
func misspelt(w string) string {
	w = strings.ToLower(w)
	s := suggest.Word(w, misspeltWords)
	if s == "" || s == w || w[0] != s[0] || suggest.Distance(w, s) > len(s)/8+1 || len(w) < 5 {
		return ""
	}
	return s
}

// dateInWords offers a date for words that together are one: november 2026, last
// tusday, 7 days.
func (r *resolver) dateInWords(words []string) string {
	if s := strings.Join(words, ""); strings.Contains(s, "..") || len(words) == 2 && len(words[1]) <= 2 && digits(words[0]) {
		return s // 2018-03 .. 2018-05, 7 d
	}
	s := strings.Join(words, " ")
	if !when.Plain(s) {
		for i, w := range words {
			if meant := misspelt(w); meant != "" {
				words[i] = meant
			}
		}
		s = strings.Join(words, " ")
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "last "); ok && length(rest) != "" {
		return length(rest)
	}
	if when.Plain(s) {
		return r.asTerm(s)
	}
	return length(s)
}

// length returns "7 days" as 7d, or "".
func length(s string) string {
	n, unit, ok := strings.Cut(strings.ToLower(s), " ")
	short := map[string]string{"hours": "h", "days": "d", "weeks": "w", "months": "mo", "years": "y"}[unit]
	if !ok || !digits(n) || short == "" {
		return ""
	}
	return n + short
}

// asTerm writes what is plainly a date, with blanks in it, as a term.
func (r *resolver) asTerm(s string) string {
	if m, d, ok := when.Yearless(s); ok && d == 0 {
		return "on:" + strings.ToLower(m.String())
	} else if ok {
		return fmt.Sprintf("on:%02d-%02d", m, d)
	}
	span, err := when.Parse(s, r.q.Now, when.Options{WeekStart: r.env.WeekStart})
	if err != nil {
		return ""
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c >= '0' && c <= '9' }) && !strings.HasSuffix(strings.ToLower(s), "ago") {
		if text := calendarText(span, r.q.Now.Location()); text != "" {
			return text
		}
	}
	return r.pointText(quote(s))
}

// afterKey offers a date for a key with what follows it: since: 2018-11, since:last
// tuesday, around:2018-11-06 ±1d.
func (r *resolver) afterKey(first term, words []string) string {
	if len(words) < 2 {
		return ""
	}
	key := words[0][:len(words[0])-len(first.value)]
	for _, sign := range lengthSigns {
		if first.key.name == "around" && first.value != "" && strings.HasPrefix(words[1], sign) {
			return strings.Join(words, "")
		}
	}
	s := strings.TrimSpace(first.value + " " + strings.Join(words[1:], " "))
	if _, err := r.point(first.value, 0); first.value != "" && err == nil && !when.Plain(s) {
		return ""
	}
	if !strings.Contains(s, " ") {
		return key + s
	}
	if term := r.asTerm(s); term != "" {
		return key + strings.TrimPrefix(term, "on:")
	}
	return ""
}

// rangeWords stand between the ends of a range in other languages of queries.
var rangeWords = []string{"to", "and", "until", "till", "through", "-", "–", "—"}

// rangeOf offers a range for one that is written in words or with dashes: between
// 2018-03 and 2018-05, from:2018-03 to:2018-05, between:2018-03..2018-05; for
// between also in its other form.
func (r *resolver) rangeOf(words []string) []string {
	s := strings.Join(words, " ")
	led := ""
	for _, lead := range [...]string{"between:", "between ", "from:", "from "} {
		// Lower case may be of another length.
		if len(s) >= len(lead) && strings.EqualFold(s[:len(lead)], lead) {
			s, led = s[len(lead):], lead[:4]
			break
		}
	}
	ends := func(from, to string) []string {
		dates := r.terms(from + ".." + to)
		if dates != nil && led == "betw" && from != "" && to != "" {
			dates = append(dates, "since:"+from+" until:"+to)
		}
		return dates
	}
	if from, to, ok := cutRange(strings.ReplaceAll(s, " ", "")); led != "" && ok {
		return ends(from, to)
	}
	for _, word := range rangeWords {
		seps := []string{" " + word + " ", " " + word + ":"}
		if word == "and" {
			seps = append(seps, ",", ", ")
		}
		if word == "–" || word == "—" {
			seps = append(seps, word)
		}
		for _, sep := range seps {
			from, to, ok := strings.Cut(s, sep)
			if from, to = strings.TrimSpace(from), strings.TrimSpace(to); ok && from != "" && to != "" && when.Plain(from) && when.Plain(to) && (led != "" || !strings.Contains(sep, ",")) {
				return ends(r.asTerm(from), r.asTerm(to))
			}
		}
	}
	return nil
}
