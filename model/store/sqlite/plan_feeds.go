package sqlite

import (
	"context"
	"slices"

	"dateline/model"
	"dateline/model/tokenize"
)

// sourcesOfFeeds are the sources of feeds f.
const sourcesOfFeeds = "SELECT s.id FROM subscription f CROSS JOIN source s ON s.place = f.address AND s.owner = 0 WHERE "

// feedSources returns the sources of the feeds that are filed in a folder or under a tag.
func feedSources(ctx context.Context, db querier, x model.Expr) ([]int64, error) {
	switch x := x.(type) {
	case model.InFolder:
		key := tokenize.Key(x.Path)
		return column[int64](ctx, db, sourcesOfFeeds+"f.folder <> '' AND (dl_fold(f.folder) = ? OR substr(dl_fold(f.folder), 1, ?) = ?)", key, len([]rune(key))+1, key+"/")
	case model.Tagged:
		return column[int64](ctx, db, sourcesOfFeeds+"f.tags NOT IN ('null', '[]') AND EXISTS (SELECT 1 FROM json_each(f.tags) t WHERE dl_fold(t.value) = ?)", tokenize.Key(x.Name))
	}
	return nil, nil
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
