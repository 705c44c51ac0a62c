package main

import (
	"fmt"

	"dateline/model"
	"dateline/model/listing"
	"dateline/ui/theme"
)

// formatNames are the formats of list, for messages.
const formatNames = "text, json, markdown or tsv"

// newFormat returns the format of a name. stored: the articles are those of the library,
// so that their IDs are good for `show`.
func (p *program) newFormat(name string, q model.Query, stored bool) (listing.Format, error) {
	switch name {
	case "text":
		return listing.Text(q.Zone(), p.textStyle(stored)), nil
	case "json":
		return listing.JSON(), nil
	case "markdown", "md":
		return listing.Markdown(q.Zone()), nil
	case "tsv":
		return listing.TSV(), nil
	}
	return listing.Format{}, &usageError{Err: fmt.Errorf("--format %q: want %s", name, formatNames)}
}

// textStyle returns how headlines are written for reading: cut to the terminal where
// there is one, whole elsewhere.
func (p *program) textStyle(stored bool) listing.TextStyle {
	t, width := p.theme(), p.width()
	style := listing.TextStyle{IDs: stored, Star: t.Marks.Star}
	if p.colour() {
		style.Heading = func(s string) string { return t.List.Day.Render(s) }
	}
	if width > 0 {
		style.Line = func(s string) string { return t.Truncate(s, width) }
	}
	return style
}

// theme returns the styles of what is printed: the terminal's own colours, as
// nothing is asked of it.
func (p *program) theme() *theme.Theme {
	o := theme.Options{Profile: theme.Mono, ASCII: p.config.ASCII, Lines: true}
	if p.colour() {
		o.Profile = theme.Sixteen
	}
	return theme.New(o)
}
