package linemode

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// filterDeed returns what an action does to the filter, or nil.
func (s *Session) filterDeed(a keys.Action) deed {
	switch a {
	case keys.Search, keys.EditFilter:
		return s.taking(message.FilterLabelPlain, s.setFilter)
	case keys.ClearFilter:
		return bare(func(ctx context.Context) error { return s.setFilter(ctx, "") })
	case keys.FilterBack:
		return bare(func(ctx context.Context) error {
			to, steps := s.filter.Steps.Back()
			err := s.setFilter(ctx, to)
			if err == nil {
				s.filter.Steps = steps
			}
			return err
		})
	case keys.DatePrompt:
		return s.taking(message.DateLabelPlain, s.setDate)
	case keys.DropDate:
		return bare(func(ctx context.Context) error { return s.setDate(ctx, "") })
	case keys.ShiftLater, keys.ShiftEarlier:
		return s.shift
	case keys.Show:
		return func(ctx context.Context, c keys.Call) error {
			what := c.Arg
			if what == "" {
				what = session.NextReading(s.filter.Text)
			}
			text, err := session.ShowOnly(s.filter.Text, what)
			return s.refilter(ctx, text, err)
		}
	case keys.Fold:
		return bare(func(ctx context.Context) error {
			text, f, err := session.NextFolding(s.filter.Text, s.filter.Query.Sort)
			if err == nil {
				s.say(session.FoldingWords(f))
			}
			return s.refilter(ctx, text, err)
		})
	case keys.Story:
		return s.story
	case keys.Sort:
		names, _ := query.Orders()
		return s.taking(fmt.Sprintf(message.SortLabelPlain, strings.Join(names, ", ")), s.sort)
	case keys.NextSource, keys.PrevSource:
		return s.nextSource
	case keys.New:
		return bare(s.whatIsNew)
	case keys.View:
		return s.view
	case keys.SaveView:
		return s.taking(message.SaveViewLabelPlain, s.saveView)
	case keys.DropView:
		return s.taking(message.DropViewLabelPlain, s.dropView)
	}
	return nil
}

// story lists the story of an article by time; in a story it goes back.
func (s *Session) story(ctx context.Context, c keys.Call) error {
	if query.StoryOf(s.filter.Text) != "" {
		return s.refilter(ctx, s.filter.BeforeStory, nil)
	}
	h, err := s.meant(ctx, c.Count)
	if err != nil {
		return err
	}
	story, err := session.TellStory(ctx, s.lib, h.ID, s.o.Now())
	if err != nil {
		return fmt.Errorf("%s: %w", message.TellStory, err)
	}
	if story.N < 2 {
		s.say(message.NoStory)
		return nil
	}
	s.filter.BeforeStory = s.filter.Text
	s.say(story.Words(s.o.Now()))
	return s.refilter(ctx, story.Query(), nil)
}

// setDate replaces the date of the filter.
func (s *Session) setDate(ctx context.Context, answer string) error {
	term, err := session.DateTerm(answer, s.here, s.env(ctx))
	if err != nil {
		return err
	}
	text, err := query.SetDate(s.filter.Text, term, s.env(ctx))
	if err == nil && text == s.filter.Text && answer == "" {
		return errors.New(message.NoDateInFilterPlain)
	}
	return s.refilter(ctx, text, err)
}

// shift moves the filter's dates by their own length.
func (s *Session) shift(ctx context.Context, c keys.Call) error {
	text, err := query.Shift(s.filter.Text, sign(c, keys.ShiftEarlier), s.env(ctx))
	if err != nil {
		return errors.New(message.NothingToShiftPlain)
	}
	return s.setFilter(ctx, text)
}

// sort sets the order of the list, by its name or the beginning of it.
func (s *Session) sort(ctx context.Context, order string) error {
	names, _ := query.Orders()
	if i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, strings.ToLower(order)) }); i >= 0 {
		order = names[i]
	}
	text, err := query.SetSort(s.filter.Text, order)
	return s.refilter(ctx, text, err)
}

// whatIsNew filters by what has arrived since the last visit.
func (s *Session) whatIsNew(ctx context.Context) error {
	text, ok := s.visit.Words(s.o.Now().Location())
	s.say(text)
	if !ok {
		return nil
	}
	return s.setFilter(ctx, "is:new")
}

// view goes to a view; without a name it says which there are.
func (s *Session) view(ctx context.Context, c keys.Call) error {
	saved, err := s.lib.Views(ctx)
	if err != nil {
		return err
	}
	name := c.Arg
	if name == "" {
		for _, v := range slices.Concat(session.Shipped, saved) {
			s.say("  " + v.Name + ": " + v.Query)
		}
		if name, err = s.ask(ctx, message.ViewLabelPlain); err != nil || name == "" {
			return err
		}
	}
	text, err := session.ViewText(saved, name, s.env(ctx))
	return s.refilter(ctx, text, err)
}

// saveView keeps the filter under a name.
func (s *Session) saveView(ctx context.Context, name string) error {
	v, err := session.NewView(name, s.filter.Text)
	if err != nil {
		return err
	}
	act, err := s.lib.SaveView(ctx, v, s.o.Now())
	return s.done(act, err, "")
}

// dropView forgets a view.
func (s *Session) dropView(ctx context.Context, name string) error {
	name = strings.Trim(name, `"`)
	act, err := s.lib.DropView(ctx, name, s.o.Now())
	if errors.Is(err, model.ErrNotFound) {
		return fmt.Errorf(message.NoSavedView, name)
	}
	return s.done(act, err, "")
}
