package action

import (
	"slices"
	"sync"

	"dateline/ui/keys"
)

// Spec is a row of the table: an action. A later row of the same action gives it more
// keys, elsewhere, with words of their own; all else is said by its first row.
type Spec struct {
	Action keys.Action
	Keys   []string   // each a key, or several with blanks between: "g g"; none: it is typed only
	In     keys.Scope // where the keys count; 0: keys.Panes
	Arg    string     // what may follow the name, in a word: "DATE"; "": a count at most
	Help   string     // what it does, in a line
	Hint   string     // in a word, for the status line; "": it is left out there
	Plain  string     // what it does in line mode; "": the same
	Needs  Need

	// Ask is how it asks for Arg; zero: it does not. Prepare asks, too, where the question
	// depends on something, or says why it is not asked. Choices are what Arg may be.
	Ask     Question
	Prepare func(f Front, q Question, ask func(Question) error) error
	Choices func(f Front, typed string) []Choice

	// Do carries it out; nil: that is a matter of the front alone, which moves its panes
	// or its lines.
	Do Do

	group string
}

// Need is what an action waits for when it is asked for ahead of the screen.
type Need uint8

// The needs.
const (
	Nothing      Need = iota
	Headline          // the headline that will be selected
	SomeHeadline      // likewise, if there is one to go on from
	Views             // the saved views
)

// group returns rows under a heading of the help.
func group(heading string, rows []Spec) []Spec {
	for i := range rows {
		rows[i].group = heading
		if rows[i].In == 0 {
			rows[i].In = keys.Panes
		}
	}
	return rows
}

// table is in the order of the help. Later rows never take a key that an earlier row of
// the same scope has: a test sees to it.
var table = slices.Concat(
	moving, scrolling, dates, inTimeline, inCalendar, sources, reading, filtering,
	state, links, files, tasks, screen,
)

// first has the first row of each action.
var first = func() map[keys.Action]*Spec {
	m := make(map[keys.Action]*Spec, len(table))
	for i := range table {
		if r := &table[i]; m[r.Action] == nil {
			m[r.Action] = r
		}
	}
	return m
}()

// Of returns the row of an action; that of a macro, or of nothing, is empty.
func Of(a keys.Action) *Spec {
	if r := first[a]; r != nil {
		return r
	}
	return new(Spec)
}

// Keys returns the bindings that the program ships with. All sessions share them.
func Keys() *keys.Map { return shipped() }

var shipped = sync.OnceValue(func() *keys.Map {
	rows := make([]keys.Binding, len(table))
	for i, r := range table {
		rows[i] = keys.Binding{Action: r.Action, Keys: r.Keys, In: r.In, Arg: r.Arg, Group: r.group, Help: r.Help, Hint: r.Hint}
	}
	return keys.NewMap(rows)
})
