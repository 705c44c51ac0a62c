package modeltest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/model"
)

// rule hides what its query finds, unless it was dropped.
type rule struct {
	query   string
	zone    *time.Location
	dropped bool
}

// Rules implements model.RuleStore.
func (r *Reference) Rules(ctx context.Context) ([]model.Rule, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.Rule
	for _, u := range r.rules {
		if u.dropped {
			continue
		}
		n := 0
		for i := range r.rows {
			if e := r.rows[i]; e.State.Hidden && slices.Contains(e.hiddenBy, u.query) {
				n++
			}
		}
		out = append(out, model.Rule{Query: u.query, Hidden: n})
	}
	return out, ctx.Err()
}

// SaveRule implements model.RuleStore.
func (r *Reference) SaveRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return r.changeRule(ctx, model.Mark{Do: model.SetRule, Tag: query}, at)
}

// DropRule implements model.RuleStore.
func (r *Reference) DropRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return r.changeRule(ctx, model.Mark{Do: model.UnsetRule, Tag: query}, at)
}

func (r *Reference) ruleOf(query string) int {
	return slices.IndexFunc(r.rules, func(u rule) bool { return u.query == query })
}

func (r *Reference) changeRule(ctx context.Context, m model.Mark, at time.Time) (model.Act, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := r.ruleOf(m.Tag)
	holds, set := i >= 0 && !r.rules[i].dropped, m.Do == model.SetRule
	switch {
	case r.gone:
		return model.Act{}, model.ErrNotFound
	case set && holds:
		return model.Act{}, fmt.Errorf("rule %q: %w", m.Tag, model.ErrExists)
	case !set && !holds:
		return model.Act{}, fmt.Errorf("rule %q: %w", m.Tag, model.ErrNotFound)
	}
	if set {
		if _, err := r.readRule(m.Tag, at); err != nil {
			return model.Act{}, err
		}
		if i >= 0 {
			r.rules = slices.Delete(r.rules, i, i+1)
		}
		r.rules = append(r.rules, rule{query: m.Tag, zone: at.Location(), dropped: true})
		for i := range r.rows {
			r.rows[i].forget(m.Tag)
		}
	}
	c := change{act: model.Act{Mark: m, At: at, N: r.setRule(m.Tag, set, at, r.stampAt(at, model.ByRule))}}
	r.undo, r.redo = append(r.undo, c), nil
	r.signal(r.reader.ID)
	return c.act, ctx.Err()
}

// setRule lets a rule hold, or no longer; by is the stamp of that.
func (r *Reference) setRule(query string, on bool, at time.Time, by stamp) int {
	u := &r.rules[r.ruleOf(query)]
	u.dropped = !on
	defer r.setStateRules()
	if on {
		return r.hideByRule(*u, nil, at, by)
	}
	n := 0
	for i := range r.rows {
		e := r.rows[i]
		if !e.State.Hidden || !slices.Contains(e.hiddenBy, query) {
			continue
		}
		if !r.hiddenByOther(e, query) {
			r.apply(e, model.Mark{Do: model.Unhide}, by, at)
			n++
		}
		e.forget(query)
	}
	return n
}

// hideByRule lets a rule hide what it finds, of all or of some articles.
func (r *Reference) hideByRule(u rule, of []model.ID, at time.Time, by stamp) int {
	now := at.In(u.zone)
	x, err := r.readRule(u.query, now)
	if err != nil {
		return 0
	}
	hidden := model.Is{State: model.IsHidden}
	n := 0
	for _, e := range r.found(model.Query{Where: model.And{x, model.Or{hidden, model.Not{X: hidden}}}, Now: now}) {
		if of != nil && !slices.Contains(of, e.ID) || slices.Contains(e.hiddenBy, u.query) || e.State.Hidden && !r.hiddenByOther(e, u.query) {
			continue
		}
		e.hiddenBy = append(e.hiddenBy, u.query)
		if r.apply(e, model.Mark{Do: model.Hide}, by, at) {
			n++
		}
	}
	return n
}

// hiddenByOther reports whether another rule than that of a query has hidden e.
func (r *Reference) hiddenByOther(e *item, query string) bool {
	return slices.ContainsFunc(r.rules, func(u rule) bool { return !u.dropped && u.query != query && slices.Contains(e.hiddenBy, u.query) })
}

// applyRules lets the rules hide what was taken in, but for what they have seen.
func (r *Reference) applyRules(all []model.ID, seen map[model.ID][]string, at time.Time) {
	for _, u := range r.rules {
		ids := slices.DeleteFunc(slices.Clone(all), func(id model.ID) bool { return slices.Contains(seen[id], u.query) })
		if !u.dropped && len(ids) > 0 {
			r.hideByRule(u, ids, at, r.stampAt(at, model.ByRule))
		}
	}
	r.setStateRules()
}

// setStateRules puts the rules that have hidden articles into their state.
func (r *Reference) setStateRules() {
	for i := range r.rows {
		e := r.rows[i]
		e.State.Rules = nil
		for _, u := range r.rules {
			if !u.dropped && slices.Contains(e.hiddenBy, u.query) {
				e.State.Rules = append(e.State.Rules, u.query)
			}
		}
	}
}

// forget makes a rule forget that it has hidden e.
func (e *item) forget(query string) {
	e.hiddenBy = slices.DeleteFunc(slices.Clone(e.hiddenBy), func(q string) bool { return q == query })
}
