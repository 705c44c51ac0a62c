package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/when/printed"
)

// line is a line of a document and what is known of it by itself.
type line struct {
	number      int    // 1-based
	raw         string // cleaned, with its inner blanks as they were
	text        string // raw as one line, without a bullet or number before it
	words       int    // roughly; of scripts without blanks, half the characters
	shape       lineShape
	marked      bool      // a bullet or number stood before the text
	days        lineDates // the dates it has
	wide        lineDates // the months and years, where it has no other dates
	boilerplate boilerplate
	link        link // what it is, beside a date
}

// lineShape is what a line looks like by itself.
type lineShape uint8

const (
	blank    lineShape = iota
	rule               // "-", "***", "=====": it only separates
	short              // a title, a label, an entry of a menu
	sentence           // a short line that ends as a sentence does
	prose              // long, and a sentence
)

// lineDates are the dates of a line that stand apart in it.
type lineDates struct {
	only        *printed.Match // the line is nothing but a date
	first, last *printed.Match // at its beginning, at its end
}

// dateWithin is the longest line, in bytes, that is searched for dates: longer
// ones are prose.
const dateWithin = 360

// linkWithin is the longest line, in bytes, that may be a link and its date.
const linkWithin = 4 << 10

// newLine looks at one line of text.
func newLine(number int, b []byte) line {
	l := line{number: number, raw: strings.TrimRight(model.CleanText(string(b)), " \t\u00a0")}
	folded := false
	l.words, folded = countWords(l.raw)
	l.text = l.raw
	if folded {
		l.text = model.CleanLine(l.raw)
		l.words, _ = countWords(l.text)
	}
	switch {
	case l.text == "":
		l.shape = blank
		return l
	case isRule(l.text):
		l.shape = rule
		return l
	}
	if n := marker(l.text); n > 0 {
		l.text, l.marked = strings.TrimLeft(l.text[n:], " "), true
		l.words, _ = countWords(l.text)
	}
	l.shape = shapeOf(l.text, l.words)
	if len(l.text) <= dateWithin {
		l.days = findDates(l.text)
		if strings.Contains(l.raw, "\t") && l.days == (lineDates{}) {
			// A tab, which parts columns, was folded.
			if found := findDates(strings.TrimLeft(l.raw, " \t")); found != (lineDates{}) {
				l.text, l.days = strings.TrimLeft(l.raw, " \t"), found
			}
		}
	}
	if strings.Contains(l.text, "](") && len(l.text) <= linkWithin {
		l.unwrapLink()
	}
	if l.days == (lineDates{}) && len(l.text) <= dateWithin {
		l.wide = findWide(l.text)
	}
	l.boilerplate = boilerplateOf(l.text, l.words)
	return l
}

// size returns what l counts for against the limits of a window: blank lines
// take memory, too.
func (l *line) size() int { return len(l.raw) + 64 }

// isRule reports whether a line has no letter or digit and is made to
// separate.
func isRule(s string) bool {
	if c := s[0] | 0x20; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || len(s) > 200 {
		return false
	}
	for _, r := range s {
		if !strings.ContainsRune("-–—―_=*~#+.•·●∙◦■□▪▫⁂§│|/\\<>^: ", r) {
			return false
		}
	}
	return true
}

// marker returns how many bytes of a bullet or number begin the line.
func marker(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		return 0
	case r >= 0x80 && strings.ContainsRune("•·●∙◦■□▪▫‣►▶»›→➤✓★☆", r):
		return n
	case (r == '-' || r == '*' || r == '+' || r == '–' || r == '—' || r == '#') && len(s) > n+1 && s[n] == ' ':
		return n + 1
	case r == '(' || r == '[':
		if i := digits(s[1:]); i > 0 && i <= 3 && len(s) > i+3 && (s[i+1] == ')' || s[i+1] == ']') && s[i+2] == ' ' {
			return i + 3
		}
	case r >= '0' && r <= '9':
		if i := digits(s); i <= 4 && len(s) > i+2 && (s[i] == '.' || s[i] == ')') && s[i+1] == ' ' && !startsDate(s) {
			return i + 2
		}
	}
	return 0
}

// startsDate reports whether the number that s begins with is of a date: "6. November
// 2020", "2020. november 6."
func startsDate(s string) bool {
	_, ok := printed.FindFirst(s[:min(len(s), 60)], printed.DayFirst)
	return ok
}

func digits(s string) int {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// countWords counts the words of one line: its runs without blanks, and half
// the characters of scripts that have no blanks. folded reports whether the
// line has blanks to fold: doubled or outer ones, tabs, or perhaps those of
// other scripts.
func countWords(s string) (words int, folded bool) {
	words = 1
	if plain(s) {
		folded = s != "" && (s[0] == ' ' || s[len(s)-1] == ' ') || strings.Contains(s, "  ") || strings.IndexByte(s, '\t') >= 0
		return words + strings.Count(s, " "), folded
	}
	dense, last := 0, -1 // the last blank, so that a leading one counts
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' && c < 0x7f {
			continue
		}
		switch {
		case c == ' ':
			words++
			folded = folded || last == i-1
			last = i
		case c >= 0xe3 && c <= 0xe9: // the lead bytes of kana and Han
			dense++
			folded = folded || c == 0xe3
		case c == '\t', c == '\n', c == 0xc2, c == 0xe2:
			folded = true
		}
	}
	return words + dense/2, folded
}

// plain reports whether s is ASCII on one line.
func plain(s string) bool {
	for len(s) >= 8 {
		if (s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7])&0x80 != 0 {
			return false
		}
		s = s[8:]
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// wordCount is countWords without its second result.
func wordCount(s string) int {
	n, _ := countWords(s)
	return n
}

// The sizes of lines, in words.
const (
	proseWords = 14 // a line of so many words is prose when it ends as a sentence
	longWords  = 26 // and one of so many is prose however it ends
)

func shapeOf(s string, words int) lineShape {
	ends := sentenceEnd(s)
	switch {
	case words >= longWords || words >= proseWords && ends:
		return prose
	case ends && words >= 4:
		return sentence
	}
	return short
}

// sentenceEnd reports whether s ends with a sign that ends sentences, within
// quotes or brackets too.
func sentenceEnd(s string) bool {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '؟', '।', ':', '：':
			return true
		case '"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』', '）', ',', ';', ' ':
			s = s[:len(s)-n]
			continue
		}
		return false
	}
	return false
}

// findDates finds the dates that stand apart in a line.
func findDates(s string) lineDates {
	var found lineDates
	if m, ok := printed.FindLast(s, printed.DayFirst); ok && m.Apart && !m.Incidental(s) {
		last := m // only what is found is worth an allocation
		if isRest(s[:m.Start]) {
			return lineDates{only: &last}
		}
		found.last = &last
	}
	if m, ok := printed.FindFirst(s, printed.DayFirst); ok && m.Apart {
		first := m
		if isRest(s[m.End:]) {
			return lineDates{only: &first}
		}
		found.first = &first
	}
	return found
}

// isRest reports whether s has no letter or digit.
func isRest(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// dated reports whether the line has a date that stands apart.
func (l *line) dated() bool {
	return l.days.only != nil || l.days.first != nil || l.days.last != nil
}

// titled reports whether the line may be a title: it has letters and is no
// paragraph.
func (l *line) titled() bool {
	return l.shape >= short && l.boilerplate == noBoilerplate && l.days.only == nil && l.words <= 40 && len(l.text) <= 300 && !isRest(l.text)
}

// isQuestion reports whether the line is a question or an exclamation that is not
// too long for a title.
func (l *line) isQuestion() bool {
	s := strings.TrimRight(l.text, "\"'”’»)]")
	return l.words < longWords && (strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!"))
}
