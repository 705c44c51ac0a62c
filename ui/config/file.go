package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"dateline/model/suggest"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Problem is something that cannot be understood.
type Problem struct {
	Line int // in the file, from 1; 0: it does not stand there
	Msg  string
}

// Error is everything that is wrong with a configuration, in the order of its lines.
type Error struct {
	File     string
	Problems []Problem
}

// Error implements error, in a line.
func (e *Error) Error() string { return strings.Join(e.Lines(), "; ") }

// Lines returns a line for each problem.
func (e *Error) Lines() []string { return e.lines(e.File) }

func (e *Error) lines(file string) []string {
	var lines []string
	for _, p := range e.Problems {
		if p.Line > 0 {
			p.Msg = fmt.Sprintf("%s:%d: %s", file, p.Line, p.Msg)
		}
		lines = append(lines, p.Msg)
	}
	return lines
}

// Brief is the error as a status line has room for: the first problem, without the
// folder of the file.
func (e *Error) Brief() string {
	text := e.lines(filepath.Base(e.File))[0]
	if n := len(e.Problems) - 1; n > 0 {
		text += fmt.Sprintf(" (and %d more)", n)
	}
	return text
}

// reader reads a file into c and gathers what is wrong.
type reader struct {
	c        *Config
	problems []Problem
}

// file takes what the file says, as far as it can be understood.
func (r *reader) file(text string, settings []Setting) {
	tree, text := r.decode(text)
	r.c.lines = findKeys(text)
	r.readThemes(r.table(tree, "themes", "themes wants tables: [themes.NAME]"))
	for i := range settings {
		s := &settings[i]
		v, ok := tree[s.Name]
		if !ok {
			continue
		}
		if err := s.take(r.c, v); err != nil {
			r.wrong(err.Error(), s.Name)
			r.c.LibraryUnreadable = r.c.LibraryUnreadable || s.Name == libraryName
			continue
		}
		r.c.from[s.Name] = r.c.origin(s.Name)
	}
	r.readMacros(r.table(tree, "macros", "macros wants a table: [macros]"))
	r.readKeys(r.table(tree, "keys", "keys wants a table: [keys]"))
	known := names()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if !slices.Contains(known, name) {
			r.wrong(fmt.Sprintf("unknown setting %q", name)+suggest.DidYouMean(name, known), name)
		}
	}
}

// mostBroken bounds the lines that are left out because their notation is wrong.
const mostBroken = 50

// misnamed is the beginning of the name that a table takes whose own cannot be read.
const misnamed = "\x00"

// decode reads the notation. A line that is wrong in it is left out, so that the
// others count, and those of a table whose name is wrong go with it. It returns also
// the text without them.
func (r *reader) decode(text string) (map[string]any, string) {
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
		r.problems = append(r.problems, Problem{line, msg})
		if line > len(lines) || strings.TrimSpace(lines[line-1]) == "" {
			break // it ends in the midst of something
		}
		old := strings.TrimSpace(lines[line-1])
		r.c.LibraryUnreadable = r.c.LibraryUnreadable || strings.HasPrefix(old, libraryName)
		if lines[line-1] = ""; strings.HasPrefix(old, "[") {
			lines[line-1] = fmt.Sprintf(`["%s%d"]`, `\u0000`, line)
		}
		text = strings.Join(lines, "\n")
	}
	r.c.LibraryUnreadable = true // nothing of it can be told
	return nil, ""
}

// decodes reports whether a line can be read by itself.
func decodes(line string) bool {
	var tree map[string]any
	_, err := toml.Decode(line, &tree)
	return err == nil
}

// wrong notes that something is wrong with what stands at a path.
func (r *reader) wrong(msg string, path ...string) {
	r.problems = append(r.problems, Problem{r.c.lines.of(path...), msg})
}

// table returns a table of the file, nil where there is none.
func (r *reader) table(tree map[string]any, name, otherwise string) map[string]any {
	table, ok := tree[name].(map[string]any)
	if tree[name] != nil && !ok {
		r.wrong(otherwise, name)
	}
	return table
}

// origin says where in the file a path is set.
func (c *Config) origin(path ...string) string {
	return fmt.Sprintf("%s:%d", c.file, c.lines.of(path...))
}

// readThemes takes the reader's own colours.
func (r *reader) readThemes(all map[string]any) {
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
				if e.Unknown != "" {
					e.Msg += suggest.DidYouMean(e.Unknown, e.Known)
				}
				r.wrong(e.Msg, append([]string{"themes", name}, e.Path...)...)
			}
			s = theme.Shipped(theme.DefaultScheme).Named(name) // the name is known all the same
		}
		r.c.Schemes = append(r.c.Schemes, s)
	}
}

// readMacros takes the reader's own commands.
func (r *reader) readMacros(table map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		line, ok := table[name].(string)
		if !ok {
			r.wrong(fmt.Sprintf("%s wants commands in quotes, not %v", name, valueText(table[name])), "macros", name)
			continue
		}
		r.c.macros = append(r.c.macros, keys.Macro{Name: name, Line: line})
	}
}

// readKeys takes the reader's keys over those of the preset: by action for all panes,
// and by pane.
func (r *reader) readKeys(table map[string]any) {
	m, ok := action.Preset(r.c.KeysPreset)
	if !ok {
		m = action.Keys()
	}
	m, errs := m.WithMacros(r.c.macros)
	for i, err := range errs {
		if err != nil {
			r.wrong(err.Error(), "macros", r.c.macros[i].Name)
		}
	}
	var changes []keys.Rebinding
	var paths [][]string
	add := func(in keys.Scope, name string, v any, path ...string) {
		pressed, ok := keyList(v)
		if !ok {
			r.wrong(fmt.Sprintf("%s wants keys: [\"x\", \"C-x\"], or [] for none", name), path...)
			return
		}
		changes, paths = append(changes, keys.Rebinding{In: in, Name: name, Keys: pressed}), append(paths, path)
		r.c.from[strings.Join(path, ".")] = r.c.origin(path...)
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		pane, ok := table[name].(map[string]any)
		if !ok {
			add(0, name, table[name], "keys", name)
			continue
		}
		in, ok := keys.ScopeNamed(name)
		if !ok {
			r.wrong(fmt.Sprintf("there is no pane %q", name)+suggest.DidYouMean(name, keys.ScopeNames()), "keys", name)
			continue
		}
		for _, action := range slices.Sorted(maps.Keys(pane)) {
			add(in, action, pane[action], "keys", name, action)
		}
	}
	bound, err := m.Rebind(changes)
	r.c.Keys = bound
	var wrong keys.RebindErrors
	errors.As(err, &wrong)
	for _, e := range wrong {
		if at := strings.Join(paths[e.At], "."); r.c.from[at] != "" { // it is said once
			r.wrong(e.Msg, paths[e.At]...)
			delete(r.c.from, at)
		}
	}
}

// keyList reads the keys of an action: a list of them, or one.
func keyList(v any) ([]string, bool) {
	if one, ok := v.(string); ok {
		return []string{one}, true
	}
	list, ok := v.([]any)
	out := make([]string, len(list))
	for i, v := range list {
		key, is := v.(string)
		out[i], ok = key, ok && is
	}
	return out, ok
}
