package keys

import (
	"fmt"
	"slices"
	"strings"
)

// Rebinding is a reader's choice of keys for an action.
type Rebinding struct {
	In   Scope    // its panes; 0 means all of the action's
	Name string   // of the action
	Keys []string // for ParseKey; none if it can only be typed
}

// RebindError says what is wrong with a rebinding.
type RebindError struct {
	At  int // index of the rebinding
	Msg string
}

// Error implements error.
func (e *RebindError) Error() string { return e.Msg }

// RebindErrors holds all errors of some rebindings.
type RebindErrors []*RebindError

// Error implements error.
func (es RebindErrors) Error() string {
	words := make([]string, len(es))
	for i, e := range es {
		words[i] = e.Msg
	}
	return strings.Join(words, "; ")
}

// scopeNames are the configuration's names of scopes, in the same order.
var scopeNames = [...]string{"list", "article", "help", "search", "timeline", "calendar", "sources"}

// ScopeNamed returns the scope with a name: "list", "article", "help", "search"
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

// Rebind returns m with a reader's changes: first those for every pane, then those
// for some. An error is of type RebindErrors, and those rebindings have no effect.
// Quit gets ctrl+c if it would have no key and nothing else uses ctrl+c.
func (m *Map) Rebind(changes []Rebinding) (*Map, error) {
	var wrong RebindErrors
	skip := make(map[int]bool) // rebindings with an error
	for {
		rows, errs := m.withChanges(changes, skip)
		if errs == nil {
			out := NewMap(bindings(rows))
			out.macros = m.macros
			if wrong == nil {
				return out, nil
			}
			return out, wrong
		}
		wrong = append(wrong, errs...)
		for _, e := range errs {
			skip[e.At] = true
		}
	}
}

// withChanges returns the rows of m after all changes except those to skip.
func (m *Map) withChanges(changes []Rebinding, skip map[int]bool) ([]changedRow, RebindErrors) {
	rows := make([]changedRow, len(m.rows))
	for i := range m.rows {
		rows[i].Binding = m.rows[i]
	}
	var wrong RebindErrors
	for _, everywhere := range []bool{true, false} {
		for i, c := range changes {
			if (c.In == 0) != everywhere || skip[i] {
				continue
			}
			changed, err := apply(rows, i, c)
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

// changedRow is a row and the rebinding that gave it its keys: an index from 1, or
// 0 for none.
type changedRow struct {
	Binding
	by int
}

func bindings(rows []changedRow) []Binding {
	out := make([]Binding, len(rows))
	for i := range rows {
		out[i] = rows[i].Binding
	}
	return out
}

// apply carries out the change at index i.
func apply(rows []changedRow, i int, c Rebinding) ([]changedRow, *RebindError) {
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
	var out []changedRow
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
		return nil, &RebindError{i, fmt.Sprintf("there is no action %q; %s", c.Name, suggestion(rows, c.Name))}
	case !found:
		return nil, &RebindError{i, fmt.Sprintf("%q means nothing there, only in: %s", c.Name, known)}
	}
	return out, nil
}

func suggestion(rows []changedRow, name string) string {
	if near := NewMap(bindings(rows)).nearest(name); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "'dateline guide keys' names them all"
}

// keepQuit makes sure that a key quits.
func keepQuit(rows []changedRow) {
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

// conflicts returns an error for every two bindings that share a key in a pane, or
// where the keys of one begin those of the other.
func conflicts(rows []changedRow) RebindErrors {
	var found RebindErrors
	said := make(map[[3]string]bool) // reports a conflict only in its first pane
	add := func(a, b changedRow, key, msg string) {
		if id := [3]string{string(a.Action), string(b.Action), key}; !said[id] {
			said[id] = true
			found = append(found, conflict(a, b, msg))
		}
	}
	for i, s := range scopes {
		taken := make(map[string]changedRow)
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

// conflict returns the error of two bindings that exclude each other. It says how
// to free the key of the one that the reader has not set.
func conflict(a, b changedRow, msg string) *RebindError {
	if a.by > b.by {
		a, b = b, a
	}
	return &RebindError{b.by - 1, fmt.Sprintf("%s; give one another key, or none: %s = []", msg, a.Action)}
}

// Written returns a key in the notation of the configuration.
func Written(key string) string {
	if g, ok := glyphs[key]; ok && key != "up" && key != "down" && key != "left" && key != "right" {
		return g
	}
	if c, ok := strings.CutPrefix(key, "ctrl+"); ok && c != "" {
		return "C-" + c
	}
	return key
}
