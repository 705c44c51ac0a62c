package access

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// clears reports whether a mark only takes away, which of who has done nothing takes
// nothing.
func clears(do model.ActionKind) bool {
	return slices.Contains([]model.ActionKind{model.MarkUnread, model.Unstar, model.Unhide, model.DropTag}, do)
}

// Mark implements model.Marker.
func (l *Library) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	if err := l.allowMark(m.Do); err != nil {
		return model.Act{}, err
	}
	return change(ctx, l, len(ids) == 0 || clears(m.Do), model.Act{Mark: m, At: at.Truncate(time.Second)}, func(own model.Library) (model.Act, error) {
		return own.Mark(ctx, ids, m, at)
	})
}

// MarkWhere implements model.Marker.
func (l *Library) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	if err := l.allowMark(m.Do); err != nil {
		return model.Act{}, err
	}
	return change(ctx, l, clears(m.Do), model.Act{Mark: m, At: at.Truncate(time.Second)}, func(own model.Library) (model.Act, error) {
		return own.MarkWhere(ctx, q, m, at)
	})
}

// Undo implements model.Marker.
func (l *Library) Undo(ctx context.Context) (model.Act, error) {
	return l.undoRedo(ctx, model.Library.Undo)
}

// Redo implements model.Marker.
func (l *Library) Redo(ctx context.Context) (model.Act, error) {
	return l.undoRedo(ctx, model.Library.Redo)
}

func (l *Library) undoRedo(ctx context.Context, do func(model.Library, context.Context) (model.Act, error)) (model.Act, error) {
	if !l.visitor.Guest && l.bound(ctx) == nil {
		return model.Act{}, model.ErrNothingToUndo
	}
	return change(ctx, l, false, model.Act{}, func(own model.Library) (model.Act, error) { return do(own, ctx) })
}

// Apply implements model.StateStore.
func (l *Library) Apply(ctx context.Context, changes []model.Change) (int, error) {
	return change(ctx, l, len(changes) == 0, 0, func(own model.Library) (int, error) { return own.Apply(ctx, changes) })
}

// Restore implements model.RecordStore. Only an admin may: it saves articles.
func (l *Library) Restore(ctx context.Context, batch []model.Record, at time.Time) (model.Saved, error) {
	if !l.visitor.Guest && l.Role() < model.RoleAdmin {
		return model.Saved{}, fmt.Errorf("only an admin imports articles: %w", model.ErrNotAllowed)
	}
	return change(ctx, l, len(batch) == 0, model.Saved{}, func(own model.Library) (model.Saved, error) { return own.Restore(ctx, batch, at) })
}

// SaveView implements model.ViewStore.
func (l *Library) SaveView(ctx context.Context, v model.View, at time.Time) (model.Act, error) {
	m := model.Mark{Do: model.SetView, Tag: v.Name}
	if v.Shared && !l.visitor.Guest {
		if err := l.allow(m); err != nil {
			return model.Act{}, err
		}
	}
	return change(ctx, l, false, model.Act{}, func(own model.Library) (model.Act, error) { return own.SaveView(ctx, v, at) })
}

// DropView implements model.ViewStore.
func (l *Library) DropView(ctx context.Context, name string, at time.Time) (model.Act, error) {
	if !l.visitor.Guest && l.bound(ctx) == nil {
		if err := l.mayDrop(ctx, name); err != nil {
			return model.Act{}, fmt.Errorf("drop view %q: %w", name, err)
		}
	}
	return change(ctx, l, false, model.Act{}, func(own model.Library) (model.Act, error) { return own.DropView(ctx, name, at) })
}

// mayDrop says why who has done nothing cannot drop a view, or nothing.
func (l *Library) mayDrop(ctx context.Context, name string) error {
	all, err := l.nobody.Views(ctx)
	if err != nil {
		return err
	}
	for _, v := range all {
		if tokenize.Key(v.Name) != tokenize.Key(name) {
			continue
		}
		if v.Shared {
			return l.allow(model.Mark{Do: model.UnsetView, Tag: name})
		}
		return nil
	}
	return model.ErrNotFound
}

// ChangeSubscriptions implements model.SubscriptionChanger.
func (l *Library) ChangeSubscriptions(ctx context.Context, changes []model.SubscriptionChange, at time.Time) (model.Act, error) {
	if !l.visitor.Guest {
		if err := l.allow(model.Mark{Do: model.SetSubscription}); err != nil {
			return model.Act{}, err
		}
	}
	return change(ctx, l, len(changes) == 0, model.Act{}, func(own model.Library) (model.Act, error) {
		return own.ChangeSubscriptions(ctx, changes, at)
	})
}

// SaveRule implements model.RuleStore.
func (l *Library) SaveRule(ctx context.Context, r model.Rule, at time.Time) (model.Act, error) {
	return change(ctx, l, false, model.Act{}, func(own model.Library) (model.Act, error) { return own.SaveRule(ctx, r, at) })
}

// DropRule implements model.RuleStore.
func (l *Library) DropRule(ctx context.Context, r model.Rule, at time.Time) (model.Act, error) {
	if !l.visitor.Guest && l.bound(ctx) == nil {
		return model.Act{}, fmt.Errorf("the rule %q: %w", r.String(), model.ErrNotFound)
	}
	return change(ctx, l, false, model.Act{}, func(own model.Library) (model.Act, error) { return own.DropRule(ctx, r, at) })
}

// Visit implements model.VisitStore. A visit makes nobody a reader.
func (l *Library) Visit(ctx context.Context, at time.Time) (time.Time, error) {
	return change(ctx, l, true, time.Time{}, func(own model.Library) (time.Time, error) { return own.Visit(ctx, at) })
}

// SetPosition implements model.VisitStore.
func (l *Library) SetPosition(ctx context.Context, id model.ID, position int) error {
	_, err := change(ctx, l, position <= 0, struct{}{}, func(own model.Library) (struct{}, error) {
		return struct{}{}, own.SetPosition(ctx, id, position)
	})
	return err
}

// SetSetting implements model.SettingStore.
func (l *Library) SetSetting(ctx context.Context, name, value string) error {
	_, err := change(ctx, l, value == "", struct{}{}, func(own model.Library) (struct{}, error) {
		return struct{}{}, own.SetSetting(ctx, name, value)
	})
	return err
}
