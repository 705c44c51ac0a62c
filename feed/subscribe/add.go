package subscribe

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/model"
)

// AddOptions says how a place is added.
type AddOptions struct {
	Once bool     // what is there now is read, and nothing is followed
	Tags []string // that a feed is filed under

	Failed func(error)       // hears of what cannot be read, each a *feed.SourceError
	Saved  func(model.Saved) // hears of what has been saved so far; nil: nobody
}

// Added is what came of adding a place.
type Added struct {
	Saved    model.Saved
	Sought   bool     // a feed was looked for: the place is an address
	Followed bool     // there is one, which is followed
	Feed     string   // its address, where a page offers it and it was read instead
	Others   []string // the addresses of other feeds that the page offers
	Lists    []string // the lists of feeds that are there; nothing in them is followed
}

// Add takes in what is at a place, as feed.Load does. The feed at an address is
// followed from then on, and so is the first that a page offers, which is then read
// in the place of the page. A name and a password in the address are kept for it
// first: what is followed goes on being refreshed. What was saved before an error
// stays; the error is one of the library, of Logins, or ctx's.
func (s *Service) Add(ctx context.Context, place string, o AddOptions) (a Added, err error) {
	opts := s.options()
	address, remote := feed.Address(place)
	if !remote || o.Once {
		opts.List = func(path string) { a.Lists = append(a.Lists, path) }
		a.Saved, err = s.batcher(o).Load(ctx, []string{place}, opts, o.Failed)
		return a, err
	}
	opts.List = func(string) { a.Lists = []string{place} }
	login := feed.Login(place)
	f, err := s.addFeed(ctx, model.Subscription{Address: address, Tags: o.Tags}, login, opts, o, &a)
	if err == nil && f.Err == nil && len(f.Offers) > 0 {
		a.Feed, opts.List = f.Offers[0].Address, nil
		for _, other := range f.Offers[1:] {
			a.Others = append(a.Others, other.Address)
		}
		if !fetch.SameServer(address, a.Feed) {
			login = nil
		}
		f, err = s.addFeed(ctx, model.Subscription{Address: a.Feed, Page: address, Tags: o.Tags}, login, opts, o, &a)
	}
	a.Sought = true
	if f.Err != nil {
		o.Failed(f.Err)
	}
	return a, err
}

// addFeed saves what is at an address, and follows it if it is a feed.
func (s *Service) addFeed(ctx context.Context, sub model.Subscription, login *url.Userinfo, opts feed.Options, o AddOptions, a *Added) (f feed.Fetched, err error) {
	if login != nil {
		undo, bad := s.Logins.Keep(map[string]*url.Userinfo{sub.Address: login}, true)
		if bad != nil {
			return f, bad
		}
		defer func() {
			if !a.Followed {
				err = cmp.Or(err, undo())
			}
		}()
	}
	have, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return f, err
	}
	if i := slices.IndexFunc(have, func(h model.Subscription) bool { return h.Address == sub.Address }); i >= 0 {
		sub.Title = have[i].Title
	}
	a.Saved, err = s.batcher(o).Save(ctx, func(ctx context.Context, emit func(*model.Article) error) error {
		var err error
		f, err = feed.Fetch(ctx, feed.Feed{Address: sub.Address}, opts, func(a *model.Article, followed bool) error {
			if followed && sub.Title == "" {
				sub.Title = freeTitle(have, sub.Address, a.Source)
			}
			if followed {
				a.Source = sub.Title
			}
			return emit(a)
		})
		return err
	})
	if err == nil && f.Followed {
		_, err = s.Follow(ctx, []model.Subscription{sub})
		a.Followed = err == nil
	}
	return f, err
}

func (s *Service) batcher(o AddOptions) feed.Batcher {
	return feed.Batcher{Library: s.Library, Now: s.Now, Saved: o.Saved}
}
