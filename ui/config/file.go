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

// Problem is an error in the configuration.
type Problem struct {
	Line int // in the file, from 1; 0 if it is not in the file
	Msg  string
}

// Error lists all problems of a configuration, in the order of its lines.
type Error struct {
	File     string
	Problems []Problem
}

// Error implements error, in one line.
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

// Brief fits a status line: it returns the first problem, without the folder of the
// file.
func (e *Error) Brief() string {
	text := e.lines(filepath.Base(e.File))[0]
	if n := len(e.Problems) - 1; n > 0 {
		text += fmt.Sprintf(" (and %d more)", n)
	}
	return text
}

// reader reads a file into c and collects its problems.
type reader struct {
	c        *Config
	problems []Problem
}

// readFile reads the text of the file.
func (r *reader) readFile(text string, settings []Setting) {
	tree, text := r.decode(text)
	r.c.lines = findKeys(text)
	r.readThemes(r.table(tree, "themes", "themes wants tables: [themes.NAME]"))
	for i := range settings {
		s := &settings[i]
		v, ok := tree[s.Name]
		if !ok {
			continue
		}
		if err := s.set(r.c, v); err != nil {
			r.report(err.Error(), s.Name)
			r.c.LibraryUnreadable = r.c.LibraryUnreadable || s.Name == libraryName
			continue
		}
		r.c.from[s.Name] = r.c.origin(s.Name)
	}
	r.c.Serve = r.table(tree, "serve", "serve wants a table: [serve]")
	r.readMacros(r.table(tree, "macros", "macros wants a table: [macros]"))
	r.c.keys = r.table(tree, "keys", "keys wants a table: [keys]")
	known := names()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if !slices.Contains(known, name) {
			r.report(fmt.Sprintf("unknown setting %q", name)+suggest.DidYouMean(name, known), name)
		}
	}
}

// maxSyntaxErrors bounds the lines dropped for syntax errors.
const maxSyntaxErrors = 50

// placeholder begins the name given to a table whose own name has a syntax error.
const placeholder = "\x00"

// decode parses the TOML and drops lines with a syntax error, so that the others
// count. If the name of a table is wrong, all its lines go. decode returns also the
// text without the dropped lines.
func (r *reader) decode(text string) (map[string]any, string) {
	for range maxSyntaxErrors {
		var tree map[string]any
		_, err := toml.Decode(text, &tree)
		if err == nil {
			maps.DeleteFunc(tree, func(name string, _ any) bool { return strings.HasPrefix(name, placeholder) })
			return tree, text
		}
		line, msg := 1, strings.TrimPrefix(err.Error(), "toml: ")
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			line, msg = max(1, syntax.Position.Line), cmp.Or(syntax.Message, syntax.Error())
		}
		lines := strings.Split(text, "\n")
		if 1 < line && line <= len(lines) && decodes(lines[line-1]) && !decodes(lines[line-2]) {
			line-- // the decoder noticed the error only on the next line
		}
		r.problems = append(r.problems, Problem{line, msg})
		if line > len(lines) || strings.TrimSpace(lines[line-1]) == "" {
			break // the text ends within a statement
		}
		old := strings.TrimSpace(lines[line-1])
		r.c.LibraryUnreadable = r.c.LibraryUnreadable || strings.HasPrefix(old, libraryName)
		if lines[line-1] = ""; strings.HasPrefix(old, "[") {
			lines[line-1] = fmt.Sprintf(`["%s%d"]`, `\u0000`, line)
		}
		text = strings.Join(lines, "\n")
	}
	r.c.LibraryUnreadable = true // any line may have named it
	return nil, ""
}

// decodes reports whether a line is valid by itself.
func decodes(line string) bool {
	var tree map[string]any
	_, err := toml.Decode(line, &tree)
	return err == nil
}

// report adds a problem at a path.
func (r *reader) report(msg string, path ...string) {
	r.problems = append(r.problems, Problem{r.c.lines.line(path...), msg})
}

// table returns a table of the file, or nil.
func (r *reader) table(tree map[string]any, name, otherwise string) map[string]any {
	table, ok := tree[name].(map[string]any)
	if tree[name] != nil && !ok {
		r.report(otherwise, name)
	}
	return table
}

// origin names the file and the line that set a path.
func (c *Config) origin(path ...string) string {
	return fmt.Sprintf("%s:%d", c.file, c.lines.line(path...))
}

func (r *reader) readThemes(all map[string]any) {
	r.c.themes = all
	for _, name := range slices.Sorted(maps.Keys(all)) {
		spec, ok := all[name].(map[string]any)
		if !ok {
			r.report(fmt.Sprintf("a theme is a table: [themes.%s]", name), "themes", name)
			continue
		}
		s, err := theme.Parse(name, theme.Spec(spec))
		var wrong theme.SpecErrors
		if errors.As(err, &wrong) {
			for _, e := range wrong {
				if e.Unknown != "" {
					e.Msg += suggest.DidYouMean(e.Unknown, e.Known)
				}
				r.report(e.Msg, append([]string{"themes", name}, e.Path...)...)
			}
			s = theme.Shipped(theme.DefaultScheme).Named(name) // so that the name is known
		}
		r.c.Schemes = append(r.c.Schemes, s)
	}
}

func (r *reader) readMacros(table map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		line, ok := table[name].(string)
		if !ok {
			r.report(fmt.Sprintf("%s wants commands in quotes, not %v", name, valueText(table[name])), "macros", name)
			continue
		}
		r.c.macros = append(r.c.macros, keys.Macro{Name: name, Line: line})
	}
}

// readKeys changes the preset's keys to the reader's own, for all panes or for one.
func (r *reader) readKeys() {
	table := r.c.keys
	m, ok := action.Preset(r.c.KeysPreset)
	if !ok {
		m = action.Keys()
	}
	m, errs := m.WithMacros(r.c.macros)
	for i, err := range errs {
		if err != nil {
			r.report(err.Error(), "macros", r.c.macros[i].Name)
		}
	}
	var changes []keys.Rebinding
	var paths [][]string
	add := func(in keys.Scope, name string, v any, path ...string) {
		pressed, ok := keyList(v)
		if !ok {
			r.report(fmt.Sprintf("%s wants keys: [\"x\", \"C-x\"], or [] for none", name), path...)
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
			r.report(fmt.Sprintf("there is no pane %q", name)+suggest.DidYouMean(name, keys.ScopeNames()), "keys", name)
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
		if at := strings.Join(paths[e.At], "."); r.c.from[at] != "" { // report each only once
			r.report(e.Msg, paths[e.At]...)
			delete(r.c.from, at)
		}
	}
}

// keyList reads the keys of an action: a list, or a single one.
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
