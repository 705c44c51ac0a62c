package listing

import (
	"strings"
	"time"

	"dateline/model"
	"dateline/model/transfer/jsonlines"
)

// Format says how articles are written. Its functions append to dst, and what they
// append is safe for a terminal.
type Format struct {
	// Heading begins a group; nil where the format has no headings.
	Heading func(dst []byte, h Heading, first bool) []byte
	Row     func(dst []byte, a *model.Article, section model.Section) []byte
	// Whole: Row wants more of an article than a headline has.
	Whole bool
}

// JSON is the format of an object a line (package jsonlines).
func JSON() Format {
	return Format{Whole: true, Row: func(dst []byte, a *model.Article, _ model.Section) []byte {
		return jsonlines.AppendArticle(dst, a)
	}}
}

// TSV is the format of a line each: date, title, source, address, ID.
func TSV() Format { return Format{Row: appendTSV} }

// appendTSV appends a. There are no tabs in a cleaned line.
func appendTSV(dst []byte, a *model.Article, _ model.Section) []byte {
	for i, field := range [...]string{a.Published.String(), a.Title, a.Source, a.URL, string(a.ID)} {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(dst, model.CleanLine(field)...)
	}
	return append(dst, '\n')
}

// Markdown is the format of a list of links under headings of their day, in a zone. It
// reads again as the same headlines (feed/markdown).
func Markdown(zone *time.Location) Format {
	return Format{
		Heading: func(dst []byte, h Heading, first bool) []byte {
			if !first {
				dst = append(dst, '\n')
			}
			return append(dst, "## "+h.String()+"\n\n"...)
		},
		Row: func(dst []byte, a *model.Article, section model.Section) []byte {
			title := model.EscapeMarkdown(model.CleanLine(a.Title))
			if u := model.CleanLine(a.URL); u != "" {
				title = "[" + title + "](<" + addressEscapes.Replace(u) + ">)"
			} else {
				title = escapeItem(title)
			}
			dst = append(dst, "- "+title...)
			source := model.EscapeMarkdown(model.CleanLine(a.Source))
			if s := joined(", ", source, clock(a, section, zone, withOffset)); s != "" {
				dst = append(dst, " ("+s+")"...)
			}
			return append(dst, '\n')
		},
	}
}

// shortID is how much of an ID is shown: 40 bits, enough to tell a million
// articles apart.
const shortID = 8

// TextStyle is how the headlines of a list look that is for reading.
type TextStyle struct {
	IDs     bool                // begin with the beginning of the ID
	Star    string              // marks what is starred
	Heading func(string) string // nil: as it is
	Line    func(string) string // cuts a line that is too long; nil: whole
}

// Text is the format of headlines for reading, under headings of their day.
func Text(zone *time.Location, style TextStyle) Format {
	return Format{
		Heading: func(dst []byte, h Heading, first bool) []byte {
			if !first {
				dst = append(dst, '\n')
			}
			text := h.String()
			if style.Heading != nil {
				text = style.Heading(text)
			}
			return append(append(dst, text...), '\n')
		},
		Row: func(dst []byte, a *model.Article, section model.Section) []byte {
			line := "  "
			if style.IDs {
				line += string(a.ID)[:min(shortID, len(a.ID))] + "  "
			}
			if c := clock(a, section, zone, "15:04"); c != "" {
				line += c + "  "
			}
			if a.State.Starred {
				line += style.Star + " "
			}
			line += model.CleanLine(a.Title)
			if source := model.CleanLine(a.Source); source != "" {
				line += "  (" + source + ")"
			}
			if style.Line != nil {
				line = style.Line(line)
			}
			return append(append(dst, line...), '\n')
		},
	}
}

// addressEscapes keep an address inside its angle brackets (CommonMark 0.31.2,
// section 6.3).
var addressEscapes = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C")

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
