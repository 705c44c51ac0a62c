package listing

import (
	"encoding/json"
	"strings"
	"time"

	"dateline/model"
)

// ArticleMarkdown returns a as a Markdown file with YAML front matter, which reads back
// as the same article (of the source that the file then is).
func ArticleMarkdown(a *model.Article) string {
	var b strings.Builder
	b.WriteString("---\n")
	field := func(name, value string) {
		if value = model.CleanLine(value); value != "" {
			b.WriteString(name + ": " + quoted(value) + "\n")
		}
	}
	list := func(name string, values []string) {
		var items []string
		for _, v := range model.CleanLines(values) {
			items = append(items, quoted(v))
		}
		if len(items) > 0 {
			b.WriteString(name + ": [" + strings.Join(items, ", ") + "]\n")
		}
	}
	field("title", a.Title)
	if a.Published.Dated() {
		b.WriteString("date: " + a.Published.String() + "\n")
		if from := a.Published.From; from.Approximate() {
			b.WriteString("date_from: " + from.String() + "\n")
		}
	}
	if a.Updated.Dated() {
		b.WriteString("updated: " + a.Updated.String() + "\n")
	}
	field("id", a.EntryID)
	field("url", a.URL)
	list("authors", a.Authors)
	list("tags", a.Tags)
	field("language", a.Language)
	field("site", a.Source)
	field("summary", a.Summary)
	b.WriteString("---\n\n")
	b.WriteString(strings.TrimSpace(model.CleanText(a.Body)))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// quoted returns s as a YAML double-quoted scalar, of which JSON strings are a
// part (YAML 1.2.2, section 1.2).
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string: cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

// ArticleText returns a as plain text: headline, what is known about it with its date
// in a zone, text. The reader of texts finds the date and the address again.
func ArticleText(a *model.Article, zone *time.Location) string {
	known := joined(", ", model.CleanLine(a.Source), strings.Join(model.CleanLines(a.Authors), ", "))
	known = joined("\n", known, dateInFull(a, zone), model.CleanLine(a.URL))
	parts := []string{model.CleanLine(a.Title), known}
	text := strings.TrimSpace(model.CleanText(model.PlainText(a.Body)))
	if text == "" {
		text = strings.TrimSpace(model.CleanText(a.Summary))
	}
	if text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// dateInFull writes the date of a, and how it was inferred.
func dateInFull(a *model.Article, zone *time.Location) string {
	if !a.Published.Dated() {
		return "undated"
	}
	at := strings.TrimPrefix(clock(a, model.ByDate, zone, withOffset), "~")
	s := joined(", ", HeadingOf(a, model.ByDate, zone).String(), at)
	if how := a.Published.From.Inferred(); how != "" {
		s += " (" + how + ")"
	}
	return s
}
