package modeltest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/model"
)

// Tags implements model.Finder.
func (r *Reference) Tags(ctx context.Context) ([]model.TagCount, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.findFeeds()
	names, counts := make(map[string]string), make(map[string]int)
	for i := range r.rows {
		seen := make(map[string]bool)
		for _, t := range slices.Concat(r.rows[i].Tags, r.rows[i].State.Tags, r.rows[i].feed.Tags) {
			if f := Fold(t); !seen[f] {
				seen[f], names[f] = true, cmp.Or(names[f], t)
				counts[f]++
			}
		}
	}
	var out []model.TagCount
	for f, n := range counts {
		out = append(out, model.TagCount{Name: names[f], Total: n})
	}
	slices.SortFunc(out, func(a, b model.TagCount) int { return cmp.Compare(Fold(a.Name), Fold(b.Name)) })
	return out, ctx.Err()
}

// Revisions implements model.RevisionStore.
func (r *Reference) Revisions(ctx context.Context, id model.ID) ([]model.Revision, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.byID(id); e != nil {
		return slices.Clone(e.revisions), ctx.Err()
	}
	return nil, fmt.Errorf("article %s: %w", id, model.ErrNotFound)
}

// Record implements model.RecordStore.
func (r *Reference) Record(ctx context.Context, id model.ID) (model.Record, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.byID(id)
	if e == nil {
		return model.Record{}, fmt.Errorf("article %s: %w", id, model.ErrNotFound)
	}
	rec := model.Record{
		Article: e.article(), Arrived: e.arrived, ReadAt: e.readAt, Edited: e.edited, Revisions: slices.Clone(e.revisions),
	}
	rec.Candidates = e.stated.Candidates
	if e.Published.From == model.FromHand {
		rec.Stated = e.stated.Published
	}
	return rec, ctx.Err()
}

// SetPosition implements model.VisitStore.
func (r *Reference) SetPosition(ctx context.Context, id model.ID, position int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.byID(id); e != nil {
		e.State.Position = max(0, position)
	}
	return ctx.Err()
}

// Visit implements model.VisitStore.
func (r *Reference) Visit(ctx context.Context, at time.Time) (time.Time, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.lastSeen.IsZero() && at.Sub(r.lastSeen) >= model.VisitGap {
		r.lastVisit = r.lastSeen
	}
	if at.After(r.lastSeen) {
		r.lastSeen = at
	}
	return r.lastVisit, ctx.Err()
}

// Views implements model.ViewStore.
func (r *Reference) Views(ctx context.Context) ([]model.View, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := slices.Clone(r.views)
	for _, v := range r.shared {
		if named(r.views, v.Name) < 0 {
			out = append(out, v)
		}
	}
	return out, ctx.Err()
}

// named returns the index of the view of a name; -1 is none.
func named(views []model.View, name string) int {
	return slices.IndexFunc(views, func(v model.View) bool { return Fold(v.Name) == Fold(name) })
}

// putView puts a view of a name in the place of another; nil is none.
func (r *Reference) putView(name string, was, v *model.View) {
	views := &r.views
	if was != nil && was.Shared || v != nil && v.Shared {
		views = &r.shared
	}
	i := named(*views, name)
	switch {
	case v == nil && i >= 0:
		*views = slices.Delete(*views, i, i+1)
	case v == nil:
	case i >= 0:
		(*views)[i] = *v
	default:
		*views = append(*views, *v)
	}
}

// SaveView implements model.ViewStore.
func (r *Reference) SaveView(ctx context.Context, v model.View, at time.Time) (model.Act, error) {
	return r.changeView(ctx, model.SetView, v.Name, &v, at)
}

// DropView implements model.ViewStore.
func (r *Reference) DropView(ctx context.Context, name string, at time.Time) (model.Act, error) {
	return r.changeView(ctx, model.UnsetView, name, nil, at)
}

func (r *Reference) changeView(ctx context.Context, do model.ActionKind, name string, v *model.View, at time.Time) (model.Act, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := change{act: model.Act{Mark: model.Mark{Do: do, Tag: name}, At: at}, became: v}
	for _, views := range [][]model.View{r.views, r.shared} {
		if i := named(views, name); i >= 0 && c.was == nil && (v == nil || views[i].Shared == v.Shared) {
			was := views[i]
			c.was = &was
		}
	}
	switch {
	case c.was == nil && v == nil || r.gone:
		return model.Act{}, fmt.Errorf("view %q: %w", name, model.ErrNotFound)
	case c.was == nil || v == nil || *c.was != *v:
		c.act.N = 1
		r.putView(name, c.was, v)
		r.undo, r.redo = append(r.undo, c), nil
	}
	r.signal(r.concerns(do))
	return c.act, ctx.Err()
}

// Restore implements model.RecordStore.
func (r *Reference) Restore(ctx context.Context, batch []model.Record, at time.Time) (model.Saved, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var s model.Saved
	var ids, others []model.ID // for the rules of the reader and of others
	seen := make(map[model.ID][]string)
	for i := range batch {
		d := r.docs[batch[i].ID]
		switch owner := batch[i].Owner; {
		case r.gone:
			return s, model.ErrNotFound
		case owner != "" && owner != r.reader.ID, d != nil && d.Owner != "" && d.Owner != r.reader.ID:
			return s, model.ErrOwner
		}
	}
	for _, rec := range batch {
		ids = append(ids, rec.ID)
		seen[rec.ID] = rec.Seen
		same := s.Same
		if r.restore(rec, at, &s); s.Same == same {
			others = append(others, rec.ID)
		}
	}
	for _, v := range r.readers {
		if v == r {
			v.applyRules(ids, seen, at)
		} else {
			v.applyRules(others, nil, at)
		}
	}
	r.signal("")
	return s, ctx.Err()
}

func (r *Reference) restore(rec model.Record, at time.Time, s *model.Saved) {
	a, hand := rec.Article, rec.Published
	if hand.From == model.FromHand {
		a.Published = rec.Stated
	}
	arrived := rec.Arrived
	if arrived.IsZero() {
		arrived = at
	}
	before := s.Added
	r.save(a, arrived, s, true)
	e := r.byID(a.ID)
	if s.Added > before { // what was kept of a known one is not replaced
		e.edited, e.revisions = rec.Edited, slices.Clone(rec.Revisions)
		e.State.Position = rec.State.Position
	}
	if hand.From == model.FromHand && e.Published.From != model.FromHand {
		r.show(e.doc, hand)
	}
	set := r.stampAt(at, model.ByImport)
	for _, do := range []model.ActionKind{model.MarkRead, model.Star, model.Hide} {
		is, _, _ := (&item{State: rec.State}).part(do)
		if *is {
			r.apply(e, model.Mark{Do: do}, set, rec.ReadAt)
		}
	}
	if s.Added > before || rec.State.Hidden {
		for _, q := range rec.State.Rules {
			if i := r.ruleOf(q); i >= 0 && !r.rules[i].dropped && !e.hasHit(r.rules[i]) {
				e.actedBy = append(e.actedBy, q)
			}
		}
	}
	for _, t := range rec.State.Tags {
		r.apply(e, model.Mark{Do: model.AddTag, Tag: t}, set, at)
	}
}
