package theme

import "charm.land/glamour/v2/ansi"

// Markdown returns the look of article bodies for Glamour, made for long, calm
// reading: text in the terminal's own colour, one accent, no backgrounds, no
// padding, hierarchy by weight. Each call returns a new value.
//
// It has no margins, indentation or quotation bars, which package article adds.
func (t *Theme) Markdown() ansi.StyleConfig {
	p := t.palette
	yes := func() *bool { v := true; return &v }
	colour := func(c string) *string {
		if c == "" {
			return nil
		}
		return &c
	}
	heading := func(c string, underline bool) ansi.StyleBlock {
		s := ansi.StylePrimitive{Color: colour(c), Bold: yes()}
		if underline {
			s.Underline = yes()
		}
		return ansi.StyleBlock{StylePrimitive: s}
	}
	link := ansi.StylePrimitive{Color: colour(p["link"].fg), Underline: yes()}
	caption := ansi.StylePrimitive{Color: colour(p["muted"].fg), Italic: yes()}
	code := ansi.StylePrimitive{Color: colour(p["code"].fg)}
	if p["code"].fg == "" {
		code.Bold = yes()
	}
	sep := func(s string) *string { return &s }
	return ansi.StyleConfig{
		// A first-level heading is as strong as the article's headline; lower
		// levels are quieter.
		H1:            heading(p["accent"].fg, true),
		H2:            heading(p["accent"].fg, false),
		H3:            heading("", false),
		H4:            heading("", false),
		H5:            ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Italic: yes()}},
		H6:            ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Italic: yes()}},
		Emph:          ansi.StylePrimitive{Italic: yes()},
		Strong:        ansi.StylePrimitive{Bold: yes()},
		Strikethrough: ansi.StylePrimitive{CrossedOut: yes()},
		Link:          link,
		LinkText:      link,
		Image:         caption,
		ImageText:     caption,
		Code:          ansi.StyleBlock{StylePrimitive: code},
		CodeBlock:     ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p["code"].fg)}}},
		Table: ansi.StyleTable{
			CenterSeparator: sep(t.tableCross()),
			ColumnSeparator: sep(t.Marks.Divider),
			RowSeparator:    sep(t.Marks.Rule),
		},
	}
}

func (t *Theme) tableCross() string {
	if t.ASCII {
		return "+"
	}
	return "┼"
}
