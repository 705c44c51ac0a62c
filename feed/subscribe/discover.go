package subscribe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"dateline/feed"
	"dateline/feed/discover"
	"dateline/feed/fetch"
	"dateline/model"
)

// maxAnswer bounds what is read to find the feed of a page of a known site, in bytes.
const maxAnswer = 8 << 20

// known returns the feeds of a page of a site that is known, and whether it is one for
// sure. There are none where the site does not tell.
func (s *Service) known(ctx context.Context, page string) (feeds []discover.Feed, sure bool) {
	u, err := url.Parse(page)
	if err != nil {
		return nil, false
	}
	l, ok := discover.Page(u)
	if !ok {
		return nil, false
	}
	if l.Ask != "" {
		l.Feeds = l.Read(s.answer(ctx, l.Ask))
	}
	for _, f := range l.Feeds {
		if address, ok := feed.Address(f.Address); ok {
			feeds = append(feeds, discover.Feed{Title: f.Title, Address: address})
		}
	}
	return feeds, l.Sure
}

// neverRead reports whether nobody has seen yet what is at the address of a feed: it was
// down when it was added, or a list named it.
func neverRead(f model.Subscription) bool { return f.Schedule.Interval == 0 && f.At == "" }

// isPage reports whether what was fetched is a page and no feed.
func isPage(got feed.Fetched) bool { return errors.Is(got.Err, feed.ErrPage) }

// discover finds the feed of a page that is followed as if it were one, and fetches that:
// the page stays what its articles are known by. A page without a feed is read itself.
func (s *Service) discover(ctx context.Context, f model.Subscription, page feed.Fetched) (model.Subscription, feed.Fetched, []model.Article, error) {
	feeds, sure := s.known(ctx, f.Address)
	if !sure {
		feeds = page.Offers
	}
	was := f
	switch len(feeds) {
	case 0:
		f.Page = f.Address
	case 1:
		f.At, f.Page = feeds[0].Address, f.Address
	default:
		page.Err = &feed.SourceError{Path: f.Address, Err: fmt.Errorf("it is a page that offers %d feeds; 'dateline add %s' lists them", len(feeds), f.Address)}
		return f, page, nil, nil
	}
	got, articles, err := feed.Check(ctx, feedOf(f), s.options())
	if got.Err != nil {
		return was, got, nil, err
	}
	return f, got, articles, err
}

// answer returns what is at an address, or nothing: then what is at the page tells what
// is wrong.
func (s *Service) answer(ctx context.Context, address string) []byte {
	client := s.Feeds.Client
	if client == nil {
		client = fetch.New(fetch.Options{})
	}
	r, err := client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return nil
	}
	defer r.Body.Close()
	content, _ := io.ReadAll(io.LimitReader(r.Body, maxAnswer))
	return content
}

// isDown reports whether an error says that a server cannot be reached or does not work
// now, so that it is worth trying again.
func isDown(err error) bool {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return status.Code >= 500 || status.Code == http.StatusTooManyRequests || status.Code == http.StatusRequestTimeout
	}
	for _, down := range []error{fetch.ErrUnreachable, fetch.ErrTimeout, fetch.ErrBroken, fetch.ErrSilent, fetch.ErrSlow, fetch.ErrTLS} {
		if errors.Is(err, down) {
			return true
		}
	}
	return false
}
