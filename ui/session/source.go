package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// SourceText returns a filter with its source replaced by the named one (see
// model.SourceNames), worded so that it finds no other source of all.
func SourceText(filter, name string, all []model.Source) (string, error) {
	key := tokenize.Key(name)
	others := slices.ContainsFunc(all, func(s model.Source) bool {
		return s.Title != name && s.Path != name && (strings.Contains(tokenize.Key(s.Title), key) || strings.Contains(tokenize.Key(s.Path), key))
	})
	filter, err := query.SetFolder(filter, "")
	if err != nil {
		return "", err
	}
	return query.SetSource(filter, name, others)
}

// FolderText returns a filter with its source or folder replaced by a folder.
func FolderText(filter, path string) (string, error) {
	filter, err := query.SetSource(filter, "", false)
	if err != nil {
		return "", err
	}
	return query.SetFolder(filter, path)
}

// FeedOf identifies the feed of a headline: by its address, which is unique, or else by
// its title.
func FeedOf(h *model.Headline) string {
	if model.IsAddress(h.SourceAt) {
		return h.SourceAt
	}
	return h.Source
}

// NextSource returns a filter with its source replaced by the n-th after it in all, or
// before it if n is negative. A filter without a source is both before the first and
// after the last.
func NextSource(filter string, all []model.Source, n int) (string, error) {
	if len(all) == 0 {
		return "", errors.New(message.NoSources)
	}
	chosen, _, _ := query.Chosen(filter)
	names := model.SourceNames(all)
	at := slices.IndexFunc(names, func(name string) bool { return tokenize.Same(name, chosen) })
	if at < 0 { // a title that several sources share, or none
		at = slices.IndexFunc(all, func(s model.Source) bool { return tokenize.Same(s.Title, chosen) })
	}
	if at < 0 && n < 0 {
		at = len(names)
	}
	to := max(0, min(at+n, len(names)-1))
	switch {
	case to != at:
		return SourceText(filter, names[to], all)
	case n > 0:
		return "", errors.New(message.LastSource)
	}
	return "", errors.New(message.FirstSource)
}

// Untouched reports whether a library has neither articles nor followed feeds.
func Untouched(ctx context.Context, lib model.Library) (bool, error) {
	empty, err := lib.Empty(ctx)
	if err != nil || !empty {
		return false, err
	}
	feeds, err := lib.Subscriptions(ctx)
	return len(feeds) == 0, err
}

// Waiting returns the number of followed feeds of a library without articles. It is 0
// if there are articles, even hidden ones.
func Waiting(ctx context.Context, lib model.Library) (int, error) {
	empty, err := lib.Empty(ctx)
	if err != nil || !empty {
		return 0, err
	}
	feeds, err := lib.Subscriptions(ctx)
	return len(feeds), err
}

// Unfetched tells that the followed feeds have delivered nothing yet, and what fetches
// them.
func Unfetched(feeds int, by string) string {
	if feeds == 1 {
		return fmt.Sprintf(message.OneFeedUnfetched, by)
	}
	return fmt.Sprintf(message.FeedsUnfetched, message.Number(feeds), by)
}
