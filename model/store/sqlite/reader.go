package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// metaReaders is the row of meta with the highest number that a reader was given. None
// is given twice: somebody may still hold the Library of who had it.
const metaReaders = "readers"

// readerColumns are what scanReader takes.
const readerColumns = "SELECT uid, name, role, added, (SELECT json_group_array(key) FROM (SELECT key FROM reader_key WHERE reader = reader.id ORDER BY key)) FROM reader"

func scanReader(rs *sql.Rows, r *model.Reader) error {
	var keys []byte
	var added sql.NullInt64
	if err := rs.Scan(&r.ID, &r.Name, &r.Role, &added, &keys); err != nil {
		return err
	}
	if added.Valid {
		r.Added = time.Unix(added.Int64, 0).UTC()
	}
	err := json.Unmarshal(keys, &r.Keys)
	if len(r.Keys) == 0 {
		r.Keys = nil
	}
	return err
}

// Readers implements model.ReaderStore.
func (s *Catalog) Readers(ctx context.Context) ([]model.Reader, error) {
	all, err := collect(ctx, s.read, readerColumns+" ORDER BY fold", scanReader)
	if err != nil {
		return nil, fmt.Errorf("list the readers: %w", mapError(err))
	}
	return all, nil
}

// ReaderOfKey implements model.ReaderStore.
func (s *Catalog) ReaderOfKey(ctx context.Context, key string) (model.Reader, error) {
	found, err := collect(ctx, s.read, readerColumns+" WHERE id = (SELECT reader FROM reader_key WHERE key = ?)", scanReader, key)
	if err != nil {
		return model.Reader{}, fmt.Errorf("find the reader of a key: %w", mapError(err))
	}
	if len(found) == 0 {
		return model.Reader{}, model.ErrNotFound
	}
	return found[0], nil
}

// AddReader implements model.ReaderStore.
func (s *Catalog) AddReader(ctx context.Context, r model.Reader, at time.Time) (model.Reader, error) {
	r.Added = at.UTC().Truncate(time.Second)
	if r.ID == "" {
		r.ID = newReaderID()
	}
	err := s.change(ctx, aboutReaders, func(tx *sql.Tx) (bool, error) {
		if r.ID == model.GuestReader {
			return false, model.ErrExists
		}
		var number int64
		err := tx.QueryRowContext(ctx, "SELECT max((SELECT max(id) FROM reader), coalesce((SELECT value FROM meta WHERE name = ?), 0)) + 1", metaReaders).Scan(&number)
		if err == nil {
			err = setMeta(ctx, tx, metaReaders, number)
		}
		if err == nil {
			err = setReader(ctx, tx, number, r, stmt("INSERT INTO reader (id, uid, name, fold, role, added) VALUES (?, ?, ?, ?, ?, ?)",
				number, string(r.ID), r.Name, tokenize.Key(r.Name), int(r.Role), at.Unix()))
		}
		for i := range model.FirstViews {
			if err == nil {
				err = putView(ctx, tx, number, &model.FirstViews[i])
			}
		}
		return true, err
	})
	if err != nil {
		return model.Reader{}, fmt.Errorf("add reader %q: %w", r.Name, err)
	}
	return r, nil
}

// newReaderID makes an ID like that of an article.
func newReaderID() model.ReaderID {
	const letters = "0123456789abcdefghjkmnpqrstvwxyz"
	b := make([]byte, 20)
	_, _ = rand.Read(b) // it never fails
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return model.ReaderID(b)
}

// SetReader implements model.ReaderStore.
func (s *Catalog) SetReader(ctx context.Context, r model.Reader) error {
	err := s.change(ctx, aboutReaders, func(tx *sql.Tx) (bool, error) {
		number, err := readerNumber(ctx, tx, r.ID)
		if err != nil {
			return false, err
		}
		return true, setReader(ctx, tx, number, r, stmt("UPDATE reader SET name = ?, fold = ?, role = ? WHERE id = ?", r.Name, tokenize.Key(r.Name), int(r.Role), number))
	})
	if err != nil {
		return fmt.Errorf("set reader %s: %w", r.ID, err)
	}
	return nil
}

// setReader gives the reader of a number by a statement what r says, and his keys.
func setReader(ctx context.Context, tx *sql.Tx, number int64, r model.Reader, put statement) error {
	if err := checkReader(r); err != nil {
		return err
	}
	var taken bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM reader WHERE id <> ?1 AND (uid = ?2 OR fold = ?3))
		OR EXISTS (SELECT 1 FROM reader_key WHERE reader <> ?1 AND key IN (SELECT value FROM json_each(?4)))`,
		number, string(r.ID), tokenize.Key(r.Name), jsonList(r.Keys)).Scan(&taken)
	if err == nil && taken {
		err = model.ErrExists
	}
	if err != nil {
		return err
	}
	return execAll(
		ctx, tx, put, stmt("DELETE FROM reader_key WHERE reader = ?", number),
		stmt("INSERT OR IGNORE INTO reader_key (key, reader) SELECT value, ?1 FROM json_each(?2)", number, jsonList(r.Keys)),
	)
}

// checkReader says why there cannot be a reader like r, or nothing.
func checkReader(r model.Reader) error {
	isLine := func(s string) bool { return s != "" && model.CleanLine(s) == s }
	switch {
	case !isLine(string(r.ID)) || !isLine(r.Name):
		return errors.New("the name of a reader is one line")
	case slices.ContainsFunc(r.Keys, func(key string) bool { return key == "" || strings.ContainsAny(key, "\r\n") }):
		return errors.New("a key of a reader is one line")
	case r.Role > model.RoleAdmin:
		return fmt.Errorf("unknown role %d", r.Role)
	}
	return nil
}

// readerNumber returns the number of a reader, or model.ErrNotFound.
func readerNumber(ctx context.Context, db querier, id model.ReaderID) (int64, error) {
	var number int64
	err := db.QueryRowContext(ctx, "SELECT id FROM reader WHERE uid = ?", string(id)).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		err = model.ErrNotFound
	}
	return number, err
}

// Usage implements model.ReaderStore.
func (s *Catalog) Usage(ctx context.Context, id model.ReaderID) (model.Usage, error) {
	var u model.Usage
	number, err := readerNumber(ctx, s.read, id)
	if err == nil {
		err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(read), 0), coalesce(sum(starred), 0), coalesce(sum(hidden), 0),
			(SELECT count(DISTINCT item) FROM own_tag WHERE reader = ?1 AND dropped = 0), (SELECT count(*) FROM view WHERE reader = ?1),
			(SELECT count(*) FROM rule WHERE reader = ?1 AND dropped = 0), (SELECT count(*) FROM reader_key WHERE reader = ?1),
			(SELECT count(*) FROM source WHERE owner = ?1 AND owner <> 0) FROM state WHERE reader = ?1`, number).
			Scan(&u.Read, &u.Starred, &u.Hidden, &u.Tagged, &u.Views, &u.Rules, &u.Keys, &u.Sources)
	}
	if err != nil {
		return model.Usage{}, fmt.Errorf("count what is kept for reader %s: %w", id, mapError(err))
	}
	return u, nil
}

// Items of the sources that reader ?1 owns, and their ids.
const (
	ownedSources = "SELECT id FROM source WHERE owner = ?1 AND owner <> 0"
	ownedItems   = "SELECT id FROM item WHERE source IN (" + ownedSources + ")"
	ownedIDs     = "SELECT uid FROM item WHERE source IN (" + ownedSources + ")"
)

// removingReader are the statements that remove reader ?1, in their order. The tags of
// documents go before their items, by which the counts of tags find the owner.
var removingReader = []string{
	"DELETE FROM rule_hit WHERE rule IN (SELECT id FROM rule WHERE reader = ?1)",
	"DELETE FROM rule WHERE reader = ?1",
	"DELETE FROM act_item WHERE act IN (SELECT id FROM act WHERE reader = ?1)",
	"DELETE FROM act WHERE reader = ?1",
	"DELETE FROM change WHERE reader = ?1",
	"DELETE FROM own_tag WHERE reader = ?1",
	"DELETE FROM own_tag_total WHERE reader = ?1",
	"DELETE FROM state WHERE reader = ?1",
	"DELETE FROM reader_count WHERE reader = ?1",
	"DELETE FROM view WHERE reader = ?1",
	"DELETE FROM setting WHERE reader = ?1",
	"DELETE FROM reader_key WHERE reader = ?1",

	"DELETE FROM tag WHERE item IN (" + ownedItems + ")",
	"DELETE FROM tag_total WHERE owner = ?1",
	"DELETE FROM fts WHERE rowid IN (" + ownedItems + ")",
	"DELETE FROM revision WHERE item IN (" + ownedItems + ")",
	"DELETE FROM original_date WHERE item IN (" + ownedItems + ")",
	"DELETE FROM alias WHERE known IN (" + ownedIDs + ")",
	"DELETE FROM body WHERE id IN (SELECT body FROM item WHERE source IN (" + ownedSources + "))",
	"DELETE FROM item WHERE source IN (" + ownedSources + ")",
	"DELETE FROM source_day WHERE source IN (" + ownedSources + ")",
	"DELETE FROM source_month WHERE source IN (" + ownedSources + ")",
	"DELETE FROM day_total WHERE owner = ?1",
	"DELETE FROM month_total WHERE owner = ?1",
	"DELETE FROM hour_total WHERE owner = ?1",
	"DELETE FROM retention WHERE source IN (" + ownedSources + ")",
	"DELETE FROM source WHERE owner = ?1 AND owner <> 0",
	"DELETE FROM reader WHERE id = ?1",
}

// RemoveReader implements model.ReaderStore.
func (s *Catalog) RemoveReader(ctx context.Context, id model.ReaderID) error {
	err := s.change(ctx, aboutReaders, func(tx *sql.Tx) (bool, error) {
		if id == model.LocalReader {
			return false, model.ErrLocalReader
		}
		number, err := readerNumber(ctx, tx, id)
		for _, q := range removingReader {
			if err == nil {
				_, err = tx.ExecContext(ctx, q, number)
			}
		}
		return true, err
	})
	if err != nil {
		return fmt.Errorf("remove reader %s: %w", id, err)
	}
	return nil
}

// Settings implements model.SettingStore.
func (l *Library) Settings(ctx context.Context) (map[string]string, error) {
	all := make(map[string]string)
	err := each(ctx, l.read, "SELECT name, value FROM setting WHERE reader = ?1", func(rs *sql.Rows) error {
		var name, value string
		err := rs.Scan(&name, &value)
		all[name] = value
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the settings: %w", mapError(err))
	}
	return all, nil
}

// SetSetting implements model.SettingStore.
func (l *Library) SetSetting(ctx context.Context, name, value string) error {
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		if value == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM setting WHERE reader = ? AND name = ?", l.reader, name)
			return true, err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO setting (reader, name, value) VALUES (?, ?, ?) ON CONFLICT (reader, name) DO UPDATE SET value = excluded.value", l.reader, name, value)
		return true, err
	})
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}

// setMeta keeps a number that belongs to the catalogue as a whole.
func setMeta(ctx context.Context, tx *sql.Tx, name string, value int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)
	return err
}
