// Package byline knows what names of authors look like, and reads the lines beside a
// headline that say who wrote an article, and when.
package byline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/printed"
)

// Line is what a printed line says of the article beside it.
type Line struct {
	Names []string        // what looks like the names of authors, in the order printed
	Said  bool            // a word such as "by" stands before them, or at the end of the line: they follow then
	Role  bool            // the line says what somebody is
	Facts int             // how many other facts it has: reading times, counts of comments, sections
	Dates []printed.Match // the dates; their places are not those in the line
	Rest  int             // how many words are none of these
}

// longest is the longest line, in bytes, that is read; longer ones are prose.
const longest = 300

// Read reads a line of text printed near a headline: "By Jane Doe, Senior Writer |
// November 6, 2020 | 5 min read", also where the page's elements run together, as in
// "ByJane DoeNovember 6, 20203 Comments". Dates of three numbers are read in order.
func Read(s string, order printed.Order) Line {
	if len(s) > longest {
		return Line{Rest: longest}
	}
	var r lineReader
	s = r.cutDates(unglue(s), order)
	for piece := range strings.FieldsFuncSeq(s, parts) {
		r.list(piece)
	}
	return r.Line
}

// lineReader reads one line.
type lineReader struct {
	Line
	naming bool // names have been said and may go on
}

// parts reports whether r parts what a line says.
func parts(r rune) bool {
	return strings.ContainsRune("|¦•·⋅∙‧・–—/／;,，、|｜()（）[]【】{}<>»«›:：\n\t\u2028*", r)
}

// unglue parts what runs together where elements of a page touch: "ByJane
// DoeNovember 6, 20203 Comments".
func unglue(s string) string {
	var b strings.Builder
	var last, before rune
	letters, digits := 0, 0 // in the run so far
	for i, r := range s {
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case r == utf8.RuneError:
			continue
		case unicode.IsUpper(r) && unicode.IsLower(last) && letters >= 2 && !joined(b.String(), letters) && (unicode.IsLower(next) || letters > 3):
			b.WriteByte('\n')
			letters = 0
		case unicode.IsUpper(r) && unicode.IsUpper(last) && letters == 2 && unicode.IsLower(next) && strings.HasSuffix(b.String(), "BY"):
			b.WriteByte('\n')
			letters = 0
		case unicode.IsUpper(r) && unicode.IsDigit(last) && unicode.IsLower(next) && (before == ' ' || unicode.IsDigit(before) || before == ':'):
			b.WriteByte('\n')
		case unicode.IsDigit(r) && digits == 4 && yearBefore(b.String()) && r != '0':
			b.WriteByte('\n')
			digits = 0
		case unicode.IsDigit(r) && unicode.IsLower(last) && letters > 3:
			b.WriteByte('\n')
		case r == ')' && unicode.IsUpper(next), unicode.IsDigit(r) && unicode.Is(unicode.Han, last) && letters >= 2:
			b.WriteByte('\n')
		}
		b.WriteRune(r)
		switch {
		case unicode.IsLetter(r):
			letters, digits = letters+1, 0
		case unicode.IsDigit(r):
			letters, digits = 0, digits+1
		default:
			letters, digits = 0, 0
		}
		before, last = last, r
	}
	return b.String()
}

// joined reports whether a capital may follow within a name: "McIntyre", "DeVito".
func joined(s string, letters int) bool {
	i := len(s)
	for ; letters > 0 && i > 0; letters-- {
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	switch strings.ToLower(s[i:]) {
	case "mc", "mac", "de", "di", "du", "la", "le", "van", "von", "fitz", "del", "al", "el", "o", "dos", "da", "lo", "vander", "st", "san":
		return true
	}
	return false
}

func yearBefore(s string) bool {
	return len(s) >= 4 && (strings.HasSuffix(s[:len(s)-2], "19") || strings.HasSuffix(s[:len(s)-2], "20"))
}

// cutDates keeps the dates of s and returns s with a break for each.
func (r *lineReader) cutDates(s string, order printed.Order) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	var b strings.Builder
	from, start := 0, true
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		begins := start && (unicode.IsLetter(c) || unicode.IsDigit(c))
		start = !unicode.IsLetter(c) && !unicode.IsDigit(c) || c >= 0x2e80
		if begins && len(r.Dates) < 4 {
			if m, ok := printed.FindFirst(s[i:], order); ok && m.Start == 0 && !printed.Incidental(s[from:i]) {
				r.Dates = append(r.Dates, m)
				b.WriteString(s[from:i])
				b.WriteByte('\n')
				i += m.End
				from, start = i, true
				continue
			}
		}
		i += n
	}
	b.WriteString(s[from:])
	return b.String()
}

// list reads a part of the line: names joined by words such as "and", or one thing.
func (r *lineReader) list(s string) {
	words := strings.Fields(s)
	from := 0
	for i := 1; i < len(words)-1; i++ {
		if joins(words[i]) && len(words) < 16 {
			r.piece(words[from:i])
			from = i + 1
		}
	}
	r.piece(words[from:])
}

// joins reports whether a word joins names.
func joins(w string) bool {
	switch strings.ToLower(w) {
	case "and", "und", "et", "y", "og", "och", "e", "en", "i", "и", "и́", "&", "with", "mit", "и др", "та", "ja", "ve", "dan", "và", "a":
		return true
	}
	return w == "-" || w == "–" || w == "//"
}

// piece reads words that belong together.
func (r *lineReader) piece(words []string) {
	t := table()
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = fold(w)
	}
	for len(words) > 0 {
		n := t.by.prefix(folded)
		if n > 0 && (n == len(words) || n > 1 || startsName(words[n]) || r.naming) && !(n == len(words) && t.labels.whole[strings.Join(folded, " ")] && len(r.Dates) > 0) {
			r.Said, r.naming = true, true
			r.Names = nil // what stood before is a section, or a place
			words, folded = words[n:], folded[n:]
			continue
		}
		if n = t.labels.prefix(folded); n > 0 && (n == len(words) || !unicode.IsUpper(first(words[0])) || n > 1 || len(r.Dates) > 0) {
			r.Facts++
			inside := folded[n-1] == "in" || folded[0] == "filed"
			words, folded = words[n:], folded[n:]
			if inside {
				return // a section
			}
			continue
		}
		if unicode.IsDigit(first(words[0])) || words[0] == "<" {
			n = 1
			for n < len(words) && (t.units[folded[n]] || unicode.IsDigit(first(words[n]))) {
				n++
			}
			if n > 1 || len(words) == 1 {
				r.Facts++
			} else {
				r.Rest++
			}
			words, folded = words[n:], folded[n:]
			continue
		}
		break
	}
	if len(words) > 0 {
		r.name(words, folded)
	}
}

// name reads words that may be a name, with what somebody is behind it, or a place.
func (r *lineReader) name(words, folded []string) {
	t := table()
	end := len(words)
	for i := range words {
		if i > 0 && (unicode.IsDigit(first(words[i])) || isSmall(words[i]) && !t.particle[folded[i]] || i > 0 && strings.HasPrefix(words[i], "@")) {
			end = i
			break
		}
	}
	if i := roleFrom(folded[:end]); i >= 0 {
		r.Role = true
		if i == 0 {
			r.naming = false
			return
		}
		end = i
	}
	tail := words[end:]
	switch {
	case !isName(words[:end], folded[:end], r.naming):
		r.Rest += len(words)
		r.naming = r.naming && len(r.Names) == 0 && len(words) < 3
		return
	case r.naming && len(r.Names) > 0 && end == 1 && strings.Contains(r.Names[0], " "):
		r.Facts++ // a place, an agency
		return
	}
	r.Names = append(r.Names, strings.Trim(strings.Join(words[:end], " "), " .,;:-–—*\"'”“"))
	if len(tail) > 0 && !unicode.IsDigit(first(tail[0])) && !r.Role {
		r.Rest += len(tail) - 1
	} else if len(tail) > 0 && unicode.IsDigit(first(tail[0])) {
		r.piece(tail)
	}
}

// roleFrom returns where words begin that say what somebody is, or -1.
func roleFrom(folded []string) int {
	t := table()
	for i := range folded {
		if !t.roles[folded[i]] {
			continue
		}
		for i > 0 && (t.leads[folded[i-1]] || t.roles[folded[i-1]]) {
			i--
		}
		return i
	}
	return -1
}

// IsName reports whether s looks like the name of a person: two to five words with
// capitals, none of them a word of menus.
func IsName(s string) bool {
	words := strings.Fields(s)
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = fold(w)
	}
	return len(words) > 1 && isName(words, folded, false)
}

// isName reports whether words look like a name. What is said to be one may be a word
// by itself, or that of an editorial team.
func isName(words, folded []string, said bool) bool {
	t := table()
	if len(words) == 0 || len(words) > 5 || said && len(words) > 6 {
		return false
	}
	capitals := 0
	for i, w := range words {
		c := first(w)
		switch {
		case !nameLetters(w) && !said, strings.ContainsAny(w, "?!\"“”%$€£#+=_0123456789") && !said:
			return false
		case !said && t.noNames[folded[i]]:
			return false
		case unicode.IsUpper(c) || unicode.IsTitle(c) || unicode.IsLetter(c) && !unicode.IsLower(c):
			capitals++
		case said && len(words) == 1 && unicode.IsLetter(c):
			capitals++
		case !t.particle[folded[i]]:
			return false
		}
	}
	if weekdayOrMonth(folded[0]) {
		return false
	}
	return capitals > 0
}

// nameLetters reports whether w has nothing but what names are written with.
func nameLetters(w string) bool {
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
		case !strings.ContainsRune("'’‘.-‐", r):
			return false
		}
	}
	return letters > 0
}

func weekdayOrMonth(w string) bool {
	_, ok := printed.Parse("1 "+w+" 2020", printed.DayFirst)
	return ok
}

// startsName reports whether a word begins as names do.
func startsName(w string) bool {
	r := first(w)
	return unicode.IsLetter(r) && !unicode.IsLower(r) || table().particle[fold(w)]
}

func isSmall(w string) bool { return unicode.IsLower(first(w)) }

// first returns the first letter or digit of w, or its first sign.
func first(w string) rune {
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	r, _ := utf8.DecodeRuneInString(w)
	return r
}

// fold returns w in lower case without the signs around it.
func fold(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }))
}
