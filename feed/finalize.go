package feed

import (
	"context"
	"fmt"
	"hash/maphash"
	"net/url"
	"path"
	"strings"

	"dateline/feed/document"
	"dateline/model"
)

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

// newFinalizer returns the finalizer of d, which is the document of c in the format f.
// The error is that of Options.Spellings.
func (p *pipeline) newFinalizer(ctx context.Context, c candidate, f format, d *document.Document) (*finalizer, error) {
	fin := newFinalizer(d)
	fin.repeats, fin.keepIDs = f.repeats, p.KeepIDs
	fin.parts = c.inFolder || !f.inMemory && f.kind != feedKind
	var err error
	fin.former, err = p.formerSources(ctx, c)
	return fin, err
}

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
