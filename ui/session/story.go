package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Story describes the articles about one event.
type Story struct {
	Of      model.ID // an article of the story
	N       int      // articles
	Sources int
	First   model.Headline
}

// TellStory returns the story of an article.
func TellStory(ctx context.Context, lib model.Finder, id model.ID, now time.Time) (Story, error) {
	s := Story{Of: id}
	q := model.Query{Now: now, Where: model.InStory{ID: id}, Sort: model.Oldest}
	p, err := lib.Find(ctx, q, model.Window{After: 1})
	if err != nil || len(p.Headlines) == 0 {
		return s, err
	}
	s.First = p.Headlines[0]
	t, err := lib.Count(ctx, q)
	if err != nil {
		return s, err
	}
	s.N = t.Total
	s.Sources, err = lib.CountSources(ctx, q)
	return s, err
}

// Query returns the filter that lists the story by time.
func (s *Story) Query() string { return query.Story(s.Of) }

// Words describes the story: its articles and sources, which was first, and when.
func (s *Story) Words(now time.Time) string {
	d := s.First.Published
	at := d.Day(now.Location()).In(now.Location()).Format(message.DayMonthYear)
	if d.Precision == model.ToInstant {
		t := d.At.In(now.Location())
		at = t.Format(message.DayMonthYear + " 15:04")
		if model.DayOf(t) == model.DayOf(now) {
			at = t.Format("15:04")
		}
	}
	return fmt.Sprintf(message.StoryWords, Articles(s.N), message.Number(s.Sources), strings.TrimSpace(at), s.First.Source)
}

// NextFolding returns a filter with the next folding, in the order copies, stories,
// nothing. Only lists by date fold stories.
func NextFolding(text string, sort model.Sort) (string, query.Folding, error) {
	f := query.FoldingOf(text).Next()
	if f == query.FoldsStories && sort != model.Newest && sort != model.Oldest {
		f = f.Next()
	}
	text, err := query.Fold(text, f)
	return text, f, err
}

// FoldingWords tells what a list folds.
func FoldingWords(f query.Folding) string {
	return [...]string{message.CopiesShown, message.CopiesFolded, message.StoriesFolded}[f]
}

// NextUnread returns the nearest unread article of a list after a headline, or before it
// if dir is negative; "" if there is none.
func NextUnread(ctx context.Context, lib model.Finder, q model.Query, keep Kept, from model.Headline, dir int) (model.ID, error) {
	unread := Narrow(q, model.Is{State: model.IsUnread})
	unread.FoldStories = false
	for range mostFolded {
		w := model.Window{At: model.At{Place: &from.Place}, After: 2}
		if dir < 0 {
			w.Before, w.After = 1, 0
		}
		p, err := lib.Find(ctx, unread, w)
		if err != nil {
			return "", err
		}
		next := -1
		for i, h := range p.Headlines {
			if h.ID != from.ID && next < 0 {
				next = i
			}
		}
		if next < 0 {
			return "", nil
		}
		from = p.Headlines[next]
		if !q.FoldStories {
			return from.ID, nil
		}
		p, err = lib.Find(ctx, q, model.Window{At: model.At{ID: from.ID}, After: 1, Keep: keep}) // a row of its own, or folded?
		if err != nil || len(p.Headlines) > 0 && p.Headlines[0].ID == from.ID {
			return from.ID, err
		}
	}
	return "", nil
}

// NoneUnread tells that NextUnread has found nothing.
func NoneUnread(dir int) string {
	if dir < 0 {
		return message.NoUnreadAbove
	}
	return message.NoUnreadBelow
}

// mostFolded limits how many folded articles are skipped.
const mostFolded = 500
