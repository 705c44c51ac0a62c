package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// problem is something in the file that cannot be understood.
type problem struct {
	line int
	msg  string
}

// configError is all that is wrong with the file, in the order of its lines.
type configError struct {
	path     string
	problems []problem
}

// Error implements error, in a line.
func (e *configError) Error() string {
	return strings.Join(e.said(e.path), "; ")
}

// said returns a line for each problem, the file having a name.
func (e *configError) said(name string) []string {
	var lines []string
	for _, p := range e.problems {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", name, p.line, p.msg))
	}
	return lines
}

// brief is the error as the status line has room for: the first problem, without
// the folder of the file.
func brief(err error) error {
	var wrong *configError
	if !errors.As(err, &wrong) {
		return err
	}
	text := wrong.said(filepath.Base(wrong.path))[0]
	if n := len(wrong.problems) - 1; n > 0 {
		text += fmt.Sprintf(" (and %d more)", n)
	}
	return errors.New(text)
}

// configReader reads the file into c and gathers what is wrong.
type configReader struct {
	c        *config
	problems []problem
}

// read takes what the file says, as far as it can be understood, and returns all
// that is wrong with it.
func (c *config) read(text string) []problem {
	r := configReader{c: c}
	tree, text := r.decode(text)
	c.lines = findKeys(text)
	r.readThemes(tree["themes"])
	for _, s := range settings() {
		if v, ok := tree[s.name]; ok {
			if err := s.set(c, v); err != nil {
				r.wrong(err.Error(), s.name)
				c.libraryWrong = c.libraryWrong || s.name == "library"
			} else {
				c.from[s.name] = c.origin(s.name)
			}
		}
	}
	r.readMacros(tree["macros"])
	r.readKeys(tree["keys"])
	known := settingNames()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if !slices.Contains(known, name) {
			r.wrong(unknownSetting(name, known), name)
		}
	}
	c.scheme = c.schemeNamed(c.Theme)
	slices.SortStableFunc(r.problems, func(a, b problem) int { return cmp.Compare(a.line, b.line) })
	return r.problems
}

// mostBroken bounds the lines that are left out because their notation is wrong.
const mostBroken = 50

// misnamed is the beginning of the name that a table takes whose own cannot be read.
const misnamed = "\x00"

// decode reads the notation. A line that is wrong in it is left out, so that the
// others count, and those of a table whose name is wrong go with it. It returns
// also the text without them.
func (r *configReader) decode(text string) (map[string]any, string) {
	for range mostBroken {
		var tree map[string]any
		_, err := toml.Decode(text, &tree)
		if err == nil {
			maps.DeleteFunc(tree, func(name string, _ any) bool { return strings.HasPrefix(name, misnamed) })
			return tree, text
		}
		line, msg := 1, strings.TrimPrefix(err.Error(), "toml: ")
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			line, msg = max(1, syntax.Position.Line), cmp.Or(syntax.Message, syntax.Error())
		}
		lines := strings.Split(text, "\n")
		if 1 < line && line <= len(lines) && decodes(lines[line-1]) && !decodes(lines[line-2]) {
			line-- // it was seen only at the beginning of the next
		}
		r.problems = append(r.problems, problem{line, msg})
		if line > len(lines) || strings.TrimSpace(lines[line-1]) == "" {
			break // it ends in the midst of something
		}
		old := strings.TrimSpace(lines[line-1])
		r.c.libraryWrong = r.c.libraryWrong || strings.HasPrefix(old, "library")
		if lines[line-1] = ""; strings.HasPrefix(old, "[") {
			lines[line-1] = fmt.Sprintf(`["%s%d"]`, `\u0000`, line)
		}
		text = strings.Join(lines, "\n")
	}
	r.c.libraryWrong = true // nothing of it can be told
	return nil, ""
}

// decodes reports whether a line can be read by itself.
func decodes(line string) bool {
	var tree map[string]any
	_, err := toml.Decode(line, &tree)
	return err == nil
}

func unknownSetting(name string, known []string) string {
	return fmt.Sprintf("unknown setting %q", name) + didYouMean(name, known)
}

// wrong notes that something is wrong with what stands at a path.
func (r *configReader) wrong(msg string, path ...string) {
	r.problems = append(r.problems, problem{r.c.lines.of(path...), msg})
}

// origin says where in the file a path is set.
func (c *config) origin(path ...string) string {
	return fmt.Sprintf("%s:%d", c.path, c.lines.of(path...))
}

// readThemes takes the reader's own colours.
func (r *configReader) readThemes(v any) {
	if v == nil {
		return
	}
	all, ok := v.(map[string]any)
	if !ok {
		r.wrong("themes wants tables: [themes.NAME]", "themes")
		return
	}
	r.c.themes = all
	for _, name := range slices.Sorted(maps.Keys(all)) {
		spec, ok := all[name].(map[string]any)
		if !ok {
			r.wrong(fmt.Sprintf("a theme is a table: [themes.%s]", name), "themes", name)
			continue
		}
		s, err := theme.Parse(name, theme.Spec(spec))
		var wrong theme.SpecErrors
		if errors.As(err, &wrong) {
			for _, e := range wrong {
				msg := e.Msg
				if e.Unknown != "" {
					msg += didYouMean(e.Unknown, e.Known)
				}
				r.wrong(msg, append([]string{"themes", name}, e.Path...)...)
			}
			s = theme.Shipped(theme.DefaultScheme).Named(name) // the name is known all the same
		}
		r.c.schemes = append(r.c.schemes, s)
	}
}

// readMacros takes the reader's own commands.
func (r *configReader) readMacros(v any) {
	if v == nil {
		return
	}
	table, ok := v.(map[string]any)
	if !ok {
		r.wrong("macros wants a table: [macros]", "macros")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		line, ok := table[name].(string)
		if !ok {
			r.wrong(fmt.Sprintf("%s wants commands in quotes, not %v", name, valueText(table[name])), "macros", name)
			continue
		}
		r.c.macros = append(r.c.macros, keys.Macro{Name: name, Line: line})
	}
}

// readKeys takes the reader's keys over those of the preset: by action for all
// panes, and by pane.
func (r *configReader) readKeys(v any) {
	m, ok := keys.Preset(r.c.KeysPreset)
	if !ok {
		m = keys.Default()
	}
	m, errs := m.WithMacros(r.c.macros)
	for i, err := range errs {
		if err != nil {
			r.wrong(err.Error(), "macros", r.c.macros[i].Name)
		}
	}
	r.c.keys = m
	if v == nil {
		return
	}
	table, ok := v.(map[string]any)
	if !ok {
		r.wrong("keys wants a table: [keys]", "keys")
		return
	}
	var changes []keys.Rebinding
	var paths [][]string
	add := func(in keys.Scope, v any, path ...string) {
		pressed, ok := keyList(v)
		if !ok {
			r.wrong(fmt.Sprintf("%s wants keys: [\"x\", \"C-x\"], or [] for none", path[len(path)-1]), path...)
			return
		}
		changes = append(changes, keys.Rebinding{In: in, Name: path[len(path)-1], Keys: pressed})
		paths = append(paths, path)
		r.c.from[strings.Join(path, ".")] = r.c.origin(path...)
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		pane, ok := table[name].(map[string]any)
		if !ok {
			add(0, table[name], "keys", name)
			continue
		}
		in, ok := keys.ScopeNamed(name)
		if !ok {
			r.wrong(fmt.Sprintf("there is no pane %q", name)+didYouMean(name, keys.ScopeNames()), "keys", name)
			continue
		}
		for _, action := range slices.Sorted(maps.Keys(pane)) {
			add(in, pane[action], "keys", name, action)
		}
	}
	r.c.keys = r.rebound(m, changes, paths)
}

// rebound returns m with the changes that can be made, each of which stands at a
// path.
func (r *configReader) rebound(m *keys.Map, changes []keys.Rebinding, paths [][]string) *keys.Map {
	for {
		bound, err := m.Rebind(changes)
		var wrong keys.RebindErrors
		if !errors.As(err, &wrong) {
			return bound
		}
		bad := make(map[int]bool)
		for _, e := range wrong {
			if !bad[e.At] {
				r.wrong(e.Msg, paths[e.At]...)
				delete(r.c.from, strings.Join(paths[e.At], "."))
			}
			bad[e.At] = true
		}
		var left []keys.Rebinding
		var at [][]string
		for i := range changes {
			if !bad[i] {
				left, at = append(left, changes[i]), append(at, paths[i])
			}
		}
		if len(left) == len(changes) {
			return m
		}
		changes, paths = left, at
	}
}

// keyList reads the keys of an action: a list of them, or one.
func keyList(v any) ([]string, bool) {
	if one, ok := v.(string); ok {
		return []string{one}, true
	}
	list, ok := v.([]any)
	if !ok {
		return nil, false
	}
	out := make([]string, 0, len(list))
	for _, v := range list {
		key, ok := v.(string)
		if !ok {
			return nil, false
		}
		out = append(out, key)
	}
	return out, true
}
