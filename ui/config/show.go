package config

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"dateline/model"
	"dateline/ui/keys"
)

// Template is what a new file begins with: every setting with its default, as a
// comment.
func (c *Config) Template() []byte {
	var b bytes.Buffer
	b.WriteString(templateHead)
	for _, s := range Table() {
		b.WriteString("\n# " + s.Help + "\n#" + assignment(s.Name, s.Value(c)) + "\n")
	}
	b.WriteString(templateTables)
	return b.Bytes()
}

const templateHead = `# The configuration of dateline. 'dateline guide configuration' explains it,
# 'dateline config check' looks it over, and a dateline that is open follows it as it
# is saved. To set something, take away the # that stands right before it.
`

const templateTables = `
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
`

// assignment returns a line of TOML.
func assignment(name string, v any) string {
	var b bytes.Buffer
	_ = toml.NewEncoder(&b).Encode(map[string]any{name: v}) // texts, truths and lists of texts can all be written
	return strings.TrimRight(b.String(), "\n")
}

// Write writes everything in force as a file of its own, with where each value comes
// from.
func (c *Config) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	line := func(text, from string) {
		out.WriteString(text + "  # " + model.CleanLine(from) + "\n")
	}
	for _, s := range Table() {
		out.WriteString("# " + s.Help + "\n")
		line(assignment(s.Name, s.Value(c)), cmp.Or(c.from[s.Name], "default"))
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
func (c *Config) keyTables() []keyTable {
	tables := []keyTable{{path: []string{"keys"}}}
	for _, pane := range keys.ScopeNames() {
		tables = append(tables, keyTable{path: []string{"keys", pane}})
	}
	preset, _ := keys.Preset(c.KeysPreset)
	standard := keys.Default()
	for _, name := range c.Keys.Names() {
		otherwise := "default"
		a, _ := keysOf(preset, name)
		if b, _ := keysOf(standard, name); !maps.EqualFunc(a, b, slices.Equal) {
			otherwise = "keys-preset " + c.KeysPreset
		}
		byPane, same := keysOf(c.Keys, name)
		// A pane's table and an action of its name exclude each other in [keys].
		if _, isPane := keys.ScopeNamed(name); same && !isPane {
			for _, pressed := range byPane {
				tables[0].rows = append(tables[0].rows, keyRow{name, pressed, c.keyOrigin(keys.ScopeNames(), name, otherwise)})
				break
			}
			continue
		}
		for i, pane := range keys.ScopeNames() {
			if pressed, ok := byPane[pane]; ok {
				tables[i+1].rows = append(tables[i+1].rows, keyRow{name, pressed, c.keyOrigin([]string{pane}, name, otherwise)})
			}
		}
	}
	return slices.DeleteFunc(tables, func(t keyTable) bool { return len(t.rows) == 0 })
}

// keysOf returns the keys of an action in each pane in which it counts, and whether
// they are the same in all.
func keysOf(m *keys.Map, name string) (byPane map[string][]string, same bool) {
	byPane, same = make(map[string][]string), true
	var first []string
	for _, pane := range keys.ScopeNames() {
		scope, _ := keys.ScopeNamed(pane)
		for _, row := range m.Rows(scope) {
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

// keyOrigin says where the keys come from that an action has in some panes.
func (c *Config) keyOrigin(panes []string, name, otherwise string) string {
	for _, pane := range panes {
		if from := c.from["keys."+pane+"."+name]; from != "" {
			return from
		}
	}
	return cmp.Or(c.from["keys."+name], otherwise)
}
