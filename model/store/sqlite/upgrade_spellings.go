package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/model"
)

// Libraries of schemas before 10 named articles by a path relative to what was
// named, recorded that as it was spelled, and kept sources by their titles. What is
// read again is found by that, keeps its ID and its source, and is from then on
// known by its place. A library that never was so pays nothing for it.

// metaLegacy is the name in meta of whether a library has such articles.
const metaLegacy = "former"

// loadLegacy reads whether there may be articles of former times.
func (s *Store) loadLegacy(ctx context.Context, db *sql.DB) error {
	var some bool
	err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?)", metaLegacy).Scan(&some)
	s.hasLegacy.Store(some)
	return err
}

// keepLegacyPlaces is the step to schema 10: it keeps how places were recorded, and gives
// the sources of addresses their places. Those of files take theirs when they are
// read again (saver.settle).
func keepLegacyPlaces(ctx context.Context, tx *sql.Tx) error {
	paths, err := keepSpellings(ctx, tx)
	if err == nil {
		err = normalFeeds(ctx, tx)
	}
	if err == nil {
		err = linkBare(ctx, tx)
	}
	if err != nil || len(paths) == 0 {
		return err
	}
	for source, place := range paths {
		if place == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, "UPDATE OR IGNORE source SET place = ?1, part = '', path = ?1 WHERE id = ?2", place, source); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO meta (name, value) VALUES ('"+metaLegacy+"', 1)")
	return err
}

// linkBare lets articles be found by their addresses where moveLogins has removed names
// and passwords: the IDs of those without an id of their own were made with these.
func linkBare(ctx context.Context, tx *sql.Tx) error {
	known := make(map[model.ID]string)
	err := each(ctx, tx, "SELECT uid, path, url FROM item WHERE url <> '' AND path LIKE '%://%' AND EXISTS (SELECT 1 FROM meta WHERE name = '"+metaTraces+"') ORDER BY id DESC", func(rs *sql.Rows) error {
		var uid, path, url string
		err := rs.Scan(&uid, &path, &url)
		if place, ok := model.AddressPlace(path); ok {
			known[model.NewID(place, "", url, "", model.Date{})] = uid
		}
		return err
	})
	for id, uid := range known {
		if err == nil && string(id) != uid {
			_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO alias (uid, known) VALUES (?, ?)", string(id), uid)
		}
	}
	return err
}

// normalFeeds gives the addresses of feeds their normal form. Feeds that were
// followed by two spellings become one.
func normalFeeds(ctx context.Context, tx *sql.Tx) error {
	type feed struct {
		address, title, page string
		tags                 []string
	}
	var feeds []feed
	err := each(ctx, tx, "SELECT address, title, page, tags FROM subscription ORDER BY added", func(rs *sql.Rows) error {
		var f feed
		var tags []byte
		if err := rs.Scan(&f.address, &f.title, &f.page, &tags); err != nil {
			return err
		}
		feeds = append(feeds, f)
		return json.Unmarshal(tags, &feeds[len(feeds)-1].tags)
	})
	have := make(map[string]*feed)
	for i := range feeds {
		have[feeds[i].address] = &feeds[i]
	}
	for i := range feeds {
		f := &feeds[i]
		place, ok := model.AddressPlace(f.address)
		if err != nil || !ok || place == f.address {
			continue
		}
		other := have[place]
		if other == nil {
			_, err = tx.ExecContext(ctx, "UPDATE subscription SET address = ? WHERE address = ?", place, f.address)
			f.address = place
			have[f.address] = f
			continue
		}
		for _, t := range f.tags {
			if !slices.Contains(other.tags, t) {
				other.tags = append(other.tags, t)
			}
		}
		tags, _ := json.Marshal(other.tags) // strings: it cannot fail
		if _, err = tx.ExecContext(ctx, "UPDATE subscription SET tags = ?, title = ?, page = ? WHERE address = ?",
			tags, cmp.Or(other.title, f.title), cmp.Or(other.page, f.page), other.address); err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM subscription WHERE address = ?", f.address)
		}
	}
	return err
}

// keepSpellings keeps all paths of articles, and returns the place of every source:
// "" of those whose articles come from files, or from several sites.
func keepSpellings(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	feeds := make(map[string]string) // by title
	err := each(ctx, tx, "SELECT title, address FROM subscription", func(rs *sql.Rows) error {
		var title, address string
		err := rs.Scan(&title, &address)
		if place, ok := model.AddressPlace(address); ok {
			feeds[title] = place
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	places := make(map[int64]string)
	spelled := make(map[[2]string]bool)
	real := make(map[string]string)
	err = each(ctx, tx, `SELECT DISTINCT i.source, i.path, s.title FROM item i JOIN source s ON s.id = i.source
		UNION SELECT id, path, title FROM source UNION SELECT 0, address, title FROM subscription ORDER BY 1, 2`, func(rs *sql.Rows) error {
		var source int64
		var path, title string
		if err := rs.Scan(&source, &path, &title); err != nil {
			return err
		}
		spelled[[2]string{model.SpellingKey(path), path}] = true
		if filepath.IsAbs(path) {
			spelled[[2]string{withoutLinks(path, real), path}] = true
		}
		if source == 0 {
			return nil
		}
		was, known := places[source]
		place, ok := model.AddressPlace(path)
		if ok && feeds[title] != "" {
			place = feeds[title]
		}
		if known && was != place {
			place = commonSite(was, place)
		}
		places[source] = place
		return nil
	})
	for s := range spelled {
		if err == nil {
			_, err = tx.ExecContext(ctx, "INSERT INTO spelling (key, path) VALUES (?, ?)", s[0], s[1])
		}
	}
	return places, err
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

// withoutLinks returns a path with the symbolic links among its folders followed,
// where that works. known keeps what was found out of folders.
func withoutLinks(path string, known map[string]string) string {
	dir := filepath.Dir(path)
	real, ok := known[dir]
	if !ok {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			real = filepath.Clean(dir)
		}
		known[dir] = real
	}
	return filepath.Join(real, filepath.Base(path))
}

// commonSite returns the place of the site that two addresses are of, or "".
func commonSite(a, b string) string {
	site := func(place string) string {
		if i := strings.Index(place, "://"); i >= 0 {
			if n := strings.IndexByte(place[i+3:], '/'); n >= 0 {
				return place[:i+3+n+1]
			}
		}
		return ""
	}
	if s := site(a); s == site(b) {
		return s
	}
	return ""
}

// Spellings implements model.Saver.
func (s *Store) Spellings(ctx context.Context, place string) ([]string, error) {
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
func (s *Store) Places(ctx context.Context, ids []model.ID) (map[model.ID]string, error) {
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
	if was != nil || err != nil || !w.store.hasLegacy.Load() {
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
		if was == nil || was.path != f.Path || found != nil && model.SpellingKey(f.Path) != key {
			continue
		}
		if f.Doubtful {
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
	w.sourcePlaces = nil
	clear(w.sources)
	_, err := w.tx.ExecContext(w.ctx, "UPDATE OR IGNORE source SET place = ?1, part = ?2, path = ?1 WHERE id = ?3", place, part, source)
	return err
}

// adopt looks among the sources of former times for the one that was added from a
// place before its first article is read again: of its name, and what it was first
// read from lies there now. It reports whether there is one. A record says itself of
// which source it is.
func (w *saver) adopt(a *model.Article) (bool, error) {
	if w.restoring || !w.store.hasLegacy.Load() || model.IsAddress(a.Home) || a.Home == "" {
		return false, nil
	}
	var ids []int64
	err := each(w.ctx, w.tx, "SELECT id, path FROM source WHERE place = '' AND part = ?", func(rs *sql.Rows) error {
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
