package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// Views implements model.ViewStore.
func (s *Store) Views(ctx context.Context) ([]model.View, error) {
	all, err := collect(ctx, s.read, "SELECT name, query FROM view ORDER BY id", func(rs *sql.Rows, x *model.View) error { return rs.Scan(&x.Name, &x.Query) })
	if err != nil {
		return nil, fmt.Errorf("list the views: %w", mapError(err))
	}
	return all, nil
}

// SaveView implements model.ViewStore.
func (s *Store) SaveView(ctx context.Context, v model.View, at time.Time) (model.Act, error) {
	act, err := s.changeView(ctx, model.Mark{Do: model.SetView, Tag: v.Name}, &v, at)
	if err != nil {
		return model.Act{}, fmt.Errorf("save view %q: %w", v.Name, err)
	}
	return act, nil
}

// DropView implements model.ViewStore.
func (s *Store) DropView(ctx context.Context, name string, at time.Time) (model.Act, error) {
	act, err := s.changeView(ctx, model.Mark{Do: model.UnsetView, Tag: name}, nil, at)
	if err != nil {
		return model.Act{}, fmt.Errorf("drop view %q: %w", name, err)
	}
	return act, nil
}

// changeView makes the view of a mark's name v, or nothing, as an act.
func (s *Store) changeView(ctx context.Context, m model.Mark, v *model.View, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		was, err := viewText(ctx, tx, m.Tag)
		if err != nil {
			return false, err
		}
		became := textOf(v)
		switch {
		case was == "" && became == "":
			return false, model.ErrNotFound
		case was == became:
			return false, nil
		}
		c, err := s.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, err
		}
		defer c.stmts.close()
		if err == nil {
			err = putView(ctx, tx, m.Tag, became)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE act SET was = ?, became = ? WHERE id = ?", was, became, c.act)
		}
		if err != nil {
			return false, err
		}
		c.n, act.N = 1, 1
		return true, c.finish()
	})
	return act, err
}

// textOf is how the journal keeps a view; "" is none.
func textOf(v *model.View) string {
	if v == nil {
		return ""
	}
	b, _ := json.Marshal([]string{v.Name, v.Query}) // strings: it cannot fail
	return string(b)
}

// viewText returns the view of a name as the journal keeps it.
func viewText(ctx context.Context, tx *sql.Tx, name string) (string, error) {
	var v model.View
	err := tx.QueryRowContext(ctx, "SELECT name, query FROM view WHERE fold = ?", tokenize.Key(name)).Scan(&v.Name, &v.Query)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return textOf(&v), err
}

// putView makes the view of a name what text says.
func putView(ctx context.Context, tx *sql.Tx, name, text string) error {
	if text == "" {
		_, err := tx.ExecContext(ctx, "DELETE FROM view WHERE fold = ?", tokenize.Key(name))
		return err
	}
	var v []string
	if err := json.Unmarshal([]byte(text), &v); err != nil || len(v) != 2 {
		return fmt.Errorf("%w: the journal's view %q", model.ErrDamaged, model.CleanLine(text))
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO view (fold, name, query) VALUES (?1, ?2, ?3) ON CONFLICT (fold) DO UPDATE SET name = ?2, query = ?3",
		tokenize.Key(v[0]), v[0], v[1])
	return err
}
