package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"dateline/model"
	"dateline/model/tokenize"
)

// sourceKey is what a source is known by.
type sourceKey struct {
	owner       int64
	place, part string
}

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
	home, err := w.homeOf(&a.Article, a.owner)
	if err != nil {
		return err
	}
	key := sourceKey{a.owner, home, a.Part}
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
		return w.tx.QueryRowContext(w.ctx, "SELECT id, title FROM source WHERE place = ?1 AND part = ?2 AND owner = ?3", key.place, key.part, key.owner).Scan(&s.id, &s.title)
	}
	err := find()
	if !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	if key.place == a.Home && key.owner == everybody {
		if adopted, err := w.adoptSource(a); err != nil {
			return s, err
		} else if adopted {
			return s, find()
		}
	}
	err = w.tx.QueryRowContext(w.ctx, "INSERT INTO source (owner, place, part, title, fold, path) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		key.owner, key.place, key.part, a.Source, tokenize.Key(a.Source), cmp.Or(key.place, a.Path)).Scan(&s.id)
	if places := w.sourcePlaces[key.owner]; places != nil {
		places[key.place] = true
	}
	return s, err
}

// homeOf returns the place of the source that an article of an owner belongs to.
func (w *saver) homeOf(a *model.Article, owner int64) (string, error) {
	if w.restoring != nil || a.Home == "" || model.IsAddress(a.Home) {
		return a.Home, nil
	}
	places := w.sourcePlaces[owner]
	if places == nil {
		known, err := column[string](w.ctx, w.tx, "SELECT DISTINCT place FROM source WHERE owner = ?", owner)
		if err != nil {
			return "", err
		}
		places = make(map[string]bool)
		for _, place := range known {
			places[place] = true
		}
		w.sourcePlaces[owner] = places
	}
	if places[a.Path] {
		return a.Path, nil
	}
	for _, place := range model.Above(a.Path) {
		if places[place] {
			return place, nil
		}
	}
	return a.Home, nil
}

// owner returns the number of the reader who owns what is saved. Records may be of
// nobody else than whose they are.
func (w *saver) owner(id model.ReaderID) (int64, error) {
	number, known := w.owners[id]
	if !known {
		err := w.tx.QueryRowContext(w.ctx, "SELECT id FROM reader WHERE uid = ?", string(id)).Scan(&number)
		if errors.Is(err, sql.ErrNoRows) {
			err = model.ErrNotFound
		}
		if err != nil {
			return 0, fmt.Errorf("reader %s: %w", id, err)
		}
		w.owners[id] = number
	}
	if w.restoring != nil && number != everybody && number != w.restoring.reader {
		return 0, model.ErrOwner
	}
	return number, nil
}
