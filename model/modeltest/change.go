package modeltest

import (
	"cmp"
	"context"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"dateline/model"
)

// Save implements model.Saver.
func (r *Reference) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	if err := ctx.Err(); err != nil {
		return model.Saved{}, err
	}
	r.mu.Lock()
	var s model.Saved
	var ids []model.ID
	for _, a := range batch {
		same := s.Same
		if r.save(a, at, &s, false); s.Same == same {
			ids = append(ids, a.ID)
		}
	}
	r.applyRules(ids, nil, at)
	r.mu.Unlock()
	r.signal()
	return s, nil
}

// Spellings implements model.Saver.
func (r *Reference) Spellings(ctx context.Context, _ string) ([]string, error) { return nil, ctx.Err() }

// Places implements model.Saver.
func (r *Reference) Places(ctx context.Context, ids []model.ID) (map[model.ID]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	places := make(map[model.ID]string)
	for _, id := range ids {
		if e := r.byID(id); e != nil {
			places[id] = e.Path
		}
	}
	return places, ctx.Err()
}

// sourceOf returns the source that a new article belongs to.
func (r *Reference) sourceOf(a *model.Article, restored bool) *source {
	s := source{a.Home, a.Part, a.Source, a.Home}
	if s.home == "" {
		s.part, s.path = a.Source, a.Path
	} else if !restored && !strings.Contains(s.home, "://") {
		nearest := ""
		for _, k := range r.sources {
			if (a.Path == k.home || strings.HasPrefix(a.Path, k.home+"/")) && len(k.home) > len(nearest) {
				nearest = k.home
			}
		}
		if nearest != "" && nearest != s.home {
			s.home = nearest
			s.title, s.path = cmp.Or(a.Part, path.Base(s.home)), s.home
		}
	}
	for _, k := range r.sources {
		if k.home == s.home && k.part == s.part {
			return k
		}
	}
	r.sources = append(r.sources, &s)
	return &s
}

// save puts in one article, or its new text.
func (r *Reference) save(a model.Article, at time.Time, s *model.Saved, restored bool) {
	a.State, a.Former = model.State{}, nil
	e := r.byID(a.ID)
	src := (*source)(nil)
	if e == nil {
		src = r.sourceOf(&a, restored)
	} else {
		src = e.source
	}
	if a.Source, a.Home, a.Part = src.title, src.home, src.part; a.Home == "" {
		a.Part = ""
	}
	if e == nil {
		r.arrived++
		r.rows = append(r.rows, item{Article: a, stated: a, order: r.arrived, arrived: at, source: src})
		s.Added++
		return
	}
	if restored {
		a.Path = e.Path
	}
	e.Path, e.stated.Path = a.Path, a.Path
	if a.Published.From == model.FromSeen {
		a.Published = e.stated.Published
	}
	if reflect.DeepEqual(a, e.stated) {
		s.Same++
		return
	}
	s.Changed++
	if was := e.stated; a.Title != was.Title || a.Summary != was.Summary || a.Body != was.Body {
		e.edited = true
		e.revisions = slices.Insert(e.revisions, 0, model.Revision{
			Replaced: at, Title: was.Title, Summary: was.Summary, Body: was.Body, Published: was.Published, Updated: was.Updated,
		})
		e.revisions = e.revisions[:min(len(e.revisions), model.MaxRevisions)]
	}
	e.stated = a
	if e.Published.From == model.FromHand {
		r.show(e, e.Published)
	} else {
		r.show(e, a.Published)
	}
}

// show makes of e what a reader sees of it, under a date.
func (r *Reference) show(e *item, d model.Date) {
	if !d.Equal(e.Published) { // it joins those of its new date
		r.arrived++
		e.order = r.arrived
	}
	state := e.State
	e.Article = e.stated
	e.State, e.Published = state, d
	if d.From == model.FromHand && e.stated.Published.Dated() {
		e.Candidates = slices.Insert(slices.Clone(e.Candidates), 0, e.stated.Published)
	}
}

func (r *Reference) byID(id model.ID) *item {
	for i := range r.rows {
		if r.rows[i].ID == id {
			return &r.rows[i]
		}
	}
	return nil
}

// apply makes a change and reports whether it was one.
func (r *Reference) apply(e *item, m model.Mark, at time.Time) bool {
	s := &e.State
	switch m.Do {
	case model.MarkRead, model.MarkUnread:
		read := m.Do == model.MarkRead
		if s.Read == read {
			return false
		}
		s.Read = read
		e.readAt = time.Time{}
		if read {
			e.readAt = at
		}
	case model.Star, model.Unstar:
		star := m.Do == model.Star
		if s.Starred == star {
			return false
		}
		s.Starred = star
	case model.Hide, model.Unhide:
		hide := m.Do == model.Hide
		if s.Hidden == hide {
			return false
		}
		s.Hidden = hide
	case model.Retag:
		before := s.Tags
		for _, t := range m.TagChanges() {
			r.apply(e, model.TagMark([]model.TagChange{t}), at)
		}
		return !slices.Equal(before, s.Tags)
	case model.AddTag:
		if slices.Contains(s.Tags, m.Tag) {
			return false
		}
		s.Tags = append(slices.Clone(s.Tags), m.Tag)
		slices.Sort(s.Tags)
	case model.DropTag:
		if !slices.Contains(s.Tags, m.Tag) {
			return false
		}
		s.Tags = slices.DeleteFunc(slices.Clone(s.Tags), func(t string) bool { return t == m.Tag })
	case model.SetDate:
		d := m.Date
		d.From = model.FromHand
		if e.Published.From == model.FromHand && e.Published.Equal(d) {
			return false
		}
		r.show(e, d)
	case model.ResetDate:
		if e.Published.From != model.FromHand {
			return false
		}
		r.show(e, e.stated.Published)
	default:
		return false
	}
	return true
}

// byHand returns the date that e has by hand, nil when it has none.
func (e *item) byHand() *model.Date {
	if e.Published.From != model.FromHand {
		return nil
	}
	d := e.Published
	return &d
}

// opposite is the mark that takes m back from an article that had a date by
// hand, or none.
func opposite(m model.Mark, was *model.Date) model.Mark {
	switch {
	case (m.Do == model.SetDate || m.Do == model.ResetDate) && was != nil:
		return model.Mark{Do: model.SetDate, Date: *was}
	case m.Do == model.SetDate:
		return model.Mark{Do: model.ResetDate}
	}
	m.Do = map[model.ActionKind]model.ActionKind{
		model.MarkRead: model.MarkUnread, model.MarkUnread: model.MarkRead, model.Star: model.Unstar,
		model.Unstar: model.Star, model.AddTag: model.DropTag, model.DropTag: model.AddTag,
		model.Hide: model.Unhide, model.Unhide: model.Hide,
	}[m.Do]
	return m
}

// Mark implements model.Marker.
func (r *Reference) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	r.mu.Lock()
	c := change{act: model.Act{Mark: m, At: at}}
	for _, id := range ids {
		e := r.byID(id)
		if e == nil {
			continue
		}
		if m.Do == model.Hide {
			e.hiddenBy = nil
		}
		was, tags := e.byHand(), e.State.Tags
		if r.apply(e, m, at) {
			c.ids, c.dates, c.tags = append(c.ids, id), append(c.dates, was), append(c.tags, tags)
		}
	}
	if c.act.N = len(c.ids); c.act.N > 0 {
		c.act.First = c.ids[0]
		if !m.Opened {
			r.undo, r.redo = append(r.undo, c), nil
		}
	}
	r.setStateRules()
	r.mu.Unlock()
	r.signal()
	return c.act, ctx.Err()
}

// MarkWhere implements model.Marker.
func (r *Reference) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	r.mu.Lock()
	var ids []model.ID
	for _, e := range r.found(q) {
		ids = append(ids, e.ID)
	}
	r.mu.Unlock()
	return r.Mark(ctx, ids, m, at)
}

// Undo implements model.Marker.
func (r *Reference) Undo(context.Context) (model.Act, error) {
	return r.undoRedo(&r.undo, &r.redo, true)
}

// Redo implements model.Marker.
func (r *Reference) Redo(context.Context) (model.Act, error) {
	return r.undoRedo(&r.redo, &r.undo, false)
}

// undoRedo takes the last act off one stack, does it again or takes it back, and
// puts it on the other.
func (r *Reference) undoRedo(from, to *[]change, back bool) (model.Act, error) {
	r.mu.Lock()
	n := len(*from)
	if n == 0 {
		r.mu.Unlock()
		return model.Act{}, model.ErrNothingToUndo
	}
	c := (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, c)
	if d := c.act.Mark.Do; d == model.SetView || d == model.UnsetView {
		if back {
			r.putView(c.act.Mark.Tag, c.was)
		} else {
			r.putView(c.act.Mark.Tag, c.became)
		}
	}
	if d := c.act.Mark.Do; d == model.SetRule || d == model.UnsetRule {
		c.act.N = r.setRule(c.act.Mark.Tag, (d == model.SetRule) != back, c.act.At)
	}
	for _, id := range slices.Sorted(slices.Values(c.ids)) {
		m := c.act.Mark
		e, i := r.byID(id), slices.Index(c.ids, id)
		switch {
		case e == nil:
		case back && m.Do == model.Retag:
			for _, t := range m.TagChanges() { // back to how each of them was
				r.apply(e, model.TagMark([]model.TagChange{{Name: t.Name, Drop: !slices.Contains(c.tags[i], t.Name)}}), c.act.At)
			}
		case back:
			r.apply(e, opposite(m, c.dates[i]), c.act.At)
		default:
			r.apply(e, m, c.act.At)
		}
	}
	r.mu.Unlock()
	r.signal()
	return c.act, nil
}

// Watch implements model.Library.
func (r *Reference) Watch(ctx context.Context) <-chan struct{} {
	ch := make(chan struct{}, 1)
	r.mu.Lock()
	r.watchers = append(r.watchers, ch)
	r.mu.Unlock()
	context.AfterFunc(ctx, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.watchers = slices.DeleteFunc(r.watchers, func(c chan struct{}) bool { return c == ch })
		close(ch)
	})
	return ch
}

func (r *Reference) signal() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, ch := range r.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// ReadOnly implements model.Library.
func (r *Reference) ReadOnly() bool { return false }

// Close implements model.Library.
func (r *Reference) Close() error { return nil }

var _ model.Library = (*Reference)(nil)
