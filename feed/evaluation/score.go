package evaluation

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"dateline/model"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Score says how near what was read of a page is to what is known of it. A figure that
// is not known of the page is below zero, or empty.
type Score struct {
	Articles  int
	Precision float64 // over the words of the body
	Recall    float64
	F1        float64
	Segments  [4]int // wanted and there, missing; unwanted and there, absent
	Title     int    // 2 the same, 1 nearly, 0 another
	Authors   string // "all", "some", "other", "none"
	Date      string // "right", "wrong", "none"

	GotTitle   string
	GotAuthors []string
	GotDate    string
	GotText    string
}

// Judge scores the articles that were read of a page, or of its dump. The one with the
// most text is taken for the page's.
func (p *Page) Judge(articles []model.Article, dump bool) Score {
	a, text := longest(articles)
	s := Score{Articles: len(articles), F1: -1, Title: -1, GotTitle: a.Title, GotAuthors: a.Authors, GotText: text}
	shown := ""
	if dump {
		shown = p.Dump()
	}
	if p.Body != "" {
		got, want := bag(text), bag(p.Body)
		for word, n := range bag(p.Maybe) {
			got[word] -= min(max(0, got[word]-want[word]), n)
		}
		s.Precision, s.Recall, s.F1 = Overlap(got, want)
	}
	s.segments(p, text, dump, shown)
	if p.Title != "" {
		s.Title = titleScore(letters(a.Title), letters(p.Title))
	}
	s.authors(p, dump, shown)
	s.date(p, a, dump, shown)
	return s
}

func longest(articles []model.Article) (best model.Article, text string) {
	for i, a := range articles {
		if t := model.CleanText(model.PlainText(a.Body)); i == 0 || len([]rune(t)) > len([]rune(text)) {
			best, text = a, t
		}
	}
	return best, text
}

func (s *Score) segments(p *Page, text string, dump bool, shown string) {
	text, flat := squash(text), ""
	if dump {
		flat = letters(shown)
	}
	for i, all := range [2][]string{p.With, p.Without} {
		for _, segment := range all {
			switch {
			case dump && !strings.Contains(flat, letters(segment)):
			case strings.Contains(text, squash(segment)):
				s.Segments[2*i]++
			default:
				s.Segments[2*i+1]++
			}
		}
	}
}

// Same reports whether two titles have the same letters and digits, whatever their case.
func Same(got, want string) bool { return letters(got) == letters(want) && letters(want) != "" }

func titleScore(got, want string) int {
	switch {
	case got == "" || want == "":
		return 0
	case got == want:
		return 2
	}
	a, b := len([]rune(got)), len([]rune(want))
	if (strings.Contains(got, want) || strings.Contains(want, got)) && float64(min(a, b)) >= max(8, 0.4*float64(max(a, b))) {
		return 1
	}
	return 0
}

var (
	byWord     = regexp.MustCompile(`(?i)^\s*(?:by|von|par|por)\s+`)
	nameBreaks = regexp.MustCompile(`\s*[,;/|&]\s*|\s+(?:and|und|et|y|og|och|e)\s+`)
)

// names returns the letters of the names of the true authors.
func (p *Page) names() []string {
	var names []string
	for _, a := range p.Authors {
		for _, name := range nameBreaks.Split(byWord.ReplaceAllString(a, ""), -1) {
			if n := letters(name); len([]rune(n)) >= 3 {
				names = append(names, n)
			}
		}
	}
	return names
}

// Named says which of the true authors are among some: "all", "some", "other" where there
// are only others, or "none". extra is how many letters more the names given have; both
// are empty where the true authors are not known.
func (p *Page) Named(authors []string) (which string, extra int) {
	names := p.names()
	if len(names) == 0 {
		return "", 0
	}
	joined, hit := letters(strings.Join(authors, " ")), 0
	extra = len(joined)
	for _, n := range names {
		extra -= len(n)
		if strings.Contains(joined, n) {
			hit++
		}
	}
	switch {
	case hit == len(names):
		return "all", extra
	case hit > 0:
		return "some", extra
	case joined != "":
		return "other", extra
	}
	return "none", extra
}

func (s *Score) authors(p *Page, dump bool, shown string) {
	names := p.names()
	if !dump || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(letters(shown), n) }) {
		s.Authors, _ = p.Named(s.GotAuthors)
	}
}

var midnight = regexp.MustCompile(`[T ]00:00:00`)

func (s *Score) date(p *Page, a model.Article, dump bool, shown string) {
	want, err := time.Parse(time.DateOnly, p.Date)
	if err != nil {
		return
	}
	if a.Published.Dated() && !a.Published.Precision.Wide() {
		s.GotDate = a.Published.At.Format(time.DateOnly)
	}
	switch {
	case s.GotDate == "" && dump && !printed(want, shown):
	case p.Dated(s.GotDate):
		s.Date = "right"
	case s.GotDate == "":
		s.Date = "none"
	default:
		s.Date = "wrong"
	}
}

// Dated reports whether a day, as 2006-01-02, is that of the publication. Where the instant
// is known it may be the day before or after, of another zone.
func (p *Page) Dated(day string) bool {
	got, err := time.Parse(time.DateOnly, day)
	want, unknown := time.Parse(time.DateOnly, p.Date)
	if err != nil || unknown != nil {
		return false
	}
	if len(p.Instant) > 15 && !midnight.MatchString(p.Instant) {
		return got.Sub(want).Abs() <= 24*time.Hour
	}
	return got.Equal(want)
}

// printed reports whether a line of the dump may print the day.
func printed(day time.Time, dump string) bool {
	number := regexp.MustCompile(`(?:^|\D)0?` + day.Format("2") + `(?:\D|$)`)
	for l := range strings.Lines(dump) {
		if len([]rune(l)) < 300 && strings.Contains(l, day.Format("2006")) && number.MatchString(l) {
			return true
		}
	}
	return false
}

// F1 returns the F1 over the words of two texts.
func F1(got, want string) float64 {
	_, _, f := Overlap(bag(got), bag(want))
	return f
}

// bag counts the words of a text.
func bag(s string) map[string]int {
	count := make(map[string]int)
	for _, w := range Words(s) {
		count[w]++
	}
	return count
}

// Words returns the words of a text as they are scored: runs of letters and digits, and
// each sign of Chinese, Japanese and Korean for itself.
func Words(s string) []string {
	var words []string
	fold := cases.Fold()
	s, from := fold.String(squash(s)), -1
	end := func(at int) {
		if from >= 0 {
			words = append(words, s[from:at])
			from = -1
		}
	}
	for i, r := range s {
		switch {
		case r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af:
			end(i)
			words = append(words, string(r))
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			if from < 0 {
				from = i
			}
		default:
			end(i)
		}
	}
	end(len(s))
	return words
}

// Overlap returns which part of got is wanted, which part of want was got, and the F1
// of both.
func Overlap(got, want map[string]int) (precision, recall, f1 float64) {
	hit, a, b := 0, 0, 0
	for word, n := range got {
		a += n
		hit += min(n, want[word])
	}
	for _, n := range want {
		b += n
	}
	if a == 0 && b == 0 {
		return 1, 1, 1
	}
	precision, recall = float64(hit)/max(1, float64(a)), float64(hit)/max(1, float64(b))
	if hit > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

var invisible = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// squash returns s with a blank for every run of white space.
func squash(s string) string {
	return strings.Join(strings.Fields(invisible.Replace(norm.NFC.String(s))), " ")
}

// letters returns the letters and digits of s, their case folded.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(cases.Fold().String(s)))
}
