package listing

import (
	"context"

	"dateline/model"
)

// Info is what a library holds and what its reader did, in the order in which it is
// shown. See model.Info and model.Usage. First and Last are the days of what lists show
// him.
type Info struct {
	Path       string     `json:"file"`
	ReadOnly   bool       `json:"read_only"`
	Size       int64      `json:"size"`
	Schema     int        `json:"schema"`
	Articles   int        `json:"articles"`
	Read       int        `json:"read"`
	Starred    int        `json:"starred"`
	Hidden     int        `json:"hidden,omitempty"`
	Duplicates int        `json:"twice,omitempty"`
	Undated    int        `json:"undated"`
	Sources    int        `json:"sources"`
	First      *model.Day `json:"first,omitempty"`
	Last       *model.Day `json:"last,omitempty"`
	Waiting    int        `json:"waiting,omitempty"`
	Text       int64      `json:"text"`
	Index      int64      `json:"index"`
}

// InfoOf returns the Info of a library.
func InfoOf(ctx context.Context, s model.Store) (Info, error) {
	i, err := s.Info(ctx)
	if err != nil {
		return Info{}, err
	}
	u, err := s.Usage(ctx, s.Who())
	if err != nil {
		return Info{}, err
	}
	days, err := s.Histogram(ctx, model.Query{}, model.ByDay, model.Span{})
	var first, last *model.Day
	for n := range days {
		if d := &days[n].Start; days[n].Known == model.Undated { // not just a month or a year is known
			if first == nil {
				first = d
			}
			last = d
		}
	}
	return Info{
		i.Path, i.ReadOnly, i.Size, i.Schema, i.Articles, u.Read, u.Starred, u.Hidden, i.Duplicates,
		i.Undated, i.Sources, first, last, i.Waiting, i.Text, i.Index,
	}, err
}
