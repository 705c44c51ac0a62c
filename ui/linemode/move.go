package linemode

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// goOn prints what comes next: of what is being read, and at its end the next
// article; or of the headlines.
func (s *Session) goOn(ctx context.Context) error {
	switch {
	case s.reading.unfinished():
		s.more()
		return nil
	case s.reading.article.ID != "":
		return s.readNext(ctx, keys.Call{Action: keys.NextArticle})
	}
	return s.next(ctx)
}

// meant returns the headline that an action is for: that of its count, or the
// one that was read or moved to last.
func (s *Session) meant(ctx context.Context, number int) (model.Headline, error) {
	if number > 0 {
		h, err := s.numbered(ctx, number)
		if err == nil {
			s.here, s.number = &h, number
		}
		return h, err
	}
	if s.here == nil {
		return model.Headline{}, errors.New(message.WhichArticle)
	}
	return *s.here, nil
}

// openMeant reads the headline that is meant.
func (s *Session) openMeant(ctx context.Context, c keys.Call) error {
	h, err := s.meant(ctx, c.Count)
	if err != nil {
		return err
	}
	return s.read(ctx, h, s.number)
}

// back goes to the page that a link was on, or to the headlines.
func (s *Session) back(ctx context.Context) error {
	if n := len(s.reading.trail); n > 0 {
		return s.show(ctx, s.reading.trail[n-1], s.reading.trail[:n-1])
	}
	return s.again(ctx)
}

// step moves by n headlines from the one that is meant, or onto the first of
// the page where there is none. It reports whether there was one to move to.
func (s *Session) step(ctx context.Context, n int) (bool, error) {
	if s.here == nil {
		if n < 1 || len(s.page.rows) == 0 {
			return false, nil
		}
		s.here, s.number = &s.page.rows[0], s.page.first
		if n--; n == 0 {
			return true, nil
		}
	}
	w := model.Window{At: model.At{Place: &s.here.Place}, After: n + 1}
	if n < 0 {
		w.Before, w.After = -n, 0
	}
	got, err := s.part(ctx, w)
	if err != nil {
		return false, fmt.Errorf("%s: %w", message.ReadList, err)
	}
	hs := got.Headlines
	if n > 0 {
		if hs = hs[got.Here:]; len(hs) > 0 && hs[0].ID == s.here.ID {
			hs = hs[1:]
		}
		hs = hs[:min(n, len(hs))]
	} else if k := len(hs); k > 0 && hs[k-1].ID == s.here.ID {
		hs = hs[:k-1]
	}
	if len(hs) == 0 {
		return false, nil
	}
	moved, to := len(hs), hs[len(hs)-1]
	if n < 0 {
		moved, to = -len(hs), hs[0]
	}
	s.here = &to
	if s.number = max(0, s.number+moved); s.number <= moved {
		s.number = s.numberOf(to.ID) // that of the one before was not known
	}
	return true, nil
}

// sign is a count with the direction of an action.
func sign(c keys.Call, back keys.Action) int {
	n := max(1, c.Count)
	if c.Action == back {
		return -n
	}
	return n
}

// move moves to another headline and says it.
func (s *Session) move(ctx context.Context, c keys.Call) error {
	ok, err := s.step(ctx, sign(c, keys.Up))
	if err != nil {
		return err
	}
	if !ok {
		s.say(message.NoHeadlineThatWay)
		return nil
	}
	lines, _, err := s.layout(ctx, []model.Headline{*s.here}, s.number, false)
	for _, line := range lines {
		s.line(line)
	}
	return err
}

// readNext reads another article.
func (s *Session) readNext(ctx context.Context, c keys.Call) error {
	ok, err := s.step(ctx, sign(c, keys.PrevArticle))
	if err != nil {
		return err
	}
	if !ok {
		s.say(message.NoArticleThatWay)
		return nil
	}
	return s.read(ctx, *s.here, s.number)
}

// readOn prints more of the article, or the next unread one.
func (s *Session) readOn(ctx context.Context) error {
	if s.reading.unfinished() {
		s.more()
		return nil
	}
	return s.nextUnread(ctx, 1)
}

// nextUnread reads the nearest unread article in a direction.
func (s *Session) nextUnread(ctx context.Context, dir int) error {
	w := model.Window{After: 2}
	var from model.ID
	if s.here != nil {
		w.At, from = model.At{Place: &s.here.Place}, s.here.ID
	} else if len(s.page.rows) > 0 {
		w.At = model.At{Place: &s.page.rows[0].Place}
	}
	if dir < 0 {
		w.Before, w.After = 1, 0
	}
	got, err := s.lib.Find(ctx, session.Narrow(s.listed(ctx), model.Is{State: model.IsUnread}), w)
	if err != nil {
		return fmt.Errorf("%s: %w", message.LookUnreadArticles, err)
	}
	hs := got.Headlines
	if dir > 0 {
		hs = hs[got.Here:]
	}
	for _, h := range hs {
		if h.ID != from {
			return s.read(ctx, h, s.numberOf(h.ID))
		}
	}
	s.say(session.NoneUnread(dir))
	return nil
}

// numberOf returns the number that an article was printed with, or 0.
func (s *Session) numberOf(id model.ID) int {
	for n, h := range s.printed {
		if h.ID == id {
			return n
		}
	}
	return 0
}

// reach is how many headlines are looked through for the next heading.
const reach = 200

// nextDay prints the page that begins with another heading.
func (s *Session) nextDay(ctx context.Context, c keys.Call) error {
	n := sign(c, keys.PrevDay)
	if len(s.page.rows) == 0 {
		return s.again(ctx)
	}
	w := model.Window{At: model.At{Place: &s.page.rows[0].Place}, After: reach}
	if n < 0 {
		w.Before, w.After = reach, 1
	}
	got, err := s.part(ctx, w)
	if err != nil {
		return fmt.Errorf("%s: %w", message.ReadList, err)
	}
	l, err := s.divided(ctx, got)
	if err != nil {
		return err
	}
	before, _ := l.Selected()
	at, found, ok := l.NextDay(n)
	h, _ := l.Selected()
	switch {
	case found && h.ID != before.ID:
		for i := range got.Headlines {
			if got.Headlines[i].ID == h.ID {
				return s.forward(ctx, model.At{Place: &h.Place}, "", max(1, s.page.first+i-got.Here))
			}
		}
	case !found && ok:
		return s.toDate(ctx, at)
	}
	s.say(message.NoHeadingThatWay)
	return nil
}

// gotoDate prints the page that begins at a date.
func (s *Session) gotoDate(ctx context.Context, text string) error {
	span, err := session.DateSpan(text, s.here, s.env(ctx))
	if err != nil {
		return err
	}
	at, ok := session.DateIn(span, s.filter.Query.Sort == model.Oldest)
	if !ok {
		return fmt.Errorf(message.NotDate, text)
	}
	return s.toDate(ctx, at)
}

// toDate prints the page that begins where the heading of a day, month or year
// stands, or would.
func (s *Session) toDate(ctx context.Context, d model.Date) error {
	q := s.listed(ctx)
	zone := q.Zone()
	first, end := d.Days(zone)
	from, to := first.In(zone), end.In(zone)
	older, own := model.NewSpan(time.Time{}, from), model.NewSpan(from, to)
	before, stands := model.Expr(model.Within{Span: older}), older.Contains
	switch {
	case q.Sort == model.Newest: // what is neither of it nor older
		before = model.And{model.Not{X: before}, model.Not{X: model.Within{Span: own}}}
		stands = func(p model.Date) bool { return !older.Contains(p) && !own.Contains(p) }
	case q.Sort != model.Oldest:
		return errors.New(message.NotByDate)
	case d.Precision.Wide(): // it stands behind its days
		all := model.NewSpan(time.Time{}, to)
		before, stands = model.Within{Span: all}, all.Contains
	}
	t, err := s.lib.Count(ctx, session.Narrow(q, before))
	if err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	number := t.Total + 1
	for _, h := range s.filter.Kept {
		if h.Published.Dated() && stands(h.Published) {
			number++
		}
	}
	return s.forward(ctx, model.At{Date: &d}, "", number)
}
