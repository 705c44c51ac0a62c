package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// errChanged: somebody wrote to a library while it was rebuilt.
var errChanged = errors.New("another program changed the library meanwhile: end it and try again")

// salvage writes the library anew from what can be read of it. It is not seen
// before it is whole, and then at once; others may read, and must not write,
// meanwhile.
func (s *Catalog) salvage(ctx context.Context, report model.Report) (model.Loss, error) {
	if s.readOnly {
		return model.Loss{}, fmt.Errorf("%s: %w", s.path, model.ErrReadOnly)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	witness, err := s.read.Conn(ctx)
	if err != nil {
		return model.Loss{}, err
	}
	defer func() { _ = witness.Close() }()
	version, err := dataVersion(ctx, witness)
	if err != nil {
		return model.Loss{}, mapError(err)
	}
	tmp, remove, err := emptyBeside(s.path)
	if err != nil {
		return model.Loss{}, err
	}
	defer remove()
	loss, err := salvageInto(ctx, tmp, s.read.DB, report)
	if err != nil {
		return model.Loss{}, fmt.Errorf("save what can be read: %w", mapError(err))
	}
	kept := s.path + ".damaged-" + time.Now().Format("20060102-150405")
	if err = s.copyTo(ctx, kept, report); err != nil {
		err = fmt.Errorf("keep the damaged library: %w", err)
	} else {
		err = s.replaceBy(ctx, tmp, report, func() error {
			now, err := dataVersion(ctx, witness)
			if err == nil && now != version {
				err = errChanged
			}
			return err
		})
	}
	if err != nil {
		_ = os.Remove(kept)
		return model.Loss{}, mapError(err)
	}
	s.hub.signal(everybody)
	loss.Kept = kept
	return loss, nil
}

// dataVersion returns a number that changes when another connection has
// changed the library.
func dataVersion(ctx context.Context, conn *sql.Conn) (n int, err error) {
	err = conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
	return n, err
}

// replaceBy puts the pages of another database in the place of all there are,
// in one transaction, if allowed says so once others are locked out.
func (s *Catalog) replaceBy(ctx context.Context, file string, report model.Report, allowed func() error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return conn.Raw(func(c any) error {
		b, err := c.(interface {
			NewRestore(string) (*sqlite.Backup, error)
		}).NewRestore(uri(file, nil))
		if err != nil {
			return err
		}
		_, err = b.Step(1) // locks
		if err == nil {
			err = allowed()
		}
		if err != nil {
			return errors.Join(err, b.Finish())
		}
		return copyPages(ctx, b, "putting it in place", report)
	})
}

// salvager copies what can be read of a damaged library into a new one. They
// have no connection in common: SQLite lets none write that has come upon a
// damaged page in its transaction.
type salvager struct {
	ctx    context.Context
	old    *sql.DB
	tx     *sql.Tx       // of the new one
	stmts  *txStatements // of it
	report model.Report
	loss   model.Loss
}

// salvageInto makes a library in an empty file from what can be read of another.
func salvageInto(ctx context.Context, file string, old *sql.DB, report model.Report) (model.Loss, error) {
	db, err := connect(file, nil, 1, "journal_mode(memory)", "synchronous(off)", "cache_size(-65536)")
	if err != nil {
		return model.Loss{}, err
	}
	defer func() { _ = db.Close() }()
	if _, err := migrate(ctx, db, "", model.OpenOptions{}); err != nil {
		return model.Loss{}, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return model.Loss{}, err
	}
	defer func() { _ = tx.Rollback() }()
	w := &salvager{ctx: ctx, old: old, tx: tx, stmts: newTxStatements(ctx, tx), report: report}
	defer w.stmts.close()
	for _, step := range []func() error{w.copyTables, w.copyArticles, w.deriveTables} {
		if err := step(); err != nil {
			return model.Loss{}, err
		}
	}
	if err := tx.Commit(); err != nil {
		return model.Loss{}, err
	}
	return w.loss, nil
}

// unreadable reports whether an error says that something cannot be read, rather
// than that the work must end.
func unreadable(err error) bool {
	return isCode(err, sqlite3.SQLITE_CORRUPT) || isCode(err, sqlite3.SQLITE_IOERR) || isCode(err, sqlite3.SQLITE_CONSTRAINT)
}

// copyTables copies those that are neither articles nor derived from them.
func (w *salvager) copyTables() error {
	w.report("saving what was read and marked", -1)
	type table struct{ name, order string } // by its key, from the end
	tables, err := collect(w.ctx, w.tx, `SELECT name, (SELECT group_concat('"' || name || '" DESC' ORDER BY pk) FROM pragma_table_info(t.name) WHERE pk > 0)
		FROM sqlite_schema t WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'fts\_%' ESCAPE '\'
		AND name NOT IN ('item', 'body', 'source_day', 'day_total', 'month_total', 'source_month', 'hour_total', 'reader_count', 'tag_total', 'own_tag_total', 'word', 'fts')`,
		func(rs *sql.Rows, t *table) error { return rs.Scan(&t.name, &t.order) })
	if err != nil {
		return err
	}
	for _, t := range tables {
		// From both ends: what lies between two damaged pages is lost.
		_, err := w.copyRows(t.name, "")
		if err == nil {
			continue
		}
		w.loss.Rows = true
		if unreadable(err) {
			_, err = w.copyRows(t.name, "ORDER BY "+t.order)
		}
		if err != nil && !unreadable(err) {
			return err
		}
	}
	return nil
}

// copyRows copies rows of a table, of which something holds or in some order, until one
// cannot be read, and returns how many it has copied.
func (w *salvager) copyRows(table, rest string, args ...any) (copied int64, err error) {
	var values, to []any
	insert := ""
	err = each(w.ctx, w.old, "SELECT * FROM "+table+" "+rest, func(rs *sql.Rows) error {
		if values == nil {
			columns, err := rs.Columns()
			if err != nil {
				return err
			}
			values = make([]any, len(columns))
			for i := range values {
				to = append(to, &values[i])
			}
			insert = "INSERT OR IGNORE INTO " + table + " VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
		}
		if err := rs.Scan(to...); err != nil {
			return err
		}
		res, err := w.stmts.exec(insert, values...)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		copied += n
		return err
	}, args...)
	return copied, err
}

// soundItem holds for rows of item that a damaged page did not make up.
const soundItem = `typeof(uid) || typeof(title) || typeof(fold) || typeof(url) || typeof(path) || typeof(language) = 'texttexttexttexttexttext'
	AND typeof(zone) || typeof(precise) || typeof(origin) || typeof(uday) || typeof(arrived) || typeof(flags) || typeof(hash) || typeof(body)
		= 'integerintegerintegerintegerintegerintegerintegerinteger'
	AND typeof(published) IN ('integer', 'null') AND typeof(updated) IN ('integer', 'null')`

// copyArticles copies one after the other, by all the ids that are to be found.
func (w *salvager) copyArticles() error {
	ids, err := w.allIDs()
	if err != nil {
		return err
	}
	empty := codec.Empty()
	for i, id := range ids {
		if i%1000 == 0 {
			w.report("saving the articles", 100*i/len(ids))
		}
		switch n, err := w.copyRows("item", "WHERE id = ? AND "+soundItem, id); {
		case err != nil && !unreadable(err):
			return err
		case n == 0:
			w.loss.Articles++
			continue
		}
		z, err := w.readText(id)
		if err != nil {
			return err
		}
		if z == nil { // reading the document again restores it
			w.loss.Texts++
			z = empty
			if _, err := w.tx.ExecContext(w.ctx, "UPDATE item SET hash = 0 WHERE id = ?", id); err != nil {
				return err
			}
		}
		if _, err := w.tx.ExecContext(w.ctx, "INSERT INTO body (id, z) SELECT body, ? FROM item WHERE id = ?", z, id); err != nil {
			return err
		}
	}
	return nil
}

// readText returns the text of an article as it is stored, nil if it is lost.
func (w *salvager) readText(id int64) ([]byte, error) {
	var z []byte
	err := w.old.QueryRowContext(w.ctx, "SELECT z FROM body WHERE id = (SELECT body FROM item WHERE id = ?)", id).Scan(&z)
	if err == nil {
		_, err = decodeContent(z)
	}
	switch {
	case err == nil:
		return z, nil
	case unreadable(err), errors.Is(err, model.ErrDamaged), errors.Is(err, sql.ErrNoRows):
		return nil, nil
	}
	return nil, err
}

// allIDs returns those that any of the tables and indexes that hold them tells,
// as far as it can be read.
func (w *salvager) allIDs() ([]int64, error) {
	var ids []int64
	for _, from := range []string{"item NOT INDEXED", "item INDEXED BY item_source", "item INDEXED BY item_title"} {
		err := each(w.ctx, w.old, "SELECT id FROM "+from, func(rs *sql.Rows) error {
			var id int64
			err := rs.Scan(&id)
			if err == nil {
				ids = append(ids, id)
			}
			return err
		})
		if err != nil && !unreadable(err) {
			return nil, err
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// deriveTables makes what follows from the articles, less those whose source is
// lost.
func (w *salvager) deriveTables() error {
	res, err := w.tx.ExecContext(w.ctx, "DELETE FROM item WHERE source NOT IN (SELECT id FROM source)")
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	w.loss.Articles += int(n)
	for _, m := range []repairStep{repairOrphans, repairCounts} {
		if err := runRepairStep(w.ctx, w.tx, m, w.report); err != nil {
			return err
		}
	}
	return reindexAll(w.ctx, w.tx, w.report)
}
