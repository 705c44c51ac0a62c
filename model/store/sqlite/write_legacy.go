package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/model"
)

// What is read again of a library of former times is found by how its place was spelled
// (upgrade_spellings.go). A library that never was so pays nothing for it.

// loadLegacy reads whether there may be articles of former times.
func (s *Catalog) loadLegacy(ctx context.Context, db *sql.DB) error {
	var some bool
	err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?)", metaLegacy).Scan(&some)
	s.hasLegacy.Store(some)
	return err
}

// Spellings implements model.Saver.
func (s *Catalog) Spellings(ctx context.Context, place string) ([]string, error) {
	if !s.hasLegacy.Load() {
		return nil, nil
	}
	var paths []string
	err := each(ctx, s.read, "SELECT DISTINCT path FROM spelling WHERE key IN (SELECT value FROM json_each(?)) ORDER BY path", func(rs *sql.Rows) error {
		var path string
		err := rs.Scan(&path)
		paths = append(paths, path)
		return err
	}, jsonList(model.PlaceKeys(place)))
	return paths, mapError(err)
}

// Places implements model.Saver.
func (s *Catalog) Places(ctx context.Context, ids []model.ID) (map[model.ID]string, error) {
	places := make(map[model.ID]string)
	err := each(ctx, s.read, `WITH asked AS MATERIALIZED (SELECT value AS uid FROM json_each(?))
		SELECT asked.uid, i.path FROM asked JOIN item i ON i.uid = asked.uid UNION ALL
		SELECT asked.uid, i.path FROM asked JOIN alias a ON a.uid = asked.uid JOIN item i ON i.uid = a.known`, func(rs *sql.Rows) error {
		var id model.ID
		var path string
		err := rs.Scan((*string)(&id), &path)
		places[id] = path
		return err
	}, jsonList(ids))
	return places, mapError(err)
}

// findKnown returns what is stored of an article, by the ID it has here or another.
func (w *saver) findKnown(a *model.Article) (*storedArticle, error) {
	was, err := w.findStored(a.ID)
	if was != nil || err != nil || a.Owner != "" || !w.store.hasLegacy.Load() {
		return was, err
	}
	var known string
	err = w.tx.QueryRowContext(w.ctx, "SELECT known FROM alias WHERE uid = ?", string(a.ID)).Scan(&known)
	if err == nil {
		return w.findStored(model.ID(known))
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	return w.findLegacy(a)
}

// findLegacy looks for an article of former times. All that are it learn their place;
// the one that is returned is it from now on.
func (w *saver) findLegacy(a *model.Article) (*storedArticle, error) {
	var found *storedArticle
	key := "" // of the path that is recorded of it
	for i := range a.Former {
		f := &a.Former[i]
		was, err := w.findStored(f.ID)
		if err != nil {
			return nil, err
		}
		if was == nil || was.owner != everybody || was.path != f.Path || found != nil && model.SpellingKey(f.Path) != key {
			continue
		}
		if f.WithoutTime {
			if !sameButTime(a, was) {
				continue
			}
		} else if f.Doubtful {
			if same, err := w.sameAsLegacy(a, was, f.Path); err != nil {
				return nil, err
			} else if !same {
				continue
			}
		}
		if err := w.settleSource(was, a, f); err != nil {
			return nil, err
		}
		if found == nil {
			found, key = was, model.SpellingKey(f.Path)
		} else if was.path != a.Path {
			if err := w.moveTo(was, a.Path); err != nil {
				return nil, err
			}
		}
	}
	if found != nil {
		w.changed = true
		_, err := w.tx.ExecContext(w.ctx, "INSERT OR REPLACE INTO alias (uid, known) VALUES (?, ?)", string(a.ID), string(found.uid))
		return found, err
	}
	return nil, nil
}

// sameButTime reports whether an article is there as it was read when only the days of
// its dates were known.
func sameButTime(a *model.Article, was *storedArticle) bool {
	b := *a
	b.Published, b.Candidates = a.Published.WithoutTime(), slices.Clone(a.Candidates)
	for i := range b.Candidates {
		if b.Candidates[i].String() == a.Published.String() {
			b.Candidates[i] = b.Published
		}
	}
	if hashOf(&b) == was.hash {
		return true
	}
	b.Updated = a.Updated.WithoutTime()
	return hashOf(&b) == was.hash
}

// sameAsLegacy reports whether an article is there as it was, with a path, when that
// and its source were part of its hash.
func (w *saver) sameAsLegacy(a *model.Article, was *storedArticle, path string) (bool, error) {
	if hashOf(a) == was.hash || legacyHash(a, a.Source, path) == was.hash {
		return true, nil
	}
	var title string
	err := w.tx.QueryRowContext(w.ctx, "SELECT title FROM source WHERE id = ?", was.source).Scan(&title)
	return legacyHash(a, title, path) == was.hash, err
}

// moveTo records the place of an article whose path is another spelling of it.
func (w *saver) moveTo(o *storedArticle, place string) error {
	w.changed = true
	o.path = place
	_, err := w.tx.ExecContext(w.ctx, "UPDATE item SET path = ? WHERE id = ?", place, o.id)
	return err
}

// keepSpelling keeps the path of an article that is restored, unless its ID is the
// one that is made of it now.
func (w *saver) keepSpelling(a *model.Article) error {
	stated := a.Published
	if stated.From == model.FromSeen {
		stated = model.Date{}
	}
	if a.Path == "" || a.ID == model.NewID(model.BareName(a.Path), a.EntryID, a.URL, a.Title, stated) {
		return nil
	}
	w.hasLegacy = true
	return execAll(
		w.ctx, w.tx, stmt("INSERT OR IGNORE INTO spelling (key, path) VALUES (?, ?)", model.SpellingKey(a.Path), a.Path),
		stmt("INSERT OR REPLACE INTO meta (name, value) VALUES (?, 1)", metaLegacy),
	)
}

// settleSource gives the source of an article of former times its place, which follows
// from what was named then.
func (w *saver) settleSource(o *storedArticle, a *model.Article, f *model.Former) error {
	var place, part string
	err := w.tx.QueryRowContext(w.ctx, "SELECT place, part FROM source WHERE id = ?", o.source).Scan(&place, &part)
	if err != nil || f.Root == "" || place != "" {
		return err
	}
	file := a.Path // what lies in the folder that was named, or was itself
	if rest, ok := strings.CutPrefix(a.Path, f.Root+string(filepath.Separator)); ok {
		name, _, _ := strings.Cut(filepath.ToSlash(rest), "/")
		file = filepath.Join(f.Root, name)
	}
	switch named := part; {
	case named == filepath.Base(f.Root):
		place, part = f.Root, ""
	case named == filepath.Base(file):
		place, part = file, ""
	case file == a.Home:
		place, part = file, a.Part
	case a.Part == "" && file != a.Path: // it states none, and lies in a folder of the one that was named
		place, part = f.Root, ""
	case file == a.Path: // perhaps it was named itself
		place = file
	default:
		place = f.Root
	}
	return w.settleSourceAt(o.source, place, part)
}

// settleSourceAt gives a source a place, unless another has it.
func (w *saver) settleSourceAt(source int64, place, part string) error {
	clear(w.sourcePlaces)
	clear(w.sources)
	_, err := w.tx.ExecContext(w.ctx, "UPDATE OR IGNORE source SET place = ?1, part = ?2, path = ?1 WHERE id = ?3", place, part, source)
	return err
}

// adoptSource looks among the sources of former times for the one that was added from a
// place before its first article is read again: of its name, and what it was first
// read from lies there now. It reports whether there is one. A record says itself of
// which source it is.
func (w *saver) adoptSource(a *model.Article) (bool, error) {
	if w.restoring != nil || !w.store.hasLegacy.Load() || model.IsAddress(a.Home) || a.Home == "" {
		return false, nil
	}
	var ids []int64
	err := each(w.ctx, w.tx, "SELECT id, path FROM source WHERE place = '' AND part = ? AND owner = 0", func(rs *sql.Rows) error {
		var id int64
		var path string
		err := rs.Scan(&id, &path)
		if err == nil && liesIn(path, a.Home) {
			ids = append(ids, id)
		}
		return err
	}, cmp.Or(a.Part, filepath.Base(a.Home)))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	return true, w.settleSourceAt(ids[0], a.Home, a.Part)
}

// liesIn reports whether what was recorded as a path is a file that lies in a
// folder, or is or lies in the file.
func liesIn(path, home string) bool {
	key := model.SpellingKey(path)
	if info, err := os.Stat(home); err == nil && !info.IsDir() {
		return slices.Contains(model.PlaceKeys(home), key) || slices.ContainsFunc(model.PlaceKeys(home), func(k string) bool { return strings.HasPrefix(key, k+"/") })
	}
	if filepath.IsAbs(key) {
		return slices.Contains(model.Above(key), home)
	}
	names := strings.Split(key, "/")
	keys := append(model.PlaceKeys(home), "")
	for i := range names {
		if slices.Contains(keys, strings.Join(names[:i], "/")) {
			if _, err := os.Stat(filepath.Join(home, filepath.FromSlash(strings.Join(names[i:], "/")))); err == nil {
				return true
			}
		}
	}
	return false
}
