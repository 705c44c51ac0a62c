package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/ui/keys"
)

// short are the words of plain mode itself; all else are the names and the
// keys of the screen.
var short = map[string]keys.Action{
	"n": keys.PageDown, "next": keys.PageDown,
	"p": keys.PageUp, "previous": keys.PageUp,
	"q": keys.Quit, "?": keys.Help, "h": keys.Help,
}

// command carries out a line that was typed.
func (s *Session) command(ctx context.Context, line string) error {
	s.visit(ctx)
	if line == "" {
		return s.do(ctx, keys.Call{Action: keys.PageDown})
	}
	if text, ok := strings.CutPrefix(line, "/"); ok {
		return s.filter(ctx, text)
	}
	line = strings.TrimSpace(strings.TrimPrefix(line, ":"))
	calls, err := s.parse(line)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if err := s.do(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// parse reads a command line, of which a word of plain mode or a key of the
// screen may be all.
func (s *Session) parse(line string) ([]keys.Call, error) {
	if a, ok := short[line]; ok {
		return []keys.Call{{Action: a}}, nil
	}
	if a := s.pressed(line); a != keys.None {
		return []keys.Call{{Action: a}}, nil
	}
	return s.keys.Parse(line)
}

// pressed returns the action of a key that was typed as a line.
func (s *Session) pressed(line string) keys.Action {
	if c, ok := s.keys.Named(line); ok && c.Name == line {
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

// do carries out an action.
func (s *Session) do(ctx context.Context, c keys.Call) error {
	switch c.Action {
	case keys.Quit:
		return errQuit
	case keys.Help:
		s.help()
		return nil
	case keys.PageDown, keys.HalfDown:
		if s.reading.unfinished() {
			s.more()
			return nil
		}
		return s.next(ctx)
	case keys.PageUp, keys.HalfUp:
		return s.previous(ctx)
	case keys.Redraw:
		return s.again(ctx)
	case keys.Bottom:
		if c.Count > 0 {
			return s.open(ctx, c.Count)
		}
		return s.bottom(ctx)
	case keys.Top:
		if c.Count > 0 {
			return s.open(ctx, c.Count)
		}
		return s.forward(ctx, model.At{}, "", 1)
	case keys.Headline:
		if c.Count == 0 {
			return errors.New("which one? Its number alone reads it")
		}
		return s.open(ctx, c.Count)
	case keys.Search, keys.EditFilter:
		return s.withArgument(ctx, c, "filter", s.filter)
	case keys.ClearFilter:
		return s.filter(ctx, "")
	}
	return fmt.Errorf("%s makes no sense without a screen; ? shows what does", s.nameOf(c.Action))
}

// withArgument does something with what was typed for an action, or asks for
// it.
func (s *Session) withArgument(ctx context.Context, c keys.Call, label string, do func(context.Context, string) error) error {
	arg := c.Arg
	if arg == "" {
		var err error
		if arg, err = s.ask(ctx, label); err != nil || arg == "" {
			return err
		}
	}
	return do(ctx, arg)
}

// nameOf returns the name of an action.
func (s *Session) nameOf(a keys.Action) string {
	for _, c := range s.keys.Commands() {
		if c.Action == a {
			return c.Name
		}
	}
	return "that"
}
