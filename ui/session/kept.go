package session

import (
	"slices"

	"dateline/model"
)

// Kept holds headlines that stay in a list although an act of the reader may have taken
// them out of the filter, the latest last. Every query for the list passes them to the
// library (model.Window.Keep). They are forgotten when the filter is entered again.
type Kept []model.Headline

// mostKept limits how many stay; the oldest go first.
const mostKept = 1000

// Add keeps headlines as they are in the list.
func (k *Kept) Add(hs ...model.Headline) {
	hs = hs[max(0, len(hs)-mostKept):]
	k.Drop(IDs(hs)...)
	*k = append(*k, hs...)
	*k = (*k)[max(0, len(*k)-mostKept):]
}

// Drop stops keeping headlines.
func (k *Kept) Drop(ids ...model.ID) {
	gone := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	var rest Kept // a new slice: others may still hold the old one
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

// Find returns the kept headline of an article.
func (k Kept) Find(id model.ID) (h model.Headline, ok bool) {
	for _, h := range k {
		if h.ID == id {
			return h, true
		}
	}
	return h, false
}

// With returns the kept headlines and one more.
func (k Kept) With(h model.Headline) Kept {
	if k.Has(h.ID) {
		return k
	}
	return append(slices.Clip(k), h)
}

// IDs returns the IDs of headlines.
func IDs(hs []model.Headline) []model.ID {
	ids := make([]model.ID, len(hs))
	for i := range hs {
		ids[i] = hs[i].ID
	}
	return ids
}
