package subscribe

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"dateline/feed"
	"dateline/model"
)

// Refreshed is what came of refreshing a feed.
type Refreshed struct {
	Feed  model.Subscription // as it is from now on
	Saved model.Saved
	Err   error  // a *feed.SourceError, or nil; what could be read is saved
	Moved bool   // it is fetched at another address from now on (Feed.At)
	Meets string // the address of the feed that is fetched at the same address, or ""
}

// Listener hears how a refresh goes on. A nil function hears nothing. They are called
// from one goroutine.
type Listener struct {
	Begun func(n int)     // so many feeds are fetched
	Done  func(Refreshed) // of each, in the order in which they come
}

// Refresh fetches feeds, asking their servers for what is newer only, saves what is new
// and keeps when each is to be fetched next. It returns those that it has left out. No
// two refreshes fetch a feed at the same time, whoever runs them. What servers said is kept
// when what they sent is saved, also when the refresh is interrupted. The error is one of
// the library, or ctx's.
func (s *Service) Refresh(ctx context.Context, which Which, hear Listener) (left []LeftOut, err error) {
	all, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	pauses, err := s.Library.HostPauses(ctx, s.Now())
	if err != nil {
		return nil, err
	}
	chosen, left := s.choose(which, all, pauses)
	if len(chosen) == 0 {
		return left, nil
	}
	holder := newHolder()
	// Leases that are still held in the end are given back whatever has happened.
	defer func() {
		if e := s.Library.Release(context.WithoutCancel(ctx), holder); err == nil {
			err = e
		}
	}()
	claimed, held, err := s.claim(ctx, chosen, holder)
	if err != nil {
		return left, err
	}
	claimed, meanwhile := s.choose(which, claimed, pauses)
	left = slices.Concat(left, held, meanwhile)
	if hear.Begun != nil {
		hear.Begun(len(claimed))
	}
	r := &refresh{Service: s, ctx: ctx, holder: holder, all: all, hear: hear, pauses: pauses, turns: newTurns(ctx)}
	late, err := r.run(spread(claimed))
	return append(left, late...), err
}

// refresh is one refresh that is under way.
type refresh struct {
	*Service
	ctx    context.Context
	holder string
	all    []model.Subscription // that are followed
	hear   Listener

	mu     sync.Mutex
	pauses map[string]time.Time // of hosts

	pages sync.WaitGroup // of articles, that are being fetched

	turns *turns // of the documents that are being read
}

// fetched is what came of fetching a feed, until it is saved.
type fetched struct {
	feed     model.Subscription
	got      feed.Fetched
	articles []model.Article
	saved    model.Saved // what was saved already
	err      error       // of the library
	left     time.Time   // it was not fetched: its host is not to be asked before
}

// run fetches feeds side by side, and saves them as they come.
func (r *refresh) run(feeds []model.Subscription) (left []LeftOut, err error) {
	ctx, stop := context.WithCancel(r.ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	results := make(chan fetched)
	queue := make(chan model.Subscription)
	workers.Go(func() { r.renewing(ctx, feeds, r.holder) })
	workers.Go(func() {
		defer close(queue)
		for _, f := range feeds {
			select {
			case queue <- f:
			case <-ctx.Done():
				return
			}
		}
	})
	for range min(len(feeds), r.atOnce()) {
		workers.Go(func() {
			for f := range queue {
				turn := turn{of: r.turns}
				got, err := r.fetch(ctx, f, &turn)
				if err != nil {
					return // ctx is done
				}
				select {
				case results <- got:
					turn.end()
				case <-ctx.Done():
					return
				}
			}
		})
	}
	defer r.pages.Wait()
	return r.gather(results, len(feeds))
}

// atOnce is how many feeds are fetched at the same time: as many as there may be
// connections.
func (s *Service) atOnce() int {
	if s.Feeds.Client == nil {
		return 8
	}
	_, all := s.Feeds.Client.Limits()
	return all
}

// fetch fetches a feed, unless its host has asked for a pause meanwhile.
func (r *refresh) fetch(ctx context.Context, f model.Subscription, t *turn) (fetched, error) {
	r.mu.Lock()
	until := r.pauses[hostOf(f.From())]
	r.mu.Unlock()
	if until.After(r.Now()) {
		return fetched{feed: f, left: until}, nil
	}
	if feed.IsLocal(f.Address) {
		got, saved, err := reread(ctx, &f, f.Address, r.options(), feed.Batcher{Library: r.Library, Now: r.Now}, func(error) {})
		return fetched{feed: f, got: got, saved: saved, err: err}, ctx.Err()
	}
	o := r.options()
	o.Turn = t.begin
	got, articles, err := feed.Check(ctx, feedOf(f), o)
	t.read(false)
	r.heed(f, got)
	if neverRead(f) && isPage(got) {
		f, got, articles, err = r.discover(ctx, f, got)
	}
	if model.CommandName(f.Address) != "" {
		got.Err = called(got.Err, f.Name())
	}
	return fetched{feed: f, got: got, articles: articles}, err
}

// feedOf is what to ask for a feed that is followed.
func feedOf(f model.Subscription) feed.Feed {
	return feed.Feed{Address: f.Address, At: f.At, ETag: f.ETag, LastModified: f.LastModified, UserAgent: f.UserAgent, Proxy: f.Proxy, Page: f.At == "" && f.Page == f.Address}
}

// saveArticles saves the articles of feeds, of which those that have no title yet get
// one, and returns what was done of each feed.
func (r *refresh) saveArticles(of []fetched) ([]model.Saved, error) {
	batches, n := make([][]model.Article, len(of)), 0
	for i := range of {
		f := &of[i].feed
		if f.Title == "" && len(of[i].articles) > 0 {
			f.Title = freeTitle(r.all, f.Address, of[i].articles[0].Source)
			r.all = append(r.all, *f)
		}
		for k := range of[i].articles {
			of[i].articles[k].Source = f.Title
		}
		batches[i] = of[i].articles
		n += len(batches[i])
	}
	if n == 0 {
		return make([]model.Saved, len(of)), nil
	}
	pages, err := r.newPages(of)
	if err != nil {
		return nil, err
	}
	each, err := r.Library.SaveEach(r.ctx, batches, r.Now())
	if err == nil {
		r.fetchPages(of, pages)
	}
	return each, err
}

// refreshed returns what came of a feed.
func (r *refresh) refreshed(w fetched, saved model.Saved, now time.Time) Refreshed {
	f := r.checked(w.feed, w.got, w.articles, saved, now)
	done := Refreshed{Feed: f, Saved: saved, Err: w.got.Err, Moved: f.At != w.feed.At}
	if at := cmp.Or(w.got.Moved, f.At); at != "" {
		i := slices.IndexFunc(r.all, func(o model.Subscription) bool { return o.Address != f.Address && o.From() == at })
		if i >= 0 {
			done.Meets = r.all[i].Address
		}
	}
	return done
}

// checked returns a feed with what a check of it brought.
func (s *Service) checked(f model.Subscription, got feed.Fetched, articles []model.Article, saved model.Saved, now time.Time) model.Subscription {
	c := checkOf(got, articles, saved)
	f.Schedule = c.next(f, now, s.jitter())
	if got.Err != nil {
		return f // of a broken one all is asked for again
	}
	f.Login = got.Login
	f.ETag, f.LastModified = got.ETag, got.LastModified
	if feed.IsLocal(f.Address) && f.Interval == 0 {
		f.Schedule.Next = now.Add(max(localEvery, min(latest, got.Fresh)))
	}
	return c.follow(f, now)
}

// jitter returns a number from 0 to 1.
func (s *Service) jitter() float64 {
	if s.Jitter != nil {
		return s.Jitter()
	}
	return rand.Float64()
}

// heed has this refresh ask nothing more of a host that wants to wait.
func (r *refresh) heed(f model.Subscription, got feed.Fetched) {
	after := checkOf(got, nil, model.Saved{}).next(f, r.Now(), 0)
	if host, until := coolDown(got.Err, after); host != "" {
		r.mu.Lock()
		r.pauses[host] = until
		r.mu.Unlock()
	}
}
