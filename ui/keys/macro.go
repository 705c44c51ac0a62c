package keys

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Macro is a command line with a name. Like an action it can be typed, bound to
// keys and found in the help.
type Macro struct {
	Name string // lower-case letters, digits and hyphens, a letter first
	Line string // for Map.Parse, of actions only
}

// macroGroup is the heading of macros in the help.
const macroGroup = "Macros"

// WithMacros returns m with macros as its last rows, still without keys. Each
// error, or nil, belongs to the macro at its index. It leaves out macros with an
// error.
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

// expand reads a macro. A macro cannot contain macros, so none is endless.
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

// Macro returns the calls of a macro in order; nil for all other actions.
func (m *Map) Macro(a Action) []Call { return m.macros[a] }
