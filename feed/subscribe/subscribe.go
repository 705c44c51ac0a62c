// Package subscribe follows feeds for a library: it finds them, takes in what is in
// them and goes on asking their servers for what is new. It says nothing to anybody;
// what came of it are values.
package subscribe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"dateline/feed"
	"dateline/feed/command"
	"dateline/model"
	"dateline/model/tokenize"
)

// Service follows feeds for one library. Its methods are safe for concurrent use.
type Service struct {
	Library Library
	Logins  Logins
	Now     func() time.Time
	Jitter  func() float64 // from 0 to 1, keeps feeds apart that would be due at once; nil: at random
	Feeds   feed.Options   // how documents are read; Now, Spellings and Command are the service's
	// Commands are those whose output is followed; nil: whoever is served may have none run.
	Commands *command.File
}

// Library keeps the feeds that are followed, and their articles.
type Library interface {
	model.Saver
	model.SubscriptionStore
	model.ScheduleStore
	model.FullTextStore
}

// Logins keeps the names and passwords that stood in addresses.
type Logins interface {
	// Keep keeps them by address, in the place of others only if replace, and
	// returns what takes them back.
	Keep(logins map[string]*url.Userinfo, replace bool) (undo func() error, err error)

	// Has reports whether there are any for an address, also of a folder around it. It
	// asks nobody for them.
	Has(address string) bool

	// Forget forgets that of an address, and reports whether there was one.
	Forget(address string) (removed bool, err error)
}

// Why a name means no feed.
var (
	ErrNotFollowed = errors.New("you follow no such feed")
	ErrSeveral     = errors.New("several feeds have that title")
)

// LoginError: a feed is followed no longer, but its name and password are still kept.
type LoginError struct {
	Address string
	Err     error
}

// Error returns why they could not be removed.
func (e *LoginError) Error() string {
	return fmt.Sprintf("forget the password for %s: %v", e.Address, e.Err)
}

// Unwrap returns the reason.
func (e *LoginError) Unwrap() error { return e.Err }

// options says how documents are read for the library.
func (s *Service) options() feed.Options {
	o := s.Feeds
	o.Now, o.Spellings, o.Command = s.Now(), s.Library.Spellings, nil
	if s.Commands != nil {
		o.Command = s.Commands.Run
	}
	return o
}

// Find returns the one of feeds that a reader means: by its address, its title or
// its website. Otherwise the error is ErrNotFollowed or ErrSeveral.
func Find(feeds []model.Subscription, name string) (model.Subscription, error) {
	address, _ := feed.Address(name)
	name = model.CleanLine(name)
	found := -1
	for i, f := range feeds {
		switch {
		case f.Address == name || f.Address == address && address != "":
			return f, nil
		case !tokenize.Same(f.Title, name) && (f.Page != name || name == ""):
		case found >= 0:
			return model.Subscription{}, ErrSeveral
		default:
			found = i
		}
	}
	if found < 0 {
		return model.Subscription{}, ErrNotFollowed
	}
	return feeds[found], nil
}

// Follow follows feeds and returns how many are new. Those that are followed already
// take only what they lack.
func (s *Service) Follow(ctx context.Context, feeds []model.Subscription) (added int, err error) {
	have, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return 0, err
	}
	known := make(map[string]model.Subscription, len(have))
	for _, f := range have {
		known[f.Address] = f
	}
	merged := slices.Clone(feeds)
	for n, f := range feeds {
		if old, ok := known[f.Address]; ok {
			merged[n] = merge(old, f)
			continue
		}
		known[f.Address] = f
	}
	return s.Library.Subscribe(ctx, merged, s.Now())
}

// merge returns a feed with what is also said of it.
func merge(f, more model.Subscription) model.Subscription {
	f.Title, f.Page, f.Folder = cmp.Or(f.Title, more.Title), cmp.Or(f.Page, more.Page), cmp.Or(f.Folder, more.Folder)
	for _, t := range more.Tags {
		if !slices.Contains(f.Tags, t) {
			f.Tags = append(slices.Clip(f.Tags), t)
		}
	}
	return f
}

// Unfollow follows the feed at an address no longer, and forgets the name and the
// password for it. It reports whether there were any. The error is model.ErrNotFound
// if it is not followed, and a *LoginError if only they could not be forgotten.
func (s *Service) Unfollow(ctx context.Context, address string) (forgotten bool, err error) {
	if err := s.Library.Unsubscribe(ctx, address); err != nil {
		return false, err
	}
	return s.Forget(address)
}

// Forget forgets the name and the password for an address, and reports whether there were
// any. The error is a *LoginError.
func (s *Service) Forget(address string) (bool, error) {
	forgotten, err := s.Logins.Forget(address)
	if err != nil {
		return false, &LoginError{address, err}
	}
	return forgotten, nil
}

// freeTitle returns the title of the feed at an address, told from that of
// another feed, so that a list says which is which.
func freeTitle(feeds []model.Subscription, address, title string) string {
	for _, f := range feeds {
		u, err := url.Parse(address)
		if err == nil && f.Address != address && tokenize.Same(f.Title, title) {
			return fmt.Sprintf("%s (%s)", title, cmp.Or(u.Hostname()+strings.TrimSuffix(u.Path, "/"), address))
		}
	}
	return title
}
