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
// behind it, or before it where n is negative. Sources of one title are one. A
// filter without a source stands before the first, and behind the last.
func NextSource(filter string, all []model.Source, n int) (string, error) {
	if len(all) == 0 {
		return "", errors.New(message.NoSources)
	}
	title, _ := query.Chosen(filter)
	var titles []string
	at := -1
	for _, s := range all {
		if len(titles) > 0 && strings.EqualFold(s.Title, titles[len(titles)-1]) {
			continue
		}
		if strings.EqualFold(s.Title, title) {
			at = len(titles)
		}
		titles = append(titles, s.Title)
	}
	if at < 0 && n < 0 {
		at = len(titles)
	}
	to := max(0, min(at+n, len(titles)-1))
	switch {
	case to != at:
		return SourceText(filter, titles[to], all)
	case n > 0:
		return "", errors.New(message.LastSource)
	}
	return "", errors.New(message.FirstSource)
}
