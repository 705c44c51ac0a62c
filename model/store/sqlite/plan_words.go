package sqlite

import (
	"context"
	"database/sql"
	"math"
	"strings"

	"dateline/model"
	"dateline/model/tokenize"
)

// resolve looks up what the condition needs to know of the library before it
// becomes SQL: the words that begin as a text does, and the sources that a
// text names.
func (p *plan) resolve(ctx context.Context, s *Library, x model.Expr) error {
	switch x := x.(type) {
	case model.And:
		for _, y := range x {
			if err := p.resolve(ctx, s, y); err != nil {
				return err
			}
		}
	case model.Or:
		for _, y := range x {
			if err := p.resolve(ctx, s, y); err != nil {
				return err
			}
		}
	case model.Not:
		return p.resolve(ctx, s, x.X)
	case model.Match:
		return p.resolveMatch(ctx, s, x)
	case model.InFolder, model.Tagged:
		return p.resolveFeeds(ctx, s, x)
	case model.InStory:
		var err error
		if _, ok := p.stories[x.ID]; !ok {
			p.stories[x.ID], err = s.slowly().story(ctx, x.ID)
		}
		return err
	}
	return nil
}

func (p *plan) resolveMatch(ctx context.Context, s *Library, m model.Match) error {
	if m.Field == model.FromSource {
		if _, ok := p.sources[m]; ok {
			return nil
		}
		found, err := s.matchSources(ctx, m)
		p.sources[m] = found
		return err
	}
	if !inIndex(m) {
		return nil
	}
	for _, t := range terms(m) {
		if _, ok := p.lookups[t]; ok {
			continue
		}
		by := s
		if t.How == tokenize.Contains { // it looks at all words
			by = s.slowly()
		}
		l, err := by.lookUp(ctx, t)
		if err != nil {
			return err
		}
		p.lookups[t] = l
	}
	return nil
}

// sourceSet are the sources that a condition names.
type sourceSet struct {
	ids []int64
	all bool // there are no others
}

// matchSources returns the sources whose title or place answers to m.
func (s *Library) matchSources(ctx context.Context, m model.Match) (sourceSet, error) {
	cond, arg := "instr(fold, ?2) OR instr(dl_fold(path), ?2)", tokenize.Key(m.Text)
	switch {
	case m.How == model.Regexp:
		cond, arg = "dl_regexp(?2, title) OR dl_regexp(?2, path)", m.Text
	case m.How == model.Exact:
		cond = "fold = ?2 OR dl_fold(path) = ?2"
	}
	if m.How != model.Regexp && strings.ContainsRune(m.Text, 0) {
		return sourceSet{}, nil // no text has one, and SQL would end its argument there
	}
	n := 0
	ids, err := collect(ctx, s.read, "SELECT id, (SELECT count(*) FROM source WHERE "+ownedOrShared+") FROM source WHERE "+ownedOrShared+" AND ("+cond+")",
		func(rs *sql.Rows, id *int64) error { return rs.Scan(id, &n) }, arg)
	return sourceSet{ids, n > 0 && n == len(ids)}, err
}

// atMostHits returns about how many articles, at most, have the words of m.
func (p *plan) atMostHits(m model.Match) int64 {
	least := int64(math.MaxInt64)
	for _, t := range terms(m) {
		least = min(least, p.lookups[t].hits)
	}
	return least
}

// inIndex reports whether m asks for words that the index has.
func inIndex(m model.Match) bool { return m.How != model.Regexp && m.Field <= model.Author }

// needsText reports whether the index alone cannot tell that m is true: it
// knows that words occur, not where.
func needsText(m model.Match) bool {
	p := patternOf(m)
	return m.Field == model.Text || m.Field == model.Author || !p.Exact()
}

// patternOf returns the words that m asks for.
func patternOf(m model.Match) tokenize.Pattern { return tokenize.New(m.Text, m.How == model.Prefix) }

// term is what the index must have.
type term struct {
	tokenize.Term
	title bool // as part of the title
}

// sign is what the index has before the term.
func (t *term) sign() string {
	if t.title {
		return titleSign
	}
	return ""
}

// terms returns what the index must have of all that m holds for.
func terms(m model.Match) []term {
	p := patternOf(m)
	var ts []term
	for _, t := range p.Terms() {
		ts = append(ts, term{t, m.Field == model.Title})
	}
	return ts
}

// ftsExpr is an expression for the index of words that holds for every article
// of a condition, and only for those where it is exact.
type ftsExpr struct {
	expr      string
	ok, exact bool
}

// matchNone is an expression that no article answers to.
var matchNone = ftsExpr{expr: `"` + sourceSign + `"`, ok: true, exact: true}

// maxSourceTerms is how many sources the index is asked for one by one. Of more,
// enough lie among the newest articles of all.
const maxSourceTerms = 64

// ftsExpr returns what the index of words may drive x with.
func (p *plan) ftsExpr(x model.Expr) ftsExpr {
	if set, ok := p.ofSourcesAlone(x); ok {
		switch {
		case len(set.ids) == 0:
			return matchNone
		case set.all:
			return ftsExpr{}
		}
		return ftsExpr{expr: "(" + join(set.ids, " OR ", sourceSign) + ")", ok: len(set.ids) <= maxSourceTerms, exact: true}
	}
	switch x := x.(type) {
	case model.Match:
		if inIndex(x) {
			return p.ftsWords(x)
		}
	case model.Has:
		if sign := signOf(x.Content); sign != "" {
			return ftsExpr{expr: sign, ok: true, exact: true}
		}
	case model.Is:
		if x.State == model.IsEdited {
			return ftsExpr{expr: signEdited, ok: true, exact: true}
		}
	case model.And:
		return p.ftsAnd(x)
	case model.Or:
		return p.ftsOr(x)
	}
	return ftsExpr{}
}

func (p *plan) ftsWords(m model.Match) ftsExpr {
	var parts []string
	exact := !needsText(m)
	for _, t := range terms(m) {
		switch l := p.lookups[t]; {
		case l.expr == "":
			return matchNone
		case l.unlisted, l.dense && !p.allRows:
			exact = false
		default:
			parts = append(parts, l.expr)
		}
	}
	return ftsExpr{expr: strings.Join(parts, " AND "), ok: len(parts) > 0, exact: exact}
}

// ftsAnd joins what the parts of x are driven by, and excludes what the index knows
// of those that must not hold.
func (p *plan) ftsAnd(x model.And) ftsExpr {
	all := ftsExpr{exact: len(x) > 0}
	var is, not []string
	for _, y := range x {
		if n, ok := y.(model.Not); ok {
			if l := p.ftsExpr(n.X); l.ok && l.exact && l != matchNone {
				not = append(not, "("+l.expr+")")
				continue
			}
		} else if l := p.ftsExpr(y); l.ok {
			is = append(is, "("+l.expr+")")
			all.exact = all.exact && l.exact
			continue
		}
		all.exact = false
	}
	if len(is) == 0 {
		return ftsExpr{}
	}
	all.ok, all.expr = true, strings.Join(is, " AND ")
	if len(not) > 0 {
		all.expr = "(" + all.expr + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return all
}

// ftsOr joins what the parts of x are driven by, if all do.
func (p *plan) ftsOr(x model.Or) ftsExpr {
	all := ftsExpr{ok: len(x) > 0, exact: true}
	var es []string
	for _, y := range x {
		l := p.ftsExpr(y)
		if !l.ok {
			return ftsExpr{}
		}
		es = append(es, "("+l.expr+")")
		all.exact = all.exact && l.exact
	}
	all.expr = strings.Join(es, " OR ")
	return all
}
