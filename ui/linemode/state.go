package linemode

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// stateDeed returns what an action does to the state of articles, or nil.
func (s *Session) stateDeed(a keys.Action) deed {
	switch a {
	case keys.ToggleRead, keys.Star, keys.Hide:
		return s.toggle
	case keys.Tag:
		return s.taking(message.TagLabelPlain, s.tag)
	case keys.Redate:
		return s.taking(message.RedateLabelPlain, s.redate)
	case keys.MarkAll:
		return bare(func(ctx context.Context) error { return s.markMany(ctx, "all") })
	case keys.MarkMany:
		return s.taking(message.MarkLabelPlain, s.markMany)
	case keys.Kill:
		return s.taking(message.KillLabelPlain, s.kill)
	case keys.Unkill:
		return s.unkill
	case keys.Undo, keys.Redo:
		return s.journal
	case keys.Info:
		return s.info
	case keys.Versions:
		return s.versions
	}
	return nil
}

// done says what an act did, to the article of a title if there is one.
func (s *Session) done(act model.Act, err error, title string) error {
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", message.ChangeState, err)
	case act.N == 0 && act.Mark.Do != model.SetRule && act.Mark.Do != model.UnsetRule:
		s.say(message.NothingChanged)
		return nil
	}
	s.filter.Moved()
	text := session.Done(act)
	if title != "" {
		text += ": " + title
	}
	s.say(fmt.Sprintf(message.DonePlain, text))
	return nil
}

// toggle changes the read mark or the star of an article, or hides it.
func (s *Session) toggle(ctx context.Context, c keys.Call) error {
	h, err := s.meant(ctx, c.Count)
	if err != nil {
		return err
	}
	art, err := s.lib.Article(ctx, h.ID)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadArticle, err)
	}
	h.State = art.State
	mark := map[keys.Action]model.ActionKind{keys.ToggleRead: model.MarkRead, keys.Star: model.Star, keys.Hide: model.Hide}
	m := model.Mark{Do: session.Toggle(mark[c.Action], []model.Headline{h})}
	act, err := s.lib.Mark(ctx, []model.ID{h.ID}, m, s.o.Now())
	if m.Do == model.Hide {
		s.filter.Kept.Drop(h.ID)
	} else {
		s.keep(ctx, h)
	}
	return s.done(act, err, h.Title)
}

// tag gives tags to an article and takes them away.
func (s *Session) tag(ctx context.Context, text string) error {
	h, err := s.meant(ctx, 0)
	if err != nil {
		return err
	}
	known, err := s.lib.Tags(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadTags, err)
	}
	changes, err := session.Retags(text, known)
	if err != nil || len(changes) == 0 {
		return err
	}
	act, err := session.Retag(ctx, s.lib, []model.ID{h.ID}, changes, s.o.Now())
	s.keep(ctx, h)
	return s.done(act, err, h.Title)
}

// redate corrects the date of an article.
func (s *Session) redate(ctx context.Context, text string) error {
	h, err := s.meant(ctx, 0)
	if err != nil {
		return err
	}
	m, err := session.Redate(text, &h, s.env(ctx))
	if err != nil {
		return err
	}
	act, err := s.lib.Mark(ctx, []model.ID{h.ID}, m, s.o.Now())
	s.keep(ctx, h)
	return s.done(act, err, h.Title)
}

// markMany marks articles of the list read, once the reader agrees to how many
// they are.
func (s *Session) markMany(ctx context.Context, what string) error {
	shown := ""
	if s.filter.Text != "" {
		shown = s.filter.Words()
	}
	p, err := session.PlanRead(what, s.listed(ctx), shown, s.here, s.env(ctx))
	if err != nil {
		return err
	}
	if err := p.Count(ctx, s.lib); err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	if p.N == 0 {
		s.say(p.NothingUnread())
		return nil
	}
	if ok, err := s.agree(ctx, p.Question()); !ok {
		return err
	}
	act, err := p.Do(ctx, s.lib, s.o.Now())
	return s.done(act, err, "")
}

// journal takes back the last change, or makes it again.
func (s *Session) journal(ctx context.Context, c keys.Call) error {
	none := message.NothingToUndo
	if c.Action == keys.Redo {
		none = message.NothingToRedo
	}
	for range max(1, c.Count) {
		act, said, err := session.Turn(ctx, s.lib, c.Action == keys.Redo)
		if errors.Is(err, model.ErrNothingToUndo) {
			s.say(none)
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", message.ChangeState, err)
		}
		s.filter.Moved()
		if i := slices.IndexFunc(s.filter.Kept, func(h model.Headline) bool { return h.ID == act.First }); i >= 0 {
			s.keep(ctx, s.filter.Kept[i])
		}
		s.say(said)
	}
	return nil
}
