package linemode

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// short are the commands of line mode itself; all others are names and keys of the
// screen's actions.
var short = map[string]keys.Action{
	"n": keys.PageDown, "next": keys.PageDown,
	"p": keys.PageUp, "previous": keys.PageUp,
	"q": keys.Quit, "?": keys.Help, "h": keys.Help,
}

// command executes a typed line.
func (f front) command(line string) error {
	f.visit.Tell(f.ctx, f.o.Library, f.o.Now())
	f.follow()
	defer f.news()
	if line == "" {
		return f.goOn(action.Call{})
	}
	if text, ok := strings.CutPrefix(line, "/"); ok {
		return f.setFilter(text)
	}
	calls, err := f.parse(strings.TrimSpace(strings.TrimPrefix(line, ":")))
	for i := 0; i < len(calls) && err == nil; i++ {
		err = f.do(calls[i])
	}
	return err
}

// do performs an action.
func (f front) do(c action.Call) error {
	if c.Action == keys.Add {
		c.Arg = f.offered(c.Arg)
	}
	err := action.Run(f, c)
	if errors.Is(err, action.ErrNeedsScreen) {
		err = fmt.Errorf(message.NeedsScreen, c.Action)
	}
	return err
}

// parse parses a command line, which may be just a short command or a key of the screen.
func (s *Session) parse(line string) ([]action.Call, error) {
	if a, ok := short[line]; ok {
		return []action.Call{{Action: a}}, nil
	}
	if calls := s.keys.Typed(line); calls != nil {
		return calls, nil
	}
	return s.keys.Parse(line)
}

// help lists the short commands, then the actions that make sense here.
func (f front) help(action.Call) error {
	moves := f.moves()
	var lines []string
	for _, text := range []string{
		message.PlainNext, message.PlainPrevious, message.PlainNumber, message.PlainFilter, message.PlainQuit, message.PlainActions,
	} {
		lines = append(lines, f.Wrap(text, 2)...)
	}
	for _, c := range f.keys.Commands() {
		if moves[c.Action] == nil && action.Of(c.Action).Do == nil {
			continue
		}
		name := string(c.Action)
		if c.Arg != "" {
			name += " " + c.Arg
		}
		lines = append(lines, f.Wrap(name+": "+cmp.Or(action.Of(c.Action).Plain, c.Help), 2)...)
	}
	f.Sheet(lines)
	return nil
}
