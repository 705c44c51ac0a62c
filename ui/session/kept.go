package session

import (
	"slices"

	"dateline/model"
)

// Kept are headlines of a list that stay in it, the one that was acted on last at
// the end, though an act of the reader's own may have taken them out of the
// filter. They are given to the library with every question for the list
// (model.Window.Keep), and are forgotten when the filter is entered anew.
type Kept []model.Headline

// mostKept bounds how many stay; the oldest go.
const mostKept = 1000

// Add keeps headlines as they stand in the list.
func (k *Kept) Add(hs ...model.Headline) {
	hs = hs[max(0, len(hs)-mostKept):]
	k.Drop(IDs(hs)...)
	*k = append(*k, hs...)
	*k = (*k)[max(0, len(*k)-mostKept):]
}

// Drop lets headlines go.
func (k *Kept) Drop(ids ...model.ID) {
	gone := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	var rest Kept // who has been given the headlines has them still
	for _, h := range *k {
		if !gone[h.ID] {
			rest = append(rest, h)
		}
	}
	*k = rest
}

// Has reports whether an article is kept.
func (k Kept) Has(id model.ID) bool {
	return slices.ContainsFunc(k, func(h model.Headline) bool { return h.ID == id })
}

// Find returns the headline of an article as it was kept.
func (k Kept) Find(id model.ID) (h model.Headline, ok bool) {
	for _, h := range k {
		if h.ID == id {
			return h, true
		}
	}
	return h, false
}

// With returns what is kept, and one headline more.
func (k Kept) With(h model.Headline) Kept {
	if k.Has(h.ID) {
		return k
	}
	return append(slices.Clip(k), h)
}

// IDs returns the articles of headlines.
func IDs(hs []model.Headline) []model.ID {
	ids := make([]model.ID, len(hs))
	for i := range hs {
		ids[i] = hs[i].ID
	}
	return ids
}
