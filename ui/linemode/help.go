package linemode

import (
	"cmp"

	"dateline/ui/action"
	"dateline/ui/message"
)

// help says what can be typed: the words of plain mode, then the names of the
// actions that make sense here.
func (s *Session) help() {
	var lines []string
	for _, text := range []string{
		message.PlainNext,
		message.PlainPrevious,
		message.PlainNumber,
		message.PlainFilter,
		message.PlainQuit,
		message.PlainActions,
	} {
		lines = append(lines, s.wrap(text, 2)...)
	}
	for _, c := range s.keys.Commands() {
		if s.deed(c.Action) == nil {
			continue
		}
		name := string(c.Action)
		if c.Arg != "" {
			name += " " + c.Arg
		}
		lines = append(lines, s.wrap(name+": "+cmp.Or(action.Of(c.Action).Plain, c.Help), 2)...)
	}
	s.sheet(lines)
}
