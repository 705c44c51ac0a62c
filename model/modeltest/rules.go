package modeltest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/model"
)

// rule acts on what its query finds, unless it was dropped.
type rule struct {
	model.Rule
	zone    *time.Location
	dropped bool
}

// does reports whether a rule that holds does the same as another.
func (u rule) does(o rule) bool { return !u.dropped && u.Do == o.Do && u.Tag == o.Tag }

// Rules implements model.RuleStore.
func (r *Reference) Rules(ctx context.Context) ([]model.Rule, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.Rule
	for _, u := range r.rules {
		if u.dropped {
			continue
		}
		u.Hits = 0
		for i := range r.rows {
			if e := r.rows[i]; e.hasHit(u) && (u.Do == model.Highlight || r.isAlready(e, u)) {
				u.Hits++
			}
		}
		out = append(out, u.Rule)
	}
	return out, ctx.Err()
}

// SaveRule implements model.RuleStore.
func (r *Reference) SaveRule(ctx context.Context, u model.Rule, at time.Time) (model.Act, error) {
	if err := u.Check(); err != nil {
		return model.Act{}, err
	}
	return r.changeRule(ctx, model.SetRule, u, at)
}

// DropRule implements model.RuleStore.
func (r *Reference) DropRule(ctx context.Context, u model.Rule, at time.Time) (model.Act, error) {
	return r.changeRule(ctx, model.UnsetRule, u, at)
}

func (r *Reference) ruleOf(text string) int {
	return slices.IndexFunc(r.rules, func(u rule) bool { return u.String() == text })
}

func (r *Reference) changeRule(ctx context.Context, do model.ActionKind, u model.Rule, at time.Time) (model.Act, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	u.Hits = 0
	m := model.Mark{Do: do, Tag: u.String()}
	i := r.ruleOf(m.Tag)
	holds, set := i >= 0 && !r.rules[i].dropped, do == model.SetRule
	switch {
	case r.gone:
		return model.Act{}, model.ErrNotFound
	case set && holds:
		return model.Act{}, fmt.Errorf("rule %q: %w", m.Tag, model.ErrExists)
	case !set && !holds:
		return model.Act{}, fmt.Errorf("rule %q: %w", m.Tag, model.ErrNotFound)
	}
	if set {
		if _, err := r.readRule(u.Query, at); err != nil {
			return model.Act{}, err
		}
		if i >= 0 {
			r.rules = slices.Delete(r.rules, i, i+1)
		}
		made := rule{Rule: u, zone: at.Location(), dropped: true}
		r.rules = append(r.rules, made)
		for i := range r.rows {
			r.rows[i].forget(made)
		}
	}
	c := change{act: model.Act{Mark: m, At: at, N: r.switchRule(m, false, at, r.stampAt(at, model.ByRule))}}
	r.undo, r.redo = append(r.undo, c), nil
	r.signal(r.reader.ID)
	return c.act, ctx.Err()
}

// switchRule does what an act with a rule does, or takes it back; by is the stamp of that.
func (r *Reference) switchRule(m model.Mark, undo bool, at time.Time, by stamp) int {
	on := (m.Do == model.SetRule) != undo
	u := &r.rules[r.ruleOf(m.Tag)]
	u.dropped = !on
	defer r.setStateRules()
	switch {
	case on:
		return r.actByRule(*u, r.foundByRule(*u, at), at, by)
	case m.Do == model.SetRule || u.Do == model.Hide || u.Do == model.Highlight:
		return r.takeBack(*u, by, at)
	}
	return 0
}

// takeBack takes back what only a rule has done.
func (r *Reference) takeBack(u rule, by stamp, at time.Time) int {
	n := 0
	for i := range r.rows {
		e := r.rows[i]
		others := r.heldByOther(e, u)
		switch {
		case !e.hasHit(u):
		case u.Do == model.Highlight && !others:
			n++
			e.forget(u)
		case r.isAlready(e, u) && others:
			e.forget(u)
		case r.isAlready(e, u) && (u.Do == model.Hide || e.setBy(u) == model.ByRule):
			r.apply(e, opposite(u.mark(), nil, nil), by, at)
			n++
			e.forget(u)
		}
	}
	return n
}

// mark is what a rule does to an article.
func (u rule) mark() model.Mark { return model.Mark{Do: u.Do, Tag: u.Tag} }

// setBy is what last changed what a rule does to e.
func (e *item) setBy(u rule) model.ChangeOrigin {
	if u.Do == model.AddTag {
		return e.tagSet[u.Tag].by
	}
	_, set, _ := e.part(u.Do)
	return set.by
}

// isAlready reports whether e is as a rule makes it.
func (r *Reference) isAlready(e *item, u rule) bool {
	switch u.Do {
	case model.AddTag:
		return slices.Contains(e.State.Tags, u.Tag)
	case model.Highlight:
		return r.heldByOther(e, u)
	}
	is, _, _ := e.part(u.Do)
	return *is
}

// foundByRule returns what a rule finds, hidden or not.
func (r *Reference) foundByRule(u rule, at time.Time) []*item {
	now := at.In(u.zone)
	x, err := r.readRule(u.Query, now)
	if err != nil {
		return nil
	}
	hidden := model.Is{State: model.IsHidden}
	return r.found(model.Query{Where: model.And{x, model.Or{hidden, model.Not{X: hidden}}}, Now: now})
}

// actByRule lets a rule act on articles.
func (r *Reference) actByRule(u rule, found []*item, at time.Time, by stamp) int {
	n := 0
	for _, e := range found {
		others := r.heldByOther(e, u)
		if e.hasHit(u) || r.isAlready(e, u) && !others {
			continue
		}
		e.actedBy = append(e.actedBy, u.String())
		if u.Do == model.Highlight && !others || u.Do != model.Highlight && r.apply(e, u.mark(), by, at) {
			n++
		}
	}
	return n
}

// heldByOther reports whether another rule that does the same has acted on e.
func (r *Reference) heldByOther(e *item, u rule) bool {
	return slices.ContainsFunc(r.rules, func(o rule) bool { return o.does(u) && o.Query != u.Query && e.hasHit(o) })
}

// applyRules lets the rules act on what was taken in, but for what they have seen.
func (r *Reference) applyRules(all []model.ID, seen map[model.ID][]string, at time.Time) {
	found := make([][]*item, len(r.rules))
	for i, u := range r.rules { // all are asked before one acts
		if !u.dropped {
			found[i] = slices.DeleteFunc(r.foundByRule(u, at), func(e *item) bool {
				return !slices.Contains(all, e.ID) || slices.Contains(seen[e.ID], u.String())
			})
		}
	}
	for i, u := range r.rules {
		r.actByRule(u, found[i], at, r.stampAt(at, model.ByRule))
	}
	r.setStateRules()
}

// setStateRules puts the rules that have acted on articles into their state.
func (r *Reference) setStateRules() {
	for i := range r.rows {
		e := r.rows[i]
		e.State.Rules, e.highlighted = nil, false
		for _, u := range r.rules {
			if !u.dropped && e.hasHit(u) {
				e.State.Rules = append(e.State.Rules, u.String())
				e.highlighted = e.highlighted || u.Do == model.Highlight
			}
		}
	}
}

// hasHit reports whether a rule has acted on e.
func (e *item) hasHit(u rule) bool { return slices.Contains(e.actedBy, u.String()) }

// forget makes a rule forget that it has acted on e.
func (e *item) forget(u rule) { e.forgetRules(func(r model.Rule) bool { return r == u.Rule }) }

// forgetHiding makes all rules forget that they have hidden e.
func (e *item) forgetHiding() { e.forgetRules(func(r model.Rule) bool { return r.Do == model.Hide }) }

func (e *item) forgetRules(those func(model.Rule) bool) {
	e.actedBy = slices.DeleteFunc(slices.Clone(e.actedBy), func(text string) bool {
		r, err := model.ParseRule(text)
		return err == nil && those(r)
	})
}
