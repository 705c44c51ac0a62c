package model

import (
	"cmp"
	"context"
	"strings"
	"time"

	"dateline/model/tokenize"
)

// The roles of this file, of retention.go and of maintain.go belong to the catalogue:
// they hold what all readers share.

// Saver takes articles in.
//
// The source of an article is that of its Home and Part; the first article of it
// gives it its title. What lies in a file or folder that is the Home of a source,
// the nearest of them, belongs there. An article that is known keeps its source. One
// that has an Owner is of a source that this reader owns; the error is ErrOwner for an
// article that is known and of another's, so its ID must be made with its owner.
type Saver interface {
	// Spellings returns how earlier versions may have recorded what was read at a
	// place, for FormerSources. An article that is known by one of its
	// Former IDs, with that Path, keeps the ID it has and is from then on known by
	// the new one, too.
	Spellings(ctx context.Context, place string) ([]string, error)

	// Places returns the places of the articles of ids that are known, by what they
	// were asked for.
	Places(ctx context.Context, ids []ID) (map[ID]string, error)

	// Save adds a batch in the order given, in one transaction, or in several while
	// readers change something and would have to wait: articles with
	// equal dates are listed in that order. An article whose ID is known keeps
	// its state and takes the new text; one whose new date is only FromSeen
	// keeps the date it had, and one whose date was set by hand keeps that. When
	// its text has changed the earlier one is kept as a revision. at is the time
	// of arrival.
	Save(ctx context.Context, batch []Article, at time.Time) (Saved, error)

	// SaveEach saves batches in their order, in one transaction, and returns what Save
	// would have done of each.
	SaveEach(ctx context.Context, batches [][]Article, at time.Time) ([]Saved, error)
}

// Saved counts what Save did.
type Saved struct{ Added, Changed, Same int }

// Plus returns the counts of both.
func (s Saved) Plus(t Saved) Saved {
	return Saved{s.Added + t.Added, s.Changed + t.Changed, s.Same + t.Same}
}

// Total is how many articles were saved, whether that changed anything or not.
func (s Saved) Total() int { return s.Added + s.Changed + s.Same }

// RevisionStore keeps the earlier texts of articles.
type RevisionStore interface {
	// Revisions returns the earlier texts of an article, the newest first. There
	// are at most MaxRevisions.
	Revisions(ctx context.Context, id ID) ([]Revision, error)
}

// FullTextStore keeps the texts of the pages that articles link to beside those of their
// documents: they are what is shown, searched and exported from then on.
type FullTextStore interface {
	// KeepFullTexts keeps texts (Markdown, clean) by the articles, in one transaction. A
	// text takes the place of an earlier one; "" removes it. What the document says later
	// neither removes it nor makes it a revision. Articles that are not known are left
	// out. It returns how many texts are other than they were.
	KeepFullTexts(ctx context.Context, texts map[ID]string, at time.Time) (int, error)
}

// MaxRevisions bounds the earlier texts of one article, MaxRevisionBytes what
// they take in all, compressed. The oldest go first.
const (
	MaxRevisions     = 10
	MaxRevisionBytes = 1 << 20
)

// Revision is an earlier text of an article.
type Revision struct {
	Replaced  time.Time // when a newer text took its place
	Title     string
	Summary   string
	Body      string // Markdown
	Published Date
	Updated   Date
}

// SubscriptionLister lists the feeds that are followed, for all readers.
type SubscriptionLister interface {
	// Subscriptions returns the feeds that are followed, by title.
	Subscriptions(ctx context.Context) ([]Subscription, error)
}

// SubscriptionStore keeps the feeds that are followed, for all readers.
type SubscriptionStore interface {
	SubscriptionLister

	// Subscribe follows feeds; one that is followed takes all that is said of it now, but
	// its Schedule. It returns how many are new.
	Subscribe(ctx context.Context, feeds []Subscription, at time.Time) (int, error)

	// Unsubscribe follows the feed at an address no longer, or returns
	// ErrNotFound. Its articles stay.
	Unsubscribe(ctx context.Context, address string) error
}

// Subscription is a feed that is followed.
type Subscription struct {
	// Address is its origin, of which the IDs of its articles are made: it never changes.
	Address string
	At      string   // where it is fetched, if that is elsewhere for good; "" Address
	Title   string   // as the reader or the feed names it; "" unknown
	Page    string   // address of the site it belongs to, or ""
	Folder  string   // that it is filed in, as CleanFolder returns it; "" none
	Tags    []string // that it is filed under

	Paused   bool // it is checked only when a reader names it
	FullText bool // the whole text of its articles is fetched when they arrive
	// HideFromAll keeps its articles out of lists that ask for nothing but dates and
	// states: see Query.AsksByName.
	HideFromAll bool
	// Login says that it was last had with a name and a password: whoever has none for it
	// leaves it to those that do.
	Login bool
	// Interval is what the reader wants between checks; 0: as Schedule has it.
	Interval time.Duration
	// UserAgent and Proxy are of this feed alone; "" as of all. The Proxy has no password:
	// that is kept as logins are.
	UserAgent, Proxy string

	// What its server said when its articles were last saved, so that it need
	// send only what is newer (HTTP validators); "" if it said nothing.
	ETag, LastModified string

	Schedule Schedule
}

// From is the address that the feed is fetched from.
func (s Subscription) From() string { return cmp.Or(s.At, s.Address) }

// CleanFolder returns the path of a folder as it is kept: the names of its folders, one
// in the other, clean (CleanLine), with a slash between them; "" for none.
func CleanFolder(path string) string {
	return strings.Join(CleanLines(strings.Split(path, "/")), "/")
}

// SourceStore finds and names sources.
type SourceStore interface {
	// FindSource returns the source with that place or title, among those that nobody
	// owns. It does not count the articles. A title in another case or
	// with other accents will do when none is written like it. The error is ErrNotFound
	// or ErrAmbiguous.
	FindSource(ctx context.Context, name, place string) (Source, error)

	// RenameSource changes the title of a source. Two sources may have the same title.
	// The error is ErrNotFound when no source has that ID.
	RenameSource(ctx context.Context, id int64, title string) error
}

// Name returns what to call the feed: its title or, where that is unknown, its address.
func (s Subscription) Name() string {
	if s.Title == "" {
		return s.Address
	}
	return s.Title
}

// SourceNames returns a name for each source: its title, or its path where another
// source has the same title.
func SourceNames(all []Source) []string {
	n := make(map[string]int, len(all))
	for i := range all {
		n[tokenize.Key(all[i].Title)]++
	}
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Title
		if n[tokenize.Key(names[i])] > 1 && all[i].Path != "" {
			names[i] = all[i].Path
		}
	}
	return names
}

// Source is where articles come from: a place that was added, or one of several
// sources that what lies there states. Two may have the same title.
type Source struct {
	ID     int64
	Title  string
	Path   string // its place, or where that is not known the first of its articles'
	Total  int    // articles of it that the reader has not hidden
	Unread int    // of Total
}
