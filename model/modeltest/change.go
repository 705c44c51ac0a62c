package modeltest

import (
	"context"
	"reflect"
	"slices"
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
	for _, a := range batch {
		if _, ok := r.homes[a.Source]; !ok {
			r.homes[a.Source] = a.Path
		}
		e := r.byID(a.ID)
		if e == nil {
			r.arrived++
			r.rows = append(r.rows, entry{Article: a, order: r.arrived, arrived: at, home: r.homes[a.Source]})
			r.rows[len(r.rows)-1].State = model.State{}
			s.Added++
			continue
		}
		a.State = e.State
		if a.Published.From == model.FromSeen {
			a.Published = e.Published
		}
		if reflect.DeepEqual(a, e.Article) {
			s.Same++
			continue
		}
		if !a.Published.Equal(e.Published) { // it joins those of its new date
			r.arrived++
			e.order = r.arrived
		}
		e.Article, e.edited, e.home = a, true, r.homes[a.Source]
		s.Changed++
	}
	r.mu.Unlock()
	r.signal()
	return s, nil
}

func (r *Reference) byID(id model.ID) *entry {
	for i := range r.rows {
		if r.rows[i].ID == id {
			return &r.rows[i]
		}
	}
	return nil
}

// apply makes a change and reports whether it was one.
func (e *entry) apply(m model.Mark, at time.Time) bool {
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
	}
	return true
}

// opposite is the mark that takes m back.
func opposite(m model.Mark) model.Mark {
	m.Do = map[model.Doing]model.Doing{
		model.MarkRead: model.MarkUnread, model.MarkUnread: model.MarkRead, model.Star: model.Unstar,
		model.Unstar: model.Star, model.AddTag: model.DropTag, model.DropTag: model.AddTag,
	}[m.Do]
	return m
}

// Mark implements model.Marker.
func (r *Reference) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	r.mu.Lock()
	c := change{act: model.Act{Mark: m, At: at}}
	for _, id := range ids {
		if e := r.byID(id); e != nil && e.apply(m, at) {
			c.ids = append(c.ids, id)
		}
	}
	if c.act.N = len(c.ids); c.act.N > 0 {
		c.act.First = c.ids[0]
		r.undo, r.redo = append(r.undo, c), nil
	}
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
	return r.turn(&r.undo, &r.redo, opposite)
}

// Redo implements model.Marker.
func (r *Reference) Redo(context.Context) (model.Act, error) {
	return r.turn(&r.redo, &r.undo, func(m model.Mark) model.Mark { return m })
}

// turn takes the last act off one stack, does what f makes of it, and puts it
// on the other.
func (r *Reference) turn(from, to *[]change, f func(model.Mark) model.Mark) (model.Act, error) {
	r.mu.Lock()
	n := len(*from)
	if n == 0 {
		r.mu.Unlock()
		return model.Act{}, model.ErrNothingToUndo
	}
	c := (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, c)
	for _, id := range c.ids {
		if e := r.byID(id); e != nil {
			e.apply(f(c.act.Mark), c.act.At)
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

// Close implements model.Library.
func (r *Reference) Close() error { return nil }

var _ model.Library = (*Reference)(nil)
