package keys

import (
	"fmt"
	"slices"
	"strings"
)

// Rebinding is what a reader has said of the keys of an action.
type Rebinding struct {
	In   Scope    // the panes that are meant; 0: all in which it counts
	Name string   // of the action
	Keys []string // as ParseKey reads them; none: it is typed only
}

// RebindError says what is wrong with a rebinding.
type RebindError struct {
	At  int // index of the rebinding
	Msg string
}

// Error implements error.
func (e *RebindError) Error() string { return e.Msg }

// RebindErrors are all that is wrong with some rebindings.
type RebindErrors []*RebindError

// Error implements error.
func (es RebindErrors) Error() string {
	words := make([]string, len(es))
	for i, e := range es {
		words[i] = e.Msg
	}
	return strings.Join(words, "; ")
}

// scopeNames are the names of the scopes in the configuration, in the order of
// scopes.
var scopeNames = [...]string{"list", "article", "help", "search", "timeline", "calendar", "sources"}

// ScopeNamed returns the scope of a name: "list", "article", "help", "search"
// (in the article), "timeline", "calendar" or "sources".
func ScopeNamed(name string) (Scope, bool) {
	i := slices.Index(scopeNames[:], name)
	if i < 0 {
		return 0, false
	}
	return scopes[i], true
}

// ScopeNames returns the names that ScopeNamed knows.
func ScopeNames() []string { return slices.Clone(scopeNames[:]) }

// Names returns the names of all actions, in the order of the help.
func (m *Map) Names() []string {
	var names []string
	for _, c := range m.Commands() {
		names = append(names, string(c.Action))
	}
	return names
}

// Rebind returns the bindings of m as a reader has changed them: first those for every
// pane, then those for some. An error is RebindErrors: what they are about is left as it
// was. Quit keeps ctrl+c when it is left without a key and nothing else has that.
func (m *Map) Rebind(changes []Rebinding) (*Map, error) {
	var wrong RebindErrors
	left := make(map[int]bool) // as they were
	for {
		rows, errs := m.rebound(changes, left)
		if errs == nil {
			out := NewMap(plain(rows))
			out.macros = m.macros
			if wrong == nil {
				return out, nil
			}
			return out, wrong
		}
		wrong = append(wrong, errs...)
		for _, e := range errs {
			left[e.At] = true
		}
	}
}

// rebound returns the rows of m with the changes, but for those that are left.
func (m *Map) rebound(changes []Rebinding, left map[int]bool) ([]bound, RebindErrors) {
	rows := make([]bound, len(m.rows))
	for i := range m.rows {
		rows[i].Binding = m.rows[i]
	}
	var wrong RebindErrors
	for _, everywhere := range []bool{true, false} {
		for i, c := range changes {
			if (c.In == 0) != everywhere || left[i] {
				continue
			}
			changed, err := rebind(rows, i, c)
			if err != nil {
				wrong = append(wrong, err)
				continue
			}
			rows = changed
		}
	}
	keepQuit(rows)
	return rows, append(wrong, conflicts(rows)...)
}

// bound is a row with the index, from 1, of the rebinding that gave it its
// keys; 0: none did.
type bound struct {
	Binding
	by int
}

func plain(rows []bound) []Binding {
	out := make([]Binding, len(rows))
	for i := range rows {
		out[i] = rows[i].Binding
	}
	return out
}

// rebind gives the rows that the change at index i means their keys.
func rebind(rows []bound, i int, c Rebinding) ([]bound, *RebindError) {
	pressed := make([]string, 0, len(c.Keys))
	for _, k := range c.Keys {
		key, err := ParseKey(k)
		if err != nil {
			return nil, &RebindError{i, err.Error()}
		}
		if !slices.Contains(pressed, key) {
			pressed = append(pressed, key)
		}
	}
	var out []bound
	known, found := Scope(0), false
	for _, r := range rows {
		if string(r.Action) != c.Name {
			out = append(out, r)
			continue
		}
		known |= r.In
		in := r.In
		if c.In != 0 {
			in &= c.In
		}
		if rest := r.In &^ in; rest != 0 {
			other := r
			other.In = rest
			out = append(out, other)
		}
		if in != 0 {
			r.In, r.Keys, r.by = in, pressed, i+1
			out, found = append(out, r), true
		}
	}
	switch {
	case known == 0:
		return nil, &RebindError{i, fmt.Sprintf("there is no action %q; %s", c.Name, orNearest(rows, c.Name))}
	case !found:
		return nil, &RebindError{i, fmt.Sprintf("%q means nothing there, only in: %s", c.Name, known)}
	}
	return out, nil
}

func orNearest(rows []bound, name string) string {
	if near := NewMap(plain(rows)).Nearest(name); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "'dateline guide keys' names them all"
}

// keepQuit leaves a way out.
func keepQuit(rows []bound) {
	last := -1
	for i, r := range rows {
		if r.Action == Quit && len(r.Keys) > 0 || slices.Contains(r.Keys, "ctrl+c") {
			return
		}
		if r.Action == Quit {
			last = i
		}
	}
	if last >= 0 {
		rows[last].Keys = []string{"ctrl+c"}
	}
}

// conflicts returns an error for each two bindings of which a key asks for
// both in one pane, or of which one is the beginning of the other.
func conflicts(rows []bound) RebindErrors {
	var found RebindErrors
	said := make(map[[3]string]bool) // the same in several panes is said once
	add := func(a, b bound, key, msg string) {
		if id := [3]string{string(a.Action), string(b.Action), key}; !said[id] {
			said[id] = true
			found = append(found, both(a, b, msg))
		}
	}
	for i, s := range scopes {
		taken := make(map[string]bound)
		var order []string
		for _, r := range rows {
			if r.In&s == 0 {
				continue
			}
			for _, k := range r.Keys {
				if other, ok := taken[k]; ok && other.Action != r.Action {
					add(other, r, k, fmt.Sprintf("in the %s %q is both %q and %q", scopeNames[i], Written(k), other.Action, r.Action))
					continue
				}
				taken[k] = r
				order = append(order, k)
			}
		}
		for _, seq := range order {
			for at := range len(seq) {
				if seq[at] != ' ' {
					continue
				}
				if short, ok := taken[seq[:at]]; ok {
					long := taken[seq]
					add(short, long, seq, fmt.Sprintf("in the %s %q is %q, so that %q can never be %q",
						scopeNames[i], Written(seq[:at]), short.Action, Written(seq), long.Action))
				}
			}
		}
	}
	return found
}

// both is the error of two bindings that exclude each other. It tells how to
// free the key of the one that the reader has not set.
func both(a, b bound, msg string) *RebindError {
	if a.by > b.by {
		a, b = b, a
	}
	return &RebindError{b.by - 1, fmt.Sprintf("%s; give one another key, or none: %s = []", msg, a.Action)}
}

// Written returns a key as it is written in the configuration.
func Written(key string) string {
	if g, ok := glyphs[key]; ok && key != "up" && key != "down" && key != "left" && key != "right" {
		return g
	}
	if c, ok := strings.CutPrefix(key, "ctrl+"); ok && c != "" {
		return "C-" + c
	}
	return key
}
