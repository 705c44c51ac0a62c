package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/model"
)

// minPrefix is how much of an id must be given at least.
const minPrefix = 4

// Article implements model.Finder.
func (s *Store) Article(ctx context.Context, id model.ID) (model.Article, error) {
	const q = `SELECT i.id, i.uid, i.title, (SELECT title FROM source WHERE source.id = i.source), i.published, i.zone, i.precise, i.origin,
		i.updated, i.uday, i.url, i.path, i.language, coalesce(s.read, 0), coalesce(s.starred, 0), b.z
		FROM item i JOIN body b ON b.id = i.body LEFT JOIN state s ON s.item = i.id WHERE `
	a, err := s.one(ctx, q+"i.uid = ?", string(id))
	if errors.Is(err, model.ErrNotFound) && len(id) >= minPrefix {
		a, err = s.one(ctx, q+"i.uid GLOB ? LIMIT 2", likePrefix(string(id)))
	}
	if err != nil {
		return model.Article{}, fmt.Errorf("article %s: %w", id, explain(err))
	}
	return a, nil
}

// one reads the only article of a question; two are as bad as none.
func (s *Store) one(ctx context.Context, q string, arg any) (model.Article, error) {
	rs, err := s.read.QueryContext(ctx, q, arg)
	if err != nil {
		return model.Article{}, err
	}
	defer func() { _ = rs.Close() }()
	var a model.Article
	var id int64
	n := 0
	for rs.Next() {
		if n++; n > 1 {
			return model.Article{}, fmt.Errorf("more than one article begins so: %w", model.ErrNotFound)
		}
		if a, id, err = scanArticle(rs); err != nil {
			return a, err
		}
	}
	if err := rs.Err(); err != nil {
		return a, err
	}
	if n == 0 {
		return a, model.ErrNotFound
	}
	_ = rs.Close() // in memory there is one connection
	return a, s.tags(ctx, id, &a)
}

func scanArticle(rs *sql.Rows) (model.Article, int64, error) {
	var a model.Article
	var id int64
	var published, updated sql.NullInt64
	var zone, precise, origin, uday int64
	var z []byte
	err := rs.Scan(&id, (*string)(&a.ID), &a.Title, &a.Source, &published, &zone, &precise, &origin, &updated, &uday,
		&a.URL, &a.Path, &a.Language, &a.State.Read, &a.State.Starred, &z)
	if err != nil {
		return a, 0, err
	}
	c, err := unpack(z)
	if err != nil {
		return a, 0, err
	}
	a.Published = dateOf(published, zone, precise, origin)
	if updated.Valid {
		from := model.ParseOrigin(c.UpdatedBy)
		t := time.Unix(updated.Int64, 0).UTC().In(time.FixedZone("", c.UpdatedZone))
		a.Updated = model.AtInstant(t, from)
		if model.Precision(uday) == model.ToDay {
			a.Updated = model.OnDay(model.DayOf(t.UTC()), from)
		}
	}
	a.EntryID, a.Authors, a.Summary, a.Body, a.Enclosures, a.Line = c.EntryID, c.Authors, c.Summary, c.Body, c.Enclosures, c.Line
	a.Tags = c.Tags
	for _, d := range c.Candidates {
		if date, err := model.ParseDate(d.Date, model.ParseOrigin(d.From)); err == nil {
			a.Candidates = append(a.Candidates, date)
		}
	}
	return a, id, nil
}

// tags reads the reader's tags.
func (s *Store) tags(ctx context.Context, id int64, a *model.Article) error {
	rs, err := s.read.QueryContext(ctx, "SELECT name FROM tag WHERE item = ? AND own = 1 ORDER BY name", id)
	if err != nil {
		return err
	}
	defer func() { _ = rs.Close() }()
	for rs.Next() {
		var name string
		if err := rs.Scan(&name); err != nil {
			return err
		}
		a.State.Tags = append(a.State.Tags, name)
	}
	return rs.Err()
}
