package keys

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Macro is a command line with a name of its own: it can be typed and bound to
// keys, and stands in the help, as an action does.
type Macro struct {
	Name string // lower-case letters, digits and hyphens, a letter first
	Line string // as Map.Parse reads it, of actions only
}

// macroGroup is the heading of macros in the help.
const macroGroup = "Macros"

// WithMacros returns m with macros as its last rows, which have no keys yet.
// Each error is that of the macro at its index, or nil; a macro with an error is
// left out.
func (m *Map) WithMacros(ms []Macro) (*Map, []error) {
	rows, macros := slices.Clone(m.rows), make(map[Action][]Call, len(ms))
	maps.Copy(macros, m.macros)
	errs := make([]error, len(ms))
	for i, mc := range ms {
		calls, err := m.expand(mc, ms)
		if err != nil {
			errs[i] = err
			continue
		}
		rows = append(rows, Binding{
			Action: Action(mc.Name), In: Panes, Group: macroGroup, Help: strings.TrimSpace(mc.Line),
		})
		macros[Action(mc.Name)] = calls
	}
	out := NewMap(rows)
	out.macros = macros
	return out, errs
}

// expand reads a macro. Macros are not made of macros, so that none can be
// without end.
func (m *Map) expand(mc Macro, all []Macro) ([]Call, error) {
	if strings.Trim(mc.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || mc.Name == "" || mc.Name[0] < 'a' {
		return nil, fmt.Errorf("%q is no name for a macro; take small letters, digits and hyphens", mc.Name)
	}
	if slices.Contains(m.Names(), mc.Name) {
		return nil, fmt.Errorf("%q is an action; give the macro another name", mc.Name)
	}
	if strings.ContainsFunc(mc.Line, unicode.IsControl) {
		return nil, errors.New("a macro is one line, without control characters")
	}
	for _, part := range SplitChain(mc.Line) {
		name, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		if slices.ContainsFunc(all, func(o Macro) bool { return o.Name == name }) && !slices.Contains(m.Names(), name) {
			return nil, fmt.Errorf("%q is a macro, and macros are made of actions; write out what it does", name)
		}
	}
	calls, err := m.Parse(mc.Line)
	if err == nil && len(calls) == 0 {
		err = errors.New(`a macro wants commands with ";" between them: "filter is:unread; sort oldest"`)
	}
	return calls, err
}

// Macro returns what an action that is a macro does, one after the other; nil
// for all other actions.
func (m *Map) Macro(a Action) []Call { return m.macros[a] }
