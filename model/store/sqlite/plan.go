package sqlite

import (
	"context"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// plan is a question compiled: what drives it, and what is known of the articles that it
// finds. It says nothing in SQL; sqlPlan does.
type plan struct {
	q         model.Query
	driver    planDriver
	ofSources []int64      // the only sources that are asked for; nil: any
	leftOut   []int64      // sources whose articles are not asked for
	spans     []model.Span // of publication, that every article found lies in
	parts     listParts

	lookups map[term]lookup          // how to look up words
	sources map[model.Expr]sourceSet // what conditions on sources and feeds name
	stories map[model.ID][]int64     // the items of stories
	allRows bool                     // the question is about all articles found, not the first
	fewRows bool                     // it is about few articles, which are known
	waiting *waitingPlan             // nil: nothing waits to be indexed
	facts
}

// facts are what a question needs to know of the library, beside what it asks for.
type facts struct {
	hasHidden bool  // the reader has hidden articles, which the question does not ask for
	foreign   bool  // there are articles that only other readers may see
	owns      bool  // the reader has articles that only he may see
	wide      bool  // there are articles of months or years
	overflow  int64 // rowid.Overflow
	waits     bool  // some articles wait to be indexed
	lights    bool  // rules of the reader highlight articles
	version   int64 // versionQuery
}

// factsQuery asks for all of them at once.
var factsQuery = fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM state INDEXED BY state_hidden WHERE reader = ?1 AND hidden = 1), %s,
	EXISTS (SELECT 1 FROM source INDEXED BY source_owner WHERE owner <> 0 AND owner = ?1), EXISTS (SELECT 1 FROM item WHERE id BETWEEN %d AND %d), %s,
	EXISTS (SELECT 1 FROM waiting), EXISTS (SELECT 1 FROM rule WHERE reader = ?1 AND doing = %d AND dropped = 0), %s`,
	anyForeign, rowid.Months.Bounds().Lo, rowid.Years.Bounds().Hi, rowid.OverflowQuery, model.Highlight, versionQuery)

// owners is the condition which sources' articles the reader sees.
func (f *facts) owners() string {
	if f.owns {
		return ownedOrShared
	}
	return "owner = 0"
}

// listParts says which parts of a list all articles found are in; false: any.
type listParts struct{ dated, undated, ahead, unread bool }

// planDriver is what articles are looked up by, in the order of their ids: it has all that
// are found.
type planDriver struct {
	by      driverKind
	words   string         // byWords: an expression for the index of words
	tag     string         // byTag: without case and accents
	items   []int64        // byStory, byWaiting: ascending
	arrived []model.Within // byArrival: each of these
	isNew   bool           // byArrival: since the last visit
}

type driverKind int

const (
	byDate driverKind = iota // all articles of a range of dates
	byWords
	byStarred
	byHidden
	byRead
	byTag
	byOwnTag // what the reader has given the tag and no document
	byStory
	byArrival
	byWaiting    // of the articles that wait, some
	byAllWaiting // all of these
	byCaller     // a table that the asker names
)

// newPlan returns a plan that knows of the library what q needs to know. allRows says
// that it is for a count rather than for the first few.
func (s *Library) newPlan(ctx context.Context, q model.Query, allRows bool) (*plan, error) {
	p := emptyPlan(q, allRows)
	if err := p.readFacts(ctx, s); err != nil {
		return nil, err
	}
	if err := p.resolve(ctx, s, q.Where); err != nil {
		return nil, err
	}
	return p, p.takeWaiting(ctx, s)
}

func emptyPlan(q model.Query, allRows bool) *plan {
	return &plan{q: q, allRows: allRows, lookups: make(map[term]lookup), sources: make(map[model.Expr]sourceSet), stories: make(map[model.ID][]int64)}
}

func (p *plan) readFacts(ctx context.Context, s *Library) error {
	err := s.read.QueryRowContext(ctx, factsQuery).Scan(&p.hasHidden, &p.foreign, &p.owns, &p.wide, &p.overflow, &p.waits, &p.lights, &p.version)
	p.hasHidden = p.hasHidden && !p.q.AsksHidden()
	return err
}

// ask compiles q and answers it with f. While articles wait to be indexed, all of that is
// of one moment: some may be indexed meanwhile.
func (s *Library) ask(ctx context.Context, q model.Query, allRows bool, f func(*Library, *sqlPlan) error) error {
	s.asking.Add(1)
	defer s.asking.Add(-1)
	return codec.WithDictionaries(ctx, s.Catalog.read, func() error {
		w, err := s.compile(ctx, q, allRows)
		if err != nil {
			return err
		}
		if !w.waits || s.slow == nil {
			return f(s, w)
		}
		return s.inSnapshot(ctx, func(s *Library) error {
			w, err := s.compile(ctx, q, allRows)
			if err != nil {
				return err
			}
			return f(s, w)
		})
	})
}

// compile plans q and turns its condition into SQL.
func (s *Library) compile(ctx context.Context, q model.Query, allRows bool) (*sqlPlan, error) {
	p, err := s.newPlan(ctx, q, allRows)
	if err == nil {
		err = p.leaveOut(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	return p.driven(ctx, s)
}

// driven chooses what drives the question, and turns its condition into SQL.
func (p *plan) driven(ctx context.Context, s *Library) (*sqlPlan, error) {
	if err := p.chooseDriver(ctx, s); err != nil {
		return nil, err
	}
	if of := p.ofTaggedFeeds(); of != nil {
		other, err := of.driven(ctx, s)
		if err != nil {
			return nil, err
		}
		w := p.inSQL()
		w.other = other
		return w, nil
	}
	return p.inSQL(), nil
}

// compileDriven is compile for a question that a table of the asker's drives.
func (s *Library) compileDriven(ctx context.Context, q model.Query, allRows bool) (*sqlPlan, error) {
	p, err := s.newPlan(ctx, q, allRows)
	if err == nil {
		err = p.leaveOut(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	p.driver.by = byCaller
	return p.inSQL(), nil
}

// chooseDriver chooses what drives the question: the index of words where it can, else
// another table that is small.
func (p *plan) chooseDriver(ctx context.Context, s *Library) error {
	x := p.q.Where
	p.spans = publishedSpans(x)
	p.takeConjuncts(x)
	if l := p.ftsExpr(x); l.ok {
		p.driver = planDriver{by: byWords, words: l.expr}
	}
	if p.driver.by == byDate {
		return p.chooseArrival(ctx, s)
	}
	return nil
}

// takeConjuncts takes from the conditions all of which must hold what narrows the
// list: a driver, and the parts of it.
func (p *plan) takeConjuncts(x model.Expr) {
	drive := func(d planDriver) {
		if p.driver.by != byStarred {
			p.driver = d
		}
	}
	for _, x := range conjuncts(x) {
		switch x := x.(type) {
		case model.Is:
			switch x.State {
			case model.IsDated:
				p.parts.dated = true
			case model.IsUndated:
				p.parts.undated = true
			case model.IsFuture:
				p.parts.ahead = true
			case model.IsUnread:
				p.parts.unread = true
			case model.IsStarred:
				drive(planDriver{by: byStarred})
			case model.IsHidden:
				drive(planDriver{by: byHidden})
			case model.IsRead:
				if p.driver.by == byDate {
					drive(planDriver{by: byRead})
				}
			}
		case model.InStory:
			drive(planDriver{by: byStory, items: p.stories[x.ID]})
		case model.Tagged:
			drive(planDriver{by: byTag, tag: tokenize.Key(x.Name)})
		}
	}
}

// maxByArrival bounds the articles that are found by when they arrived: of more the
// list is read in its order.
const maxByArrival = 20_000

// chooseArrival lets what arrived in a span drive, where the question is about that and
// it is little.
func (p *plan) chooseArrival(ctx context.Context, s *Library) error {
	d := planDriver{by: byArrival}
	for _, x := range conjuncts(p.q.Where) {
		switch x := x.(type) {
		case model.Is:
			d.isNew = d.isNew || x.State == model.IsNew
		case model.Within:
			if x.Axis == model.Arrived && !x.Span.From.IsZero() {
				d.arrived = append(d.arrived, x)
			}
		}
	}
	if !d.isNew && d.arrived == nil {
		return nil
	}
	few, err := d.fewArrived(ctx, s.read)
	if few && err == nil {
		p.driver = d
	}
	return err
}

// conjuncts returns the conditions all of which must hold.
func conjuncts(x model.Expr) []model.Expr {
	and, ok := x.(model.And)
	if !ok {
		return []model.Expr{x}
	}
	var all []model.Expr
	for _, p := range and {
		all = append(all, conjuncts(p)...)
	}
	return all
}

// publishedSpans returns the spans of publication that x asks for at its top.
func publishedSpans(x model.Expr) []model.Span {
	var all []model.Span
	for _, x := range conjuncts(x) {
		if w, ok := x.(model.Within); ok && w.Axis == model.Published {
			all = append(all, w.Span)
		}
	}
	return all
}

// narrow cuts a range of ids down to where there may be articles that answer.
func (p *plan) narrow(b rowid.Bounds, overflow int64) rowid.Bounds {
	if none := rowid.RegionOf(b.Lo) == rowid.Undated; none && (p.parts.dated || p.parts.ahead) || !none && p.parts.undated {
		return rowid.Bounds{Lo: 1, Hi: 0}
	}
	for _, s := range p.spans {
		lo, hi := int64(rowid.Lowest), int64(rowid.Highest)
		from, to := s.Whole()
		switch r := rowid.RegionOf(b.Lo); r {
		case rowid.Instants:
			lo, hi = rowid.From(s.From.Unix(), overflow), rowid.Instant(s.To.Unix())
		case rowid.Days:
			lo, hi = rowid.Period(rowid.Days, s.FromDay).Lo, rowid.Period(rowid.Days, s.ToDay).Lo-1
		case rowid.Undated:
			return rowid.Bounds{Lo: 1, Hi: 0}
		default: // months or years that are whole in it
			lo, hi = rowid.Period(r, from-1).Hi+1, rowid.Period(r, to).Lo-1
		}
		if !s.From.IsZero() {
			b.Lo = max(b.Lo, lo)
		}
		if !s.To.IsZero() {
			b.Hi = min(b.Hi, hi)
		}
	}
	return b
}
