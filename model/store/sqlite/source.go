package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
	"dateline/model/tokenize"
)

// Sources implements model.Finder.
func (s *Library) Sources(ctx context.Context) ([]model.Source, error) {
	all, err := collect(ctx, s.read, `SELECT * FROM (SELECT f.id, f.title, f.path, f.n - coalesce(c.hidden, 0) AS shown, f.n - coalesce(c.hidden + c.read - c.both, 0)
		FROM source f LEFT JOIN reader_count c ON c.reader = ?1 AND c.source = f.id AND c.unit = 0 AND c.region = 0 AND c.at = 0
		WHERE f.owner IN (0, ?1) ORDER BY f.fold, f.id) WHERE shown > 0`, func(rs *sql.Rows, x *model.Source) error {
		return rs.Scan(&x.ID, &x.Title, &x.Path, &x.Total, &x.Unread)
	})
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
