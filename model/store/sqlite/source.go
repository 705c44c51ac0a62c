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
	off := make(map[int64]marked)
	var keys, read, hidden, both sql.RawBytes
	err := each(ctx, s.read, fmt.Sprintf("SELECT %s, %s, %s, %s FROM reader_count WHERE reader = ?1 AND unit = %d",
		listOf("source"), listOf("read"), listOf("hidden"), listOf("both"), inAll), func(rs *sql.Rows) error {
		err := rs.Scan(&keys, &read, &hidden, &both)
		reads, hiddens, boths := numbers(read), numbers(hidden), numbers(both)
		for i, source := range numbers(keys) {
			off[source] = marked{int(reads[i]), int(hiddens[i]), int(boths[i])}
		}
		return err
	})
	if err != nil {
		return nil, mapError(err)
	}
	all, err := collect(ctx, s.read, "SELECT id, title, path, n FROM source WHERE "+ownedOrShared+" ORDER BY fold, id", func(rs *sql.Rows, x *model.Source) error {
		err := rs.Scan(&x.ID, &x.Title, &x.Path, &x.Total)
		m := off[x.ID]
		x.Total -= m.hidden
		x.Unread = x.Total - m.read + m.both
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
