package main

import (
	"os"

	"github.com/charmbracelet/x/term"

	"dateline/model"
	"dateline/ui/theme"
)

// shortID is how much of an ID is shown: 40 bits, enough to tell a million
// articles apart.
const shortID = 8

// textWriter writes headlines for reading: under headings of their day, cut to
// the terminal where there is one, whole elsewhere.
func (p *program) textWriter(q model.Query, stored bool) writer {
	t, width := p.theme(), p.width()
	return writer{
		heading: func(dst []byte, g group, first bool) []byte {
			if !first {
				dst = append(dst, '\n')
			}
			h := g.String()
			if p.colour() {
				h = t.List.Day.Render(h)
			}
			return append(append(dst, h...), '\n')
		},
		row: func(dst []byte, a *model.Article, section model.Section) []byte {
			lead := "  "
			if stored {
				lead += string(a.ID)[:min(shortID, len(a.ID))] + "  "
			}
			if c := clock(a, section, q.Zone(), "15:04"); c != "" {
				lead += c + "  "
			}
			title, source := model.CleanLine(a.Title), model.CleanLine(a.Source)
			if a.State.Starred {
				title = t.Marks.Star + " " + title
			}
			line := lead + title
			if source != "" {
				line += "  (" + source + ")"
			}
			if width > 0 {
				line = t.Truncate(line, width)
			}
			return append(append(dst, line...), '\n')
		},
	}
}

// colour reports whether output may carry styles (no-color.org).
func (p *program) colour() bool {
	return p.terminal && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb"
}

// theme returns the styles of what is printed: the terminal's own colours, as
// nothing is asked of it.
func (p *program) theme() *theme.Theme {
	o := theme.Options{Profile: theme.Mono, ASCII: p.config.ASCII}
	if p.colour() {
		o.Profile = theme.Sixteen
	}
	return theme.New(o)
}

// width returns the columns of the terminal, or 0 when output goes elsewhere.
func (p *program) width() int {
	f, ok := p.stdout.(*os.File)
	if !ok || !p.terminal {
		return 0
	}
	w, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return w
}
