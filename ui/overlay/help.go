// Package overlay is what lies on top of the panes: the help screen, drawn
// from the table of keys.
package overlay

import (
	"strings"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Help is the help screen. The zero Help is closed.
type Help struct {
	open   bool
	rows   []row
	top    int
	width  int
	height int
	theme  *theme.Theme
}

// row is a line of the help: a heading, or keys and what they do.
type row struct{ head, keys, text string }

// keyCols is the width of the column of keys.
const keyCols = 16

// Open reports whether the help lies on top.
func (h *Help) Open() bool { return h.open }

// SetSize gives the help its size in cells.
func (h *Help) SetSize(w, hh int) {
	h.width, h.height = w, hh
	h.scrollTo(h.top)
}

// Show opens the help for a set of bindings.
func (h *Help) Show(m *keys.Map, t *theme.Theme) {
	h.open, h.top, h.theme = true, 0, t
	h.rows = helpRows(m, t.ASCII)
}

// SetTheme gives the help its styles.
func (h *Help) SetTheme(t *theme.Theme) { h.theme = t }

// Close closes the help.
func (h *Help) Close() { h.open = false }

// helpRows lays the table of keys out, group by group. Rows of the same action
// in the same group stand once.
func helpRows(m *keys.Map, ascii bool) []row {
	var rows []row
	all := m.Rows(keys.Panes | keys.Overlay)
	for _, g := range m.Groups() {
		if len(rows) > 0 {
			rows = append(rows, row{})
		}
		rows = append(rows, row{head: g})
		for _, b := range all {
			if b.Group != g {
				continue
			}
			names := make([]string, len(b.Keys))
			for i, k := range b.Keys {
				names[i] = keys.Glyph(k, ascii)
			}
			if len(names) == 0 {
				names = []string{":" + b.Name}
			}
			rows = append(rows, row{keys: strings.Join(names, " "), text: b.Help})
		}
	}
	return rows
}

// Scroll carries out a movement.
func (h *Help) Scroll(a keys.Action, n int) {
	page := max(1, h.height-3)
	switch a {
	case keys.Down:
		h.scrollTo(h.top + n)
	case keys.Up:
		h.scrollTo(h.top - n)
	case keys.HalfDown:
		h.scrollTo(h.top + n*max(1, page/2))
	case keys.HalfUp:
		h.scrollTo(h.top - n*max(1, page/2))
	case keys.PageDown:
		h.scrollTo(h.top + n*page)
	case keys.PageUp:
		h.scrollTo(h.top - n*page)
	case keys.Top:
		h.scrollTo(0)
	case keys.Bottom:
		h.scrollTo(len(h.lines()))
	}
}

func (h *Help) scrollTo(top int) {
	h.top = max(0, min(top, len(h.lines())-h.body()))
}

// body is how many lines of the help are seen at once.
func (h *Help) body() int { return max(1, h.height-2) }

// View returns exactly as many lines as the help is high, each as wide.
func (h *Help) View() []string {
	if h.height <= 0 {
		return nil
	}
	t := h.theme
	lines := h.lines()
	out := make([]string, 0, h.height)
	out = append(out, t.Title.Render(t.Fit(" Keys", h.width)))
	if h.height > 1 {
		out = append(out, strings.Repeat(" ", h.width))
	}
	for i := h.top; len(out) < h.height; i++ {
		if i < len(lines) {
			out = append(out, lines[i])
		} else {
			out = append(out, strings.Repeat(" ", h.width))
		}
	}
	return out
}

// lines draws the rows, wrapped where they are wider than the screen.
func (h *Help) lines() []string {
	if h.theme == nil || h.width <= 0 {
		return nil
	}
	t := h.theme
	kc := min(keyCols, h.width/3)
	room := max(1, h.width-kc-2)
	var out []string
	for _, r := range h.rows {
		switch {
		case r.head != "":
			out = append(out, t.HelpHead.Render(t.Fit(" "+r.head, h.width)))
		case r.keys == "":
			out = append(out, strings.Repeat(" ", h.width))
		default:
			for i, part := range t.Wrap(r.text, room) {
				k := ""
				if i == 0 {
					k = r.keys
				}
				out = append(out, t.HelpKey.Render(" "+t.Fit(k, kc))+" "+t.HelpText.Render(t.Fit(part, room)))
			}
		}
	}
	return out
}
