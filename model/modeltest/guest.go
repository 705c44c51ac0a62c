package modeltest

import (
	"context"
	"time"

	"dateline/model"
)

// guest is the view of nobody.
type guest struct{ *Reference }

// ReadOnly implements model.Library.
func (guest) ReadOnly() bool { return true }

// Guarded implements model.Library.
func (g guest) Guarded(func(model.Mark) error) model.Library { return g }

// Mark implements model.Marker.
func (guest) Mark(context.Context, []model.ID, model.Mark, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// MarkWhere implements model.Marker.
func (guest) MarkWhere(context.Context, model.Query, model.Mark, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// Undo implements model.Marker.
func (guest) Undo(context.Context) (model.Act, error) { return model.Act{}, model.ErrReadOnly }

// Redo implements model.Marker.
func (guest) Redo(context.Context) (model.Act, error) { return model.Act{}, model.ErrReadOnly }

// Apply implements model.StateStore.
func (guest) Apply(context.Context, []model.Change) (int, error) { return 0, model.ErrReadOnly }

// Restore implements model.RecordStore.
func (guest) Restore(context.Context, []model.Record, time.Time) (model.Saved, error) {
	return model.Saved{}, model.ErrReadOnly
}

// SaveView implements model.ViewStore.
func (guest) SaveView(context.Context, model.View, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// DropView implements model.ViewStore.
func (guest) DropView(context.Context, string, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// ChangeSubscriptions implements model.SubscriptionChanger.
func (guest) ChangeSubscriptions(context.Context, []model.SubscriptionChange, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// SaveRule implements model.RuleStore.
func (guest) SaveRule(context.Context, model.Rule, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// DropRule implements model.RuleStore.
func (guest) DropRule(context.Context, model.Rule, time.Time) (model.Act, error) {
	return model.Act{}, model.ErrReadOnly
}

// Visit implements model.VisitStore.
func (guest) Visit(context.Context, time.Time) (time.Time, error) {
	return time.Time{}, model.ErrReadOnly
}

// SetPosition implements model.VisitStore.
func (guest) SetPosition(context.Context, model.ID, int) error { return model.ErrReadOnly }

// SetSetting implements model.SettingStore.
func (guest) SetSetting(context.Context, string, string) error { return model.ErrReadOnly }

// Guarded implements model.Library.
func (r *Reference) Guarded(allow func(model.Mark) error) model.Library { return guarded{r, allow} }

// guarded asks allow before a change that all readers see. Nobody else may use the
// library meanwhile.
type guarded struct {
	*Reference
	allow func(model.Mark) error
}

// asked is what allow says of a mark.
func (g guarded) asked(m model.Mark, shared bool) error {
	switch m.Do {
	case model.SetDate, model.ResetDate, model.SetSubscription, model.UnsetSubscription:
		return g.allow(m)
	}
	if !shared {
		return nil
	}
	return g.allow(m)
}

// ofLast is what allow says of the last act of a stack.
func (g guarded) ofLast(stack []change) error {
	if len(stack) == 0 {
		return nil
	}
	c := stack[len(stack)-1]
	return g.asked(c.act.Mark, c.was != nil && c.was.Shared || c.became != nil && c.became.Shared)
}

// Mark implements model.Marker.
func (g guarded) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	if err := g.asked(m, false); err != nil {
		return model.Act{}, err
	}
	return g.Reference.Mark(ctx, ids, m, at)
}

// MarkWhere implements model.Marker.
func (g guarded) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	if err := g.asked(m, false); err != nil {
		return model.Act{}, err
	}
	return g.Reference.MarkWhere(ctx, q, m, at)
}

// Undo implements model.Marker.
func (g guarded) Undo(ctx context.Context) (model.Act, error) {
	if err := g.ofLast(g.undo); err != nil {
		return model.Act{}, err
	}
	return g.Reference.Undo(ctx)
}

// Redo implements model.Marker.
func (g guarded) Redo(ctx context.Context) (model.Act, error) {
	if err := g.ofLast(g.redo); err != nil {
		return model.Act{}, err
	}
	return g.Reference.Redo(ctx)
}

// SaveView implements model.ViewStore.
func (g guarded) SaveView(ctx context.Context, v model.View, at time.Time) (model.Act, error) {
	if err := g.asked(model.Mark{Do: model.SetView, Tag: v.Name}, v.Shared); err != nil {
		return model.Act{}, err
	}
	return g.Reference.SaveView(ctx, v, at)
}

// DropView implements model.ViewStore.
func (g guarded) DropView(ctx context.Context, name string, at time.Time) (model.Act, error) {
	shared := named(g.views, name) < 0 && named(g.shared, name) >= 0
	if err := g.asked(model.Mark{Do: model.UnsetView, Tag: name}, shared); err != nil {
		return model.Act{}, err
	}
	return g.Reference.DropView(ctx, name, at)
}

// ChangeSubscriptions implements model.SubscriptionChanger.
func (g guarded) ChangeSubscriptions(ctx context.Context, changes []model.SubscriptionChange, at time.Time) (model.Act, error) {
	was, became, err := g.planned(changes)
	if err == nil && len(was) > 0 {
		err = g.allow(feedMark(was, became))
	}
	if err != nil {
		return model.Act{}, err
	}
	return g.Reference.ChangeSubscriptions(ctx, changes, at)
}
