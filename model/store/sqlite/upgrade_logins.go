package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// metaTraces is the row of meta that says that pages may still hold what was moved.
const metaTraces = "traces"

// moveLogins hands the names and passwords in the addresses of a library to keep,
// and removes them from all that holds them. Articles keep their ids.
func moveLogins(ctx context.Context, tx *sql.Tx, keep func(model.Logins) error, report model.Report) error {
	logins, err := loginsOf(ctx, tx)
	if err != nil || len(logins) == 0 {
		return err
	}
	if keep == nil {
		return errors.New("its addresses hold names and passwords, which nobody is there to keep")
	}
	if err := keep(logins); err != nil {
		return err
	}
	r := &loginRemover{ctx: ctx, tx: tx, report: report, hosts: make(map[string]bool), goneWords: make(map[string]bool)}
	for address := range logins {
		if u, err := url.Parse(address); err == nil {
			r.hosts[strings.ToLower(u.Host)] = true
		}
	}
	for _, step := range []func() error{r.dictionaries, r.articles, r.revisions, r.columns, r.hashes, r.words} {
		if err := step(); err != nil {
			return err
		}
	}
	return setMeta(ctx, tx, metaTraces, 1)
}

// likeAddress finds what may be an address with a name in it.
const likeAddress = "LIKE '%://%@%'"

// loginsOf returns the names and passwords in the places of a library.
func loginsOf(ctx context.Context, tx *sql.Tx) (model.Logins, error) {
	logins := make(model.Logins)
	err := each(ctx, tx, "SELECT address FROM subscription WHERE address "+likeAddress+
		" UNION ALL SELECT page FROM subscription WHERE page "+likeAddress+
		" UNION ALL SELECT path FROM source WHERE path "+likeAddress+
		" UNION ALL SELECT title FROM source WHERE title "+likeAddress+
		" UNION ALL SELECT DISTINCT path FROM item WHERE path "+likeAddress, func(rs *sql.Rows) error {
		var place string
		if err := rs.Scan(&place); err != nil {
			return err
		}
		u, err := url.Parse(place)
		if err != nil || u.User == nil {
			return nil
		}
		if address, ok := model.AddressPlace(place); ok && logins[address] == nil { // the feed's own goes before its page's
			logins[address] = u.User
		}
		return nil
	})
	return logins, err
}

// loginRemover removes the names and passwords in addresses of some hosts.
type loginRemover struct {
	ctx       context.Context
	tx        *sql.Tx
	report    model.Report
	hosts     map[string]bool
	encoder   *codec.Encoder
	repack    bool            // the dictionary has changed: all texts are packed anew
	changed   []int64         // items
	goneWords map[string]bool // words that articles had and have no more
}

func (r *loginRemover) strip(text string) string {
	return model.StripUserinfo(text, func(host string) bool { return r.hosts[host] })
}

// dictionaries replaces those that hold what is to go.
func (r *loginRemover) dictionaries() error {
	var err error
	if r.encoder, err = codec.Load(r.ctx, r.tx); err != nil {
		return err
	}
	texts := make(map[int64]string)
	if err := each(r.ctx, r.tx, "SELECT id, text FROM dictionary", func(rs *sql.Rows) error {
		var id int64
		var text []byte
		err := rs.Scan(&id, &text)
		texts[id] = string(text)
		return err
	}); err != nil {
		return err
	}
	for id, text := range texts {
		bare := []byte(r.strip(text))
		if string(bare) == text {
			continue
		}
		r.repack = true
		if _, err := r.tx.ExecContext(r.ctx, "DELETE FROM dictionary WHERE id = ?", id); err != nil {
			return err
		}
		if r.encoder, err = codec.Store(r.ctx, r.tx, bare); err != nil {
			return err
		}
	}
	return nil
}

// text removes what is to go from a text as it is stored, and reports whether
// there was something. One that is damaged stays as it is.
func (r *loginRemover) text(z []byte) (packed []byte, changed bool) {
	text, err := codec.Decompress(z)
	if err != nil {
		return z, false
	}
	bare := r.strip(string(text))
	changed = bare != string(text)
	if changed || r.repack {
		z = r.encoder.Compress([]byte(bare))
	}
	return z, changed
}

// articles goes through the texts and what the index of words has of them.
func (r *loginRemover) articles() error {
	vocabulary := newVocabulary()
	err := eachArticle(r.ctx, r.tx, "taking names and passwords out of addresses", r.report, func(a articleText) error {
		z, changed := r.text(a.z)
		if changed || r.repack {
			if _, err := r.tx.ExecContext(r.ctx, "UPDATE body SET z = ? WHERE id = ?", z, a.body); err != nil {
				return err
			}
		}
		title, sourced := r.strip(a.title), r.strip(a.sourced)
		if !changed && title == a.title && sourced == a.sourced {
			return nil
		}
		r.changed = append(r.changed, a.id)
		had, err := decodeContent(a.z)
		if errors.Is(err, model.ErrDamaged) {
			return nil // 'library check' tells of it
		}
		has, e := decodeContent(z)
		if err = errors.Join(err, e); err != nil {
			return err
		}
		was, now := allWords(a.title, a.sourced, &had, a.source, a.flags), allWords(title, sourced, &has, a.source, a.flags)
		if string(was) == string(now) {
			return nil
		}
		for word := range strings.FieldsSeq(string(was)) {
			r.goneWords[word] = true
		}
		vocabulary.add(now)
		return execAll(r.ctx, r.tx, stmt("DELETE FROM fts WHERE rowid = ?", a.id), stmt("INSERT INTO fts (rowid, words) VALUES (?, ?)", a.id, now))
	})
	if err != nil {
		return err
	}
	return vocabulary.write(r.ctx, r.tx)
}

// words removes from the table of words those that no article has any more.
func (r *loginRemover) words() error {
	for word := range r.goneWords {
		if strings.HasPrefix(word, sourceSign) {
			continue
		}
		if _, err := r.tx.ExecContext(r.ctx, `DELETE FROM word WHERE term = ?1 AND NOT EXISTS (SELECT 1 FROM fts WHERE fts MATCH '"' || ?1 || '"')`, word); err != nil {
			return err
		}
	}
	return nil
}

// revisions goes through the earlier texts.
func (r *loginRemover) revisions() error {
	texts := make(map[int64][]byte)
	err := each(r.ctx, r.tx, "SELECT id, z FROM revision", func(rs *sql.Rows) error {
		var id int64
		var z sql.RawBytes
		if err := rs.Scan(&id, &z); err != nil {
			return err
		}
		if packed, changed := r.text(z); changed || r.repack {
			texts[id] = slices.Clone(packed)
		}
		return nil
	})
	for id, z := range texts {
		if err == nil {
			_, err = r.tx.ExecContext(r.ctx, "UPDATE revision SET z = ? WHERE id = ?", z, id)
		}
	}
	return err
}

// columns goes through all that is stored as it is.
func (r *loginRemover) columns() error {
	if err := r.noteChanged("SELECT id FROM item WHERE path " + likeAddress + " OR url " + likeAddress); err != nil {
		return err
	}
	var columns [][2]string
	if err := each(r.ctx, r.tx, `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE 'fts%' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'word'`, func(rs *sql.Rows) error {
		var table, column string
		err := rs.Scan(&table, &column)
		columns = append(columns, [2]string{table, column})
		return err
	}); err != nil {
		return err
	}
	hosts := strings.Join(slices.Sorted(maps.Keys(r.hosts)), "\n")
	for _, c := range columns {
		table, column := c[0], c[1]
		bare := "dl_strip_logins(" + column + ", ?1)"
		set, where := "UPDATE OR IGNORE "+table+" SET "+column+" = "+bare, " WHERE "+column+" "+likeAddress+" AND "+bare+" <> "+column
		rest := set + " || ' (2)'" // there is the same without: two titles, say
		if table == "subscription" {
			rest = "DELETE FROM subscription"
		}
		for _, q := range []string{set + where, rest + where} {
			if _, err := r.tx.ExecContext(r.ctx, q, hosts); err != nil {
				return fmt.Errorf("%s of %s: %w", column, table, err)
			}
		}
	}
	return nil
}

// noteChanged adds to what has changed.
func (r *loginRemover) noteChanged(query string) error {
	return each(r.ctx, r.tx, query, func(rs *sql.Rows) error {
		var id int64
		err := rs.Scan(&id)
		r.changed = append(r.changed, id)
		return err
	})
}

// hashes computes those of what has changed, so that reading it again finds it
// unchanged.
func (r *loginRemover) hashes() error {
	slices.Sort(r.changed)
	for _, id := range slices.Compact(r.changed) {
		var a model.Article
		var published, updated, stated sql.NullInt64
		var zone, precise, origin, uday, szone, sprecise, sorigin sql.NullInt64
		var z []byte
		err := r.tx.QueryRowContext(r.ctx, `SELECT i.title, i.url, i.language, i.path, (SELECT title FROM source WHERE source.id = i.source),
			i.published, i.zone, i.precise, i.origin, i.updated, i.uday, b.z, s.published, s.zone, s.precise, s.origin
			FROM item i JOIN body b ON b.id = i.body LEFT JOIN stated s ON s.item = i.id WHERE i.id = ? AND i.hash <> 0`, id).
			Scan(&a.Title, &a.URL, &a.Language, &a.Path, &a.Source, &published, &zone, &precise, &origin, &updated, &uday, &z, &stated, &szone, &sprecise, &sorigin)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		c, err := decodeContent(z)
		if err != nil {
			continue
		}
		a.Published = dateOf(published, zone.Int64, precise.Int64, origin.Int64)
		if sorigin.Valid {
			a.Published = dateOf(stated, szone.Int64, sprecise.Int64, sorigin.Int64)
		}
		c.fill(&a, updated, uday.Int64)
		if _, err := r.tx.ExecContext(r.ctx, "UPDATE item SET hash = ? WHERE id = ?", hashOf(&a), id); err != nil {
			return err
		}
	}
	return nil
}

// eraseTraces writes the pages of a library anew that may hold what was moved out
// of it. What cannot be done now, as there is no room or somebody reads, is done when
// it is opened next.
func (s *Catalog) eraseTraces(ctx context.Context) {
	var n int
	if err := s.read.DB.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE name = ?", metaTraces).Scan(&n); err != nil || n == 0 {
		return
	}
	if _, _, err := s.compact(ctx, "busy_timeout(1000)", func(string, int) {}); err != nil {
		return
	}
	if log, err := os.Stat(s.path + "-wal"); err == nil && log.Size() > 0 {
		return // somebody reads what was
	}
	_, _ = s.write.ExecContext(ctx, "DELETE FROM meta WHERE name = ?", metaTraces)
}
