package keys

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/model/suggest"
)

// Call is an action with its count (0 without one) and its argument.
type Call struct {
	Action Action
	Count  int
	Arg    string
}

// Commands returns all actions that can be typed after ":", in the order of the
// help: the first binding of each, with the keys of the first that has any.
func (m *Map) Commands() []Binding {
	var cs []Binding
	for _, b := range m.rows {
		i := slices.IndexFunc(cs, func(c Binding) bool { return c.Action == b.Action })
		if i < 0 {
			cs = append(cs, b)
		} else if len(cs[i].Keys) == 0 {
			cs[i].Keys = b.Keys
		}
	}
	return cs
}

// Named returns the command with a name, or the only one that begins with it.
func (m *Map) Named(name string) (Binding, bool) {
	var found []Binding
	for _, c := range m.Commands() {
		if string(c.Action) == name {
			return c, true
		}
		if name != "" && strings.HasPrefix(string(c.Action), name) {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Binding{}, false
}

// In returns the panes in which an action works.
func (m *Map) In(a Action) Scope {
	var s Scope
	for _, b := range m.rows {
		if b.Action == a {
			s |= b.In
		}
	}
	return s
}

// KeyFor names a key for an action, preferably in the given panes, or else its
// command: "u", "gv", ":undo".
func (m *Map) KeyFor(a Action, in Scope, ascii bool) string {
	key := ""
	for _, b := range m.rows {
		if b.Action == a && len(b.Keys) > 0 && (key == "" || b.In&in != 0) {
			key = b.Keys[0]
			if b.In&in != 0 {
				break
			}
		}
	}
	if key == "" {
		return ":" + string(a)
	}
	return Glyph(key, ascii)
}

// Complete returns the commands that a word may mean: those that begin with it,
// then those that contain it, then those with its letters in their order.
func (m *Map) Complete(typed string) []Binding {
	var out []Binding
	rank := make(map[Action]int)
	for _, c := range m.Commands() {
		switch name := string(c.Action); {
		case strings.HasPrefix(name, typed):
			rank[c.Action] = 0
		case strings.Contains(name, typed):
			rank[c.Action] = 1
		case holdsLetters(name, typed):
			rank[c.Action] = 2
		default:
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Binding) int { return cmp.Compare(rank[a.Action], rank[b.Action]) })
	return out
}

// holdsLetters reports whether name has the letters of typed in their order.
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

// Parse reads a command line: commands separated by ";". Each is a name with a
// count before or after it, a name with an argument, or the number of a headline.
// Macros are expanded. An error describes the first command that is wrong; then
// the caller should execute none of the line.
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

// Typed returns the calls for keys of the list or the article that were typed as a
// line, such as "gd"; nil if the line is the name of an action or no keys at all.
func (m *Map) Typed(line string) []Call {
	if c, ok := m.Named(line); ok && string(c.Action) == line || len(line) > 2 {
		return nil
	}
	for _, b := range append(m.Rows(List), m.Rows(Article)...) {
		if !slices.ContainsFunc(b.Keys, func(k string) bool { return strings.ReplaceAll(k, " ", "") == line }) {
			continue
		}
		if macro := m.Macro(b.Action); macro != nil {
			return macro
		}
		return []Call{{Action: b.Action}}
	}
	return nil
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
		return call, fmt.Errorf("%s is a macro and takes nothing", c.Action)
	}
	if rest == "" {
		return call, nil
	}
	if n, ok := count(rest); ok && c.Arg == "" {
		call.Count = n
		return call, nil
	}
	if c.Arg == "" {
		return call, fmt.Errorf("%s takes a count, not %q", c.Action, rest)
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

// Misread describes an error in an unfinished command line that further typing
// cannot repair.
func (m *Map) Misread(line string) (string, bool) {
	parts := SplitChain(line)
	last := strings.TrimSpace(parts[len(parts)-1])
	if _, _, more := strings.Cut(last, " "); !more && len(m.Complete(last)) > 0 {
		return "", false
	}
	if _, err := m.Parse(line); err != nil {
		return err.Error(), true
	}
	return "", false
}

// unknown returns the error for an unknown command, with a suggestion.
func (m *Map) unknown(name string) error {
	if other := m.nearest(name); other != "" {
		return fmt.Errorf("there is no command %q; there is %q", name, other)
	}
	return fmt.Errorf("there is no command %q; help shows them all", name)
}

// nearest returns the action with the most similar name, or "".
func (m *Map) nearest(name string) string {
	best := suggest.Word(name, m.Names())
	if best == "" && name != "" {
		if cs := m.Complete(name); len(cs) > 0 {
			best = string(cs[0].Action)
		}
	}
	return best
}

// SplitChain splits a command line at ";" outside quotes.
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
