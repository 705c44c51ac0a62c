package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/tokenize"
)

// Sources implements model.Finder.
func (s *Library) Sources(ctx context.Context) ([]model.Source, error) {
	off := make(map[int64]total)
	err := each(ctx, s.read, fmt.Sprintf("SELECT %s, %s, %s FROM reader_count WHERE reader = +?1 AND unit = %d",
		listOf("source"), listOf("-hidden"), listOf("read - both"), inAll), func(rs *sql.Rows) error {
		var lists [3]sql.RawBytes
		err := rs.Scan(&lists[0], &lists[1], &lists[2])
		ns, reads := numbers(lists[1]), numbers(lists[2])
		for i, source := range numbers(lists[0]) {
			off[source] = total{int(ns[i]), int(reads[i])}
		}
		return err
	})
	if err != nil {
		return nil, mapError(err)
	}
	all, err := collect(ctx, s.read, "SELECT id, title, path, n FROM source WHERE "+ownedOrShared+" ORDER BY fold, id", func(rs *sql.Rows, x *model.Source) error {
		err := rs.Scan(&x.ID, &x.Title, &x.Path, &x.Total)
		c := total{n: x.Total}.plus(off[x.ID])
		x.Total, x.Unread = c.n, c.n-c.read
		return err
	})
	all = slices.DeleteFunc(all, func(x model.Source) bool { return x.Total <= 0 })
	return all, mapError(err)
}

// FindSource implements model.SourceStore.
func (s *Catalog) FindSource(ctx context.Context, name, place string) (model.Source, error) {
	for _, by := range []struct{ cond, arg string }{{"place = ? AND part = ''", place}, {"title = ?", name}, {"fold = ?", tokenize.Key(name)}, {"path = ?", place}} {
		found, err := collect(ctx, s.read, "SELECT id, title, path FROM source WHERE owner = 0 AND "+by.cond, func(rs *sql.Rows, x *model.Source) error {
			return rs.Scan(&x.ID, &x.Title, &x.Path)
		}, by.arg)
		switch {
		case err != nil:
			return model.Source{}, mapError(err)
		case len(found) > 1:
			return model.Source{}, model.ErrAmbiguous
		case len(found) == 1:
			return found[0], nil
		}
	}
	return model.Source{}, model.ErrNotFound
}

// RenameSource implements model.SourceStore.
func (s *Catalog) RenameSource(ctx context.Context, id int64, title string) error {
	err := s.changeRow(ctx, "UPDATE source SET title = ?, fold = ? WHERE id = ?", title, tokenize.Key(title), id)
	if err != nil {
		return fmt.Errorf("rename source %d: %w", id, err)
	}
	return nil
}
