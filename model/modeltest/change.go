package modeltest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"dateline/model"
)

// stamp says when and by what something was changed.
type stamp struct {
	at time.Time // to the microsecond
	by model.ChangeOrigin
}

// stampAt is that of a change in a second up to that of the catalogue's clock.
func (c *catalog) stampAt(at time.Time, by model.ChangeOrigin) stamp {
	at, now := at.UTC().Truncate(time.Second), c.clock().UTC().Truncate(time.Second)
	if at.After(now) {
		at = now
	}
	return stamp{at, by}
}

// after is s, or where that does not supersede what it replaces the first that does.
func (s stamp) after(on bool, before stamp, was bool) stamp {
	if model.Supersedes(s.at, s.by, on, before.at, before.by, was) {
		return s
	}
	if s.at = before.at; !model.Supersedes(s.at, s.by, on, before.at, before.by, was) {
		s.at = s.at.Add(time.Microsecond)
	}
	return s
}

// byID returns an article that the reader may see, or nil.
func (r *Reference) byID(id model.ID) *item {
	for _, e := range r.rows {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// part returns what of a state a change is about, and whether it sets it.
func (e *item) part(do model.ActionKind) (is *bool, set *stamp, on bool) {
	switch do {
	case model.MarkRead, model.MarkUnread:
		return &e.State.Read, &e.set[0], do == model.MarkRead
	case model.Star, model.Unstar:
		return &e.State.Starred, &e.set[1], do == model.Star
	case model.Hide, model.Unhide:
		return &e.State.Hidden, &e.set[2], do == model.Hide
	}
	return nil, nil, false
}

// put makes a change of state and notes it. readAt is when what it marks read was read.
func (r *Reference) put(e *item, do model.ActionKind, tag string, set stamp, readAt time.Time) {
	r.changes = append(r.changes, model.Change{ID: e.ID, Do: do, Tag: tag, At: set.at, Origin: set.by})
	if do == model.AddTag || do == model.DropTag {
		if e.tagSet == nil {
			e.tagSet = make(map[string]stamp)
		}
		e.tagSet[tag] = set
		e.State.Tags = slices.DeleteFunc(slices.Clone(e.State.Tags), func(t string) bool { return t == tag })
		if do == model.AddTag {
			e.State.Tags = slices.Sorted(slices.Values(append(e.State.Tags, tag)))
		}
		return
	}
	is, was, on := e.part(do)
	*is, *was = on, set
	switch do {
	case model.MarkRead:
		e.readAt = readAt
	case model.MarkUnread:
		e.readAt = time.Time{}
	}
}

// Apply implements model.StateStore.
func (r *Reference) Apply(ctx context.Context, changes []model.Change) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range changes {
		tag := c.Do == model.AddTag || c.Do == model.DropTag
		if is, _, _ := (&item{}).part(c.Do); is == nil && !tag || c.Origin > model.ByRule {
			return 0, fmt.Errorf("no change of state: %+v", c)
		}
	}
	if r.gone {
		return 0, model.ErrNotFound
	}
	n := 0
	for _, c := range changes {
		if e := r.byID(c.ID); e != nil && r.applyChange(e, c) {
			n++
		}
	}
	r.setStateRules()
	r.signal(r.reader.ID)
	return n, ctx.Err()
}

// applyChange makes a change if it supersedes what was there.
func (r *Reference) applyChange(e *item, c model.Change) bool {
	set := r.stampAt(c.At, c.Origin)
	set.at = set.at.Add(time.Duration(c.At.Nanosecond()).Truncate(time.Microsecond))
	is, was, on := e.part(c.Do)
	if is == nil {
		has, before := slices.Contains(e.State.Tags, c.Tag), e.tagSet[c.Tag]
		is, was, on = &has, &before, c.Do == model.AddTag
	}
	if !model.Supersedes(set.at, set.by, on, was.at, was.by, *is) {
		return false
	}
	if c.Do == model.Hide && c.Origin != model.ByRule { // no rule shows it again
		e.forgetHiding()
	}
	r.put(e, c.Do, c.Tag, set, set.at)
	return true
}

// Changes implements model.StateStore.
func (r *Reference) Changes(ctx context.Context, since int64, limit int) ([]model.Change, int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	from := min(max(0, int(since)), len(r.changes))
	to := min(from+max(0, limit), len(r.changes))
	return slices.Clone(r.changes[from:to]), int64(to), ctx.Err()
}

// apply makes a change and reports whether it was one.
func (r *Reference) apply(e *item, m model.Mark, set stamp, at time.Time) bool {
	switch m.Do {
	case model.Retag, model.AddTag, model.DropTag:
		return len(r.retag(e, m, set)) > 0
	case model.SetDate:
		d := m.Date
		d.From = model.FromHand
		if e.Published.From == model.FromHand && e.Published.Equal(d) {
			return false
		}
		r.show(e.doc, d)
		return true
	case model.ResetDate:
		if e.Published.From != model.FromHand {
			return false
		}
		r.show(e.doc, e.stated.Published)
		return true
	}
	is, before, on := e.part(m.Do)
	if is == nil || *is == on {
		return false
	}
	r.put(e, m.Do, "", set.after(on, *before, *is), at)
	return true
}

// retag makes changes of tags and returns those that were some.
func (r *Reference) retag(e *item, m model.Mark, set stamp) []model.TagChange {
	var made []model.TagChange
	for _, t := range m.TagChanges() {
		if slices.Contains(e.State.Tags, t.Name) != t.Drop {
			continue
		}
		made = append(made, t)
		r.put(e, map[bool]model.ActionKind{false: model.AddTag, true: model.DropTag}[t.Drop], t.Name, set.after(!t.Drop, e.tagSet[t.Name], t.Drop), time.Time{})
	}
	return made
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
// hand, or none, and some of whose tags were changed.
func opposite(m model.Mark, was *model.Date, tags []model.TagChange) model.Mark {
	switch {
	case (m.Do == model.SetDate || m.Do == model.ResetDate) && was != nil:
		return model.Mark{Do: model.SetDate, Date: *was}
	case m.Do == model.SetDate:
		return model.Mark{Do: model.ResetDate}
	case len(tags) > 0:
		return model.TagMark(model.Reversed(tags))
	}
	m.Do = map[model.ActionKind]model.ActionKind{
		model.MarkRead: model.MarkUnread, model.MarkUnread: model.MarkRead, model.Star: model.Unstar,
		model.Unstar: model.Star, model.Hide: model.Unhide, model.Unhide: model.Hide, model.AddTag: model.DropTag,
	}[m.Do]
	return m
}

// Mark implements model.Marker.
func (r *Reference) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return model.Act{}, model.ErrNotFound
	}
	c := change{act: model.Act{Mark: m, At: at}}
	set := r.stampAt(at, model.ByHand)
	for _, id := range ids {
		e := r.byID(id)
		if e == nil {
			continue
		}
		if m.Do == model.Hide {
			e.forgetHiding()
		}
		was := e.byHand()
		tags := r.retag(e, m, set)
		if len(tags) > 0 || r.apply(e, m, set, at) {
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
	r.signal(r.concerns(m.Do))
	return c.act, ctx.Err()
}

// concerns returns whom a mark may concern: the reader or, "", all.
func (r *Reference) concerns(do model.ActionKind) model.ReaderID {
	switch do {
	case model.SetDate, model.ResetDate, model.SetView, model.UnsetView, model.SetSubscription, model.UnsetSubscription:
		return ""
	}
	return r.reader.ID
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
	defer r.mu.Unlock()
	n := len(*from)
	if n == 0 || r.gone {
		return model.Act{}, model.ErrNothingToUndo
	}
	c := (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, c)
	switch d := c.act.Mark.Do; d {
	case model.SetView, model.UnsetView:
		was, became := c.was, c.became
		if back {
			was, became = became, was
		}
		r.putView(c.act.Mark.Tag, was, became)
	case model.SetSubscription, model.UnsetSubscription:
		was, became := c.feedsWere, c.feeds
		if back {
			was, became = became, was
		}
		r.putFeeds(was, became)
	case model.SetRule, model.UnsetRule:
		c.act.N = r.switchRule(c.act.Mark, back, c.act.At, r.stampAt(r.clock(), model.ByRule))
	}
	set := r.stampAt(r.clock(), model.ByHand)
	for _, id := range slices.Sorted(slices.Values(c.ids)) {
		m := c.act.Mark
		e, i := r.byID(id), slices.Index(c.ids, id)
		if back {
			m = opposite(m, c.dates[i], c.tags[i])
		}
		if e != nil {
			r.apply(e, m, set, c.act.At)
		}
	}
	r.setStateRules()
	r.signal(r.concerns(c.act.Mark.Do))
	return c.act, nil
}

// Who implements model.Library.
func (r *Reference) Who() model.ReaderID { return r.reader.ID }

// Watch implements model.Library.
func (r *Reference) Watch(ctx context.Context) <-chan struct{} { return r.watch(ctx, r.reader.ID) }

// Settings implements model.SettingStore.
func (r *Reference) Settings(ctx context.Context) (map[string]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.settings), ctx.Err()
}

// SetSetting implements model.SettingStore.
func (r *Reference) SetSetting(ctx context.Context, name, value string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return model.ErrNotFound
	}
	if r.settings[name] = value; value == "" {
		delete(r.settings, name)
	}
	r.signal(r.reader.ID)
	return ctx.Err()
}

var _ model.Library = (*Reference)(nil)
