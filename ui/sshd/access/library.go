package access

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"dateline/model"
)

// Library is the library of a visitor. It refuses with model.ErrNotAllowed what his role
// does not allow, and with model.ErrReadOnly everything that changes something to a guest.
//
// Of a reader who is not in the catalogue yet nothing is stored until his first act: he
// reads as nobody does, and the act makes him a reader. It fails where no more are made.
type Library struct {
	*visit
	also func(model.Mark) error // see Guarded; nil: nobody else is asked
}

// visit is what the Libraries that Guarded returns have in common.
type visit struct {
	c       *Control
	visitor Visitor
	nobody  model.Library // for a reader who is not in the catalogue, or a guest
	role    atomic.Uint32

	own     atomic.Pointer[model.Library] // nil: there is none
	binding sync.Mutex
	looked  atomic.Pointer[state] // in which there was no such reader
}

var _ model.Library = (*Library)(nil)

// Library returns the library of a visitor as his role lets him use it.
func (c *Control) Library(ctx context.Context, v Visitor) (*Library, error) {
	l := &Library{visit: &visit{c: c, visitor: v}}
	l.SetRole(v.Role)
	var err error
	if v.ID != "" {
		err = l.bind(ctx, v.ID)
	} else {
		l.nobody, err = c.catalog.Reader(ctx, model.GuestReader)
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Limit returns the library of a reader as a role lets him use it.
func Limit(own model.Library, r model.Role) *Library {
	l := &Library{visit: new(visit)}
	l.own.Store(&own)
	l.SetRole(r)
	return l
}

// SetRole sets the role from now on.
func (l *Library) SetRole(r model.Role) { l.role.Store(uint32(r)) }

// Role returns the role.
func (l *Library) Role() model.Role { return model.Role(l.role.Load()) }

// bind makes the library that of a reader.
func (v *visit) bind(ctx context.Context, id model.ReaderID) error {
	v.binding.Lock()
	defer v.binding.Unlock()
	if v.own.Load() != nil {
		return nil
	}
	own, err := v.c.catalog.Reader(ctx, id)
	if err == nil {
		v.own.Store(&own)
	}
	return err
}

// bound returns the library of the visitor as a reader, and nil as long as he is none. He
// may have become one in another of his sessions.
func (v *visit) bound(ctx context.Context) model.Library {
	if own := v.own.Load(); own != nil {
		return *own
	}
	s := v.c.state.Load()
	if v.visitor.Guest || v.looked.Load() == s {
		return nil
	}
	now, in := s.still(v.visitor, v.c.now())
	if !in || now.ID == "" {
		v.looked.Store(s)
		return nil
	}
	if v.bind(ctx, now.ID) != nil {
		return nil // it is tried again
	}
	return *v.own.Load()
}

// reading returns what the visitor reads.
func (l *Library) reading(ctx context.Context) model.Library {
	if own := l.bound(ctx); own != nil {
		return own
	}
	return l.nobody
}

// errGuest is what a guest is told who would change something.
var errGuest = fmt.Errorf("guests change nothing; come in with a key to keep what you do: %w", model.ErrReadOnly)

// errReadOnly does not say where the library is.
var errReadOnly = fmt.Errorf("nothing can be changed now: %w", model.ErrReadOnly)

// change changes something in a visitor's library. Where he is no reader yet it makes him
// one, unless idle says that the change would come to nothing.
func change[T any](ctx context.Context, l *Library, idle bool, none T, do func(model.Library) (T, error)) (T, error) {
	var zero T
	if l.visitor.Guest {
		return zero, errGuest
	}
	own := l.bound(ctx)
	if own == nil {
		if idle {
			return none, ctx.Err()
		}
		id, err := l.c.makeReader(ctx, l.visitor)
		if err == nil {
			err = l.bind(ctx, id)
		}
		if err != nil {
			return zero, outward(err)
		}
		own = *l.own.Load()
	}
	var shared *model.Mark
	got, err := do(own.Guarded(func(m model.Mark) error {
		shared = &m
		return l.allow(m)
	}))
	if shared != nil && err == nil {
		l.note(*shared, any(got))
	}
	return got, outward(err)
}

// note tells the log who has changed what all readers see.
func (l *Library) note(m model.Mark, got any) {
	if l.c == nil { // it is limited alone
		return
	}
	act, _ := got.(model.Act)
	switch m.Do {
	case model.SetDate, model.ResetDate:
		l.c.log.Info("dates changed", "reader", l.visitor.Name, "articles", act.N)
	case model.SetSubscription, model.UnsetSubscription:
		l.c.log.Info("sources changed", "reader", l.visitor.Name, "first", m.Tag, "sources", act.N)
	case model.SetView, model.UnsetView:
		l.c.log.Info("shared view changed", "reader", l.visitor.Name, "view", m.Tag)
	default:
		l.c.log.Info("changed for all", "reader", l.visitor.Name, "articles", act.N)
	}
}

// outward returns an error as a visitor may see it.
func outward(err error) error {
	if errors.Is(err, model.ErrReadOnly) {
		return errReadOnly
	}
	return err
}

// allow says why a visitor may not change what all readers see, or nothing.
func (l *Library) allow(m model.Mark) error {
	if l.Role() < model.RoleEditor {
		switch m.Do {
		case model.SetDate, model.ResetDate:
			return fmt.Errorf("only an editor changes dates: %w", model.ErrNotAllowed)
		case model.SetView, model.UnsetView:
			return fmt.Errorf("only an editor changes shared views: %w", model.ErrNotAllowed)
		case model.SetSubscription, model.UnsetSubscription:
			return fmt.Errorf("only an editor changes sources: %w", model.ErrNotAllowed)
		}
		return fmt.Errorf("only an editor changes what all readers see: %w", model.ErrNotAllowed)
	}
	if l.also != nil {
		return l.also(m)
	}
	return nil
}

// allowMark is allow for a mark that is not made yet.
func (l *Library) allowMark(do model.ActionKind) error {
	if l.visitor.Guest || do != model.SetDate && do != model.ResetDate {
		return nil
	}
	return l.allow(model.Mark{Do: do})
}

// Guarded implements model.Library.
func (l *Library) Guarded(allow func(model.Mark) error) model.Library {
	return &Library{visit: l.visit, also: func(m model.Mark) error {
		if l.also != nil {
			if err := l.also(m); err != nil {
				return err
			}
		}
		return allow(m)
	}}
}

// Who implements model.Library. It is model.GuestReader for who is no reader yet.
func (l *Library) Who() model.ReaderID { return l.reading(context.Background()).Who() }

// ReadOnly implements model.Library.
func (l *Library) ReadOnly() bool {
	if own := l.own.Load(); own != nil {
		return (*own).ReadOnly()
	}
	return l.visitor.Guest || l.c.catalog.ReadOnly()
}

// Watch implements model.Library. It goes on when a visitor becomes a reader.
func (l *Library) Watch(ctx context.Context) <-chan struct{} {
	if own := l.bound(ctx); own != nil || l.visitor.Guest {
		return l.reading(ctx).Watch(ctx)
	}
	out := make(chan struct{}, 1)
	go func() {
		defer close(out)
		l.watchNobody(ctx, out)
		if own := l.bound(ctx); own != nil {
			tell(out) // of what has changed while nobody looked
			for range own.Watch(ctx) {
				tell(out)
			}
		}
	}()
	return out
}

// watchNobody hands on what nobody's library is told, until the visitor is a reader or ctx
// ends.
func (l *Library) watchNobody(ctx context.Context, out chan struct{}) {
	until, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := l.nobody.Watch(until)
	for l.bound(ctx) == nil {
		made, leave := l.c.waiting.enter(l.visitor.who)
		for waits := l.bound(ctx) == nil; waits; {
			select {
			case _, open := <-watch:
				tell(out)
				waits = open && l.bound(ctx) == nil
			case <-made:
				waits = false
			}
		}
		leave()
		if ctx.Err() != nil {
			return
		}
	}
}

// tell leaves a signal, unless one is waiting.
func tell(out chan struct{}) {
	select {
	case out <- struct{}{}:
	default:
	}
}
