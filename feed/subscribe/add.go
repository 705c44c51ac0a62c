package subscribe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"dateline/feed"
	"dateline/feed/command"
	"dateline/feed/discover"
	"dateline/feed/fetch"
	"dateline/model"
)

// AddOptions says how a place is added.
type AddOptions struct {
	Once   bool     // what is there now is read, and nothing is followed
	Tags   []string // that a feed is filed under
	Folder string   // that it is filed in
	// Commands allows a place "$(COMMAND)": the reader has typed it on this machine.
	Commands bool
	Feed     string // which of several feeds is meant: its number among Added.Choices, from 1, or its address

	Failed func(error)       // hears of what cannot be read, each a *feed.SourceError
	Saved  func(model.Saved) // hears of what has been saved so far; nil: nobody
}

// Added is what came of adding a place.
type Added struct {
	Saved    model.Saved
	Sought   bool            // a feed was looked for: the place is an address
	Followed bool            // there is one, or something like it, which is followed
	Feed     string          // its address, where a page stands for it and it was read instead
	Page     bool            // it is the page itself, whose dated headlines are its entries
	Down     bool            // it cannot be reached now; it is followed, and tried again
	Choices  []discover.Feed // the feeds that the place stands for, of which one must be chosen first
	Lists    []string        // the lists of feeds that are there; nothing in them is followed
}

// ErrNoSuchFeed: AddOptions.Feed names none of the feeds of a page.
var ErrNoSuchFeed = errors.New("no such feed")

// Add takes in what is at a place, as feed.Load does, and follows it: the feed at an
// address, or the one that its page stands for, which is then read in the place of the
// page; a page without one, if it lists dated headlines; a file or a folder; what a command
// writes. A name and a password in an address are kept for what is followed. What is down is
// followed, too, and tried again. What stays as it was asked is said by Added. What was
// saved before an error stays; the error is ErrNoSuchFeed, or one of the library, of Logins,
// of Commands, or ctx's.
func (s *Service) Add(ctx context.Context, place string, o AddOptions) (Added, error) {
	x := &addition{Service: s, AddOptions: o, opts: s.options()}
	if o.Failed == nil {
		x.Failed = func(error) {}
	}
	line, isCommand := command.Line(place)
	if address, ok := discover.Account(place); ok {
		place = address
	}
	address, remote := feed.Address(place)
	var err error
	switch {
	case isCommand:
		err = x.command(ctx, line)
	case !remote || o.Once:
		err = x.local(ctx, place, remote)
	default:
		x.opts.List = func(string) { x.Lists = []string{place} }
		x.Sought, x.login = true, feed.Login(place)
		err = x.address(ctx, address)
	}
	return x.Added, err
}

// addition is the adding of one place.
type addition struct {
	*Service
	AddOptions
	Added
	opts  feed.Options
	login *url.Userinfo // that stood in the address, or nil
	title string        // of what states none
	guess bool          // it is not known whether there is anything at the address
}

// local reads what is at a place and, unless it is to be read once, follows a file or a
// folder.
func (x *addition) local(ctx context.Context, place string, remote bool) error {
	x.opts.List = func(path string) { x.Lists = append(x.Lists, path) }
	if remote || x.Once || x.opts.NoFiles || !feed.Exists(place) {
		var err error
		x.Added.Saved, err = x.batcher().Load(ctx, []string{place}, x.opts, x.Failed)
		return err
	}
	sub := x.subscription(feed.Place(place))
	got, saved, err := reread(ctx, &sub, place, x.opts, x.batcher(), x.Failed)
	x.Added.Saved = saved
	if err != nil || saved.Total() == 0 || len(x.Lists) > 0 {
		return err
	}
	if within, err := x.followedAround(ctx, sub.Address); within || err != nil {
		return err
	}
	return x.follow(ctx, sub, got, nil)
}

// followedAround reports whether a folder around a place is followed, so that the place is
// read with it.
func (s *Service) followedAround(ctx context.Context, place string) (bool, error) {
	all, err := s.Library.Subscriptions(ctx)
	around := model.Above(place)
	return slices.ContainsFunc(all, func(f model.Subscription) bool { return slices.Contains(around, f.Address) }), err
}

// subscription is one with what was said of it.
func (x *addition) subscription(address string) model.Subscription {
	return model.Subscription{Address: address, Tags: x.Tags, Folder: x.Folder}
}

// address follows what is at an address: what is known of its site comes first, then what
// is there.
func (x *addition) address(ctx context.Context, address string) error {
	known, sure := x.known(ctx, address)
	if len(known) > 0 {
		x.guess = !sure
		f, err := x.choose(ctx, address, known)
		if err != nil || sure || f.Err == nil {
			return x.failed(f, err)
		}
		x.guess, x.Added.Feed = false, "" // it only looked like a page of that kind
	}
	f, err := x.fetch(ctx, x.subscription(address), false)
	if err != nil || f.Err != nil || len(f.Offers) == 0 {
		return x.failed(f, err)
	}
	x.opts.List = nil
	f, err = x.choose(ctx, address, f.Offers)
	return x.failed(f, err)
}

// failed reports what could not be read.
func (x *addition) failed(f feed.Fetched, err error) error {
	if err == nil && f.Err != nil {
		x.Failed(f.Err)
	}
	return err
}

// choose follows the one of the feeds of a page that is meant, if that is clear.
func (x *addition) choose(ctx context.Context, page string, feeds []discover.Feed) (feed.Fetched, error) {
	i := 0
	switch {
	case x.AddOptions.Feed != "":
		i = chosen(feeds, x.AddOptions.Feed)
	case len(feeds) > 1:
		x.Choices = feeds
		return feed.Fetched{}, nil
	}
	if i < 0 {
		return feed.Fetched{}, fmt.Errorf("%w: %q; the page offers %d", ErrNoSuchFeed, x.AddOptions.Feed, len(feeds))
	}
	x.Added.Feed = feeds[i].Address
	if !fetch.SameServer(page, x.Added.Feed) {
		x.login = nil
	}
	sub := x.subscription(x.Added.Feed)
	sub.Page = page
	return x.fetch(ctx, sub, true)
}

// chosen returns the index of the feed of a number or an address, or -1.
func chosen(feeds []discover.Feed, name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(feeds) {
		return n - 1
	}
	address, _ := feed.Address(name)
	return slices.IndexFunc(feeds, func(f discover.Feed) bool { return f.Address == address || f.Address == name })
}

// fetch saves what is at an address, and follows it if it can be followed; only: nothing
// but a feed is wanted.
func (x *addition) fetch(ctx context.Context, sub model.Subscription, only bool) (f feed.Fetched, err error) {
	if x.login != nil {
		undo, bad := x.Logins.Keep(map[string]*url.Userinfo{sub.Address: x.login}, true)
		if bad != nil {
			return f, bad
		}
		defer func() {
			if !x.Followed {
				err = cmp.Or(err, undo())
			}
		}()
	}
	have, err := x.Library.Subscriptions(ctx)
	if err != nil {
		return f, err
	}
	if i := slices.IndexFunc(have, func(h model.Subscription) bool { return h.Address == sub.Address }); i >= 0 {
		sub.Title = have[i].Title
	}
	var dates []model.Article // of which only when they were published counts
	x.Added.Saved, err = x.batcher().Save(ctx, func(ctx context.Context, emit func(*model.Article) error) error {
		var err error
		f, err = feed.Fetch(ctx, feed.Feed{Address: sub.Address, Only: only}, x.opts, func(a *model.Article, followed bool) error {
			if followed && sub.Title == "" {
				sub.Title = freeTitle(have, sub.Address, cmp.Or(a.Source, x.title))
			}
			if followed {
				a.Source = sub.Title
				dates = append(dates, model.Article{Published: a.Published})
			}
			return emit(a)
		})
		return err
	})
	x.Down = err == nil && !x.guess && isDown(f.Err)
	if err != nil || !f.Followed && !x.Down {
		return f, err
	}
	if f.Page {
		x.Page, sub.Page = true, sub.Address
	}
	return f, x.follow(ctx, sub, f, dates)
}

// follow follows what has been read, and keeps when it is to be read again.
func (x *addition) follow(ctx context.Context, sub model.Subscription, got feed.Fetched, articles []model.Article) error {
	if _, err := x.Follow(ctx, []model.Subscription{sub}); err != nil {
		return err
	}
	x.Followed = true
	all, err := x.Library.Subscriptions(ctx) // it may have been followed already, with settings of its own
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(f model.Subscription) bool { return f.Address == sub.Address })
	if i < 0 { // somebody has removed it meanwhile
		return nil
	}
	return x.Library.KeepChecks(ctx, "", []model.Subscription{x.checked(all[i], got, articles, x.Added.Saved, x.Now())})
}

func (x *addition) batcher() feed.Batcher {
	return feed.Batcher{Library: x.Library, Now: x.Now, Saved: x.AddOptions.Saved}
}
