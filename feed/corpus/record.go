package corpus

import (
	"html"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/when/printed"
)

// record gathers what one row or object of a corpus states.
type record struct {
	text [fields]string // one statement a field: that of the best name
	rank [fields]uint8  // 1 + the order of that name; 0: none yet

	published, updated model.Date
	numeric            numeric // what is to be known of numeric ones

	authors, tags []string
	enclosures    []model.Enclosure
}

// offers reports whether a name of this rank is better than what is there.
func (r *record) offers(k rank) bool {
	return k.field != none && (r.rank[k.field] == 0 || k.order+1 < r.rank[k.field])
}

// set takes a statement, if it says anything.
func (r *record) set(k rank, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	switch k.field {
	case fieldAuthor:
		r.authors = splitNames(text)
	case fieldTag:
		r.tags = splitNames(text)
	case fieldDate, fieldUpdated:
		m, ok := printed.Field(text, printed.DayFirst)
		if !ok {
			return // "published": true
		}
		if k.field == fieldDate {
			r.published = m.Date
			r.numeric.published = m.Ambiguous
		} else {
			r.updated = m.Date
			r.numeric.updated = m.Ambiguous
		}
		r.numeric.count(m)
	case fieldSource:
		if document.WebAddress(text) != "" {
			return
		}
	}
	r.text[k.field], r.rank[k.field] = text, k.order+1
}

// setList takes a statement that is a list.
func (r *record) setList(k rank, list []string) {
	if len(list) == 0 {
		return
	}
	switch k.field {
	case fieldAuthor:
		r.authors = list
	case fieldTag:
		r.tags = list
	case fieldText, fieldSummary:
		r.set(k, strings.Join(list, "\n\n"))
		return
	default:
		r.set(k, list[0])
		return
	}
	r.rank[k.field] = k.order + 1
}

// splitNames splits what is really a list, and takes the punctuation of lists
// away ("['A', 'B']", as Python prints them into tables).
func splitNames(text string) []string {
	text = strings.Trim(text, " []{}")
	separator := ","
	for _, s := range []string{";", "|"} {
		if strings.Contains(text, s) {
			separator = s
			break
		}
	}
	var names []string
	for name := range strings.SplitSeq(text, separator) {
		if name = strings.Trim(name, " '\"\t\r\n"); name != "" && !nothing(name) {
			names = append(names, name)
		}
	}
	return names
}

// nothing reports whether a cell says that nothing is known.
func nothing(s string) bool {
	switch strings.ToLower(s) {
	case "nan", "none", "null", "n/a", "nil", "<na>":
		return true
	}
	return false
}

// article makes an article of the record, or returns nil when it states
// neither title nor text nor address.
func (r *record) article(line int) *model.Article {
	a := &model.Article{
		Title: model.CleanLine(html.UnescapeString(r.text[fieldTitle])), URL: document.WebAddress(r.text[fieldURL]),
		Authors: model.CleanLines(r.authors), Tags: model.CleanLines(r.tags), Enclosures: r.enclosures,
		EntryID: model.CleanLine(r.text[fieldID]), Language: model.CleanLine(r.text[fieldLanguage]), Line: line,
	}
	a.Body = r.body()
	a.Summary = r.summary()
	if a.Title == "" && a.Body == "" && a.Summary == "" && a.URL == "" {
		return nil
	}
	if a.Source = model.CleanLine(r.text[fieldSource]); a.Source == "" {
		a.Source = strings.TrimPrefix(model.CleanLine(r.text[fieldHost]), "www.")
	}
	a.Published, a.Updated = r.published, r.updated
	if a.Published.Precision == model.Undated {
		a.Published, _ = printed.Address(a.URL)
	}
	return a
}

// bare reports whether the record has no text of its own.
func (r *record) bare() bool {
	return r.text[fieldMarkdown] == "" && r.text[fieldText] == "" && r.text[fieldHTML] == ""
}

// body returns the text as Markdown.
func (r *record) body() string {
	if s := r.text[fieldMarkdown]; s != "" {
		return model.CleanText(s)
	}
	text := r.text[fieldText]
	if text == "" {
		text = r.text[fieldHTML]
	}
	if s, ok := fromHTML(text, r.text[fieldURL]); ok {
		return s
	}
	return model.MarkdownFrom(model.CleanText(text))
}

// summary returns the summary as plain text.
func (r *record) summary() string {
	text := r.text[fieldSummary]
	if s, ok := fromHTML(text, r.text[fieldURL]); ok {
		return model.PlainText(s)
	}
	return strings.TrimSpace(model.CleanText(text))
}
