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
	"dateline/model/suggest"
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
// the first that a page offers, of which the others are named; of anything else it
// says that nothing is followed. A name and a password in the address are kept for
// it. tell, if not nil, hears of what has been saved.
func (p *program) addAddress(ctx context.Context, lib model.Library, place string, tags []string, tell func(model.Saved)) (said string, failed, err error) {
	address, _ := feed.Address(place)
	login := feed.Login(place)
	list, offers := false, []feed.Feed(nil)
	f, saved, err := p.fetch(ctx, lib, model.Subscription{Address: address, Tags: tags}, login, tell, func() { list = true })
	said = savedInWords(saved)
	if err == nil && f.Err == nil && len(f.Offers) > 0 {
		offer := f.Offers[0].Address
		offers = f.Offers[1:]
		if !fetch.SameServer(address, offer) {
			login = nil
		}
		f, saved, err = p.fetch(ctx, lib, model.Subscription{Address: offer, Page: address, Tags: tags}, login, tell, nil)
		said = "its feed " + offer + ": " + savedInWords(saved)
	}
	switch {
	case f.Followed:
		said += ", followed" + otherFeeds(offers)
	case list:
		said += listWords(place, place)
	default:
		said += "; nothing is followed: there is no feed"
	}
	if err != nil || f.Err != nil && saved == (model.Saved{}) {
		said = ""
	}
	return model.CleanLine(said), f.Err, err
}

// otherFeeds says which feeds a page offers beside the one that is followed.
func otherFeeds(offers []feed.Feed) string {
	var addresses []string
	for _, f := range offers {
		addresses = append(addresses, f.Address)
	}
	if n := len(addresses); n > mostOffers {
		addresses = append(addresses[:mostOffers], fmt.Sprintf("and %d more", n-mostOffers))
	}
	switch len(addresses) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("; it offers another: 'dateline add %s' follows it", addresses[0])
	}
	return "; it offers others, which 'dateline add ADDRESS' follows: " + strings.Join(addresses, ", ")
}

// mostOffers bounds how many feeds of a page are named.
const mostOffers = 5

// listWords says behind what was added of a place how to follow the feeds of the
// lists in it.
func listWords(place string, lists ...string) string {
	var words string
	for _, path := range lists {
		what := "it"
		if path != place {
			what = printable(path)
		}
		words += fmt.Sprintf("; %s is a list of feeds: 'dateline import %s' follows them", what, printable(path))
	}
	return words
}

// fetch saves what is at an address, and follows it if it is a feed; list, if not
// nil, hears that it is a list of feeds. login, if not
// nil, is kept for it first: what is followed goes on being refreshed.
func (p *program) fetch(ctx context.Context, lib model.Library, s model.Subscription, login *url.Userinfo, tell func(model.Saved), list func()) (f feed.Fetched, saved model.Saved, err error) {
	if login != nil {
		undo, bad := p.credentials().Keep(map[string]*url.Userinfo{s.Address: login}, true)
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
	saved, err = feed.Batcher{Library: lib, Now: p.now, Saved: tell}.Save(ctx, func(ctx context.Context, emit func(*model.Article) error) error {
		var err error
		opts := p.optionsFor(lib)
		if list != nil {
			opts.List = func(string) { list() }
		}
		f, err = feed.Fetch(ctx, feed.Feed{Address: s.Address}, opts, func(a *model.Article, followed bool) error {
			if followed && s.Title == "" {
				s.Title = freeTitle(have, s.Address, a.Source)
			}
			if followed {
				a.Source = s.Title
			}
			return emit(a)
		})
		return err
	})
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
			return 0, errors.New("several feeds have that title; name its address")
		default:
			found = i
		}
	}
	if found < 0 {
		var titles []string
		for _, f := range feeds {
			titles = append(titles, f.Title)
		}
		return 0, fmt.Errorf("you follow no such feed%s", cmp.Or(suggest.DidYouMean(name, titles), "; 'dateline sources' lists them"))
	}
	return found, nil
}
