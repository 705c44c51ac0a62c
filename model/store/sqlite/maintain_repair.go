package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
)

// Repair implements model.Maintainer: where pages are damaged it writes the library
// anew.
func (s *Catalog) Repair(ctx context.Context, faults []model.Fault, report model.Report) (loss model.Loss, err error) {
	has := func(m repairStep) bool {
		return slices.ContainsFunc(faults, func(f model.Fault) bool { return f.Repair == m })
	}
	if !has(repairPages) {
		err = s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
			for m := repairNone + 1; m < repairPages; m++ {
				if !has(m) {
					continue
				}
				if err := runRepairStep(ctx, tx, m, report); err != nil {
					return false, err
				}
			}
			return true, nil
		})
	}
	if has(repairPages) || errors.Is(err, model.ErrDamaged) {
		loss, err = s.salvage(ctx, report)
	}
	switch {
	case errors.Is(err, model.ErrDamaged):
		return loss, fmt.Errorf("it is past repair, and was left as it is; %s: %w", adviceRestore, err)
	case err != nil:
		return loss, fmt.Errorf("repair the library: %w", err)
	}
	return loss, nil
}

func runRepairStep(ctx context.Context, tx *sql.Tx, m repairStep, report model.Report) error {
	switch m {
	case repairIndexes:
		report("making the indexes anew", -1)
		return execAll(ctx, tx, stmt("REINDEX"))
	case repairOrphans:
		report("removing what belongs to no article", -1)
		for _, o := range orphans {
			if err := execAll(ctx, tx, o.remove()); err != nil {
				return err
			}
		}
	case repairTexts:
		return clearDamagedTexts(ctx, tx, report)
	case repairRevisions:
		report("removing earlier texts that are damaged", -1)
		bad, err := damagedRevisions(ctx, tx)
		if err != nil {
			return err
		}
		return execAll(ctx, tx, stmt("DELETE FROM revision WHERE id IN (SELECT value FROM json_each(?))", jsonList(bad)))
	case repairCounts:
		report("counting the articles", -1)
		if err := recountAll(ctx, tx); err != nil {
			return err
		}
		return execAll(
			ctx, tx, stmt("DELETE FROM tag_total"), stmt("INSERT INTO tag_total "+recountTags),
			stmt("DELETE FROM own_tag_total"), stmt("INSERT INTO own_tag_total "+recountOwnTags),
		)
	case repairWords:
		return reindexAll(ctx, tx, report)
	}
	return nil
}

// readAtOnce is how many articles are read at once while all are gone through.
const readAtOnce = 500

// articleText is an article as far as its words and its text go.
type articleText struct {
	id, body       int64
	source, flags  int64
	hash           int64
	title, sourced string // the title of its source
	z              []byte
}

// eachArticle calls f for every article, in the order of ids.
func eachArticle(ctx context.Context, tx *sql.Tx, doing string, report model.Report, f func(articleText) error) error {
	var all, n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM item").Scan(&all); err != nil {
		return err
	}
	last, more := int64(rowid.Lowest), true
	for more {
		report(doing, 100*n/max(1, all))
		part, err := articlesAfter(ctx, tx, last)
		if err != nil {
			return err
		}
		for _, a := range part {
			last = a.id
			if err := f(a); err != nil {
				return err
			}
		}
		n += len(part)
		more = len(part) > 0
	}
	return nil
}

// articlesAfter reads the articles that follow an id.
func articlesAfter(ctx context.Context, tx *sql.Tx, id int64) ([]articleText, error) {
	return collect(ctx, tx, textColumns+" FROM item i LEFT JOIN body b ON b.id = i.body WHERE i.id > ? ORDER BY i.id LIMIT ?", scanText, id, readAtOnce)
}

// textColumns are what scanText takes, of an item i with its body b.
const textColumns = `SELECT i.id, i.body, i.source, i.flags, i.hash, i.title, coalesce((SELECT title FROM source WHERE source.id = i.source), ''), b.z`

func scanText(rs *sql.Rows, a *articleText) error {
	return rs.Scan(&a.id, &a.body, &a.source, &a.flags, &a.hash, &a.title, &a.sourced, &a.z)
}

// words returns what the index holds of an article, but for its source and what it has. Of
// a text that is damaged it has none.
func (a *articleText) words() ([]byte, error) {
	c, err := decodeContent(a.z)
	if codec.IsUnknown(err) {
		return nil, err
	}
	return indexWords(&model.Article{
		Title: a.title, Body: c.Body, Summary: c.Summary, Source: a.sourced, Authors: c.Authors, Tags: c.Tags,
	}), nil
}

// clearDamagedTexts gives the articles whose text is lost an empty one, and forgets
// what they were made from, so that reading their document again restores it.
func clearDamagedTexts(ctx context.Context, tx *sql.Tx, report model.Report) error {
	empty := codec.Empty()
	return eachArticle(ctx, tx, "clearing what is damaged", report, func(a articleText) error {
		if _, err := decodeContent(a.z); err == nil {
			return nil
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO body (id, z) VALUES (?, ?)", a.body, empty); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE item SET hash = 0 WHERE id = ?", a.id)
		return err
	})
}
