package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// minPrefix is how much of an id must be given at least.
const minPrefix = 4

// articleColumns are what scanArticle takes.
const articleColumns = `SELECT i.id, i.uid, i.title, f.title, f.place, CASE WHEN f.place = '' THEN '' ELSE f.part END, coalesce((SELECT uid FROM reader WHERE id = f.owner), ''), i.published, i.zone, i.precise, i.origin,
	i.updated, i.uday, i.url, i.path, i.language, coalesce(s.read, 0), coalesce(s.starred, 0), coalesce(s.hidden, 0), coalesce(s.position, 0), ` + rulesOf + `, b.z
	FROM item i JOIN body b ON b.id = i.body JOIN source f ON f.id = i.source` + stateJoin + " WHERE "

// Article implements model.Finder.
func (s *Library) Article(ctx context.Context, id model.ID) (model.Article, error) {
	var a model.Article
	err := codec.WithDictionaries(ctx, s.Catalog.read, func() error {
		item, err := s.itemOf(ctx, id)
		if err == nil {
			a, err = readArticle(ctx, s.read, item)
		}
		if err == nil && a.Published.From == model.FromHand {
			var d model.Date
			if d, err = originalDate(ctx, s.read, item); d.Dated() {
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

// itemOf returns the item of an article that the reader sees, by its id or the beginning of it.
func (s *Library) itemOf(ctx context.Context, id model.ID) (int64, error) {
	visible := "SELECT i.id FROM item i WHERE NOT " + fmt.Sprintf(foreignSource, "i.source") + " AND i.uid "
	items, err := column[int64](ctx, s.read, visible+"= ?", string(id))
	if len(items) == 0 && err == nil {
		items, err = column[int64](ctx, s.read, visible+"= (SELECT known FROM alias WHERE uid = ?)", string(id))
	}
	if len(items) == 0 && err == nil && len(id) >= minPrefix {
		items, err = column[int64](ctx, s.read, visible+"GLOB ? LIMIT 2", globPrefix(string(id)))
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

// globPrefix makes text a pattern for GLOB that matches what begins with it.
func globPrefix(text string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(text) + "*"
}

// readArticle reads an article with its state.
func readArticle(ctx context.Context, db querier, item int64) (model.Article, error) {
	a, err := readOne(ctx, db, item)
	if err == nil {
		a.State.Tags, err = column[string](ctx, db, "SELECT name FROM own_tag WHERE reader = +?1 AND item = ? AND dropped = 0 ORDER BY name", item)
	}
	return a, err
}

func readOne(ctx context.Context, db querier, item int64) (model.Article, error) {
	found, err := collect(ctx, db, articleColumns+"i.id = ?", scanArticle, item)
	if len(found) == 0 {
		return model.Article{}, cmp.Or(err, model.ErrNotFound)
	}
	return found[0], nil
}

func scanArticle(rs *sql.Rows, a *model.Article) error {
	var id, uday int64
	var published dateRow
	var updated sql.NullInt64
	var z []byte
	var rules string
	err := rs.Scan(&id, (*string)(&a.ID), &a.Title, &a.Source, &a.Home, &a.Part, (*string)(&a.Owner), &published.seconds, &published.zone, &published.precise, &published.origin, &updated, &uday,
		&a.URL, &a.Path, &a.Language, &a.State.Read, &a.State.Starred, &a.State.Hidden, &a.State.Position, &rules, &z)
	if err != nil {
		return err
	}
	c, err := decodeContent(z)
	if err != nil {
		return err
	}
	if a.State.Rules, err = ruleTexts(rules); err != nil {
		return err
	}
	a.Published = published.date()
	c.fill(a, updated, uday)
	return nil
}
