// Package overlay is what lies on top of the panes: sheets to be read, such as
// the help, which is drawn from the table of keys, and lists of choices.
package overlay

import (
	"strings"

	"dateline/ui/keys"
)

// KeyRows lays the table of keys out for a sheet, group by group. Rows of the
// same action in the same group stand once.
func KeyRows(m *keys.Map, ascii bool) []Row {
	var rows []Row
	all := m.Rows(keys.Panes | keys.Overlay | keys.Finding | keys.Calendar)
	for _, g := range m.Groups() {
		if len(rows) > 0 {
			rows = append(rows, Row{})
		}
		rows = append(rows, Row{Head: g})
		for _, b := range all {
			if b.Group != g {
				continue
			}
			names := make([]string, len(b.Keys))
			for i, k := range b.Keys {
				names[i] = keys.Glyph(k, ascii)
			}
			if len(names) == 0 {
				names = []string{":" + string(b.Action)}
			}
			rows = append(rows, Row{Label: strings.Join(names, " "), Text: b.Help})
		}
	}
	return rows
}
