// Package keys turns key presses and typed names into actions: bindings and their
// panes, counts and sequences, a reader's own bindings and macros. It knows only
// the names of actions; ui/action says what they do.
package keys

// Scope is the set of panes in which a binding works.
type Scope uint8

// The scopes. A binding may work in several.
const (
	List Scope = 1 << iota
	Article
	Overlay // the help and other text on top of the panes
	Finding // the article during a search in it; its keys precede those of Article
	Timeline
	Calendar // the month under the prompt for a date
	Sources  // the column of views and sources

	Panes = List | Article | Timeline | Sources
)

// Binding is an action with keys. Several may belong to the same action.
type Binding struct {
	Action Action
	Keys   []string // keys, or sequences such as "g g"; none if it can only be typed
	In     Scope
	Arg    string // the argument after the name, such as "DATE"; "" allows only a count
	Group  string // heading in the help
	Help   string // what it does, in one line
	Hint   string // one word for the status line; "" leaves it out
}

// Steps returns how far a movement goes in a pane that pages by so many lines, down where
// it is positive. It is 0 for an action that is no such movement.
func Steps(a Action, n, page, half int) int {
	switch a {
	case Up, HalfUp, PageUp:
		n = -n
	}
	switch a {
	case Down, Up:
		return n
	case HalfDown, HalfUp:
		return n * max(1, half)
	case PageDown, PageUp:
		return n * max(1, page)
	}
	return 0
}

// Map is an indexed set of bindings.
type Map struct {
	rows   []Binding                   // in the order of the help
	byKey  map[Scope]map[string]Action // one scope bit each
	macros map[Action][]Call
}

// scopes are the single bits of Scope.
var scopes = [...]Scope{List, Article, Overlay, Finding, Timeline, Calendar, Sources}

// NewMap returns a map of bindings, given in the order of the help.
func NewMap(rows []Binding) *Map {
	m := &Map{rows: rows, byKey: make(map[Scope]map[string]Action, len(scopes))}
	for _, s := range scopes {
		m.byKey[s] = make(map[string]Action)
	}
	for _, b := range rows {
		for _, s := range scopes {
			if b.In&s == 0 {
				continue
			}
			for _, k := range b.Keys {
				m.byKey[s][k] = b.Action
			}
		}
	}
	for k, a := range m.byKey[Article] {
		if _, taken := m.byKey[Finding][k]; !taken {
			m.byKey[Finding][k] = a
		}
	}
	return m
}

// Rows returns the bindings of the given scopes, in the order of the help.
func (m *Map) Rows(in Scope) []Binding {
	var rows []Binding
	for _, b := range m.rows {
		if b.In&in != 0 {
			rows = append(rows, b)
		}
	}
	return rows
}
