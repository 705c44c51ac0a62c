package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// revisionText is what lies in revision.
type revisionText struct {
	Title     string   `json:"i,omitempty"`
	Summary   string   `json:"s,omitempty"`
	Body      string   `json:"b,omitempty"`
	Published dateText `json:"p"`
	Updated   dateText `json:"u"`
}

func revisionTextOf(r *model.Revision) revisionText {
	return revisionText{
		Title: r.Title, Summary: r.Summary, Body: r.Body,
		Published: dateText{r.Published.String(), r.Published.From.String()},
		Updated:   dateText{r.Updated.String(), r.Updated.From.String()},
	}
}

// date is the inverse of what a dateText was made from; what cannot be read is
// undated.
func (t dateText) date() model.Date {
	d, _ := model.ParseDate(t.Date, model.ParseOrigin(t.From))
	return d
}

// keepRevision keeps the text that an article had, if a brings another, and
// reports whether it does. A text that was lost is not changed but found again.
func (w *saver) keepRevision(a *incoming, was *storedArticle) (bool, error) {
	if was.hash == 0 {
		return false, nil
	}
	had, err := readArticle(w.ctx, w.asNobody(), was.id)
	switch {
	case errors.Is(err, model.ErrDamaged):
		return false, nil
	case err != nil:
		return false, err
	case had.Title == a.Title && had.Summary == a.Summary && had.OfDocument() == a.OfDocument():
		return false, nil
	}
	if had.Published.From == model.FromHand {
		if had.Published, err = originalDate(w.ctx, w.tx, was.id); err != nil {
			return false, err
		}
	}
	return true, w.addRevision(was.id, &model.Revision{
		Replaced: w.now, Title: had.Title, Summary: had.Summary, Body: had.OfDocument(), Published: had.Published, Updated: had.Updated,
	})
}

// asNobody asks within the transaction of w what no reader's state matters to.
func (w *saver) asNobody() readerQuerier { return readerQuerier{&statementCache{tx: w.tx}, everybody} }

// addRevision keeps the newest revision of an item, and forgets the oldest.
func (w *saver) addRevision(item int64, r *model.Revision) error {
	z, err := w.encoder.Encode(revisionTextOf(r))
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(w.ctx, "INSERT INTO revision (item, replaced, z) VALUES (?, ?, ?)", item, r.Replaced.Unix(), z)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(w.ctx, `DELETE FROM revision WHERE item = ?1 AND id IN (SELECT id FROM
		(SELECT id, row_number() OVER newest AS n, sum(length(z)) OVER newest AS bytes FROM revision WHERE item = ?1 WINDOW newest AS (ORDER BY id DESC))
		WHERE n > ?2 OR bytes > ?3 AND n > 1)`, item, model.MaxRevisions, model.MaxRevisionBytes)
	return err
}

// Revisions implements model.RevisionStore.
func (s *Library) Revisions(ctx context.Context, id model.ID) ([]model.Revision, error) {
	var out []model.Revision
	err := codec.WithDictionaries(ctx, s.read, func() error {
		var item int64
		err := s.read.QueryRowContext(ctx, "SELECT i.id FROM item i JOIN source o ON o.id = i.source AND "+ownedOrShared+" WHERE i.uid = ?", string(id)).Scan(&item)
		if errors.Is(err, sql.ErrNoRows) {
			err = model.ErrNotFound
		}
		if err == nil {
			out, err = revisions(ctx, s.read, item)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("revisions of %s: %w", id, mapError(err))
	}
	return out, nil
}

func revisions(ctx context.Context, db querier, item int64) ([]model.Revision, error) {
	return collect(ctx, db, "SELECT replaced, z FROM revision WHERE item = ? ORDER BY id DESC", func(rs *sql.Rows, r *model.Revision) error {
		var at int64
		var z []byte
		var e revisionText
		if err := rs.Scan(&at, &z); err != nil {
			return err
		}
		err := codec.Decode(z, &e)
		*r = model.Revision{
			Replaced: time.Unix(at, 0).UTC(), Title: e.Title, Summary: e.Summary, Body: e.Body,
			Published: e.Published.date(), Updated: e.Updated.date(),
		}
		return err
	}, item)
}
