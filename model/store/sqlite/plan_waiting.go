package sqlite

import (
	"context"

	"dateline/model"
)

// waitingPlan is what a question does about articles that wait to be indexed. The index
// answers of all others, and the question is asked once more of these.
type waitingPlan struct {
	n    int     // how many wait
	asks bool    // for words
	many bool    // more wait than are read: of words nothing is known, as in SQL of NULL
	ids  []int64 // that wait, ascending, unless they are many or nobody asks for words
	// found are those that have the words of a condition, wherever they stand.
	found map[model.Match][]int64
}

// takeWaiting looks for the words that the condition asks for in the texts of what waits.
func (p *plan) takeWaiting(ctx context.Context, s *Library) error {
	if !p.waits {
		return nil
	}
	w, lists := &waitingPlan{}, p.askedTerms()
	p.waiting = w
	if w.asks = len(lists) > 0; !w.asks {
		return nil
	}
	var err error
	if s.thorough { // however many wait
		w.ids, w.found, err = findWaiting(ctx, s.read, lists)
		return err
	}
	if w.n, err = s.texts.count(ctx, s.read, p.version); err != nil {
		return err
	}
	if w.many = w.n > s.texts.most; !w.many {
		w.ids, w.found, err = s.texts.find(ctx, s.read, p.version, lists)
	}
	return err
}

// askedTerms returns the terms of all conditions on words, and of those that the order of
// the list asks of titles.
func (p *plan) askedTerms() map[model.Match][]term {
	lists := make(map[model.Match][]term)
	eachMatch(p.q.Where, func(m model.Match) {
		if inIndex(m) {
			lists[m] = terms(m)
			m.Field = model.Title
			lists[m] = terms(m)
		}
	})
	return lists
}

// unsearched is how many articles were not searched for the words of a question.
func (p *plan) unsearched() int {
	if p.waiting == nil || !p.waiting.many {
		return 0
	}
	return p.waiting.n
}

// found returns what waits and has the words of a condition.
func (p *plan) found(m model.Match) []int64 {
	if p.waiting == nil {
		return nil
	}
	return p.waiting.found[m]
}

// ofWaiting returns p for what waits, where the index of words drives p; nil where nothing
// that waits can answer.
func (p *plan) ofWaiting() *plan {
	if p.waiting == nil || p.driver.by != byWords {
		return nil
	}
	c := *p
	c.driver = planDriver{by: byAllWaiting}
	w := p.waiting
	if !w.asks {
		return &c
	}
	if !w.many {
		c.driver = planDriver{by: byWaiting, items: w.ids}
	}
	for _, x := range conjuncts(p.q.Where) {
		m, ok := x.(model.Match)
		if !ok || !inIndex(m) {
			continue
		}
		if w.many && len(terms(m)) > 0 {
			return nil
		}
		if !w.many {
			c.driver.items = intersect(c.driver.items, w.found[m])
		}
	}
	if c.driver.by == byWaiting && len(c.driver.items) == 0 {
		return nil
	}
	return &c
}

// of returns p about some items alone, of which found have the words of conditions.
func (p *plan) of(items []int64, found map[model.Match][]int64) *plan {
	c := *p
	c.driver = planDriver{by: byWaiting, items: items}
	c.waits, c.waiting = true, &waitingPlan{n: len(items), asks: true, ids: items, found: found}
	return &c
}

// waitingGroups parts what waits by how many of some conditions hold: all, some, none.
func waitingGroups(items []int64, lists [][]int64) (all, some, none []int64) {
	all, none = items, items
	for _, list := range lists {
		all, none = intersect(all, list), subtract(none, list)
	}
	return all, subtract(subtract(items, all), none), none
}
