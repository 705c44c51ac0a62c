package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dateline/feed/document"
	"dateline/model"
)

// readArticles reads d as f and hands on its articles, finished.
func (l *loader) readArticles(ctx context.Context, s *eventBatcher, f format, d *document.Document, e candidate) error {
	within, cancel := f.withTimeout(ctx, d)
	defer cancel()
	read := f.read
	if f.nested != nil {
		read = f.nested(readWithin)
	}
	fin := newFinalizer(d)
	fin.repeats, fin.keepIDs = f.repeats, l.KeepIDs
	fin.parts = e.inFolder || !f.inMemory && f.kind != feedKind
	err := l.formerSources(ctx, fin, e)
	if err != nil {
		return err
	}
	err = read(within, d, func(a *model.Article) error {
		if !fin.finalize(a) {
			return nil
		}
		if d.Limits.Entries > 0 && fin.n > d.Limits.Entries {
			return &document.LimitError{What: "the number of articles", Limit: fmt.Sprint(d.Limits.Entries)}
		}
		return s.put(event{path: d.Path, article: a, other: fin.other})
	})
	switch {
	case err == nil, ctx.Err() != nil:
		return nil
	case within.Err() != nil:
		return context.Cause(within)
	case errors.Is(err, document.ErrNothing) && !strings.Contains(f.kind, "text"):
		return fmt.Errorf("read as %s: %w", f.kind, err)
	}
	return plainError(err)
}

// formerSources finds out what may have stood in the IDs of a document's articles in
// former times.
func (l *loader) formerSources(ctx context.Context, fin *finalizer, e candidate) error {
	if l.Spellings == nil {
		return nil
	}
	places := []string{e.place}
	if spelled := l.spelledPlace(e); spelled != e.place {
		places = append(places, spelled)
	}
	for _, place := range places {
		recorded, err := l.Spellings(ctx, place)
		if err != nil {
			return err
		}
		for _, r := range recorded {
			doubtful := isElsewhere(r, e.place, e.inner)
			for _, s := range model.FormerSources(r, e.place, e.inner) {
				s.Doubtful = doubtful
				fin.former = append(fin.former, s)
			}
		}
	}
	// What tells most of the place comes first, of that the folder that holds most.
	slices.SortStableFunc(fin.former, func(a, b model.FormerSource) int {
		return cmp.Or(len(model.SpellingKey(b.Path))-len(model.SpellingKey(a.Path)), len(b.Name)-len(a.Name))
	})
	return nil
}

// spelledPlace returns the place of a document as far as it was named: symbolic links among
// its folders are not followed.
func (l *loader) spelledPlace(e candidate) string {
	if !filepath.IsAbs(e.place) {
		return e.place
	}
	if filepath.IsAbs(e.path) {
		return filepath.Clean(e.path)
	}
	return filepath.Join(l.workingDir(), e.path)
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

// readWithin reads a document that lies in another.
func readWithin(ctx context.Context, d *document.Document, emit document.Emit) error {
	s, err := newSample(d)
	if err != nil {
		return err
	}
	f, err := detect(s)
	if err != nil {
		return err
	}
	if f.read == nil {
		return errors.New("of a kind that is not read within another document")
	}
	within, cancel := f.withTimeout(ctx, d)
	defer cancel()
	err = f.read(within, d, emit)
	if ctx.Err() == nil && within.Err() != nil {
		return context.Cause(within)
	}
	return err
}

// withTimeout returns a context that ends when the reading of d takes too long.
func (f format) withTimeout(ctx context.Context, d *document.Document) (context.Context, context.CancelFunc) {
	limit := d.Limits.Time
	if !f.inMemory || limit <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, limit, &document.LimitError{What: "the time it takes to read", Limit: limit.String()})
}

// finalizer completes the articles of one document.
type finalizer struct {
	d    *document.Document
	seed maphash.Seed
	n    int // articles handed on
	// known counts the articles by the hash of their ID, and of their ID and
	// text. It holds the last two generations, so that its size has a bound.
	known, knownBefore map[uint64]uint32
	identity           string // of the document, whatever its reader makes of that
	former             []model.FormerSource
	repeats            bool     // exact repeats are articles too
	parts              bool     // a source that is stated is one of several
	keepIDs            bool     // IDs that the document states are kept (Options.KeepIDs)
	other              model.ID // of the last article, where it has the one that is stated
}

func newFinalizer(d *document.Document) *finalizer {
	return &finalizer{d: d, seed: maphash.MakeSeed(), identity: d.Identity}
}

// maxKnown is how many hashes are remembered before the older are forgotten:
// repeats stand near each other.
const maxKnown = 1 << 19

// finalize completes a. It returns false when a is not worth handing on, because
// it says nothing or because it was there before.
func (f *finalizer) finalize(a *model.Article) bool {
	clean(a)
	f.truncate(a)
	a.Home, a.Part = model.CleanLine(f.d.Home), ""
	switch {
	case a.Source == "":
		a.Source = model.CleanLine(f.d.Source)
	case f.parts:
		a.Part = a.Source
	}
	a.Path = model.CleanLine(f.d.Place)
	if a.Title == "" {
		a.Title = titleOf(a)
	}
	if a.Title == "" {
		f.d.Note(a.Line, "dropped", "an entry without title, text or address")
		return false
	}
	if !f.identify(a) {
		f.d.Note(a.Line, "dropped", "a repeat of %q", a.Title)
		return false
	}
	f.n++
	return true
}

// clean is the last assertion that nothing in a harms a terminal.
func clean(a *model.Article) {
	a.EntryID = model.CleanLine(a.EntryID)
	a.Title, a.FormerTitle = model.CleanLine(a.Title), model.CleanLine(a.FormerTitle)
	a.URL = webAddress(a.URL)
	a.Authors = model.CleanLines(a.Authors)
	a.Tags = model.CleanLines(a.Tags)
	a.Language = model.CleanLine(a.Language)
	a.Summary = strings.TrimSpace(model.CleanText(a.Summary))
	a.Body = strings.Trim(model.CleanText(a.Body), "\n")
	a.Source = model.CleanLine(a.Source)
	kept := a.Enclosures[:0]
	for _, e := range a.Enclosures {
		if e.URL = webAddress(e.URL); e.URL != "" {
			e.Type, e.Length = model.CleanLine(e.Type), max(0, e.Length)
			kept = append(kept, e)
		}
	}
	a.Enclosures = kept
}

// webAddress returns s when it is an absolute http(s) address, or "".
func webAddress(s string) string {
	s = model.CleanLine(s)
	if len(s) < len("http://x") || !strings.EqualFold(s[:4], "http") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// truncate keeps a to the limit of an article's text.
func (f *finalizer) truncate(a *model.Article) {
	limit := f.d.Limits.Article
	if limit <= 0 {
		return
	}
	if len(a.Body) > limit {
		cut := strings.ToValidUTF8(a.Body[:limit], "")
		if i := strings.LastIndex(cut, "\n\n"); i > limit/2 {
			cut = cut[:i]
		}
		rest := a.Body[len(cut):]
		a.Body = cut
		f.d.Omit(a.Line, fmt.Sprintf("after the first %s of %q", document.Size(int64(limit)), a.Title), rest, true)
	}
	if len(a.Summary) > limit {
		a.Summary = strings.ToValidUTF8(a.Summary[:limit], "")
	}
}

// titleOf makes a title for an article that has none.
func titleOf(a *model.Article) string {
	// Only the beginning matters, and rendering a whole book would cost.
	const enough = 4 << 10
	body := a.Body
	if len(body) > enough {
		body = strings.ToValidUTF8(body[:enough], "")
	}
	for _, text := range []string{model.PlainText(body), a.Summary, a.URL} {
		if t := model.TitleFrom(text); t != "" {
			return t
		}
	}
	for _, e := range a.Enclosures {
		if u, err := url.Parse(e.URL); err == nil && path.Base(u.Path) != "/" && path.Base(u.Path) != "." {
			return model.TitleFrom(path.Base(u.Path))
		}
	}
	return model.TitleFrom(a.EntryID)
}

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
