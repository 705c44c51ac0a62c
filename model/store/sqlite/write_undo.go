package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"dateline/model"
)

// Undo implements model.Marker.
func (l *Library) Undo(ctx context.Context) (model.Act, error) {
	return l.undoRedo(ctx, "SELECT id, doing, tag, n, first, at, was, became FROM act WHERE reader = ? AND undone = 0 ORDER BY id DESC LIMIT 1", true)
}

// Redo implements model.Marker.
func (l *Library) Redo(ctx context.Context) (model.Act, error) {
	return l.undoRedo(ctx, "SELECT id, doing, tag, n, first, at, was, became FROM act WHERE reader = ? AND undone = 1 ORDER BY id LIMIT 1", false)
}

// undoRedo takes back or does again the act that q finds, now: only what is read again
// was read when it was marked.
func (l *Library) undoRedo(ctx context.Context, q string, undo bool) (model.Act, error) {
	var act model.Act
	err := l.changeShared(ctx, &act.Mark, func(tx *sql.Tx) (changed, shared bool, err error) {
		c := l.unrecorded(ctx, tx, l.clock())
		defer c.close()
		var was, became string
		err = tx.QueryRowContext(ctx, q, l.reader).Scan(&c.act, &act.Mark.Do, &act.Mark.Tag, &act.N, (*string)(&act.First), &c.at, &was, &became)
		if errors.Is(err, sql.ErrNoRows) {
			return false, false, model.ErrNothingToUndo
		}
		if err != nil {
			return false, false, err
		}
		act.At = time.Unix(c.at.Int64, 0).UTC()
		switch act.Mark.Do {
		case model.SetDate:
			act.Mark.Date, err = model.ParseDate(act.Mark.Tag, model.FromHand)
			act.Mark.Date.From, act.Mark.Tag, shared = model.FromHand, "", true
		case model.ResetDate:
			shared = true
		case model.SetView, model.UnsetView:
			shared, err = l.switchView(ctx, tx, act.Mark.Tag, was, became, undo)
		case model.SetSubscription, model.UnsetSubscription:
			shared, err = true, l.undoSubscriptions(ctx, tx, was, became, undo)
		case model.SetRule, model.UnsetRule:
			act.N, err = c.switchRule(act.Mark, undo, act.At)
		}
		if err == nil {
			err = c.undoRedoItems(act.Mark, undo)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE act SET undone = ? WHERE id = ?", undo, c.act)
		}
		return true, shared, err
	})
	return act, err
}

// undoRedoItems does m to the articles of an act, or takes it back from them.
func (c *markTx) undoRedoItems(m model.Mark, undo bool) error {
	items, err := actItems(c.ctx, c.tx, c.act)
	if err != nil {
		return err
	}
	if back, ok := inverseMarks[m.Do]; ok && len(items) >= bulkFrom {
		if undo {
			m.Do = back
		}
		if _, err := c.markItems(m.Do, itemsOfAct, c.act); err != nil {
			return err
		}
		return c.settle()
	}
	for _, i := range items {
		do := m
		if undo {
			if do, err = inverse(m, i.was); err != nil {
				return err
			}
		}
		if _, _, err := c.apply(i.uid, do); err != nil {
			return err
		}
	}
	return c.settle()
}

// actItem is an article that an act changed.
type actItem struct{ uid, was string }

func actItems(ctx context.Context, tx *sql.Tx, act int64) ([]actItem, error) {
	return collect(ctx, tx, "SELECT uid, was FROM act_item WHERE act = ? ORDER BY uid", func(rs *sql.Rows, i *actItem) error {
		return rs.Scan(&i.uid, &i.was)
	}, act)
}

// inverseMarks are the marks that take others back wherever they were made.
var inverseMarks = map[model.ActionKind]model.ActionKind{
	model.MarkRead: model.MarkUnread, model.MarkUnread: model.MarkRead, model.Star: model.Unstar, model.Unstar: model.Star,
	model.Hide: model.Unhide, model.Unhide: model.Hide,
}

// inverse is the mark that takes m back from an article of which apply said
// that was.
func inverse(m model.Mark, was string) (model.Mark, error) {
	if back, ok := inverseMarks[m.Do]; ok {
		m.Do = back
		return m, nil
	}
	switch m.Do {
	case model.Retag:
		m.Tag = was
		m.Tag = model.TagLines(model.Reversed(m.TagChanges()))
		return m, nil
	case model.AddTag:
		m.Do = model.DropTag
	case model.DropTag:
		m.Do = model.AddTag
	case model.SetDate, model.ResetDate:
		text, ok := strings.CutPrefix(was, setByHand)
		if !ok {
			return model.Mark{Do: model.ResetDate}, nil
		}
		d, err := model.ParseDate(text, model.FromHand)
		return model.Mark{Do: model.SetDate, Date: d}, err
	}
	return m, nil
}
