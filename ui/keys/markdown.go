package keys

import "strings"

// Markdown returns the handbook's page on keys, without front matter: a section
// with a table for each group.
func (m *Map) Markdown() string {
	var b strings.Builder
	for _, g := range m.Groups() {
		b.WriteString("\n## " + g + "\n\n| Key | Where | Does | Name |\n| --- | --- | --- | --- |\n")
		for _, r := range m.rows {
			if r.Group != g {
				continue
			}
			ks := make([]string, len(r.Keys))
			for i, k := range r.Keys {
				ks[i] = "`" + strings.ReplaceAll(Glyph(k, false), "|", "\\|") + "`"
			}
			if len(ks) == 0 {
				ks = []string{"`:" + string(r.Action) + "`"}
			}
			b.WriteString("| " + strings.Join(ks, " ") + " | " + r.In.String() + " | " +
				strings.ReplaceAll(r.Help, "|", "\\|") + " | " + string(r.Action) + " |\n")
		}
	}
	return b.String()
}

// Groups returns the headings of the help in their order.
func (m *Map) Groups() []string {
	var gs []string
	seen := make(map[string]bool)
	for _, r := range m.rows {
		if !seen[r.Group] {
			seen[r.Group] = true
			gs = append(gs, r.Group)
		}
	}
	return gs
}

// String names the panes of a scope: "list, article".
func (s Scope) String() string {
	var names []string
	for i, n := range [...]string{"list", "article", "help", "article with a search", "timeline", "calendar", "sources"} {
		if s&scopes[i] != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}
