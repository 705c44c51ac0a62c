package action

import (
	"slices"
	"sync"

	"dateline/ui/keys"
)

// Spec is a row of the table: an action. A later row of the same action only binds more
// keys in other panes and describes them; everything else comes from the first row.
type Spec struct {
	Action keys.Action
	Keys   []string   // a key, or several separated by blanks ("g g"); none: the action can only be typed
	In     keys.Scope // where the keys work; 0: keys.Panes
	Arg    string     // what may follow the name, such as "DATE"; "": a count at most
	Help   string     // what it does, in a line
	Hint   string     // a word for the status line; "": not shown there
	Plain  string     // what it does in line mode; "": the same
	Needs  Need

	// Ask is the question for Arg; zero: none is asked. Prepare, if set, completes the
	// question before it is asked, or refuses to ask it. Choices completes what is typed.
	Ask     Question
	Prepare func(f Front, q Question, ask func(Question) error) error
	Choices func(f Front, typed string) []Choice

	// Do performs the action; nil: only the front can, as it does with its own movements.
	Do Do

	group string
}

// Need is what an action that was typed ahead waits for.
type Need uint8

// The needs.
const (
	Nothing      Need = iota
	Headline          // the headline that the list on its way will select
	SomeHeadline      // the same, unless nothing is selected yet
	Views             // the saved views
)

// group puts rows under a heading of the help.
func group(heading string, rows []Spec) []Spec {
	for i := range rows {
		rows[i].group = heading
		if rows[i].In == 0 {
			rows[i].In = keys.Panes
		}
	}
	return rows
}

// table is in the order of the help. No two actions share a key in a scope: a test checks
// that.
var table = slices.Concat(
	moving, scrolling, dates, inTimeline, inCalendar, sources, reading, filtering,
	state, links, files, tasks, feeds, screen,
)

// first holds the first row of each action.
var first = func() map[keys.Action]*Spec {
	m := make(map[keys.Action]*Spec, len(table))
	for i := range table {
		if r := &table[i]; m[r.Action] == nil {
			m[r.Action] = r
		}
	}
	return m
}()

// Of returns the first row of an action. Macros and unknown names have an empty one.
func Of(a keys.Action) *Spec {
	if r := first[a]; r != nil {
		return r
	}
	return new(Spec)
}

// Keys returns the default bindings. All sessions share them.
func Keys() *keys.Map { return shipped() }

var shipped = sync.OnceValue(func() *keys.Map {
	rows := make([]keys.Binding, len(table))
	for i, r := range table {
		rows[i] = keys.Binding{Action: r.Action, Keys: r.Keys, In: r.In, Arg: r.Arg, Group: r.group, Help: r.Help, Hint: r.Hint}
	}
	return keys.NewMap(rows)
})
