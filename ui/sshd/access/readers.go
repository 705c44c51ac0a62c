package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/model/tokenize"
)

const (
	// listEvery bounds how often the readers are listed, however many are new.
	listEvery = time.Second
	// listAnyway is after how long they are listed, whatever is told of them: who is
	// removed must not stay because of a signal that was lost.
	listAnyway = 10 * time.Second
)

// followReaders lists the readers whenever they have changed, until ctx ends.
func (c *Control) followReaders(ctx context.Context, watch <-chan struct{}) {
	failed := false
	rest, anyway := time.NewTimer(0), time.NewTicker(listAnyway)
	defer rest.Stop()
	defer anyway.Stop()
	for {
		select {
		case <-rest.C:
		case <-ctx.Done():
			return
		}
		if !failed {
			select {
			case _, open := <-watch:
				if !open {
					return
				}
			case <-anyway.C:
			}
		}
		err := c.listReaders(ctx)
		if err != nil && !failed && ctx.Err() == nil {
			c.log.Warn("the readers cannot be listed; those known before count", "error", err)
		}
		failed = err != nil
		rest.Reset(listEvery)
	}
}

// listReaders puts the readers of the catalogue in force.
func (c *Control) listReaders(ctx context.Context) error {
	c.making.Lock()
	defer c.making.Unlock()
	return c.list(ctx)
}

// list is listReaders for who holds making.
func (c *Control) list(ctx context.Context) error {
	all, err := c.catalog.Readers(ctx)
	if err != nil {
		return err
	}
	was := c.state.Load().readers
	changed := c.replace(func(s *state) bool {
		if slices.EqualFunc(s.readers.all, all, sameReader) {
			return false
		}
		s.readers = newReaderSet(all)
		return true
	})
	if changed && len(was.all) > 0 { // not at first
		c.tell(was, c.state.Load().readers)
	}
	c.waiting.tell(&c.state.Load().readers)
	return nil
}

// sameReader reports whether two say the same of a reader.
func sameReader(a, b model.Reader) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Role == b.Role && slices.Equal(a.Keys, b.Keys)
}

// tell logs which readers are new, gone or other than they were.
func (c *Control) tell(was, now readerSet) {
	for i := range now.all {
		r := &now.all[i]
		switch before := was.byID[r.ID]; {
		case before == nil:
			c.log.Info("reader added", about(r)...)
		case !sameReader(*before, *r):
			c.log.Info("reader changed", about(r)...)
		}
	}
	for i := range was.all {
		if r := &was.all[i]; now.byID[r.ID] == nil {
			c.log.Info("reader removed", about(r)...)
		}
	}
}

// about is what the log says of a reader.
func about(r *model.Reader) []any {
	fingerprints := make([]string, len(r.Keys))
	for i, line := range r.Keys {
		fingerprints[i] = "unknown"
		if key, _, _ := ParseKey(line); key != nil {
			fingerprints[i] = gossh.FingerprintSHA256(key)
		}
	}
	return []any{"reader", r.Name, "role", roleName(r.Role), "keys", fingerprints}
}

// roleName returns what a role is called where it is typed and shown.
func roleName(r model.Role) string {
	return [...]string{model.RoleReader: "reader", model.RoleEditor: "editor", model.RoleAdmin: "admin"}[min(r, model.RoleAdmin)]
}

// Why no reader is made of somebody new.
var (
	errTooMany  = errors.New("the server takes no more readers: nothing of yours is kept")
	errTooOften = errors.New("the server has taken many new readers in this hour: nothing of yours is kept; try again later")
	errOut      = errors.New("you are no longer let in")
)

// makeReader makes the reader whom a visitor is, unless there is one by now.
func (c *Control) makeReader(ctx context.Context, v Visitor) (model.ReaderID, error) {
	c.making.Lock()
	defer c.making.Unlock()
	for again := false; ; again = true {
		s := c.state.Load()
		now, in := s.still(v, c.now())
		switch {
		case !in:
			return "", errOut
		case now.ID != "":
			return now.ID, nil
		}
		if err := s.mayGrow(now, c.now()); err != nil {
			return "", err
		}
		r, err := c.catalog.AddReader(ctx, model.Reader{ID: now.who.id, Name: now.Name, Role: now.Role}, c.now())
		if err == nil {
			c.log.Info("reader added", about(&r)...)
			c.add(r)
			return r.ID, nil
		}
		// Another program may have made him, or somebody of that name, just now.
		if again || !errors.Is(err, model.ErrExists) {
			return "", err
		}
		if err := c.list(ctx); err != nil {
			return "", err
		}
	}
}

// add puts a new reader in force, as list does in time.
func (c *Control) add(r model.Reader) {
	c.replace(func(s *state) bool {
		i, _ := slices.BinarySearchFunc(s.readers.all, r, func(a, b model.Reader) int { return strings.Compare(tokenize.Key(a.Name), tokenize.Key(b.Name)) })
		s.readers = newReaderSet(slices.Insert(slices.Clone(s.readers.all), i, r))
		return true
	})
	c.waiting.tell(&c.state.Load().readers)
}

// waiting are those who are told when there is a reader of an identity.
type waiting struct {
	mu sync.Mutex
	of map[identity]*waiter
}

type waiter struct {
	made chan struct{} // closed when he is there
	n    int           // who wait
}

// enter returns what is closed when there is a reader of an identity, and what leaves
// again.
func (w *waiting) enter(who identity) (made <-chan struct{}, leave func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	own := w.of[who]
	if own == nil {
		own = &waiter{made: make(chan struct{})}
		if w.of == nil {
			w.of = make(map[identity]*waiter)
		}
		w.of[who] = own
	}
	own.n++
	return own.made, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if own.n--; own.n == 0 && w.of[who] == own {
			delete(w.of, who)
		}
	}
}

// tell tells those who wait for one of these readers.
func (w *waiting) tell(all *readerSet) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for who, own := range w.of {
		if all.find(who) != nil {
			close(own.made)
			delete(w.of, who)
		}
	}
}

// mayGrow says why no reader is made of a visitor at a time, or nothing. Those of the file
// are as many as stand there.
func (s *state) mayGrow(v Visitor, at time.Time) error {
	if !v.stranger {
		return nil
	}
	if s.MaxReaders > 0 && len(s.readers.all) >= s.MaxReaders {
		return errTooMany
	}
	n := 0
	for i := range s.readers.all {
		r := &s.readers.all[i]
		if strings.HasPrefix(string(r.ID), fingerprintPrefix) && at.Sub(r.Added) < time.Hour {
			n++
		}
	}
	if s.NewPerHour > 0 && n >= s.NewPerHour {
		return errTooOften
	}
	return nil
}
