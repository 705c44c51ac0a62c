package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// Feed is a source and, if it is followed, what it is followed as.
type Feed struct {
	model.Source
	Followed bool
	As       model.Subscription
}

// Failing reports whether the last check of a feed went wrong.
func Failing(f model.Subscription) bool { return f.Schedule.Failures > 0 || f.Schedule.Gone }

// Sources returns all sources by title, then the feeds that have delivered nothing yet.
func Sources(ctx context.Context, lib model.Library) ([]Feed, error) {
	sources, err := lib.Sources(ctx)
	if err != nil {
		return nil, err
	}
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Feed, len(sources), len(sources)+len(feeds))
	places, titles := make(map[string]int, len(sources)), make(map[string]int, len(sources))
	for i, s := range sources {
		all[i].Source = s
		places[s.Path], titles[s.Title] = i, i
	}
	for _, f := range feeds {
		i, known := places[f.Address]
		if !known {
			i, known = titles[f.Name()]
		}
		if !known || all[i].Followed {
			i, all = len(all), append(all, Feed{Source: model.Source{Title: f.Name(), Path: f.Address}})
		}
		all[i].Followed, all[i].As = true, f
	}
	return all, nil
}

// Meant says which feeds an action is about: those in a folder, or one.
type Meant struct {
	Folder string // its path
	Feed   string // the title or address of a source
	Called string // what that is called; "" Feed
}

// wrongFeeds is an error in what was asked of feeds.
type wrongFeeds struct{ error }

func wrong(format string, args ...any) error { return wrongFeeds{fmt.Errorf(format, args...)} }

// WrongFeeds returns what is wrong in what was asked of feeds, as a sentence; "" if err is
// no such error.
func WrongFeeds(err error) string {
	var w wrongFeeds
	if !errors.As(err, &w) {
		return ""
	}
	r, n := utf8.DecodeRuneInString(err.Error())
	return string(unicode.ToUpper(r)) + err.Error()[n:] + "."
}

// Title is what the feeds that are meant are called.
func (m Meant) Title() string { return model.CleanLine(cmp.Or(m.Folder, m.Called, m.Feed)) }

// Of returns the first of feeds that is meant, or nil.
func (m Meant) Of(feeds []model.Subscription) *model.Subscription {
	if found, err := m.Among(feeds); err == nil {
		return &found[0]
	}
	return nil
}

// Feeds returns the feeds that are meant, which are not none.
func (m Meant) Feeds(ctx context.Context, lib model.SubscriptionLister) ([]model.Subscription, error) {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	return m.Among(all)
}

// Among returns those of feeds that are meant.
func (m Meant) Among(all []model.Subscription) ([]model.Subscription, error) {
	if m.Folder != "" {
		in := slices.DeleteFunc(slices.Clone(all), func(f model.Subscription) bool { return !InFolder(f.Folder, m.Folder) })
		if len(in) == 0 {
			return nil, wrong(message.NoFolder, m.Folder)
		}
		return in, nil
	}
	for _, same := range []func(f model.Subscription) bool{
		func(f model.Subscription) bool { return f.Address == m.Feed },
		func(f model.Subscription) bool { return tokenize.Same(f.Title, m.Feed) },
	} {
		if i := slices.IndexFunc(all, same); i >= 0 {
			return all[i : i+1], nil
		}
	}
	return nil, wrong(message.NotFollowed, m.Title())
}

// InFolder reports whether a folder is another or lies in it, at any depth.
func InFolder(folder, in string) bool {
	names, outer := strings.Split(folder, "/"), strings.Split(in, "/")
	return len(names) >= len(outer) && slices.EqualFunc(names[:len(outer)], outer, tokenize.Same)
}

// parentFolder returns the folder that a folder is in; "" is none.
func parentFolder(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// Folders returns the folders of feeds and those that these are in, sorted.
func Folders(feeds []model.Subscription) []string {
	var out []string
	for _, f := range feeds {
		for path := f.Folder; path != ""; path = parentFolder(path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Move files the feeds that are meant in a folder, "" or "/" for none. A folder takes its
// name and what is in it there.
func (m Meant) Move(feeds []model.Subscription, to string) ([]model.SubscriptionChange, error) {
	to = model.CleanFolder(to)
	if m.Folder == "" {
		return refile(feeds, func(string) string { return to }), nil
	}
	if InFolder(to, m.Folder) {
		return nil, wrong(message.IntoItself, m.Folder)
	}
	return m.rebase(feeds, model.CleanFolder(to+"/"+m.Folder[len(parentFolder(m.Folder)):])), nil
}

// Rename gives the feed that is meant another title, or the folder another name.
func (m Meant) Rename(feeds []model.Subscription, name string) ([]model.SubscriptionChange, error) {
	name = model.CleanLine(name)
	if name == "" {
		return nil, wrong(message.SourceNeedsName)
	}
	if m.Folder != "" {
		return m.rebase(feeds, model.CleanFolder(parentFolder(m.Folder)+"/"+name)), nil
	}
	return Changes(feeds, func(f *model.Subscription) { f.Title = name }), nil
}

// rebase moves what is in the folder that is meant to another path.
func (m Meant) rebase(feeds []model.Subscription, to string) []model.SubscriptionChange {
	depth := strings.Count(m.Folder, "/") + 1
	return refile(feeds, func(folder string) string {
		return model.CleanFolder(to + "/" + strings.Join(strings.Split(folder, "/")[depth:], "/"))
	})
}

func refile(feeds []model.Subscription, to func(folder string) string) []model.SubscriptionChange {
	return Changes(feeds, func(f *model.Subscription) { f.Folder = to(f.Folder) })
}

// Pause has feeds fetched no longer, or again if all are paused.
func Pause(feeds []model.Subscription) []model.SubscriptionChange {
	paused := !slices.ContainsFunc(feeds, func(f model.Subscription) bool { return !f.Paused })
	return Changes(feeds, func(f *model.Subscription) { f.Paused = !paused })
}

// Unfollow follows feeds no longer.
func Unfollow(feeds []model.Subscription) []model.SubscriptionChange {
	out := make([]model.SubscriptionChange, len(feeds))
	for i, f := range feeds {
		out[i].Address = f.Address
	}
	return out
}

// Changes changes each of feeds.
func Changes(feeds []model.Subscription, change func(*model.Subscription)) []model.SubscriptionChange {
	out := make([]model.SubscriptionChange, len(feeds))
	for i, f := range feeds {
		f.Tags = slices.Clone(f.Tags)
		change(&f)
		out[i] = model.SubscriptionChange{Address: f.Address, To: &f}
	}
	return out
}

// StateWords tells behind the name of a feed that it is paused or fails; "" if neither.
func StateWords(f model.Subscription) string {
	switch {
	case f.Paused:
		return " " + message.PausedWord
	case Failing(f):
		return " " + message.FailingWord
	}
	return ""
}
