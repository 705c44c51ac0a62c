// Package keys turns key presses and typed names into actions: bindings and the panes in
// which they count, counts and sequences, a reader's own bindings and macros. It knows
// the names of actions and nothing of what they do: the table of them is in ui/action.
package keys

// Scope is the set of panes in which a binding counts.
type Scope uint8

// The scopes. A binding may count in several.
const (
	List Scope = 1 << iota
	Article
	Overlay // help, and whatever else lies on top to be read
	Finding // the article while a search in it is on: its keys come before those of Article
	Timeline
	Calendar // the days under the prompt for a date
	Sources  // the column of views and sources

	Panes = List | Article | Timeline | Sources
)

// Binding is an action with keys for it. Several may be of the same action.
type Binding struct {
	Action Action
	Keys   []string // each a key, or several with blanks between: "g g"; none: it is typed only
	In     Scope
	Arg    string // what may follow the name, in a word: "DATE"; "": a count at most
	Group  string // heading in the help
	Help   string // what it does, in a line
	Hint   string // in a word, for the status line; "" to leave it out
}

// Map is a set of bindings, ready to be asked.
type Map struct {
	rows   []Binding                   // in the order of the help
	byKey  map[Scope]map[string]Action // one scope bit each
	macros map[Action][]Call
}

// scopes are the single bits of Scope.
var scopes = [...]Scope{List, Article, Overlay, Finding, Timeline, Calendar, Sources}

// NewMap returns a map of bindings, which stand in the order of the help.
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
