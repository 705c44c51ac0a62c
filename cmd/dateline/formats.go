package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/transfer/jsonlines"
)

// writer writes articles in one of the formats of list. Its functions append
// to dst, and what they append is safe for a terminal.
type writer struct {
	// heading begins a group; nil where the format has no headings.
	heading func(dst []byte, g group, first bool) []byte
	row     func(dst []byte, a *model.Article, section model.Section) []byte
	// whole: row wants more of an article than a headline has.
	whole bool
}

// formatNames are the formats of list, for messages.
const formatNames = "text, json, markdown or tsv"

// newWriter returns the writer of a format. stored: the articles are those of
// the library, so that their IDs are good for `show`.
func (p *program) newWriter(format string, q model.Query, stored bool) (writer, error) {
	switch format {
	case "text":
		return p.textWriter(q, stored), nil
	case "json":
		return writer{whole: true, row: func(dst []byte, a *model.Article, _ model.Section) []byte {
			return jsonlines.AppendArticle(dst, a)
		}}, nil
	case "markdown", "md":
		return markdownWriter(q.Zone()), nil
	case "tsv":
		return writer{row: appendTSV}, nil
	}
	return writer{}, &usageError{fmt.Errorf("--format %q: want %s", format, formatNames)}
}

// appendTSV appends a as one line: date, title, source, address, ID. There are
// no tabs in a cleaned line.
func appendTSV(dst []byte, a *model.Article, _ model.Section) []byte {
	for i, field := range [...]string{a.Published.String(), a.Title, a.Source, a.URL, string(a.ID)} {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(dst, model.CleanLine(field)...)
	}
	return append(dst, '\n')
}

// markdownWriter writes lists of links under headings of their day.
func markdownWriter(zone *time.Location) writer {
	return writer{
		heading: func(dst []byte, g group, first bool) []byte {
			if !first {
				dst = append(dst, '\n')
			}
			return append(dst, "## "+g.String()+"\n\n"...)
		},
		row: func(dst []byte, a *model.Article, section model.Section) []byte {
			title := escapeMarkdown(model.CleanLine(a.Title))
			if u := model.CleanLine(a.URL); u != "" {
				title = "[" + title + "](<" + addressEscapes.Replace(u) + ">)"
			} else {
				title = escapeItem(title)
			}
			dst = append(dst, "- "+title...)
			source := escapeMarkdown(model.CleanLine(a.Source))
			if s := joined(", ", source, clock(a, section, zone, clockOffset)); s != "" {
				dst = append(dst, " ("+s+")"...)
			}
			return append(dst, '\n')
		},
	}
}

// addressEscapes keep an address inside its angle brackets (CommonMark 0.31.2,
// section 6.3).
var addressEscapes = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C")

// escapeMarkdown makes s text that Markdown reads as it is.
func escapeMarkdown(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<>&#|~!") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>&#|~!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapeItem makes escaped text the text of an item: it begins no list within the
// list, and brackets at its end are no source.
func escapeItem(s string) string {
	s = itemEscapes.Replace(s)
	if n := len(s) - len(strings.TrimLeft(s, "0123456789")); n < len(s) && strings.IndexByte("-+.)", s[n]) >= 0 {
		s = s[:n] + `\` + s[n:]
	}
	return s
}

var itemEscapes = strings.NewReplacer("(", `\(`, ")", `\)`)

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// String is the heading in words.
func (g group) String() string {
	switch g.section {
	case model.Ahead:
		return "Ahead"
	case model.NoDate:
		return "Undated"
	}
	switch y, m, d := g.day.Date(); g.known {
	case model.ToYear:
		return fmt.Sprintf("%04d", y)
	case model.ToMonth:
		return fmt.Sprintf("%s %04d", m, y)
	default:
		return fmt.Sprintf("%s %d %s %04d", g.day.Weekday(), d, m, y)
	}
}

// clockOffset lays a time of day out for whoever reads it elsewhere.
const clockOffset = "15:04 Z07:00"

// clock returns what the heading leaves open of an article's date: the time of
// day, laid out so, "~" where the date was inferred, and the day where the heading is
// none.
func clock(a *model.Article, section model.Section, zone *time.Location, layout string) string {
	d, s := a.Published, ""
	if section == model.Ahead {
		s = d.DayString(zone)
	}
	if d.Precision == model.ToInstant {
		s = joined(" ", s, strings.Replace(d.At.In(zone).Format(layout), " Z", " UTC", 1))
	}
	if d.Dated() && d.From.Approximate() {
		s = "~" + s
	}
	return s
}
