package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"dateline/model"
	"dateline/model/tokenize"
)

// sourcesOfFeeds are the sources of feeds f.
const sourcesOfFeeds = "SELECT s.id FROM subscription f CROSS JOIN source s ON s.place = f.address AND s.owner = 0 WHERE "

// tagsOfFeed are the tags t of a feed f, which are kept as bytes; one without tags has null.
const tagsOfFeed = "json_each(CAST(f.tags AS TEXT)) t"

// feedSources returns the sources of the feeds that are filed in a folder or under a tag.
func feedSources(ctx context.Context, db querier, x model.Expr) ([]int64, error) {
	switch x := x.(type) {
	case model.InFolder:
		key := tokenize.Key(x.Path)
		return column[int64](ctx, db, sourcesOfFeeds+"f.folder <> '' AND (dl_fold(f.folder) = ? OR substr(dl_fold(f.folder), 1, ?) = ?)", key, len([]rune(key))+1, key+"/")
	case model.Tagged:
		return column[int64](ctx, db, sourcesOfFeeds+"EXISTS (SELECT 1 FROM "+tagsOfFeed+" WHERE t.type = 'text' AND dl_fold(t.value) = ?)", tokenize.Key(x.Name))
	}
	return nil, nil
}

// addFeedTags adds the tags of feeds, with how many articles of these have it by that alone.
func (s *Library) addFeedTags(ctx context.Context, all *[]foldedTag) error {
	known := make(map[string]bool, len(*all))
	for _, t := range *all {
		known[t.fold] = true
	}
	found, of := make(map[string]*foldedTag), make(map[string][]int64)
	err := each(ctx, s.read, "SELECT s.id, s.n, t.value FROM subscription f CROSS JOIN source s ON s.place = f.address AND s.owner = 0 CROSS JOIN "+tagsOfFeed+" WHERE t.type = 'text'", func(rs *sql.Rows) error {
		var source int64
		var n int
		var name string
		err := rs.Scan(&source, &n, &name)
		fold := tokenize.Key(name)
		if found[fold] == nil {
			found[fold] = &foldedTag{fold: fold, TagCount: model.TagCount{Name: name}}
		}
		if !slices.Contains(of[fold], source) {
			of[fold] = append(of[fold], source)
			found[fold].Total += n
		}
		return err
	})
	for fold, t := range found {
		if err == nil && known[fold] {
			var both int
			err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT item FROM tag WHERE fold = ?2 UNION SELECT item FROM own_tag WHERE reader = +?1 AND fold = ?2 AND dropped = 0) t
				CROSS JOIN item i ON i.id = t.item WHERE i.source IN (`+join(of[fold], ", ", "")+")", fold).Scan(&both)
			t.Total -= both
		}
		if t.Total > 0 {
			*all = append(*all, *t)
		}
	}
	return err
}

// resolveFeeds looks up the sources of feeds that a condition is about.
func (p *plan) resolveFeeds(ctx context.Context, s *Library, x model.Expr) error {
	if _, ok := p.sources[x]; ok {
		return nil
	}
	ids, err := feedSources(ctx, s.read, x)
	p.sources[x] = sourceSet{ids: ids}
	return err
}

// ofSourcesAlone returns the sources that a condition asks for, where it asks for nothing
// else.
func (p *plan) ofSourcesAlone(x model.Expr) (set sourceSet, ok bool) {
	switch m := x.(type) {
	case model.Match:
		ok = m.Field == model.FromSource
	case model.InFolder:
		ok = true
	}
	if ok {
		set = p.sources[x]
	}
	return set, ok
}

// ofTaggedFeeds parts a question that a tag drives which feeds have, too: it returns the
// question of what their sources have, and leaves p what others have. Otherwise it is nil.
func (p *plan) ofTaggedFeeds() *plan {
	all := conjuncts(p.q.Where)
	for i, x := range all {
		tag, ok := x.(model.Tagged)
		if !ok || p.driver.by != byTag || tokenize.Key(tag.Name) != p.driver.tag || len(p.sources[tag].ids) == 0 {
			continue
		}
		sources := model.InFolder{Path: "/#" + p.driver.tag} // no folder has such a path
		p.sources[sources] = p.sources[tag]
		of := *p
		of.driver, of.parts = planDriver{}, listParts{}
		of.q.Where = model.And(slices.Concat(all[:i], []model.Expr{sources}, all[i+1:]))
		p.q.Where = model.And(append(slices.Clip(all), model.Not{X: sources}))
		return &of
	}
	return nil
}

// leaveOut notes the sources that are kept out of lists of all, where the question does not
// ask for articles by name.
func (p *plan) leaveOut(ctx context.Context, s *Library) (err error) {
	if !p.q.AsksByName() {
		p.leftOut, err = column[int64](ctx, s.read, sourcesOfFeeds+"f.hide_from_all = 1")
	}
	return err
}

// notLeftOut is the condition, with AND, that a source is not left out.
func (p *plan) notLeftOut(source string) string {
	if len(p.leftOut) == 0 {
		return ""
	}
	return " AND " + source + " NOT IN (" + join(p.leftOut, ", ", "") + ")"
}
