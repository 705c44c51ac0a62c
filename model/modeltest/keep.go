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
	names, counts := make(map[string]string), make(map[string]int)
	for i := range r.rows {
		seen := make(map[string]bool)
		for _, t := range slices.Concat(r.rows[i].Tags, r.rows[i].State.Tags) {
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
		Article: e.Article, Arrived: e.arrived, ReadAt: e.readAt, Edited: e.edited, Revisions: slices.Clone(e.revisions),
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
		e.State.Position = position
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
	return slices.Clone(r.views), ctx.Err()
}

func (r *Reference) view(name string) int {
	return slices.IndexFunc(r.views, func(v model.View) bool { return Fold(v.Name) == Fold(name) })
}

// putView makes what is kept under a name v, or nothing.
func (r *Reference) putView(name string, v *model.View) {
	i := r.view(name)
	switch {
	case v == nil && i >= 0:
		r.views = slices.Delete(r.views, i, i+1)
	case v == nil:
	case i >= 0:
		r.views[i] = *v
	default:
		r.views = append(r.views, *v)
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
	c := change{act: model.Act{Mark: model.Mark{Do: do, Tag: name}, At: at}, became: v}
	if i := r.view(name); i >= 0 {
		was := r.views[i]
		c.was = &was
	}
	switch {
	case c.was == nil && v == nil:
		r.mu.Unlock()
		return model.Act{}, fmt.Errorf("view %q: %w", name, model.ErrNotFound)
	case c.was == nil || v == nil || *c.was != *v:
		c.act.N = 1
		r.putView(name, v)
		r.undo, r.redo = append(r.undo, c), nil
	}
	r.mu.Unlock()
	r.signal()
	return c.act, ctx.Err()
}

// Subscriptions implements model.SubscriptionStore.
func (r *Reference) Subscriptions(ctx context.Context) ([]model.Subscription, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := slices.Clone(r.feeds)
	slices.SortFunc(out, func(a, b model.Subscription) int {
		return cmp.Or(cmp.Compare(Fold(a.Title), Fold(b.Title)), cmp.Compare(a.Address, b.Address))
	})
	return out, ctx.Err()
}

func (r *Reference) feed(address string) int {
	return slices.IndexFunc(r.feeds, func(s model.Subscription) bool { return s.Address == address })
}

// Subscribe implements model.SubscriptionStore.
func (r *Reference) Subscribe(ctx context.Context, feeds []model.Subscription, _ time.Time) (int, error) {
	r.mu.Lock()
	n := 0
	for _, f := range feeds {
		if i := r.feed(f.Address); i >= 0 {
			r.feeds[i] = f
			continue
		}
		r.feeds = append(r.feeds, f)
		n++
	}
	r.mu.Unlock()
	r.signal()
	return n, ctx.Err()
}

// Unsubscribe implements model.SubscriptionStore.
func (r *Reference) Unsubscribe(ctx context.Context, address string) error {
	r.mu.Lock()
	i := r.feed(address)
	if i < 0 {
		r.mu.Unlock()
		return fmt.Errorf("feed %s: %w", address, model.ErrNotFound)
	}
	r.feeds = slices.Delete(r.feeds, i, i+1)
	r.mu.Unlock()
	r.signal()
	return ctx.Err()
}

// Restore implements model.RecordStore.
func (r *Reference) Restore(ctx context.Context, batch []model.Record, at time.Time) (model.Saved, error) {
	r.mu.Lock()
	var s model.Saved
	var ids []model.ID
	seen := make(map[model.ID][]string)
	for _, rec := range batch {
		ids = append(ids, rec.ID)
		seen[rec.ID] = rec.Seen
		r.restore(rec, at, &s)
	}
	r.applyRules(ids, seen, at)
	r.mu.Unlock()
	r.signal()
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
		r.show(e, hand)
	}
	if rec.State.Read && !e.State.Read {
		e.State.Read, e.readAt = true, rec.ReadAt
	}
	e.State.Starred = e.State.Starred || rec.State.Starred
	e.State.Hidden = e.State.Hidden || rec.State.Hidden
	if s.Added > before || rec.State.Hidden {
		for _, q := range rec.State.Rules {
			if r.ruleOf(q) >= 0 && !slices.Contains(e.hiddenBy, q) {
				e.hiddenBy = append(e.hiddenBy, q)
			}
		}
	}
	for _, t := range rec.State.Tags {
		r.apply(e, model.Mark{Do: model.AddTag, Tag: t}, at)
	}
}
