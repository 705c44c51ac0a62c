package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
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

// keepLegacyPlaces is the step to schema 10: it keeps how places were recorded, and gives
// the sources of addresses their places. Those of files take theirs when they are
// read again (saver.settleSource).
func keepLegacyPlaces(ctx context.Context, tx *sql.Tx) error {
	paths, err := keepSpellings(ctx, tx)
	if err == nil {
		err = normalFeeds(ctx, tx)
	}
	if err == nil {
		err = aliasWithoutLogins(ctx, tx)
	}
	if err != nil || len(paths) == 0 {
		return err
	}
	for _, source := range slices.Sorted(maps.Keys(paths)) { // of two at one place the first has it
		place := paths[source]
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

// aliasWithoutLogins lets articles be found by their addresses where moveLogins has removed names
// and passwords: the IDs of those without an id of their own were made with these.
func aliasWithoutLogins(ctx context.Context, tx *sql.Tx) error {
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
