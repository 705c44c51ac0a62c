package session

import "dateline/model"

// toggles are the marks that one key sets and removes.
var toggles = map[model.ActionKind]struct {
	off  model.ActionKind
	mark func(*model.State) *bool
}{
	model.MarkRead: {model.MarkUnread, func(s *model.State) *bool { return &s.Read }},
	model.Star:     {model.Unstar, func(s *model.State) *bool { return &s.Starred }},
	model.Hide:     {model.Unhide, func(s *model.State) *bool { return &s.Hidden }},
}

// Toggle returns the action that toggles a mark (MarkRead, Star, Hide): all articles get
// it, or lose it if all have it.
func Toggle(mark model.ActionKind, hs []model.Headline) model.ActionKind {
	for i := range hs {
		if !*toggles[mark].mark(&hs[i].State) {
			return mark
		}
	}
	return toggles[mark].off
}

// Apply changes a state as the library does for a result of Toggle.
func Apply(do model.ActionKind, s *model.State) {
	for on, t := range toggles {
		if do == on || do == t.off {
			*t.mark(s) = do == on
		}
	}
}

// Marked returns the articles that a mark of headlines applies to. A story is marked
// read as a whole, including the articles folded under its headline.
func Marked(hs []model.Headline, m model.Mark) []model.ID {
	ids := IDs(hs)
	if m.Do == model.MarkRead || m.Do == model.MarkUnread {
		for i := range hs {
			ids = append(ids, hs[i].Folded...)
		}
	}
	return ids
}
