package main

import (
	"bufio"
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"dateline/model"
	"dateline/ui/keys"
)

// assignment returns a line of TOML.
func assignment(name string, v any) string {
	var b bytes.Buffer
	_ = toml.NewEncoder(&b).Encode(map[string]any{name: v}) // texts, truths and lists of texts can all be written
	return strings.TrimRight(b.String(), "\n")
}

// writeConfig writes all that is in force as a configuration of its own, with
// where each value comes from.
func writeConfig(w io.Writer, c *config) error {
	out := bufio.NewWriter(w)
	line := func(text, from string) {
		out.WriteString(text + "  # " + model.CleanLine(from) + "\n")
	}
	for _, s := range settings() {
		from := c.from[s.name]
		if from == "" {
			from = "default"
		}
		out.WriteString("# " + s.help + "\n")
		line(assignment(s.name, s.value(c)), from)
	}
	if len(c.macros) > 0 {
		out.WriteString("\n[macros]\n")
	}
	for _, m := range c.macros {
		line(assignment(m.Name, m.Line), c.origin("macros", m.Name))
	}
	for _, table := range c.keyTables() {
		out.WriteString("\n[" + strings.Join(table.path, ".") + "]\n")
		for _, row := range table.rows {
			line(assignment(row.name, row.keys), row.from)
		}
	}
	if len(c.themes) > 0 {
		out.WriteString("\n# " + model.CleanLine(c.origin("themes")) + "\n")
		enc := toml.NewEncoder(out)
		enc.Indent = ""
		if err := enc.Encode(map[string]any{"themes": c.themes}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// keyTable is a table of keys as it is written: [keys] or [keys.list].
type keyTable struct {
	path []string
	rows []keyRow
}

type keyRow struct {
	name string
	keys []string
	from string
}

// keyTables are the keys in force: those that an action has in all its panes, and
// those that differ by pane.
func (c *config) keyTables() []keyTable {
	tables := []keyTable{{path: []string{"keys"}}}
	for _, pane := range keys.ScopeNames() {
		tables = append(tables, keyTable{path: []string{"keys", pane}})
	}
	for _, name := range c.keys.Names() {
		byPane, same := c.keysOf(name)
		// A pane's table and an action of its name exclude each other in [keys].
		if _, isPane := keys.ScopeNamed(name); same && !isPane {
			for _, pressed := range byPane {
				tables[0].rows = append(tables[0].rows, keyRow{name, pressed, c.keyOrigin("", name)})
				break
			}
			continue
		}
		for i, pane := range keys.ScopeNames() {
			if pressed, ok := byPane[pane]; ok {
				tables[i+1].rows = append(tables[i+1].rows, keyRow{name, pressed, c.keyOrigin(pane, name)})
			}
		}
	}
	return slices.DeleteFunc(tables, func(t keyTable) bool { return len(t.rows) == 0 })
}

// keysOf returns the keys of an action in each pane in which it counts, and
// whether they are the same in all.
func (c *config) keysOf(name string) (byPane map[string][]string, same bool) {
	byPane, same = make(map[string][]string), true
	var first []string
	for _, pane := range keys.ScopeNames() {
		scope, _ := keys.ScopeNamed(pane)
		for _, row := range c.keys.Rows(scope) {
			if row.Name != name {
				continue
			}
			pressed := []string{}
			for _, k := range row.Keys {
				pressed = append(pressed, keys.Written(k))
			}
			if len(byPane) == 0 {
				first = pressed
			}
			byPane[pane] = pressed
			same = same && slices.Equal(first, pressed)
		}
	}
	return byPane, same
}

// keyOrigin says where the keys of an action come from; pane is "" where they are
// the same in all.
func (c *config) keyOrigin(pane, name string) string {
	panes := []string{pane}
	if pane == "" {
		panes = keys.ScopeNames()
	}
	for _, at := range panes {
		if from := c.from["keys."+at+"."+name]; from != "" {
			return from
		}
	}
	if from := c.from["keys."+name]; from != "" {
		return from
	}
	if c.presetSays(name) {
		return "keys-preset " + c.KeysPreset
	}
	return "default"
}

// presetSays reports whether the preset gives an action other keys than it has by
// default.
func (c *config) presetSays(name string) bool {
	m, _ := keys.Preset(c.KeysPreset)
	preset, own := config{keys: m}, config{keys: keys.Default()}
	a, _ := preset.keysOf(name)
	b, _ := own.keysOf(name)
	return !maps.EqualFunc(a, b, slices.Equal)
}

// template is what a new configuration begins with: every setting with its
// default, as a comment.
func template(c *config) []byte {
	var b bytes.Buffer
	b.WriteString(`# The configuration of dateline. 'dateline guide configuration' explains it,
# 'dateline config check' looks it over, and a dateline that is open follows it as it
# is saved. To set something, take away the # that stands right before it.
`)
	for _, s := range settings() {
		b.WriteString("\n# " + s.help + "\n#" + assignment(s.name, s.value(c)) + "\n")
	}
	b.WriteString(`
# Keys, by the names of the actions ('dateline guide keys' has them all): in all
# panes, and in one.
#[keys]
#star = ["f"]
#undo = ["u"]
#[keys.article]
#browser = ["o"]

# Commands of your own, made of actions; [keys] gives them keys.
#[macros]
#morning = "date today; show unread; sort oldest"

# A theme of your own: what differs from its base.
#[themes.mine]
#base = "calm"
#accent = "#88c0d0 bold"
#link = "bright-cyan underline"
`)
	return b.Bytes()
}
