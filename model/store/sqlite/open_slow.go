package sqlite

import (
	"context"
	"net/url"
	"strings"
	"sync"

	"dateline/model"
)

// slowPragmas are for the connections that answer slow questions: these may be many.
var slowPragmas = []string{"query_only(1)", "cache_size(-1024)"}

// idleSlow is how many connections for slow questions stay when nobody asks one.
const idleSlow = 2

// openSlow makes the pool for slow questions, which has a connection for each of them:
// so the quick ones find one that is free, and no slow one waits for another reader's.
func (s *Catalog) openSlow(mode url.Values) error {
	db, err := connect(s.path, mode, 0, slowPragmas...)
	if err == nil {
		db.SetMaxIdleConns(idleSlow)
		s.slow = &statementCache{DB: db}
	}
	return err
}

// slowly returns l for slow questions. In memory and within a transaction there is one
// connection for all.
func (l *Library) slowly() *Library {
	if l.slow == nil {
		return l
	}
	c := &Catalog{read: l.slow, slow: l.slow, path: l.path, sortInMemory: l.sortInMemory, allocator: l.allocator, heavy: l.heavy, texts: l.texts, thorough: l.thorough}
	return c.libraryOf(l.reader, l.id)
}

// limitHeavy answers a reader's question that looks at many articles, one at a time of
// each reader: so none takes all memory.
func (l *Library) limitHeavy(ctx context.Context, f func(*Library) error) error {
	leave, err := l.heavy.enter(ctx, l.reader)
	if err != nil {
		return err
	}
	defer leave()
	return f(l.slowly())
}

// forList returns l for reading a list: slowly where many articles may have to be looked
// at until some answer.
func (l *Library) forList(w *sqlPlan) *Library {
	byDate := w.q.Sort != model.BySource && w.q.Sort != model.ByTitle
	if _, counted := l.rollupOf(w.plan); w.q.Where == nil || counted && byDate {
		return l
	}
	looked := strings.Contains(w.sql.String(), "dl_")
	switch w.driver.by {
	case byStarred, byHidden, byTag, byOwnTag, byStory, byArrival: // few
	default:
		looked = looked || w.sql.String() != "1"
	}
	if looked {
		return l.slowly()
	}
	return l
}

// slots let each reader do one thing at a time.
type slots struct {
	mu sync.Mutex
	of map[int64]*slot // of those who do or want to
}

type slot struct {
	held  chan struct{}
	users int // that hold it or wait
}

// enter waits for the slot of a reader, until ctx ends. leave gives it back.
func (s *slots) enter(ctx context.Context, who int64) (leave func(), err error) {
	own := s.use(who)
	select {
	case own.held <- struct{}{}:
		return func() {
			<-own.held
			s.drop(who)
		}, nil
	case <-ctx.Done():
		s.drop(who)
		return nil, ctx.Err()
	}
}

func (s *slots) use(who int64) *slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.of[who]
	if own == nil {
		own = &slot{held: make(chan struct{}, 1)}
		if s.of == nil {
			s.of = make(map[int64]*slot)
		}
		s.of[who] = own
	}
	own.users++
	return own
}

func (s *slots) drop(who int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.of[who]
	if own.users--; own.users == 0 {
		delete(s.of, who)
	}
}
