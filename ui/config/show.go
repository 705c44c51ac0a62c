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
	"dateline/ui/action"
	"dateline/ui/keys"
)

// Template returns the text of a new file: every setting with its default, commented
// out.
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
	_ = toml.NewEncoder(&b).Encode(map[string]any{name: v}) // strings, bools and lists of strings never fail
	return strings.TrimRight(b.String(), "\n")
}

// commented adds the origin to a line.
func commented(line, from string) string { return line + "  # " + model.CleanLine(from) + "\n" }

// Write writes all values in force as a file, with the origin of each.
func (c *Config) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, s := range Table() {
		out.WriteString("# " + s.Help + "\n" + commented(assignment(s.Name, s.Value(c)), cmp.Or(c.from[s.Name], "default")))
	}
	if len(c.macros) > 0 {
		out.WriteString("\n[macros]\n")
	}
	for _, m := range c.macros {
		out.WriteString(commented(assignment(m.Name, m.Line), c.origin("macros", m.Name)))
	}
	tables := c.keyLines()
	for _, pane := range append([]string{""}, keys.ScopeNames()...) {
		if len(tables[pane]) > 0 {
			out.WriteString("\n[" + strings.TrimSuffix("keys."+pane, ".") + "]\n" + strings.Join(tables[pane], ""))
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

// keyLines returns the lines for the keys in force by pane. "" has the actions whose
// keys are the same in all their panes.
func (c *Config) keyLines() map[string][]string {
	m, _ := action.Preset(c.KeysPreset)
	now, preset, standard := keysOf(c.Keys), keysOf(m), keysOf(action.Keys())
	lines := make(map[string][]string)
	for _, name := range c.Keys.Names() {
		byPane, otherwise := now[name], "default"
		if !maps.EqualFunc(preset[name], standard[name], slices.Equal) {
			otherwise = "keys-preset " + c.KeysPreset
		}
		panes := slices.DeleteFunc(keys.ScopeNames(), func(pane string) bool { return byPane[pane] == nil })
		same := !slices.ContainsFunc(panes, func(pane string) bool { return !slices.Equal(byPane[pane], byPane[panes[0]]) })
		// [keys] cannot hold both a pane's table and an action of the same name.
		if _, isPane := keys.ScopeNamed(name); same && !isPane && len(panes) > 0 {
			lines[""] = append(lines[""], commented(assignment(name, byPane[panes[0]]), c.keyOrigin(keys.ScopeNames(), name, otherwise)))
			continue
		}
		for _, pane := range panes {
			lines[pane] = append(lines[pane], commented(assignment(name, byPane[pane]), c.keyOrigin([]string{pane}, name, otherwise)))
		}
	}
	return lines
}

// keysOf returns the keys of each action by pane.
func keysOf(m *keys.Map) map[string]map[string][]string {
	all := make(map[string]map[string][]string)
	for _, pane := range keys.ScopeNames() {
		scope, _ := keys.ScopeNamed(pane)
		for _, row := range m.Rows(scope) {
			if all[string(row.Action)] == nil {
				all[string(row.Action)] = make(map[string][]string)
			}
			pressed := []string{}
			for _, k := range row.Keys {
				pressed = append(pressed, keys.Written(k))
			}
			all[string(row.Action)][pane] = pressed
		}
	}
	return all
}

// keyOrigin returns the origin of an action's keys in some panes.
func (c *Config) keyOrigin(panes []string, name, otherwise string) string {
	for _, pane := range panes {
		if from := c.from["keys."+pane+"."+name]; from != "" {
			return from
		}
	}
	return cmp.Or(c.from["keys."+name], otherwise)
}
