package desk

import (
	"errors"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// SourceText returns a filter with its source replaced by the one of a title,
// such as no other of all is found with.
func SourceText(filter, title string, all []model.Source) (string, error) {
	fold := strings.ToLower(title)
	others := slices.ContainsFunc(all, func(s model.Source) bool {
		return s.Title != title && (strings.Contains(strings.ToLower(s.Title), fold) || strings.Contains(strings.ToLower(s.Path), fold))
	})
	return query.SetSource(filter, title, others)
}

// NextSource returns a filter with its source replaced by the n-th of all
// behind it, or before it where n is negative. A filter without a source stands
// before the first, and behind the last.
func NextSource(filter string, all []model.Source, n int) (string, error) {
	if len(all) == 0 {
		return "", errors.New(message.NoSources)
	}
	title, _ := query.Chosen(filter)
	at := slices.IndexFunc(all, func(s model.Source) bool { return strings.EqualFold(s.Title, title) })
	if at < 0 && n < 0 {
		at = len(all)
	}
	to := max(0, min(at+n, len(all)-1))
	switch {
	case to != at:
		return SourceText(filter, all[to].Title, all)
	case n > 0:
		return "", errors.New(message.LastSource)
	}
	return "", errors.New(message.FirstSource)
}
