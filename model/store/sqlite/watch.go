package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// everybody is whom a change of the catalogue concerns; one of a state concerns the
// reader of that number.
const everybody = 0

// everything is what who watches all there is watches.
const everything = everybody

// aboutReaders is whom a change of who the readers are concerns: those alone who watch
// that, or all there is. A thousand screens need not ask anew for each of a thousand who
// come.
const aboutReaders = -1

// hub hands signals that something moved to those who watch.
type hub struct {
	mu       sync.Mutex
	watchers map[chan struct{}]int64 // and the reader each of them watches for
	closed   bool
}

// add returns a channel that receives what concerns a reader, who the readers are
// (aboutReaders), or all there is.
func (h *hub) add(who int64) chan struct{} {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(ch)
		return ch
	}
	if h.watchers == nil {
		h.watchers = make(map[chan struct{}]int64)
	}
	h.watchers[ch] = who
	return ch
}

func (h *hub) drop(ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.watchers[ch]; ok {
		delete(h.watchers, ch)
		close(ch)
	}
}

// signal tells those whom a change concerns, and those who watch all.
func (h *hub) signal(who int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch, of := range h.watchers {
		if of != who && of != everything && (who != everybody || of == aboutReaders) {
			continue
		}
		select {
		case ch <- struct{}{}:
		default: // a signal is waiting already
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch := range h.watchers {
		delete(h.watchers, ch)
		close(ch)
	}
}

// Watch implements model.Catalog.
func (s *Catalog) Watch(ctx context.Context) <-chan struct{} { return s.watch(ctx, everything) }

// WatchReaders implements model.ReaderStore.
func (s *Catalog) WatchReaders(ctx context.Context) <-chan struct{} {
	return s.watch(ctx, aboutReaders)
}

// watch is hub.add, until ctx ends.
func (s *Catalog) watch(ctx context.Context, who int64) <-chan struct{} {
	s.others.enter()
	ch := s.hub.add(who)
	context.AfterFunc(ctx, func() {
		s.hub.drop(ch)
		s.others.leave()
	})
	return ch
}

// pollEvery is how often a library on disk is looked at for the changes of other
// programs, while somebody watches. PRAGMA data_version costs microseconds.
const pollEvery = 250 * time.Millisecond

// pollPragmas are for the connection that looks: one that waited for a lock would
// only look later.
var pollPragmas = []string{"query_only(1)", "cache_size(-16)", "busy_timeout(0)"}

// poller looks for the changes of other programs as long as anybody watches, on one
// connection whoever they are. Changes of this Catalog's own writer are seen, too; one
// signal more does no harm.
type poller struct {
	db     *sql.DB // keeps no connection that is idle; nil in memory, where nobody else is
	moved  func(ctx context.Context, db querier) ([]int64, error)
	signal func(who int64)

	mu       sync.Mutex
	watchers int
	stop     func() // ends polling, and has waited for that; nil: nothing polls
	closed   bool
}

// newPoller returns a poller that gives signals. moved says whose library has moved since
// it was last asked.
func newPoller(db *sql.DB, signal func(who int64), moved func(context.Context, querier) ([]int64, error)) *poller {
	db.SetMaxIdleConns(0)
	return &poller{db: db, signal: signal, moved: moved}
}

// versions are how often what concerns each reader, and everybody, has changed.
type versions map[int64]int64

// moved returns whose version is another than when it was last asked.
func (v versions) moved(ctx context.Context, db querier) ([]int64, error) {
	var who []int64
	err := each(ctx, db, fmt.Sprintf("SELECT id, version FROM reader UNION ALL SELECT %d, value FROM meta WHERE name = '%s' UNION ALL SELECT %d, value FROM meta WHERE name = '%s'",
		everybody, metaVersion, aboutReaders, metaReadersVersion), func(rs *sql.Rows) error {
		var id, version int64
		err := rs.Scan(&id, &version)
		if v[id] != version {
			v[id], who = version, append(who, id)
		}
		return err
	})
	return who, err
}

// enter polls for one watcher more.
func (p *poller) enter() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.watchers++; p.watchers > 1 || p.closed {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.run(ctx)
	}()
	p.stop = func() {
		cancel()
		<-ended
	}
}

// leave polls for one watcher less.
func (p *poller) leave() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.watchers--; p.watchers == 0 {
		p.end()
	}
}

// close ends polling for good.
func (p *poller) close() error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.end()
	return p.db.Close()
}

func (p *poller) end() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// run looks until ctx ends. What fails is tried again: what moved meanwhile is not known
// then, and signalled to everybody.
func (p *poller) run(ctx context.Context) {
	l := look{poller: p}
	defer l.close()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		who, err := l.again(ctx)
		if err != nil {
			l.close()
		}
		for _, who := range who {
			p.signal(who)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// look is what a poller has seen on a connection.
type look struct {
	*poller
	conn    *sql.Conn // nil: to be opened
	version int       // a number that says something on this connection alone
	failed  bool      // a look
}

// again returns whose library has moved since the last look, or since it was opened;
// everybody's after one that failed.
func (l *look) again(ctx context.Context) (who []int64, err error) {
	defer func() { l.failed = err != nil }()
	fresh := l.conn == nil
	if fresh {
		if l.conn, err = l.db.Conn(ctx); err != nil {
			return nil, err
		}
	}
	version, err := dataVersion(ctx, l.conn)
	if err != nil || !fresh && version == l.version {
		return nil, err
	}
	if who, err = l.moved(ctx, l.conn); l.failed {
		who = []int64{everybody, aboutReaders}
	}
	l.version = version
	return who, err
}

// close gives the connection back.
func (l *look) close() {
	if l.conn != nil {
		_ = l.conn.Close()
		l.conn = nil
	}
}
