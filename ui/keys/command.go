package keys

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/model/suggest"
)

// Command is what can be typed after ":": an action by its name.
type Command struct {
	Action Action
	Name   string
	Arg    string // what may follow the name, in a word: "DATE"; "" a count at most
	Help   string
	Keys   []string
}

// Call is an action that is asked for, with its count (0: none given) and what
// follows its name.
type Call struct {
	Action Action
	Count  int
	Arg    string
}

// arguments are the actions that take more than a count when they are typed.
// Without it they ask.
var arguments = map[Action]string{
	Find:       "TEXT",
	Search:     "QUERY",
	EditFilter: "QUERY",
	DatePrompt: "DATE",
	GotoDate:   "DATE",
	Show:       "WHAT",
	Sort:       "ORDER",
	View:       "NAME",
	SaveView:   "NAME",
	DropView:   "NAME",
	MarkMany:   "WHAT",
	Tag:        "TAGS",
	Redate:     "DATE",
	Kill:       "QUERY",
	Unkill:     "RULE",
	Theme:      "NAME",
	Set:        "NAME VALUE",

	Refresh: "SOURCE",
	Add:     "SOURCE",

	Save: "FILE", Export: "FILE", Pipe: "COMMAND", PipeMarkdown: "COMMAND",
}

// Commands returns all that can be typed, in the order of the help; an action
// that stands in several rows has the words of the first.
func (m *Map) Commands() []Command {
	var cs []Command
	for _, b := range m.rows {
		i := slices.IndexFunc(cs, func(c Command) bool { return c.Name == b.Name })
		if i < 0 {
			cs = append(cs, Command{b.Action, b.Name, arguments[b.Action], b.Help, b.Keys})
		} else if len(cs[i].Keys) == 0 {
			cs[i].Keys = b.Keys
		}
	}
	return cs
}

// Named returns the command of a name, or of the only one that begins so.
func (m *Map) Named(name string) (Command, bool) {
	var found []Command
	for _, c := range m.Commands() {
		if c.Name == name {
			return c, true
		}
		if name != "" && strings.HasPrefix(c.Name, name) {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Command{}, false
}

// In returns the panes in which an action counts.
func (m *Map) In(a Action) Scope {
	var s Scope
	for _, b := range m.rows {
		if b.Action == a {
			s |= b.In
		}
	}
	return s
}

// KeyFor names a key that asks for an action, in one of the panes if there is
// one, or what can be typed for it: "u", "gv", ":undo".
func (m *Map) KeyFor(a Action, in Scope, ascii bool) string {
	key, name := "", ""
	for _, b := range m.rows {
		if b.Action != a {
			continue
		}
		name = b.Name
		if len(b.Keys) > 0 && (key == "" || b.In&in != 0) {
			key = b.Keys[0]
			if b.In&in != 0 {
				break
			}
		}
	}
	if key == "" {
		return ":" + name
	}
	return Glyph(key, ascii)
}

// Complete returns the commands that a word may mean: those that begin with
// it, those that hold it, and those that have its letters in their order.
func (m *Map) Complete(typed string) []Command {
	var out []Command
	rank := make(map[string]int)
	for _, c := range m.Commands() {
		switch {
		case strings.HasPrefix(c.Name, typed):
			rank[c.Name] = 0
		case strings.Contains(c.Name, typed):
			rank[c.Name] = 1
		case holdsLetters(c.Name, typed):
			rank[c.Name] = 2
		default:
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Command) int { return cmp.Compare(rank[a.Name], rank[b.Name]) })
	return out
}

// holdsLetters reports whether the letters of typed stand in name in their
// order.
func holdsLetters(name, typed string) bool {
	for _, r := range typed {
		i := strings.IndexRune(name, r)
		if i < 0 {
			return false
		}
		name = name[i+1:]
	}
	return true
}

// Parse reads a command line: commands with ";" between them, each a name with
// a count before or after it, or with what it takes, or a number alone, which
// is that of a headline. A macro is what it stands for. It says what is wrong
// with the first that is not understood; then nothing should be done of the
// line.
func (m *Map) Parse(line string) ([]Call, error) {
	var calls []Call
	for _, part := range SplitChain(line) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		c, err := m.parseOne(part)
		if err != nil {
			return nil, err
		}
		if macro := m.Macro(c.Action); macro != nil {
			calls = append(calls, macro...)
			continue
		}
		calls = append(calls, c)
	}
	return calls, nil
}

func (m *Map) parseOne(text string) (Call, error) {
	var call Call
	name, rest, _ := strings.Cut(text, " ")
	if n, ok := count(name); ok {
		call.Count = n
		if name, rest, _ = strings.Cut(strings.TrimSpace(rest), " "); name == "" {
			call.Action = Headline
			return call, nil
		}
	}
	c, ok := m.Named(name)
	if !ok {
		return call, m.unknown(name)
	}
	call.Action = c.Action
	rest = strings.TrimSpace(rest)
	if m.Macro(c.Action) != nil && (rest != "" || call.Count > 0) {
		return call, fmt.Errorf("%s is a macro and takes nothing", c.Name)
	}
	if rest == "" {
		return call, nil
	}
	if n, ok := count(rest); ok && c.Arg == "" {
		call.Count = n
		return call, nil
	}
	if c.Arg == "" {
		return call, fmt.Errorf("%s takes a count, not %q", c.Name, rest)
	}
	call.Arg = rest
	return call, nil
}

// count reads a number of repetitions.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || s[0] == '+' {
		return 0, false
	}
	return min(n, maxCount), true
}

// unknown says that there is no command of a name and which is near.
func (m *Map) unknown(name string) error {
	if other := m.Nearest(name); other != "" {
		return fmt.Errorf("there is no command %q; there is %q", name, other)
	}
	return fmt.Errorf("there is no command %q; help shows them all", name)
}

// Nearest returns the name of an action that may have been meant, or "".
func (m *Map) Nearest(name string) string {
	cs := m.Commands()
	names := make([]string, len(cs))
	for i, c := range cs {
		names[i] = c.Name
	}
	best := suggest.Word(name, names)
	if best == "" && name != "" {
		if cs := m.Complete(name); len(cs) > 0 {
			best = cs[0].Name
		}
	}
	return best
}

// SplitChain splits a command line at ";" outside of quotes.
func SplitChain(line string) []string {
	var parts []string
	from, quoted := 0, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ';' && !quoted:
			parts = append(parts, line[from:i])
			from = i + 1
		}
	}
	return append(parts, line[from:])
}
