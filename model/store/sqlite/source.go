package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
	"dateline/model/tokenize"
)

// Sources implements model.Finder.
func (s *Store) Sources(ctx context.Context) ([]model.Source, error) {
	all, err := s.sources(ctx, "n > 0 ORDER BY fold, id")
	return all, mapError(err)
}

func (s *Store) sources(ctx context.Context, cond string, args ...any) ([]model.Source, error) {
	return collect(ctx, s.read, "SELECT id, title, path, n, n - read FROM source WHERE "+cond, func(rs *sql.Rows, x *model.Source) error {
		return rs.Scan(&x.ID, &x.Title, &x.Path, &x.Total, &x.Unread)
	}, args...)
}

// FindSource implements model.SourceStore.
func (s *Store) FindSource(ctx context.Context, name, place string) (model.Source, error) {
	for _, by := range []struct{ cond, arg string }{{"place = ? AND part = ''", place}, {"title = ?", name}, {"fold = ?", tokenize.Key(name)}, {"path = ?", place}} {
		found, err := s.sources(ctx, by.cond, by.arg)
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
func (s *Store) RenameSource(ctx context.Context, id int64, title string) error {
	err := s.changeRow(ctx, "UPDATE source SET title = ?, fold = ? WHERE id = ?", title, tokenize.Key(title), id)
	if err != nil {
		return fmt.Errorf("rename source %d: %w", id, err)
	}
	return nil
}
