package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/tokenize"
)

// MergeSources implements model.ScheduleStore.
func (s *Catalog) MergeSources(ctx context.Context, keep, drop string) error {
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		to, err := subscription(ctx, tx, keep)
		if err != nil {
			return false, fmt.Errorf("%s: %w", keep, err)
		}
		if _, err := subscription(ctx, tx, drop); err != nil {
			return false, fmt.Errorf("%s: %w", drop, err)
		}
		if keep == drop {
			return false, nil
		}
		st := s.statements(ctx, tx)
		defer st.close()
		err = mergeSources(st, &to, drop)
		if err == nil && s.indexesAtOnce() {
			err = indexMoved(st)
		}
		if err == nil {
			_, err = st.exec("DELETE FROM subscription WHERE address = ?", drop)
		}
		return true, err
	})
	if err != nil {
		return fmt.Errorf("merge feeds: %w", err)
	}
	s.indexSoon(0)
	return nil
}

// indexMoved indexes what waits, in the transaction.
func indexMoved(st *txStatements) error {
	return codec.WithDictionaries(st.ctx, st.tx, func() error {
		texts, err := collect(st.ctx, st, textColumns+" FROM waiting w CROSS JOIN item i ON i.id = w.item LEFT JOIN body b ON b.id = i.body ORDER BY w.item", scanText)
		for i := range texts {
			var words []byte
			if err == nil {
				words, err = texts[i].words()
			}
			if err == nil {
				_, err = st.exec("INSERT INTO fts (rowid, words) VALUES (?1, ?2)", texts[i].id, appendSigns(words, texts[i].source, texts[i].flags))
			}
		}
		if err == nil {
			_, err = st.exec("DELETE FROM waiting")
		}
		return err
	})
}

// mergeSources gives the articles of the source of a feed to that of another, or where that
// has brought nothing yet, the whole source.
func mergeSources(st *txStatements, to *model.Subscription, drop string) error {
	from, err := sourceAt(st, drop)
	if from.id == 0 || err != nil {
		return err
	}
	keep, err := sourceAt(st, to.Address)
	if err != nil {
		return err
	}
	if keep.id == 0 {
		title := cmp.Or(to.Title, from.title)
		_, err := st.exec("UPDATE source SET place = ?2, path = ?2, title = ?3, fold = ?4 WHERE id = ?1", from.id, to.Address, title, tokenize.Key(title))
		return err
	}
	return moveArticles(st, from.id, keep.id)
}

// sourceAt returns the source of the feed at an address; its id is 0 where there is none.
func sourceAt(st *txStatements, address string) (s source, err error) {
	err = st.scan("SELECT id, title FROM source WHERE place = ? AND part = '' AND owner = 0", []any{address}, []any{&s.id, &s.title})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return s, err
}

// moveArticles gives all articles of a source to another, which takes its place. Their words
// wait to be indexed anew: the index knows of which source an article is.
func moveArticles(st *txStatements, from, to int64) error {
	readers := make(readerCounts)
	if err := movingCounts(st, from, to, readers); err != nil {
		return err
	}
	const sum = " ON CONFLICT DO UPDATE SET n = n + excluded.n"
	err := st.execAll(
		stmt("DELETE FROM fts WHERE rowid IN (SELECT id FROM item WHERE source = ?)", from),
		stmt("INSERT OR IGNORE INTO waiting (item) SELECT id FROM item WHERE source = ?", from),
		stmt("UPDATE state SET source = ?2 WHERE reader IN (SELECT id FROM reader) AND item IN (SELECT id FROM item WHERE source = ?1)", from, to),
		stmt("UPDATE item SET source = ?2 WHERE source = ?1", from, to),
		stmt("INSERT INTO source_day (source, region, day, n) SELECT ?2, region, day, n FROM source_day WHERE source = ?1"+sum, from, to),
		stmt("INSERT INTO source_month (source, region, month, n) SELECT ?2, region, month, n FROM source_month WHERE source = ?1"+sum, from, to),
		stmt("UPDATE source SET n = n + (SELECT n FROM source WHERE id = ?1) WHERE id = ?2", from, to),
		stmt("DELETE FROM source_day WHERE source = ?", from),
		stmt("DELETE FROM source_month WHERE source = ?", from),
		stmt("DELETE FROM retention WHERE source = ?", from),
		stmt("DELETE FROM source WHERE id = ?", from),
	)
	if err == nil {
		err = readers.write(st)
	}
	return err
}

// movingCounts counts the states of the articles of a source as those of another.
func movingCounts(st *txStatements, from, to int64, readers readerCounts) error {
	return each(st.ctx, st, `SELECT s.reader, s.read, s.hidden, i.published, i.zone, i.precise, i.origin FROM item i
		CROSS JOIN state s ON s.item = i.id AND s.reader IN (SELECT id FROM reader) WHERE i.source = ? AND (s.read = 1 OR s.hidden = 1)`, func(rs *sql.Rows) error {
		var reader int64
		var is counted
		var published dateRow
		err := rs.Scan(&reader, &is.read, &is.hidden, &published.seconds, &published.zone, &published.precise, &published.origin)
		d := published.date()
		readers.change(reader, from, d, is, counted{})
		readers.change(reader, to, d, counted{}, is)
		return err
	}, from)
}
