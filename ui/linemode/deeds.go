package linemode

import (
	"context"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// deed carries out an action that was asked for.
type deed func(context.Context, keys.Call) error

// deed returns what an action does here, or nil where it makes no sense without
// a screen.
func (s *Session) deed(a keys.Action) deed {
	switch a {
	case keys.Quit:
		return func(context.Context, keys.Call) error { return errQuit }
	case keys.Help:
		return said(s.help)
	case keys.PageDown, keys.HalfDown:
		return bare(s.goOn)
	case keys.PageUp, keys.HalfUp:
		return bare(s.previous)
	case keys.Top:
		return s.orNumber(func(ctx context.Context) error { return s.forward(ctx, model.At{}, "", 1) })
	case keys.Bottom:
		return s.orNumber(s.bottom)
	case keys.Headline, keys.Open:
		return s.openMeant
	case keys.Back, keys.Close:
		return bare(s.back)
	case keys.Redraw:
		return bare(s.again)
	case keys.Down, keys.Up:
		return s.move
	case keys.NextArticle, keys.PrevArticle:
		return s.readNext
	case keys.NextUnread:
		return func(ctx context.Context, _ keys.Call) error { return s.nextUnread(ctx, 1) }
	case keys.PrevUnread:
		return func(ctx context.Context, _ keys.Call) error { return s.nextUnread(ctx, -1) }
	case keys.ReadOn:
		return bare(s.readOn)
	case keys.Find:
		return s.taking(message.FindLabelPlain, s.find)
	case keys.NextDay, keys.PrevDay:
		return s.nextDay
	case keys.GotoDate:
		return s.taking(message.GotoLabelPlain, s.gotoDate)
	case keys.ToggleTimeline:
		return bare(s.timeline)
	case keys.ToggleSources:
		return bare(s.sources)
	}
	if d := s.filterDeed(a); d != nil {
		return d
	}
	if d := s.stateDeed(a); d != nil {
		return d
	}
	return s.outsideDeed(a)
}

// bare makes a deed of what takes nothing.
func bare(do func(context.Context) error) deed {
	return func(ctx context.Context, _ keys.Call) error { return do(ctx) }
}

// said makes a deed of what only says something.
func said(do func()) deed {
	return func(context.Context, keys.Call) error { do(); return nil }
}

// taking makes a deed of what takes the words behind the name of its action, or
// asks for them.
func (s *Session) taking(label string, do func(context.Context, string) error) deed {
	return func(ctx context.Context, c keys.Call) error {
		arg := c.Arg
		if arg == "" {
			var err error
			if arg, err = s.ask(ctx, label); err != nil || arg == "" {
				return err
			}
		}
		return do(ctx, arg)
	}
}

// orNumber reads the headline of a count, or does something else without one.
func (s *Session) orNumber(do func(context.Context) error) deed {
	return func(ctx context.Context, c keys.Call) error {
		if c.Count > 0 {
			return s.open(ctx, c.Count)
		}
		return do(ctx)
	}
}
