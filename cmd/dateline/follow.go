package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/model"
)

// follow subscribes to feeds and returns how many are new. Those that are
// followed already take only what they lack.
func (p *program) follow(ctx context.Context, lib model.Library, feeds []model.Subscription) (int, error) {
	have, err := lib.Subscriptions(ctx)
	if err != nil {
		return 0, err
	}
	known := make(map[string]model.Subscription, len(have))
	for _, f := range have {
		known[f.Address] = f
	}
	for n, f := range feeds {
		old, ok := known[f.Address]
		if !ok {
			known[f.Address] = f
			continue
		}
		old.Title, old.Page = cmp.Or(old.Title, f.Title), cmp.Or(old.Page, f.Page)
		for _, t := range f.Tags {
			if !slices.Contains(old.Tags, t) {
				old.Tags = append(slices.Clip(old.Tags), t)
			}
		}
		feeds[n] = old
	}
	return lib.Subscribe(ctx, feeds, p.now())
}

// addAddress adds what is at an address and says what came of it: "" where there
// is nothing to say but why it failed. A feed is followed from then on, and so is
// the first that a page offers; a name and a password in the address are kept for
// it. tell, if not nil, hears of what has been saved.
func (p *program) addAddress(ctx context.Context, lib model.Library, place string, tags []string, tell func(model.Saved)) (said string, failed, err error) {
	address, _ := feed.Address(place)
	login := feed.Login(place)
	f, saved, err := p.fetch(ctx, lib, model.Subscription{Address: address, Tags: tags}, login, tell)
	said = savedInWords(saved)
	if err == nil && f.Err == nil && len(f.Offers) > 0 {
		offer := f.Offers[0].Address
		if !fetch.SameServer(address, offer) {
			login = nil
		}
		f, saved, err = p.fetch(ctx, lib, model.Subscription{Address: offer, Page: address, Tags: tags}, login, tell)
		said = "its feed " + offer + ": " + savedInWords(saved)
	}
	if f.Followed {
		said += ", followed"
	}
	if err != nil || f.Err != nil && saved == (model.Saved{}) {
		said = ""
	}
	return model.CleanLine(said), f.Err, err
}

// fetch saves what is at an address, and follows it if it is a feed. login, if not
// nil, is kept for it first: what is followed goes on being refreshed.
func (p *program) fetch(ctx context.Context, lib model.Library, s model.Subscription, login *url.Userinfo, tell func(model.Saved)) (f feed.Fetched, saved model.Saved, err error) {
	if login != nil {
		undo, bad := p.keepLogins(map[string]*url.Userinfo{s.Address: login}, true)
		if bad != nil {
			return f, saved, bad
		}
		defer func() {
			if !f.Followed || err != nil {
				err = cmp.Or(err, undo())
			}
		}()
	}
	have, err := lib.Subscriptions(ctx)
	if err != nil {
		return f, saved, err
	}
	if i := slices.IndexFunc(have, func(h model.Subscription) bool { return h.Address == s.Address }); i >= 0 {
		s.Title = have[i].Title
	}
	saved, err = p.saveAll(ctx, lib, func(ctx context.Context, emit func(*model.Article) error) error {
		var err error
		f, err = feed.Fetch(ctx, feed.Feed{Address: s.Address}, p.optionsFor(lib), func(a *model.Article, followed bool) error {
			if followed && s.Title == "" {
				s.Title = freeTitle(have, s.Address, a.Source)
			}
			if followed {
				a.Source = s.Title
			}
			return emit(a)
		})
		return err
	}, tell)
	if err == nil && f.Followed {
		_, err = p.follow(ctx, lib, []model.Subscription{s})
	}
	return f, saved, err
}

// freeTitle returns the title of the feed at an address, told from that of
// another feed, so that a list says which is which.
func freeTitle(feeds []model.Subscription, address, title string) string {
	for _, f := range feeds {
		u, err := url.Parse(address)
		if err == nil && f.Address != address && strings.EqualFold(f.Title, title) {
			return fmt.Sprintf("%s (%s)", title, u.Hostname()+strings.TrimSuffix(u.Path, "/"))
		}
	}
	return title
}

// findFeed returns which of feeds a reader means: by its address, its title or
// its website.
func findFeed(feeds []model.Subscription, name string) (int, error) {
	address, _ := feed.Address(name)
	name = model.CleanLine(name)
	found := -1
	for i, f := range feeds {
		switch {
		case f.Address == name || f.Address == address && address != "":
			return i, nil
		case !strings.EqualFold(f.Title, name) && (f.Page != name || name == ""):
		case found >= 0:
			return 0, errors.New("more than one feed is called so: name its address")
		default:
			found = i
		}
	}
	if found < 0 {
		return 0, errors.New("you follow no such feed; 'dateline sources' lists them")
	}
	return found, nil
}
