package linemode

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// short are the words of plain mode itself; all else are the names and the
// keys of the screen.
var short = map[string]keys.Action{
	"n": keys.PageDown, "next": keys.PageDown,
	"p": keys.PageUp, "previous": keys.PageUp,
	"q": keys.Quit, "?": keys.Help, "h": keys.Help,
}

// command carries out a line that was typed.
func (f front) command(line string) error {
	f.seen()
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

// do carries out an action.
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

// parse reads a command line, of which a word of plain mode or a key of the
// screen may be all.
func (s *Session) parse(line string) ([]keys.Call, error) {
	if a, ok := short[line]; ok {
		return []keys.Call{{Action: a}}, nil
	}
	if a := s.pressed(line); a != keys.None {
		if macro := s.keys.Macro(a); macro != nil {
			return macro, nil
		}
		return []keys.Call{{Action: a}}, nil
	}
	return s.keys.Parse(line)
}

// pressed returns the action of a key that was typed as a line.
func (s *Session) pressed(line string) keys.Action {
	if c, ok := s.keys.Named(line); ok && string(c.Action) == line {
		return keys.None // a name comes first
	}
	for _, scope := range []keys.Scope{keys.List, keys.Article} {
		for _, b := range s.keys.Rows(scope) {
			if slices.ContainsFunc(b.Keys, func(k string) bool { return strings.ReplaceAll(k, " ", "") == line && len(line) <= 2 }) {
				return b.Action
			}
		}
	}
	return keys.None
}
