package text

import (
	"strings"
	"unicode"
)

// pageTitle is the title of a page, as its first line has it: with the name of
// the site, mostly.
type pageTitle struct {
	parts []string // the whole and its parts, letters only
	bare  string   // the text without what is most likely the site's name
	words map[string]bool
}

// pageTitleOf reads the first line of a page.
func pageTitleOf(lines []*line) pageTitle {
	var t pageTitle
	if len(lines) == 0 || lines[0].words > 40 || len(lines[0].text) > 300 {
		return t
	}
	s := lines[0].text
	t.bare = withoutSite(s)
	t.words = wordsOf(t.bare)
	t.add(s)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", ": ", " / "} {
		for i := strings.Index(s, sep); i >= 0; {
			t.add(s[:i])
			t.add(s[i+len(sep):])
			next := strings.Index(s[i+len(sep):], sep)
			if next < 0 {
				break
			}
			i += len(sep) + next
		}
	}
	return t
}

func (t *pageTitle) add(s string) {
	if b := lettersOf(s); len(b) >= 10 && len(t.parts) < 24 {
		t.parts = append(t.parts, b)
	}
}

// matches reports whether a line is the headline within the page's title, or
// holds it.
func (t *pageTitle) matches(l *line) bool {
	if len(t.parts) == 0 || l.words > 40 || len(l.text) > 300 || l.boilerplate != noBoilerplate {
		return false
	}
	s := lettersOf(l.text)
	if len(s) < 10 {
		return false
	}
	for _, p := range t.parts {
		if s == p || len(s) >= 16 && strings.HasPrefix(t.parts[0], s) || len(p) >= 16 && strings.Contains(s, p) && len(s) < 2*len(p) {
			return true
		}
	}
	return false
}

// begins reports whether the page's title begins with the line.
func (t *pageTitle) begins(l *line) bool {
	s := lettersOf(l.text)
	return len(t.parts) > 0 && s != "" && strings.HasPrefix(t.parts[0], s)
}

// withoutSite cuts the name of a site off the end of a page's title.
func withoutSite(s string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • "} {
		i := strings.LastIndex(s, sep)
		if i > 0 && wordCount(s[:i]) >= 3 && wordCount(s[i+len(sep):]) <= 5 {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}

// lettersOf returns the letters and digits of s in lower case.
func lettersOf(s string) string {
	b, _ := normalized(make([]byte, 0, len(s)+16), s)
	return strings.ReplaceAll(string(b), " ", "")
}

// headlineScore returns how much speaks for line i being the headline.
func (c *articleLines) headlineScore(i int, head *pageTitle, words map[string]bool) float64 {
	p, l := c.page, c.page.lines[i]
	s := 0.0
	switch {
	case i == 0 && (head.bare != l.text || p.anchored):
		s += 2
	case i == 0:
	case head.matches(l):
		s += 2.5 + 3*min(1, float64(len(lettersOf(l.text)))/float64(len(lettersOf(head.bare))+1))
		if head.begins(l) {
			s++
		}
	default:
		s += 4 * overlap(l.text, head.words) * overlap(head.bare, wordsOf(l.text))
	}
	switch d := float64(c.start - i); {
	case d < 0:
		s -= 2
	case p.anchored:
		s -= min(3, d*0.08)
	default:
		s -= min(5, d*0.15)
	}
	for k := i + 1; k < min(len(p.lines), i+5); k++ {
		if m := p.lines[k]; m.dated() && m.words <= 16 || m.words <= 8 && isByline(m.text) {
			s += 1.5
			break
		}
	}
	switch n := p.wordings[i].words; {
	case n <= 2:
		s -= 3
	case n <= 5:
		s--
	case n > 22:
		s--
	}
	if isCredit(l.text) {
		s -= 4
	}
	if p.lines[i].dated() || p.wordings[i].links || isByline(l.text) {
		s -= 3
	}
	if l.shape == prose || strings.HasSuffix(l.text, ".") {
		s -= 2.5
	}
	return s + 3*overlap(l.text, words)
}

// wordSet returns the words of the article that say something.
func (c *articleLines) wordSet() map[string]bool {
	set := make(map[string]bool)
	for i, in := range c.chosen {
		if in {
			eachWord(c.page.lines[i].text, func(w string) { set[w] = true })
		}
	}
	return set
}

// wordsOf returns the words of s that are no small ones.
func wordsOf(s string) map[string]bool {
	set := make(map[string]bool)
	eachWord(s, func(w string) { set[w] = true })
	return set
}

// overlap returns how many of the words of s are in set, of all.
func overlap(s string, set map[string]bool) float64 {
	n, known := 0, 0
	eachWord(s, func(w string) {
		n++
		if set[w] {
			known++
		}
	})
	if n == 0 {
		return 0
	}
	return float64(known) / float64(n)
}

// eachWord calls f with the words of s that are no small ones, in lower case.
func eachWord(s string, f func(string)) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 2 && !isStop(w) {
			f(w)
		}
	}
}
