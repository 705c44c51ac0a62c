package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
)

// change runs f in a transaction and signals it to those whom it concerns when f says
// that something changed.
func (s *Catalog) change(ctx context.Context, whom int64, f func(*sql.Tx) (bool, error)) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w", s.path, model.ErrReadOnly)
	}
	s.lock()
	defer s.mu.Unlock()
	return s.changeLocked(ctx, whom, f)
}

// lock takes mu; who indexes makes haste meanwhile.
func (s *Catalog) lock() {
	s.wanted.Add(1)
	s.mu.Lock()
	s.wanted.Add(-1)
}

// changeSaving is change for a batch of n articles.
func (s *Catalog) changeSaving(ctx context.Context, n int, f func(*sql.Tx) (bool, error)) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w", s.path, model.ErrReadOnly)
	}
	s.lock()
	defer s.mu.Unlock()
	if err := s.beginSave(ctx, n); err != nil {
		return mapError(err)
	}
	defer s.endSave(ctx, n)
	return s.changeLocked(ctx, everybody, f)
}

// changeLocked is change for who holds mu.
func (s *Catalog) changeLocked(ctx context.Context, whom int64, f func(*sql.Tx) (bool, error)) error {
	s.kept.keep(ctx, s.write)
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return mapError(err)
	}
	rollback := s.allocator.Savepoint()
	changed, err := f(tx)
	if err == nil && changed {
		err = s.bumpVersion(ctx, tx, whom)
	}
	if err == nil {
		err = tx.Commit()
	} else {
		_ = tx.Rollback()
	}
	if err != nil {
		rollback()
		return mapError(err)
	}
	if changed {
		s.hub.signal(whom)
	}
	return nil
}

// changeRow runs a statement that changes one row of the catalogue; where there is none the error is
// model.ErrNotFound.
func (s *Catalog) changeRow(ctx context.Context, statement string, args ...any) error {
	return s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		res, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return false, err
		}
		n, err := res.RowsAffected()
		if err == nil && n == 0 {
			err = model.ErrNotFound
		}
		return true, err
	})
}

// The rows of meta that count the changes that concern everybody, and those of the readers.
const (
	metaVersion        = "version"
	metaReadersVersion = "readers version"
	metaIndexed        = "indexed" // what waited has been indexed, which no question shows
)

// bumpVersion lets other programs see whom a change concerns.
func (s *Catalog) bumpVersion(ctx context.Context, tx *sql.Tx, whom int64) error {
	st := s.statements(ctx, tx)
	defer st.close()
	if name := map[int64]string{everybody: metaVersion, aboutReaders: metaReadersVersion}[whom]; name != "" {
		_, err := st.exec("INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", name)
		return err
	}
	res, err := st.exec("UPDATE reader SET version = version + 1 WHERE id = ?", whom)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 { // the reader was removed
		err = model.ErrNotFound
	}
	return err
}
