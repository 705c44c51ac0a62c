package action

import (
	"fmt"
	"strings"

	"dateline/ui/keys"
)

// Commands completes a command line: the name of an action or, after it, its argument.
func Commands(f Front, m *keys.Map, line string, ascii bool) []Choice {
	parts := keys.SplitChain(line)
	typed := strings.TrimLeft(parts[len(parts)-1], " ")
	before := line[:len(line)-len(typed)]
	name, arg, more := strings.Cut(typed, " ")
	if !more {
		return named(m, before, name, ascii)
	}
	b, ok := m.Named(name)
	offer := Of(b.Action).Choices
	if !ok || offer == nil {
		return nil
	}
	cs := offer(f, arg)
	for i := range cs {
		cs[i].Text = before + name + " " + cs[i].Text
	}
	return cs
}

// named returns the actions that match a name, with their argument and first key.
func named(m *keys.Map, before, name string, ascii bool) []Choice {
	if strings.Trim(name, "0123456789") == "" && name != "" {
		return nil
	}
	var cs []Choice
	for _, b := range m.Complete(name) {
		c := Choice{Text: before + string(b.Action), Label: string(b.Action), Help: b.Help}
		if b.Arg != "" {
			c.Text, c.Label = c.Text+" ", c.Label+" "+b.Arg
		}
		if len(b.Keys) > 0 {
			c.Help = fmt.Sprintf("%s (%s)", b.Help, keys.Glyph(b.Keys[0], ascii))
		}
		cs = append(cs, c)
	}
	return cs
}
