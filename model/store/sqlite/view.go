package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// Views implements model.ViewStore.
func (l *Library) Views(ctx context.Context) ([]model.View, error) {
	if l.isGuest() {
		return l.firstViews(ctx)
	}
	all, err := collect(ctx, l.read, `SELECT name, query, reader = 0 FROM view v WHERE reader = ?1
		OR reader = 0 AND NOT EXISTS (SELECT 1 FROM view o WHERE o.reader = ?1 AND o.fold = v.fold) ORDER BY reader = 0, id`, scanView)
	if err != nil {
		return nil, fmt.Errorf("list the views: %w", mapError(err))
	}
	return all, nil
}

// firstViews are the views of a reader who has made none.
func (l *Library) firstViews(ctx context.Context) ([]model.View, error) {
	all := slices.Clone(model.FirstViews)
	err := each(ctx, l.read, "SELECT name, query, reader = 0, fold FROM view WHERE reader = 0 ORDER BY id", func(rs *sql.Rows) error {
		var v model.View
		var fold string
		err := rs.Scan(&v.Name, &v.Query, &v.Shared, &fold)
		if !slices.ContainsFunc(model.FirstViews, func(f model.View) bool { return tokenize.Key(f.Name) == fold }) {
			all = append(all, v)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the views: %w", mapError(err))
	}
	return all, nil
}

func scanView(rs *sql.Rows, v *model.View) error { return rs.Scan(&v.Name, &v.Query, &v.Shared) }

// SaveView implements model.ViewStore.
func (l *Library) SaveView(ctx context.Context, v model.View, at time.Time) (model.Act, error) {
	act, err := l.changeView(ctx, model.Mark{Do: model.SetView, Tag: v.Name}, &v, at)
	if err != nil {
		return model.Act{}, fmt.Errorf("save view %q: %w", v.Name, err)
	}
	return act, nil
}

// DropView implements model.ViewStore.
func (l *Library) DropView(ctx context.Context, name string, at time.Time) (model.Act, error) {
	act, err := l.changeView(ctx, model.Mark{Do: model.UnsetView, Tag: name}, nil, at)
	if err != nil {
		return model.Act{}, fmt.Errorf("drop view %q: %w", name, err)
	}
	return act, nil
}

// changeView makes the view of a mark's name v, or nothing, as an act.
func (l *Library) changeView(ctx context.Context, m model.Mark, v *model.View, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := l.changeShared(ctx, &act.Mark, func(tx *sql.Tx) (changed, shared bool, err error) {
		had, err := l.viewNamed(ctx, tx, m.Tag, v)
		if err != nil {
			return false, false, err
		}
		was, became := textOf(had), textOf(v)
		switch {
		case was == "" && became == "":
			return false, false, model.ErrNotFound
		case was == became:
			return false, false, nil
		}
		c, err := l.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, false, err
		}
		defer c.close()
		if shared, err = l.switchView(ctx, tx, m.Tag, was, became, false); err != nil {
			return false, false, err
		}
		if _, err = tx.ExecContext(ctx, "UPDATE act SET was = ?, became = ? WHERE id = ?", was, became, c.act); err != nil {
			return false, false, err
		}
		c.n, act.N = 1, 1
		return true, shared, c.finish()
	})
	return act, err
}

// textOf is how the journal keeps a view; "" is none.
func textOf(v *model.View) string {
	if v == nil {
		return ""
	}
	parts := []string{v.Name, v.Query}
	if v.Shared {
		parts = append(parts, "shared")
	}
	b, _ := json.Marshal(parts) // strings: it cannot fail
	return string(b)
}

// viewOf is the inverse of textOf.
func viewOf(text string) (*model.View, error) {
	if text == "" {
		return nil, nil
	}
	var parts []string
	if err := json.Unmarshal([]byte(text), &parts); err != nil || len(parts) < 2 || len(parts) > 3 {
		return nil, fmt.Errorf("%w: the journal's view %q", model.ErrDamaged, model.CleanLine(text))
	}
	return &model.View{Name: parts[0], Query: parts[1], Shared: len(parts) == 3}, nil
}

// viewNamed returns the view of a name that v takes the place of: the reader's or the
// shared one, as v is; without v the reader's before the shared one.
func (l *Library) viewNamed(ctx context.Context, tx *sql.Tx, name string, v *model.View) (*model.View, error) {
	found, err := collect(ctx, tx, "SELECT name, query, reader = 0 FROM view WHERE reader IN (0, ?) AND fold = ? ORDER BY reader DESC", scanView, l.reader, tokenize.Key(name))
	for i := range found {
		if v == nil || found[i].Shared == v.Shared {
			return &found[i], nil
		}
	}
	return nil, err
}

// switchView makes the view of a name what the journal says of it, before an act or
// after it, and reports whether it is shared.
func (l *Library) switchView(ctx context.Context, tx *sql.Tx, name, before, after string, undo bool) (shared bool, err error) {
	was, err := viewOf(before)
	if err != nil {
		return false, err
	}
	became, err := viewOf(after)
	if err != nil {
		return false, err
	}
	reader := l.reader
	if shared = was != nil && was.Shared || became != nil && became.Shared; shared {
		reader = everybody
	}
	if undo {
		became = was
	}
	if became == nil {
		_, err = tx.ExecContext(ctx, "DELETE FROM view WHERE reader = ? AND fold = ?", reader, tokenize.Key(name))
		return shared, err
	}
	return shared, putView(ctx, tx, reader, became)
}

// putView gives a reader a view, or everybody.
func putView(ctx context.Context, tx *sql.Tx, reader int64, v *model.View) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO view (reader, fold, name, query) VALUES (?, ?, ?, ?)
		ON CONFLICT (reader, fold) DO UPDATE SET name = excluded.name, query = excluded.query`, reader, tokenize.Key(v.Name), v.Name, v.Query)
	return err
}
