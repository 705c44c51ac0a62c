// Package task does what a session may ask for beyond its library: it refreshes feeds,
// adds a place, reads a page. It reports how far it is and returns in a sentence what
// came of it. Which of that a session may ask for, whoever calls decides.
package task

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/cmd/outcome"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/session"
)

// Refresh fetches the feeds that source names (a title, an address, or a folder for all in
// it), or all where it is "", also where
// they are not due. What was left out is said. now is the reader's clock.
func Refresh(ctx context.Context, feeds []model.Subscription, source string, now time.Time, fetch subscribe.Refresher, report func(host.Progress)) (string, error) {
	which := subscribe.Which{Anyway: true}
	if source != "" {
		var err error
		if feeds, err = named(feeds, source); err != nil {
			return "", err
		}
		which.Named = make([]string, len(feeds))
		for i, f := range feeds {
			which.Named[i] = f.Address
		}
	}
	what := fmt.Sprintf("%d feeds", len(feeds))
	if len(feeds) == 1 {
		what = feeds[0].Name()
	}
	n, all, sum := 0, len(feeds), model.Saved{}
	tell := func() {
		text := "Refreshing " + what
		if len(feeds) > 1 {
			text = fmt.Sprintf("Refreshing, %d of %d feeds, %d added", n, all, sum.Added)
		}
		report(host.Progress{Doing: text})
	}
	tell()
	left, err := fetch(ctx, which, subscribe.Listener{Begun: func(n int) { all = n }, Done: func(r subscribe.Refreshed) {
		n++
		sum.Added, sum.Changed = sum.Added+r.Saved.Added, sum.Changed+r.Saved.Changed
		if r.Err != nil {
			report(host.Progress{Failed: r.Err})
		}
		tell()
	}})
	if err != nil {
		return "", err
	}
	var said []string
	switch {
	case n == 0:
	case sum == (model.Saved{}):
		said = append(said, what+": nothing new")
	default:
		said = append(said, what+": "+outcome.Saved(sum))
	}
	return strings.Join(append(said, outcome.LeftOut(left, now)...), "; ") + ".", nil
}

// named returns the feeds that a name is for: one of its title or address, or those in a
// folder.
func named(feeds []model.Subscription, name string) ([]model.Subscription, error) {
	f, err := subscribe.Find(feeds, name)
	if err == nil {
		return []model.Subscription{f}, nil
	}
	if in, err := (session.Meant{Folder: model.CleanFolder(name)}).Among(feeds); err == nil {
		return in, nil
	}
	return nil, fmt.Errorf("%s is not a feed that you follow", model.CleanLine(name))
}

// Add takes in what is at a place, and follows it if it is a feed.
func Add(ctx context.Context, s *subscribe.Service, place string, report func(host.Progress)) (string, error) {
	name := model.CleanLine(model.WithoutLogin(place))
	var failed []error
	added, err := s.Add(ctx, place, subscribe.AddOptions{
		Failed: func(err error) { failed = append(failed, err) },
		Saved: func(s model.Saved) {
			report(host.Progress{Doing: fmt.Sprintf("Adding %s: %s", name, session.Articles(s.Total()))})
		},
	})
	switch {
	case err != nil:
		return "", err
	case len(added.Choices) > 0:
		return "", several(name, added)
	case len(failed) == 1 && added.Saved == (model.Saved{}) && !added.Down:
		return "", failed[0]
	}
	for _, err := range failed {
		report(host.Progress{Failed: err})
	}
	return name + ": " + outcome.Added(place, added) + ".", nil
}

// several asks which of the feeds of a place is to be added.
func several(name string, added subscribe.Added) error {
	s := &host.Several{Err: outcome.Choices(name, added)}
	for _, f := range added.Choices {
		s.Feeds = append(s.Feeds, host.Offer{Title: f.Title, Address: f.Address})
	}
	return s
}

// Page reads what is at an address, to be shown in the place of the article that links
// to it; nothing of it is kept. The error is feed.ErrSeveral where there is more than one
// article.
func Page(ctx context.Context, address string, o feed.Options) (model.Article, error) {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return model.Article{}, errors.New("only http and https can be opened here")
	}
	a, err := feed.LoadOne(ctx, address, o)
	var source *feed.SourceError
	if errors.As(err, &source) && !errors.Is(err, feed.ErrSeveral) {
		return a, source.Err // whoever asked knows the address
	}
	a.URL = cmp.Or(a.URL, address)
	return a, err
}
