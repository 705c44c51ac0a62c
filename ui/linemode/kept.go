package linemode

import (
	"context"

	"dateline/model"
	"dateline/ui/session"
)

// keeping returns the headlines that stay in the list: also that of the article
// that is being read, whatever others do to it.
func (s *Session) keeping() session.Kept {
	if s.here != nil && s.here.ID == s.reading.article.ID {
		return s.filter.Kept.With(*s.here)
	}
	return s.filter.Kept
}

// keep has a headline stay in the list where what was done to it has taken it out
// of the filter.
func (s *Session) keep(ctx context.Context, h model.Headline) {
	s.filter.Kept.Add(h)
	w := model.Window{At: model.At{ID: h.ID}, After: 1, Keep: s.filter.Kept}
	p, err := s.lib.Find(ctx, s.listed(ctx), w)
	if err == nil && (len(p.Headlines) == 0 || !p.Headlines[0].Kept || p.Headlines[0].ID != h.ID) {
		s.filter.Kept.Drop(h.ID)
	}
}

// part finds a part of the list, with what stays in it.
func (s *Session) part(ctx context.Context, w model.Window) (model.Page, error) {
	w.Keep = s.keeping()
	return s.lib.Find(ctx, s.listed(ctx), w)
}
