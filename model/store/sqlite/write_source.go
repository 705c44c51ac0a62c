package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"path/filepath"

	"dateline/model"
	"dateline/model/tokenize"
)

// sourceKey is what a source is known by.
type sourceKey struct{ place, part string }

type source struct {
	id    int64
	title string
}

// place gives an article its source: the one it has, that of the nearest file or
// folder which is one, or a new one.
func (w *saver) place(a *incoming) error {
	if a.was != nil {
		a.source = a.was.source
		return w.tx.QueryRowContext(w.ctx, "SELECT title FROM source WHERE id = ?", a.source).Scan(&a.Source)
	}
	home, err := w.homeOf(&a.Article)
	if err != nil {
		return err
	}
	key := sourceKey{home, a.Part}
	if home == "" {
		key.part = a.Source
	} else if home != a.Home {
		a.Source = cmp.Or(a.Part, filepath.Base(home))
	}
	s, ok := w.sources[key]
	if !ok {
		if s, err = w.sourceOf(&a.Article, key); err != nil {
			return err
		}
		w.sources[key] = s
	}
	a.source, a.Source = s.id, s.title
	return nil
}

// sourceOf finds a source or makes it.
func (w *saver) sourceOf(a *model.Article, key sourceKey) (source, error) {
	s := source{title: a.Source}
	find := func() error {
		return w.tx.QueryRowContext(w.ctx, "SELECT id, title FROM source WHERE place = ?1 AND part = ?2", key.place, key.part).Scan(&s.id, &s.title)
	}
	err := find()
	if !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	if key.place == a.Home {
		if adopted, err := w.adoptSource(a); err != nil {
			return s, err
		} else if adopted {
			return s, find()
		}
	}
	err = w.tx.QueryRowContext(w.ctx, "INSERT INTO source (place, part, title, fold, path) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
		key.place, key.part, a.Source, tokenize.Key(a.Source), cmp.Or(key.place, a.Path)).Scan(&s.id)
	if w.sourcePlaces != nil {
		w.sourcePlaces[key.place] = true
	}
	return s, err
}

// homeOf returns the place of the source that an article belongs to.
func (w *saver) homeOf(a *model.Article) (string, error) {
	if w.restoring || a.Home == "" || model.IsAddress(a.Home) {
		return a.Home, nil
	}
	if w.sourcePlaces == nil {
		w.sourcePlaces = make(map[string]bool)
		err := each(w.ctx, w.tx, "SELECT DISTINCT place FROM source", func(rs *sql.Rows) error {
			var place string
			err := rs.Scan(&place)
			w.sourcePlaces[place] = true
			return err
		})
		if err != nil {
			return "", err
		}
	}
	if w.sourcePlaces[a.Path] {
		return a.Path, nil
	}
	for _, place := range model.Above(a.Path) {
		if w.sourcePlaces[place] {
			return place, nil
		}
	}
	return a.Home, nil
}
