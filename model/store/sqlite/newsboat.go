package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// ErrNotNewsboat: a database is not the cache of newsboat.
var ErrNotNewsboat = errors.New("a database, but not the cache of newsboat")

// Newsboat is the cache of newsboat, open for reading.
type Newsboat struct{ db *sql.DB }

// NewsboatItem is an article as newsboat keeps it. Nothing in it is clean.
type NewsboatItem struct {
	ID                          int64  // rises with the time of fetching
	Feed, FeedTitle             string // the feed's address and title
	GUID, Title, Author, URL    string
	Published                   time.Time // or when it was fetched: newsboat does not tell
	Content                     string    // HTML
	EnclosureURL, EnclosureType string
	Unread                      bool
	Flags                       string // letters that the reader gave it
}

// maxNewsboat bounds the text of an article, in bytes, that is taken from a
// cache: a database may claim anything.
const maxNewsboat = 8 << 20

// OpenNewsboat opens the cache at path. newsboat may have it open, too. The
// error is ErrNotNewsboat for the database of another program.
func OpenNewsboat(ctx context.Context, path string) (*Newsboat, error) {
	mode := url.Values{"mode": {"ro"}}
	if journal, err := os.Stat(path + "-wal"); !mayWrite(filepath.Dir(path)) && (err != nil || journal.Size() == 0) {
		mode.Set("immutable", "1") // SQLite could not lock it
	}
	// It is a stranger's file: its schema must not run anything.
	db, err := connect(path, mode, 2, append(readPragmas[:len(readPragmas):len(readPragmas)], "trusted_schema(0)", "cell_size_check(1)")...)
	if err != nil {
		return nil, err
	}
	tables := 0
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_feed', 'rss_item')").Scan(&tables)
	if err == nil && tables != 2 {
		err = ErrNotNewsboat
	}
	if err != nil {
		_ = db.Close()
		return nil, explainNewsboat(err)
	}
	return &Newsboat{db}, nil
}

// Close releases the cache.
func (n *Newsboat) Close() error { return n.db.Close() }

// Len returns how many articles Items will give.
func (n *Newsboat) Len(ctx context.Context) (int, error) {
	count := 0
	err := n.db.QueryRowContext(ctx, "SELECT count(*) FROM rss_item WHERE deleted = 0").Scan(&count)
	return count, explainNewsboat(err)
}

// Items gives the articles, but for those that were deleted: the newest first,
// and of equal dates in the order of their feed. An error ends it.
func (n *Newsboat) Items(ctx context.Context) iter.Seq2[NewsboatItem, error] {
	return func(yield func(NewsboatItem, error) bool) {
		// newsboat stores the entries of a feed from its end to its beginning.
		rs, err := n.db.QueryContext(ctx, `SELECT i.id, i.feedurl, coalesce(f.title, ''), i.guid, i.title, i.author, i.url,
			CAST(i.pubDate AS INTEGER), substr(CAST(i.content AS TEXT), 1, ?), coalesce(i.enclosure_url, ''), coalesce(i.enclosure_type, ''),
			CAST(i.unread AS INTEGER), coalesce(i.flags, '')
			FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl WHERE i.deleted = 0 ORDER BY i.pubDate DESC, i.id DESC`, maxNewsboat)
		if err != nil {
			yield(NewsboatItem{}, explainNewsboat(err))
			return
		}
		defer func() { _ = rs.Close() }()
		for rs.Next() {
			var i NewsboatItem
			var published, unread sql.NullInt64
			err := rs.Scan(&i.ID, &i.Feed, &i.FeedTitle, &i.GUID, &i.Title, &i.Author, &i.URL,
				&published, &i.Content, &i.EnclosureURL, &i.EnclosureType, &unread, &i.Flags)
			if err != nil {
				yield(NewsboatItem{}, explainNewsboat(err))
				return
			}
			i.Published = instantOf(published)
			i.Unread = unread.Int64 != 0
			if !yield(i, nil) {
				return
			}
		}
		if err := rs.Err(); err != nil {
			yield(NewsboatItem{}, explainNewsboat(err))
		}
	}
}

// Dates gives of all articles, also those that were deleted, what tells where
// their dates come from: ID, Feed, GUID, Title, URL and Published, in the order in
// which they were fetched. An error ends it.
func (n *Newsboat) Dates(ctx context.Context) iter.Seq2[NewsboatItem, error] {
	return func(yield func(NewsboatItem, error) bool) {
		rs, err := n.db.QueryContext(ctx, "SELECT id, feedurl, guid, title, url, CAST(pubDate AS INTEGER) FROM rss_item ORDER BY id")
		if err != nil {
			yield(NewsboatItem{}, explainNewsboat(err))
			return
		}
		defer func() { _ = rs.Close() }()
		for rs.Next() {
			var i NewsboatItem
			var published sql.NullInt64
			if err := rs.Scan(&i.ID, &i.Feed, &i.GUID, &i.Title, &i.URL, &published); err != nil {
				yield(NewsboatItem{}, explainNewsboat(err))
				return
			}
			i.Published = instantOf(published)
			if !yield(i, nil) {
				return
			}
		}
		if err := rs.Err(); err != nil {
			yield(NewsboatItem{}, explainNewsboat(err))
		}
	}
}

// instantOf returns the time of a pubDate, zero where there is none.
func instantOf(published sql.NullInt64) time.Time {
	if published.Int64 <= 0 {
		return time.Time{}
	}
	return time.Unix(published.Int64, 0).UTC()
}

// explainNewsboat puts what SQLite reports of a cache in words.
func explainNewsboat(err error) error {
	if err == nil || errors.Is(err, ErrNotNewsboat) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("read the cache of newsboat: %w", err)
}
