// Package overlay draws the sheets of text on top of the panes, such as the help,
// which it makes from the table of keys.
package overlay

import (
	"strings"

	"dateline/ui/keys"
)

// KeyRows lays out the table of keys for a sheet. Under heading come the keys that
// work here but not in every pane, then all others by group.
func KeyRows(m *keys.Map, here keys.Scope, heading string, ascii bool) []Row {
	var rows []Row
	section := func(head string, of func(keys.Binding) bool) {
		first := true
		for _, b := range m.Rows(keys.Panes | keys.Overlay | keys.Finding | keys.Calendar) {
			if !of(b) {
				continue
			}
			if first && len(rows) > 0 {
				rows = append(rows, Row{})
			}
			if first {
				rows = append(rows, Row{Head: head})
			}
			first = false
			rows = append(rows, keyRow(b, ascii))
		}
	}
	own := func(b keys.Binding) bool {
		return len(b.Keys) > 0 && b.In&here != 0 && b.In&keys.Panes != keys.Panes
	}
	section(heading, own)
	for _, g := range m.Groups() {
		section(g, func(b keys.Binding) bool { return b.Group == g && !own(b) })
	}
	return rows
}

// keyRow returns the row of a binding: its keys and what it does.
func keyRow(b keys.Binding, ascii bool) Row {
	names := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		names[i] = keys.Glyph(k, ascii)
	}
	if len(names) == 0 {
		names = []string{":" + string(b.Action)}
	}
	return Row{Label: strings.Join(names, " "), Text: b.Help}
}
