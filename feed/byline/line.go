// Package byline knows what names of authors look like, and reads the lines beside a
// headline that say who wrote an article, and when.
package byline

import (
	"slices"
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
	Dates []printed.Match // those that are not incidental; their places are not those in the line
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
	s = strings.ReplaceAll(r.cutDates(unglue(s), order), " - ", "\n")
	for piece := range strings.FieldsFuncSeq(s, parts) {
		r.list(piece)
	}
	if r.other || printed.Incidental(s) { // "Last login: 8 March 2021"
		r.Names, r.Rest = nil, r.Rest+1
	}
	return r.Line
}

// ReadNames reads a line below one that ends with a word such as "by": its names are said
// to be names.
func ReadNames(s string, order printed.Order) Line { return Read("by "+s, order) }

// lineReader reads one line.
type lineReader struct {
	Line
	naming bool // names have been said and may go on
	roled  bool // what somebody is has been said since
	other  bool // it has a date that is not that of the article
}

// parts reports whether r parts what a line says.
func parts(r rune) bool {
	return strings.ContainsRune("|¦•·⋅∙‧・–—/／;,，、｜()（）[]【】{}<>»«›:：●■◆▪★→\n\t\u2028*", r)
}

// unglue parts what runs together where elements of a page touch: "ByJane
// DoeNovember 6, 20203 Comments".
func unglue(s string) string {
	var b strings.Builder
	var last, before rune
	letters, digits := 0, 0 // in the run so far
	s = strings.ToValidUTF8(s, "")
	for i, r := range s {
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case unicode.IsUpper(r) && unicode.IsLower(last) && letters >= 2 && !joined(b.String(), letters) && (letters == 2 || begins(s[i:])):
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
		case r == '@' && unicode.IsLetter(last) && unicode.IsLetter(next):
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

// begins reports whether the word that s begins with, up to the next capital, is one
// that begins a part of its own.
func begins(s string) bool {
	end := len(s)
	for i, r := range s {
		if i > 0 && !unicode.IsLower(r) {
			end = i
			break
		}
	}
	t, w := table(), strings.ToLower(s[:end])
	return t.roles[w] || t.leads[w] || t.noNames[w] || t.labels.whole[w] || t.by.whole[w] || IsGiven(w) || weekdayOrMonth(w)
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
			if m, ok := printed.FindFirst(s[i:], order); ok && m.Start == 0 {
				end := i + m.End
				m.Start, m.End = i, end
				if !m.Incidental(s) {
					r.Dates = append(r.Dates, m)
				} else {
					r.other = true
				}
				b.WriteString(s[from:i])
				b.WriteByte('\n')
				i = end
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
	words := slices.DeleteFunc(strings.Fields(s), func(w string) bool { return w != "&" && !hasLetter(w) })
	from := 0
	for i := 1; i < len(words)-1; i++ {
		if joins(words[i]) && len(words) < 16 {
			r.piece(words[from:i])
			from = i + 1
		}
	}
	if from < len(words) {
		r.piece(words[from:])
	}
}

func hasLetter(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// joins reports whether a word joins names.
func joins(w string) bool {
	switch strings.ToLower(w) {
	case "and", "und", "et", "y", "og", "och", "e", "en", "i", "и", "и́", "&", "with", "mit", "и др", "та", "ja", "ve", "dan", "và", "a":
		return true
	}
	return false
}

// piece reads words that belong together.
func (r *lineReader) piece(words []string) {
	t := table()
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = fold(w)
	}
	for len(words) > 0 {
		if n := r.said(words, folded); n > 0 {
			r.Said, r.naming, r.roled = true, true, false
			r.Names = nil // what stood before is a section, or a place
			words, folded = words[n:], folded[n:]
			continue
		}
		if n := t.labels.prefix(folded); n > 0 {
			r.Facts++
			inside := folded[n-1] == "in" || folded[0] == "filed"
			words, folded = words[n:], folded[n:]
			if inside {
				return // a section
			}
			continue
		}
		n := r.fact(words, folded)
		if n == 0 {
			break
		}
		words, folded = words[n:], folded[n:]
	}
	if len(words) > 0 {
		r.name(words, folded)
	}
}

// said returns how many of words stand before a name: "by", "written by", "a column
// by", or 0.
func (r *lineReader) said(words, folded []string) int {
	t := table()
	n := t.by.prefix(folded)
	switch {
	case n == 0:
	case n == len(words):
		if t.labels.whole[strings.Join(folded, " ")] && len(r.Dates) > 0 {
			return 0
		}
		return n
	case n > 1, startsName(words[n]), r.naming, len(words) == n+1 && (folded[0] == "by" || len(r.Dates) > 0), IsGiven(words[n]) && len(words) <= n+3:
		return n
	}
	const before = 4 // "Technical review by"
	for i := 1; i <= before && i < len(words)-1; i++ {
		if joins := folded[i] == "by" || folded[i] == "von"; joins && startsName(words[i+1]) && !t.notBy[folded[i-1]] && !isName(words[:i], folded[:i], false) {
			return i + 1
		}
	}
	return 0
}

// fact returns how many of words are a number and what it counts, or the name of an
// account.
func (r *lineReader) fact(words, folded []string) int {
	t := table()
	if strings.HasPrefix(words[0], "@") {
		r.Facts++
		return 1
	}
	if !unicode.IsDigit(first(words[0])) {
		return 0
	}
	n := 1
	for n < len(words) && (t.units[folded[n]] || unicode.IsDigit(first(words[n]))) {
		n++
	}
	if n > 1 || len(words) == 1 {
		r.Facts++
	} else {
		r.Rest++
	}
	return n
}

// name reads words that may be a name, with what somebody is behind it, or a place.
func (r *lineReader) name(words, folded []string) {
	end := r.nameEnd(words, folded)
	if i := roleFrom(folded[:end]); i >= 0 && !(i > 0 && table().offices[folded[end-1]] && !IsGiven(words[0])) {
		r.Role = true
		if i == 0 {
			r.roled = true
			return
		}
		end = i
	}
	tail := words[end:]
	switch {
	case !isName(words[:end], folded[:end], r.naming && len(r.Names) == 0):
		r.Rest += len(words)
		r.naming = r.naming && len(r.Names) == 0 && len(words) < 3
		return
	case r.Said && len(r.Names) > 0 && !r.another(words[:end]):
		r.Facts++ // a place, an agency
		return
	}
	if name := strings.Trim(strings.Join(words[:end], " "), " .,;:-–—*\"'”“"); name != "" && !slices.Contains(r.Names, name) {
		r.Names = append(r.Names, name)
	}
	r.roled = r.Role
	switch {
	case len(tail) == 0:
	case r.Role:
	case unicode.IsDigit(first(tail[0])) || table().labels.whole[fold(tail[0])] || strings.HasPrefix(tail[0], "@"):
		naming := r.naming
		r.naming = false
		r.piece(tail)
		r.naming = naming
	default:
		r.Rest += len(tail) - 1
	}
}

// another reports whether words are one more name, behind the first, rather than a
// place or for whom somebody writes.
func (r *lineReader) another(words []string) bool {
	if IsGiven(words[0]) {
		return r.naming
	}
	many := strings.Contains(r.Names[0], " ")
	return r.naming && !r.roled && (len(words) == 2 && !allCapitals(words[1]) || !many)
}

func allCapitals(w string) bool { return len(w) > 2 && strings.ToUpper(w) == w }

// nameEnd returns how many of words a name may take that they begin with.
func (r *lineReader) nameEnd(words, folded []string) int {
	t := table()
	for i := 1; i < len(words); i++ {
		small := isSmall(words[i]) && !t.particle[folded[i]]
		if r.naming && small && len(words) < 4 && !t.labels.whole[folded[i]] && IsGiven(words[0]) { // "Cindy lowercase"
			small = false
		}
		label := i > 1 && (t.labels.whole[folded[i]] || folded[i] == "the" || weekdayOrMonth(folded[i]))
		caps := i > 1 && allCapitals(words[i]) && !allCapitals(words[0]) && !allCapitals(words[i-1]) && IsGiven(words[0])
		if unicode.IsDigit(first(words[i])) || caps || small || label || strings.HasPrefix(words[i], "@") {
			return i
		}
	}
	return len(words)
}

// roleFrom returns where words begin that say what somebody is, or -1.
func roleFrom(folded []string) int {
	t := table()
	for i := range folded {
		if !t.roles[folded[i]] {
			continue
		}
		for k := min(i, 2); k < i; k++ { // "Jane Doe Senior Politics Editor"
			if t.leads[folded[k]] || t.roles[folded[k]] {
				return k
			}
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
	if len(words) == 0 || len(words) > 5 && !said || len(words) > 6 {
		return false
	}
	given := IsGiven(words[0])
	capitals := 0
	for i, w := range words {
		c := first(w)
		switch {
		case !nameLetters(w) && !said, strings.ContainsAny(w, "?!\"“”%$€£#+=") && !said:
			return false
		case !said && t.noNames[folded[i]] && (i == 0 || !given) && !(i > 0 && i == len(words)-1 && t.offices[folded[i]]):
			return false
		case unicode.IsUpper(c) || unicode.IsTitle(c):
			capitals++
		case unicode.IsLetter(c) && !unicode.IsLower(c):
			if n := utf8.RuneCountInString(w); c >= 0x2e80 && n > 6 {
				return false
			}
			capitals++
		case said && unicode.IsLetter(c) && (len(words) == 1 || given && len(words) < 4):
			capitals++
		case !t.particle[folded[i]]:
			return false
		}
	}
	return capitals > 0 && (given || !weekdayOrMonth(folded[0]) && !t.by.whole[folded[0]])
}

// nameLetters reports whether w has nothing but what names are written with.
func nameLetters(w string) bool {
	letters := 0
	if i := strings.LastIndexByte(w, '.'); i > 0 && len(w)-i > 2 && i > 2 { // an address
		return false
	}
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
	return printed.Month(w)
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
