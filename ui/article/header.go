package article

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// header lays out the headline, source, authors, date, age, reading time and
// tags above the text.
func header(a *model.Article, t *theme.Theme, width int, now time.Time) []Line {
	l := &layouter{t: t, width: width}
	put := func(s string) { wrap(t.Steady(s), width, t.Method(), l.emit) }
	st := t.Article
	put(st.Headline.Render(model.CleanLine(a.Title)))
	if by := byline(a, t); by != "" {
		put(st.Meta.Render(by))
	}
	when := st.MetaMain.Render(DateWords(a.Published, now))
	var more []string
	if age := message.Age(a.Published, now); age != "" {
		more = append(more, age)
	}
	if a.Updated.Dated() && !a.Updated.Equal(a.Published) {
		more = append(more, fmt.Sprintf(message.Updated, DateWords(a.Updated, now)))
	}
	if n := ReadingMinutes(a.Body); n > 0 {
		more = append(more, fmt.Sprintf(message.MinRead, n))
	}
	dot := " " + t.Marks.Dot + " "
	if len(more) > 0 {
		when += st.Meta.Render(dot + strings.Join(more, dot))
	}
	put(when)
	if tags := tagWords(a); tags != "" {
		put(st.Meta.Render(tags))
	}
	l.emit("", Hard)
	return l.lines
}

func byline(a *model.Article, t *theme.Theme) string {
	var parts []string
	if s := model.CleanLine(a.Source); s != "" {
		parts = append(parts, s)
	}
	if s := model.CleanLine(strings.Join(a.Authors, ", ")); s != "" {
		parts = append(parts, fmt.Sprintf(message.By, s))
	}
	return strings.Join(parts, " "+t.Marks.Dot+" ")
}

// maxTags bounds the tags shown, as some documents have hundreds.
const maxTags = 12

func tagWords(a *model.Article) string {
	var out []string
	for _, tags := range [][]string{a.State.Tags, a.Tags} {
		for _, tag := range tags {
			tag = strings.ReplaceAll(model.CleanLine(tag), " ", "\u00a0")
			if tag == "" {
				continue
			}
			if len(out) == maxTags {
				return strings.Join(append(out, message.AndMoreTags), " ")
			}
			out = append(out, "#"+strings.TrimPrefix(tag, "#"))
		}
	}
	return strings.Join(out, " ")
}

// DateWords writes a date in full, in the zone of now's Location. It adds the
// origin of a date the document does not state: "Friday 6 November 2020",
// "Sunday 22 November 2026, 08:30", "~ Friday 6 November 2020 (from the
// address)".
func DateWords(d model.Date, now time.Time) string {
	s := message.Date(d)
	switch {
	case d.Precision == model.ToInstant:
		s = d.At.In(now.Location()).Format(message.LongTime)
	case !d.Dated() && d.From == model.FromHand:
		return message.UndatedByHand
	case !d.Dated():
		return message.UndatedByDocument
	}
	switch d.From {
	case model.FromURL:
		return fmt.Sprintf(message.FromAddress, s)
	case model.FromSeen:
		return fmt.Sprintf(message.FirstSeen, s)
	case model.FromHand:
		return fmt.Sprintf(message.SetByHand, s)
	}
	return s
}

// countBytes bounds the text that is counted; the rest is extrapolated.
const countBytes = 64 << 10

// ReadingMinutes estimates the minutes it takes to read Markdown: at least 1,
// or 0 for an empty text. It assumes 238 words a minute (M. Brysbaert, "How
// many words do we read per minute?", 2019) or 255 Chinese or Japanese
// characters (S. Trauzettel-Klosinski and K. Dietz, "Standardized assessment of
// reading performance", 2012).
func ReadingMinutes(s string) int {
	scale := 1.0
	if len(s) > countBytes {
		scale = float64(len(s)) / countBytes
		s = s[:countBytes]
	}
	words, signs, in := 0, 0, false
	for i := 0; i < len(s); {
		c := rune(s[i])
		n := 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case c >= 0x2e80 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana):
			signs++
			in = false
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf && unicode.IsLetter(c):
			if !in {
				words++
			}
			in = true
		case c == '\'' || c == 0x2019 || c == '-' || c == '.' || c == '/': // inside words, numbers and addresses
		default:
			in = false
		}
	}
	if words+signs == 0 {
		return 0
	}
	return max(1, int(scale*(float64(words)/238+float64(signs)/255)+0.5))
}
