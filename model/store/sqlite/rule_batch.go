package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// A batch is asked by all rules at once, in memory: their words are looked for in one
// walk over the words that the index gets, and the rest is asked of the rows that were
// just written. Where only the library knows (which articles are copies, what the
// reader has done to one that was there before), SQL decides, on those articles alone.

// ruleBatch is what the rules ask of the articles that were saved.
type ruleBatch struct {
	ctx      context.Context
	db       querier
	articles []arrival  // ids ascending
	fresh    articleSet // the articles to which no reader has done anything
	hasOwned bool       // some are their owner's alone
	words    wordSets
	queries  map[ruleKey]*askedRule
	named    map[model.Expr]map[int64]bool // the sources that conditions name

	hasRows bool // articles have what lies in their rows
	sources map[int64]*sourceRow
	tags    map[int64]*itemTags
}

// arrival is an article that was saved.
type arrival struct {
	indexed
	source, flags, arrived     int64
	title, url, path, language string
	published, updated         dateRow

	urlFold string
	folds   map[model.Field][]tokenize.Folded // of its texts, as they are asked for
}

// foldedURL returns the address without case and accents.
func (a *arrival) foldedURL() string {
	if a.urlFold == "" {
		a.urlFold = tokenize.Key(a.url)
	}
	return a.urlFold
}

// sourceRow is a source as conditions see it.
type sourceRow struct{ title, fold, path, foldedPath string }

// itemTags are the tags that a document gives an article, and those of any reader.
type itemTags struct{ names, folds, own []string }

// ruleKey is what rules have in common that find the same.
type ruleKey struct{ query, zone string }

// askedRule is what rules of one key find.
type askedRule struct {
	model.Query
	asked      bool
	sure, open articleSet // what is found, and of what SQL decides for each reader
}

// newRuleBatch returns what rules may ask of the articles that were saved.
func (w *saver) newRuleBatch() *ruleBatch {
	b := &ruleBatch{
		ctx: w.ctx, db: w.tx, words: newWordSets(len(w.texts)),
		queries: make(map[ruleKey]*askedRule), named: make(map[model.Expr]map[int64]bool),
	}
	for _, a := range w.texts {
		a.id = cmp.Or(w.moved[a.id], a.id)
		b.articles = append(b.articles, arrival{indexed: a})
	}
	slices.SortFunc(b.articles, func(a, c arrival) int { return cmp.Compare(a.id, c.id) })
	b.fresh = b.having(func(a *arrival) bool { return a.fresh })
	b.hasOwned = !b.having(func(a *arrival) bool { return a.from.owner != everybody }).empty()
	return b
}

// add takes the query of rules; all must be taken before the first is asked.
func (b *ruleBatch) add(k ruleKey, q model.Query) {
	b.queries[k] = &askedRule{Query: q}
	eachMatch(q.Where, func(m model.Match) {
		if inIndex(m) {
			for _, t := range terms(m) {
				b.words.want(t)
			}
		}
	})
}

// eachMatch calls do for every Match in x.
func eachMatch(x model.Expr, do func(model.Match)) {
	switch x := x.(type) {
	case model.And:
		for _, p := range x {
			eachMatch(p, do)
		}
	case model.Or:
		for _, p := range x {
			eachMatch(p, do)
		}
	case model.Not:
		eachMatch(x.X, do)
	case model.Match:
		do(x)
	}
}

// readWords looks for the words of all queries.
func (b *ruleBatch) readWords() {
	if b.words.empty() {
		return
	}
	_ = inParallel(b.ctx, len(b.articles), func(i int) error { // none fails
		if a := &b.articles[i]; a.words == nil {
			a.words = indexWords(&a.from.Article)
		}
		return nil
	})
	for i := range b.articles {
		b.words.read(i, b.articles[i].words)
	}
}

// ask returns the articles that a reader finds by a query that was added.
func (b *ruleBatch) ask(q *askedRule, reader *Library) (articleSet, error) {
	if !q.asked {
		x := asking{ruleBatch: b, q: q.Query}
		q.asked = true
		q.sure, q.open = x.find(q.Where, false, allOf(len(b.articles)))
		q.open = q.open.without(q.sure)
		if x.err != nil {
			return nil, x.err
		}
	}
	found, open := q.sure, b.ids(q.open)
	if len(open) > 0 {
		more, err := reader.matchingOf(b.ctx, q.Query, open, b.foundBy(q.Query))
		if err != nil {
			return nil, err
		}
		found = found.either(b.having(func(a *arrival) bool { _, ok := slices.BinarySearch(more, a.id); return ok }))
	}
	if b.hasOwned && !found.empty() {
		found = found.both(b.having(func(a *arrival) bool { return a.from.owner == everybody || a.from.owner == reader.reader }))
	}
	return found, nil
}

// foundBy returns the articles that have the words of each condition of a query.
func (b *ruleBatch) foundBy(q model.Query) map[model.Match][]int64 {
	found := make(map[model.Match][]int64)
	eachMatch(q.Where, func(m model.Match) {
		if inIndex(m) {
			found[m] = b.ids(b.words.havingAll(terms(m)))
		}
	})
	return found
}

// having returns the articles that have something.
func (b *ruleBatch) having(something func(*arrival) bool) articleSet {
	s := newArticleSet(len(b.articles))
	for i := range b.articles {
		if something(&b.articles[i]) {
			s.add(i)
		}
	}
	return s
}

// ids returns the ids of articles, ascending.
func (b *ruleBatch) ids(of articleSet) []int64 {
	var ids []int64
	of.each(func(i int) { ids = append(ids, b.articles[i].id) })
	return ids
}

// list is the ids of all articles, as an argument of json_each.
func (b *ruleBatch) list() string { return jsonList(b.ids(allOf(len(b.articles)))) }

// readRows reads the rows of the articles and of their sources, once.
func (b *ruleBatch) readRows() error {
	if b.hasRows {
		return nil
	}
	err := each(b.ctx, b.db, `SELECT i.id, source, flags, arrived, i.title, url, i.path, language, published, zone, precise, origin, updated, uday
		FROM json_each(?) j CROSS JOIN item i ON i.id = j.value`, func(rs *sql.Rows) error {
		var a arrival
		err := rs.Scan(&a.id, &a.source, &a.flags, &a.arrived, &a.title, &a.url, &a.path, &a.language,
			&a.published.seconds, &a.published.zone, &a.published.precise, &a.published.origin, &a.updated.seconds, &a.updated.precise)
		if i, ok := slices.BinarySearchFunc(b.articles, a.id, func(x arrival, id int64) int { return cmp.Compare(x.id, id) }); ok {
			a.indexed = b.articles[i].indexed
			b.articles[i] = a
		}
		return err
	}, b.list())
	if err != nil {
		return err
	}
	ids := make([]int64, len(b.articles))
	for i := range b.articles {
		ids[i] = b.articles[i].source
	}
	slices.Sort(ids)
	b.hasRows, b.sources = true, make(map[int64]*sourceRow)
	return each(b.ctx, b.db, "SELECT id, title, fold, path, dl_fold(path) FROM source WHERE id IN (SELECT value FROM json_each(?))", func(rs *sql.Rows) error {
		var id int64
		var s sourceRow
		err := rs.Scan(&id, &s.title, &s.fold, &s.path, &s.foldedPath)
		b.sources[id] = &s
		return err
	}, jsonList(slices.Compact(ids)))
}

// readTags reads the tags of the articles, once.
func (b *ruleBatch) readTags() error {
	if b.tags != nil {
		return nil
	}
	b.tags = make(map[int64]*itemTags)
	for i := range b.articles {
		b.tags[b.articles[i].id] = &itemTags{}
	}
	err := each(b.ctx, b.db, "SELECT item, name, fold FROM json_each(?) j CROSS JOIN tag ON item = j.value", func(rs *sql.Rows) error {
		var item int64
		var name, fold string
		err := rs.Scan(&item, &name, &fold)
		t := b.tags[item]
		t.names, t.folds = append(t.names, name), append(t.folds, fold)
		return err
	}, b.list())
	known := b.ids(allOf(len(b.articles)).without(b.fresh))
	if err != nil || len(known) == 0 {
		return err
	}
	return each(b.ctx, b.db, "SELECT DISTINCT item, fold FROM json_each(?) j CROSS JOIN own_tag ON item = j.value WHERE dropped = 0", func(rs *sql.Rows) error {
		var item int64
		var fold string
		err := rs.Scan(&item, &fold)
		t := b.tags[item]
		t.own = append(t.own, fold)
		return err
	}, jsonList(known))
}

// texts returns the texts that a field of article i holds. The rows and tags are read.
func (b *ruleBatch) texts(i int, f model.Field) []string {
	a := &b.articles[i]
	c := content{Body: a.from.Body, Summary: a.from.Summary, Authors: a.from.Authors}
	return fieldTexts(f, a.title, b.sources[a.source].title, &c, strings.Join(b.tags[a.id].names, "\n"))
}

// folded returns these as patterns are looked for in them.
func (b *ruleBatch) folded(i int, f model.Field) []tokenize.Folded {
	a := &b.articles[i]
	folds, ok := a.folds[f]
	if !ok {
		for _, t := range b.texts(i, f) {
			folds = append(folds, tokenize.Fold(t))
		}
		if a.folds == nil {
			a.folds = make(map[model.Field][]tokenize.Folded)
		}
		a.folds[f] = folds
	}
	return folds
}

// ruleZones are the zones of rules, each of which is loaded once.
type ruleZones map[string]*time.Location

// at is inZone.
func (z ruleZones) at(t time.Time, name string) time.Time {
	loc, ok := z[name]
	if !ok {
		loc = inZone(t, name).Location()
		z[name] = loc
	}
	return t.In(loc)
}
