package session

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

// maxName limits a suggested file name, in bytes.
const maxName = 80

// ExportName suggests a file name for an export of many articles.
func ExportName(now time.Time) string {
	return "articles-" + model.DayOf(now).String() + ".jsonl"
}

// FileName suggests a file name for an article: its date and the words of its title.
func FileName(art *model.Article, zone *time.Location) string {
	date := "undated"
	if art.Published.Dated() {
		date = art.Published.DayString(zone)
	}
	var b strings.Builder
	b.WriteString(date)
	words := strings.FieldsFunc(strings.ToLower(model.CleanLine(art.Title)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	for _, w := range words {
		room := maxName - b.Len() - 1
		if len(w) > room {
			if b.Len() > len(date) { // only a first word that is too long is cut
				break
			}
			for w = w[:room]; !utf8.ValidString(w); {
				w = w[:len(w)-1]
			}
		}
		b.WriteString("-" + w)
	}
	return b.String() + ".md"
}

// Citation cites an article: "Title (source, date) URL".
func Citation(art *model.Article, zone *time.Location) string {
	var about []string
	if s := model.CleanLine(art.Source); s != "" {
		about = append(about, s)
	}
	if art.Published.Dated() {
		about = append(about, art.Published.DayString(zone))
	}
	parts := []string{model.CleanLine(art.Title)}
	if len(about) > 0 {
		parts = append(parts, "("+strings.Join(about, ", ")+")")
	}
	if u := model.CleanLine(art.URL); u != "" {
		parts = append(parts, u)
	}
	return strings.Join(parts, " ")
}
