package sqlite

import (
	"fmt"
	"regexp"
	"sync"
	"time"

	"dateline/model"
)

// What SQL asks Go for row by row, and what it names by a text: expressions and zones
// are kept as long as a question that names them is under way.
var (
	patterns heldValues[*regexp.Regexp] // by their text
	zones    heldValues[*time.Location] // by zoneKey
)

// heldValues are values by name, each as long as somebody holds it.
type heldValues[T any] struct {
	mu     sync.RWMutex
	byName map[string]*heldValue[T]
}

type heldValue[T any] struct {
	value   T
	holders int
}

// hold makes a value known until release, which it returns: what is known under the
// name, or what is made.
func (h *heldValues[T]) hold(name string, create func() (T, error)) (release func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	v := h.byName[name]
	if v == nil {
		v = &heldValue[T]{}
		if v.value, err = create(); err != nil {
			return nil, err
		}
		if h.byName == nil {
			h.byName = make(map[string]*heldValue[T])
		}
		h.byName[name] = v
	}
	v.holders++
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if v.holders--; v.holders == 0 {
			delete(h.byName, name)
		}
	}, nil
}

func (h *heldValues[T]) find(name string) (value T, ok bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	v, ok := h.byName[name]
	if ok {
		value = v.value
	}
	return value, ok
}

// zoneKey names the zone of a question that is under way. The name that it has itself
// may say nothing, or be that of others.
func zoneKey(loc *time.Location) string { return fmt.Sprintf("%p", loc) }

// hold keeps what q names by a text until release, which is called when it has been
// answered. An expression that cannot be read is not kept: SQL tells.
func hold(q model.Query) (release func()) {
	var all []func()
	var take func(model.Expr)
	takeAll := func(xs []model.Expr) {
		for _, x := range xs {
			take(x)
		}
	}
	take = func(x model.Expr) {
		var release func()
		switch x := x.(type) {
		case model.And:
			takeAll(x)
		case model.Or:
			takeAll(x)
		case model.Not:
			take(x.X)
		case model.Match:
			if x.How == model.Regexp {
				release, _ = patterns.hold(x.Text, func() (*regexp.Regexp, error) { return compilePattern(x.Text) })
			}
		case model.Cycle:
			release, _ = zones.hold(zoneKey(q.Zone()), func() (*time.Location, error) { return q.Zone(), nil })
		}
		if release != nil {
			all = append(all, release)
		}
	}
	take(q.Where)
	return func() {
		for _, release := range all {
			release()
		}
	}
}
