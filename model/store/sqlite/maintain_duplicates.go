package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// duplicateCandidate is an article that may be one of two.
type duplicateCandidate struct {
	id      int64
	arrived int64
	path    string
	found   bool // reading its document again finds it
	article model.Article
}

// Duplicates implements model.DuplicateStore.
func (s *Catalog) Duplicates(ctx context.Context) ([]model.Duplicate, error) {
	if !s.hasLegacy.Load() {
		return nil, nil
	}
	var all []model.Duplicate
	err := s.libraryOf(localNumber, model.LocalReader).limitHeavy(ctx, func(local *Library) error {
		return codec.WithDictionaries(ctx, s.read, func() error {
			all = nil
			groups, err := s.candidateGroups(ctx)
			for _, g := range groups {
				if err == nil {
					err = local.addDuplicates(ctx, g, &all)
				}
			}
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("look for duplicates: %w", mapError(err))
	}
	return all, nil
}

// candidateGroups returns the articles that share their title with others, and the place as
// far as its spelling tells.
func (s *Catalog) candidateGroups(ctx context.Context) ([][]duplicateCandidate, error) {
	var groups [][]duplicateCandidate
	at := make(map[string]int)
	title := ""
	err := each(ctx, s.read, `SELECT i.id, i.fold, i.path, i.arrived, EXISTS (SELECT 1 FROM alias WHERE known = i.uid)
		FROM item i JOIN (SELECT fold FROM item GROUP BY fold HAVING count(*) > 1) f ON f.fold = i.fold ORDER BY i.fold, i.id`, func(rs *sql.Rows) error {
		var d duplicateCandidate
		var fold string
		if err := rs.Scan(&d.id, &fold, &d.path, &d.arrived, &d.found); err != nil {
			return err
		}
		if fold != title {
			title = fold
			clear(at)
		}
		key := model.SpellingKey(d.path)
		n, ok := at[key]
		if !ok {
			n = len(groups)
			at[key], groups = n, append(groups, nil)
		}
		groups[n] = append(groups[n], d)
		return nil
	})
	return slices.DeleteFunc(groups, func(g []duplicateCandidate) bool { return len(g) < 2 }), err
}

// addDuplicates adds those of a group that are the same article.
func (s *Library) addDuplicates(ctx context.Context, group []duplicateCandidate, all *[]model.Duplicate) error {
	same := make(map[string][]duplicateCandidate)
	for _, d := range group {
		var err error
		if d.article, err = readArticle(ctx, s.read, d.id); err != nil {
			return err
		}
		if d.article.Published.From == model.FromHand {
			if d.article.Published, err = originalDate(ctx, s.read, d.id); err != nil {
				return err
			}
		}
		if made := idMadeOf(&d.article); made != "" {
			same[made] = append(same[made], d)
		}
	}
	for _, made := range slices.Sorted(maps.Keys(same)) {
		ds := same[made]
		slices.SortFunc(ds, func(a, b duplicateCandidate) int {
			if a.found != b.found {
				return map[bool]int{true: -1, false: 1}[a.found]
			}
			return cmp.Or(cmp.Compare(a.arrived, b.arrived), cmp.Compare(a.id, b.id))
		})
		for _, d := range ds[1:] {
			keep := &ds[0]
			*all = append(*all, model.Duplicate{
				Keep: keep.article.ID, Drop: d.article.ID, Title: keep.article.Title, Path: keep.article.Path,
			})
		}
	}
	return nil
}

// idMadeOf returns what the ID of an article was made of beside its place; "" where
// that is not to be told.
func idMadeOf(a *model.Article) string {
	names := map[string]bool{model.BareName(a.Path): true}
	if place, ok := model.AddressPlace(a.Path); ok {
		names[place] = true
	}
	for inner := range 1 + strings.Count(a.Path, "/") {
		for _, s := range model.FormerSources(a.Path, a.Path, inner+1) {
			names[s.Name] = true
		}
	}
	published := a.Published
	if published.From == model.FromSeen {
		published = model.Date{}
	}
	for name := range names {
		for _, of := range [][2]string{{a.EntryID, a.URL}, {"", a.URL}, {"", ""}} {
			if model.NewID(name, of[0], of[1], a.Title, published) != a.ID {
				continue
			}
			switch {
			case of[0] != "":
				return "entry " + of[0]
			case of[1] != "":
				return "url " + of[1]
			}
			return "title " + a.Title + "\n" + published.String()
		}
	}
	return ""
}

// mergedAtOnce is how many duplicates are merged in one transaction.
const mergedAtOnce = 200

// MergeDuplicates implements model.DuplicateStore.
func (s *Catalog) MergeDuplicates(ctx context.Context, all []model.Duplicate, at time.Time, report model.Report) (int, error) {
	n := 0
	for part := range slices.Chunk(all, mergedAtOnce) {
		report("merging duplicates", 100*n/max(1, len(all)))
		merged := 0
		_, err := s.saveTx(ctx, at, 0, nil, func(w *saver) error {
			merged, w.changed = 0, true
			for _, d := range part {
				ok, err := w.merge(&d)
				if err != nil {
					return fmt.Errorf("merge %s into %s: %w", d.Drop, d.Keep, err)
				}
				if ok {
					merged++
				}
			}
			return w.writeCounts()
		})
		if err != nil {
			return n, err
		}
		n += merged
	}
	return n, nil
}

// merge makes one article of two. It reports whether both were still there.
func (w *saver) merge(d *model.Duplicate) (bool, error) {
	keep, err := w.findStored(d.Keep)
	if keep == nil || err != nil {
		return false, err
	}
	drop, err := w.findStored(d.Drop)
	if drop == nil || err != nil {
		return false, err
	}
	readers, err := w.readersOf(keep, drop)
	if err != nil {
		return false, err
	}
	if err := w.mergeTexts(keep, &readers[0].keep, drop, &readers[0].drop); err != nil {
		return false, err
	}
	if err := w.mergeState(keep, drop); err != nil {
		return false, err
	}
	if err := readersCounted(w.ctx, w.tx, drop.id, w.readers, drop.source, drop.published, -1); err != nil {
		return false, err
	}
	if err := w.remove(drop); err != nil {
		return false, err
	}
	if err := deleteState(w.ctx, w.tx, drop.id); err != nil {
		return false, err
	}
	for _, r := range readers {
		if err := w.mergeMarks(&r, d.Keep); err != nil {
			return false, err
		}
	}
	return true, nil
}

// mergedReader is how a reader sees two articles that are one.
type mergedReader struct {
	library    *Library
	keep, drop model.Article
}

// readersOf returns the readers who did something to one of two articles, and as the
// first of them in any case the local one.
func (w *saver) readersOf(keep, drop *storedArticle) ([]mergedReader, error) {
	numbers, err := column[int64](w.ctx, w.tx, `SELECT id FROM reader r WHERE id = ?3 OR EXISTS (SELECT 1 FROM state WHERE reader = r.id AND item IN (?1, ?2))
		OR EXISTS (SELECT 1 FROM own_tag WHERE reader = r.id AND item IN (?1, ?2)) ORDER BY id`, keep.id, drop.id, localNumber)
	if err != nil {
		return nil, err
	}
	all := make([]mergedReader, len(numbers))
	for i, n := range numbers {
		r := &all[i]
		r.library = w.store.libraryOf(n, "")
		in := r.library.within(w.tx).read
		if r.keep, err = readArticle(w.ctx, in, keep.id); err == nil {
			r.drop, err = readArticle(w.ctx, in, drop.id)
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// mergeMarks marks an article as a reader had marked another, which it replaces. It is
// hidden if both were.
func (w *saver) mergeMarks(r *mergedReader, id model.ID) error {
	c := w.marks(r.library, w.now)
	defer c.close()
	if r.keep.State.Hidden && !r.drop.State.Hidden {
		if _, _, err := c.apply(string(id), model.Mark{Do: model.Unhide}); err != nil {
			return err
		}
	}
	rec := model.Record{Article: r.drop}
	rec.ID, rec.State.Hidden = id, false
	if err := w.restoreState(c, &rec, true); err != nil {
		return err
	}
	return c.finish()
}

// mergeTexts gives an article the revisions of another, and its text as one.
func (w *saver) mergeTexts(keep *storedArticle, has *model.Article, drop *storedArticle, other *model.Article) error {
	theirs, err := revisions(w.ctx, w.tx, drop.id)
	if err != nil {
		return err
	}
	if has.Title != other.Title || has.Summary != other.Summary || has.Body != other.Body {
		theirs = slices.Insert(theirs, 0, model.Revision{
			Replaced: w.now, Title: other.Title, Summary: other.Summary, Body: other.Body, Published: other.Published, Updated: other.Updated,
		})
	}
	if len(theirs) == 0 {
		return nil
	}
	ours, err := revisions(w.ctx, w.tx, keep.id)
	if err != nil {
		return err
	}
	both := append(ours, theirs...)
	slices.SortStableFunc(both, func(a, b model.Revision) int { return a.Replaced.Compare(b.Replaced) })
	if _, err := w.tx.ExecContext(w.ctx, "DELETE FROM revision WHERE item = ?", keep.id); err != nil {
		return err
	}
	for i := range both {
		if err := w.addRevision(keep.id, &both[i]); err != nil {
			return err
		}
	}
	_, err = w.tx.ExecContext(w.ctx, "UPDATE item SET flags = flags | ? WHERE id = ?", isEdited, keep.id)
	return err
}

// mergeState gives an article what the library keeps of another beside its text and its
// marks.
func (w *saver) mergeState(keep, drop *storedArticle) error {
	return execAll(
		w.ctx, w.tx,
		stmt("UPDATE item SET arrived = min(arrived, ?) WHERE id = ?", drop.arrived, keep.id),
		stmt(`INSERT INTO state (reader, item, source, position) SELECT reader, ?1, ?3, position FROM state
			WHERE reader IN (SELECT id FROM reader) AND item = ?2 AND position > 0
			ON CONFLICT (reader, item) DO UPDATE SET position = max(position, excluded.position)`, keep.id, drop.id, keep.source),
		stmt("INSERT OR IGNORE INTO rule_hit (rule, item) SELECT rule, ?1 FROM rule_hit WHERE item = ?2", keep.id, drop.id),
		stmt("UPDATE OR IGNORE act_item SET uid = ?1 WHERE uid = ?2", string(keep.uid), string(drop.uid)),
		stmt("DELETE FROM act_item WHERE uid = ?", string(drop.uid)),
		stmt("UPDATE act SET first = ?1 WHERE first = ?2", string(keep.uid), string(drop.uid)),
		stmt("UPDATE alias SET known = ?1 WHERE known = ?2", string(keep.uid), string(drop.uid)),
		stmt("INSERT OR REPLACE INTO alias (uid, known) VALUES (?2, ?1)", string(keep.uid), string(drop.uid)),
	)
}

// deleteState removes what the library keeps of an article beside its text.
func deleteState(ctx context.Context, tx *sql.Tx, item int64) error {
	return execAll(
		ctx, tx,
		stmt("DELETE FROM state WHERE item = ? AND reader IN (SELECT id FROM reader)", item),
		stmt("DELETE FROM own_tag WHERE item = ?", item),
		stmt("DELETE FROM revision WHERE item = ?", item),
		stmt("DELETE FROM original_date WHERE item = ?", item),
		stmt("DELETE FROM rule_hit WHERE item = ?", item),
	)
}
