package feed

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"

	"dateline/model"
)

// formerSources returns what may have stood in the IDs of a document's articles in
// former times: what tells most of the place first, of that the folder that holds most.
func (p *pipeline) formerSources(ctx context.Context, c candidate) ([]model.FormerSource, error) {
	if p.Spellings == nil {
		return nil, nil
	}
	places := []string{c.place}
	if spelled := p.spelledPlace(c); spelled != c.place {
		places = append(places, spelled)
	}
	var former []model.FormerSource
	for _, place := range places {
		recorded, err := p.Spellings(ctx, place)
		if err != nil {
			return nil, err
		}
		for _, r := range recorded {
			doubtful := !p.NoFiles && isElsewhere(r, c.place, c.inner)
			for _, s := range model.FormerSources(r, c.place, c.inner) {
				s.Doubtful = doubtful
				former = append(former, s)
			}
		}
	}
	slices.SortStableFunc(former, func(a, b model.FormerSource) int {
		return cmp.Or(len(model.SpellingKey(b.Path))-len(model.SpellingKey(a.Path)), len(b.Name)-len(a.Name))
	})
	return former, nil
}

// spelledPlace returns the place of a document as far as it was named: symbolic links
// among its folders are not followed.
func (p *pipeline) spelledPlace(c candidate) string {
	if !filepath.IsAbs(c.place) {
		return c.place
	}
	if filepath.IsAbs(c.path) {
		return filepath.Clean(c.path)
	}
	return filepath.Join(p.workingDir(), c.path)
}

// isElsewhere reports whether a path that was recorded relative to a folder is, seen
// from here, that of another file than the one at place.
func isElsewhere(recorded, place string, inner int) bool {
	if model.IsAddress(recorded) || filepath.IsAbs(recorded) {
		return false
	}
	for range inner - 1 { // to the file itself
		recorded, place = filepath.Dir(recorded), filepath.Dir(place)
	}
	_, err := os.Stat(recorded)
	return err == nil && filePlace(recorded) != place
}

// maxKnown is how many hashes are remembered before the older are forgotten:
// repeats stand near each other.
const maxKnown = 1 << 19

// identify gives a its ID. Articles that would share one though they differ
// are told apart by what else they state, then by their order. It returns
// false for an exact repeat.
func (f *finalizer) identify(a *model.Article) bool {
	f.other = ""
	if done, repeat := f.claimStatedID(a); done {
		return !repeat
	}
	f.setID(a, a.EntryID, a.URL, a.Title)
	first := maphash.String(f.seed, string(a.ID))
	text := f.contentHash(first, a)
	if f.timesSeen(text) > 0 && !f.repeats {
		return false
	}
	f.addSeen(text)
	n := f.addSeen(first)
	if n == 1 {
		return true
	}
	if a.EntryID != "" && a.URL != "" {
		f.setID(a, "", a.URL, a.Title)
		if f.addSeen(maphash.String(f.seed, string(a.ID))) == 1 {
			return true
		}
	}
	if a.EntryID != "" || a.URL != "" {
		f.setID(a, "", "", a.Title)
		if f.addSeen(maphash.String(f.seed, string(a.ID))) == 1 {
			return true
		}
	}
	for ; ; n++ {
		f.setID(a, "", "", fmt.Sprintf("%s\n%d", a.Title, n))
		if f.addSeen(maphash.String(f.seed, string(a.ID))) == 1 {
			return true
		}
	}
}

// claimStatedID takes the ID that a document states for a, where this program wrote it and the
// document is only opened. Elsewhere nothing that it says of itself counts, and the
// dates it states are no more than metadata. done: a has its ID, or is a repeat.
func (f *finalizer) claimStatedID(a *model.Article) (done, repeat bool) {
	id := a.ID
	if id == "" {
		return false, false
	}
	if f.keepIDs {
		key := maphash.String(f.seed, string(id))
		text := f.contentHash(key, a)
		if f.timesSeen(text) > 0 {
			return true, true
		}
		f.addSeen(text)
		if f.addSeen(key) == 1 {
			f.other = model.NewID(f.identity, a.EntryID, a.URL, a.Title, a.Published)
			return true, false
		}
	} else {
		distrust(&a.Published)
		distrust(&a.Updated)
		a.Candidates = nil
	}
	a.ID = ""
	return false, false
}

// distrust makes a date that is not inferred one of metadata.
func distrust(d *model.Date) {
	if d.Dated() && !d.From.Approximate() {
		d.From = model.FromMetadata
	}
}

// setID gives a an ID made of these, and those that this may have been.
func (f *finalizer) setID(a *model.Article, entryID, url, title string) {
	a.ID = model.NewID(f.identity, entryID, url, title, a.Published)
	a.Former = a.Former[:0]
	if day := a.Published.WithoutTime(); day != a.Published && entryID == "" && url == "" {
		for _, s := range append(f.former, model.FormerSource{Name: f.identity, Path: a.Path}) {
			a.Former = append(a.Former, model.Former{ID: model.FormerID(s.Name, "", "", title, day), FormerSource: s, WithoutTime: true})
		}
	}
	for _, s := range f.former {
		a.Former = append(a.Former, model.Former{ID: model.FormerID(s.Name, entryID, url, title, a.Published), FormerSource: s})
		if a.FormerTitle != "" && title == a.Title {
			a.Former = append(a.Former, model.Former{ID: model.FormerID(s.Name, entryID, url, a.FormerTitle, a.Published), FormerSource: s})
		}
	}
}

// contentHash returns a hash of all that tells a from another article that would
// have the same ID.
func (f *finalizer) contentHash(id uint64, a *model.Article) uint64 {
	var h maphash.Hash
	h.SetSeed(f.seed)
	maphash.WriteComparable(&h, id)
	for _, s := range []string{a.Title, a.URL, a.Published.String(), a.Summary, a.Body} {
		_, _ = h.WriteString(s)
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

func (f *finalizer) timesSeen(key uint64) uint32 {
	if n, ok := f.known[key]; ok {
		return n
	}
	return f.knownBefore[key]
}

// addSeen counts key once more and returns how often it has been seen.
func (f *finalizer) addSeen(key uint64) uint32 {
	n := f.timesSeen(key) + 1
	if f.known == nil || len(f.known) >= maxKnown {
		f.knownBefore, f.known = f.known, make(map[uint64]uint32)
	}
	f.known[key] = n
	return n
}
