package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// minPrefix is how much of an id must be given at least.
const minPrefix = 4

// articleColumns are what scanArticle takes.
const articleColumns = `SELECT i.id, i.uid, i.title, f.title, f.place, CASE WHEN f.place = '' THEN '' ELSE f.part END, i.published, i.zone, i.precise, i.origin,
	i.updated, i.uday, i.url, i.path, i.language, coalesce(s.read, 0), coalesce(s.starred, 0), coalesce(s.hidden, 0), coalesce(s.position, 0), ` + rulesHiding + `, b.z
	FROM item i JOIN body b ON b.id = i.body JOIN source f ON f.id = i.source LEFT JOIN state s ON s.item = i.id WHERE `

// Article implements model.Finder.
func (s *Store) Article(ctx context.Context, id model.ID) (model.Article, error) {
	var a model.Article
	err := codec.WithDictionaries(ctx, s.read, func() error {
		item, err := s.itemOf(ctx, id)
		if err == nil {
			a, err = readArticle(ctx, s.read, item)
		}
		if err == nil && a.Published.From == model.FromHand {
			var d model.Date
			if d, err = statedDate(ctx, s.read, item); d.Dated() {
				a.Candidates = slices.Insert(a.Candidates, 0, d)
			}
		}
		return err
	})
	if err != nil {
		return model.Article{}, fmt.Errorf("article %s: %w", id, mapError(err))
	}
	return a, nil
}

// itemOf returns the item of an article, by its id or the beginning of it.
func (s *Store) itemOf(ctx context.Context, id model.ID) (int64, error) {
	items, err := s.queryInts(ctx, "SELECT id FROM item WHERE uid = ?", string(id))
	if len(items) == 0 && err == nil {
		items, err = s.queryInts(ctx, "SELECT id FROM item WHERE uid = (SELECT known FROM alias WHERE uid = ?)", string(id))
	}
	if len(items) == 0 && err == nil && len(id) >= minPrefix {
		items, err = s.queryInts(ctx, "SELECT id FROM item WHERE uid GLOB ? LIMIT 2", globPrefix(string(id)))
	}
	switch {
	case err != nil:
		return 0, err
	case len(items) > 1:
		return 0, fmt.Errorf("more than one article begins so: %w", model.ErrNotFound)
	case len(items) == 0:
		return 0, model.ErrNotFound
	}
	return items[0], nil
}

// readArticle reads an article with its state.
func readArticle(ctx context.Context, db querier, item int64) (model.Article, error) {
	a, err := readOne(ctx, db, item)
	if err == nil {
		err = readTags(ctx, db, item, &a)
	}
	return a, err
}

func readOne(ctx context.Context, db querier, item int64) (model.Article, error) {
	rs, err := db.QueryContext(ctx, articleColumns+"i.id = ?", item)
	if err != nil {
		return model.Article{}, err
	}
	defer func() { _ = rs.Close() }()
	if !rs.Next() {
		return model.Article{}, cmp.Or(rs.Err(), model.ErrNotFound)
	}
	return scanArticle(rs)
}

func scanArticle(rs *sql.Rows) (model.Article, error) {
	var a model.Article
	var id int64
	var published, updated sql.NullInt64
	var zone, precise, origin, uday int64
	var z []byte
	var rules string
	err := rs.Scan(&id, (*string)(&a.ID), &a.Title, &a.Source, &a.Home, &a.Part, &published, &zone, &precise, &origin, &updated, &uday,
		&a.URL, &a.Path, &a.Language, &a.State.Read, &a.State.Starred, &a.State.Hidden, &a.State.Position, &rules, &z)
	if err != nil {
		return a, err
	}
	c, err := decodeContent(z)
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal([]byte(rules), &a.State.Rules); err != nil {
		return a, fmt.Errorf("%w: the rules that have hidden it: %w", model.ErrDamaged, err)
	}
	if len(a.State.Rules) == 0 {
		a.State.Rules = nil
	}
	a.Published = dateOf(published, zone, precise, origin)
	c.fill(&a, updated, uday)
	return a, nil
}

// readTags reads the reader's tags.
func readTags(ctx context.Context, db querier, id int64, a *model.Article) error {
	rs, err := db.QueryContext(ctx, "SELECT name FROM tag WHERE item = ? AND own = 1 ORDER BY name", id)
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
