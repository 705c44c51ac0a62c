package linemode

import (
	"cmp"

	"dateline/ui/action"
	"dateline/ui/message"
)

// help says what can be typed: the words of plain mode, then the names of the
// actions that make sense here.
func (f front) help(action.Call) error {
	moves := f.moves()
	var lines []string
	for _, text := range []string{
		message.PlainNext, message.PlainPrevious, message.PlainNumber, message.PlainFilter, message.PlainQuit, message.PlainActions,
	} {
		lines = append(lines, f.wrap(text, 2)...)
	}
	for _, c := range f.keys.Commands() {
		if moves[c.Action] == nil && action.Of(c.Action).Do == nil {
			continue
		}
		name := string(c.Action)
		if c.Arg != "" {
			name += " " + c.Arg
		}
		lines = append(lines, f.wrap(name+": "+cmp.Or(action.Of(c.Action).Plain, c.Help), 2)...)
	}
	f.sheet(lines)
	return nil
}
