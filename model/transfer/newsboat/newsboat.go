// Package newsboat reads what newsboat keeps (https://newsboat.org): the articles of its
// cache.db, as records of a library. It writes nothing, and does not know the library
// that they are for.
package newsboat

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"dateline/model/store/sqlite"
)

// ErrForeign: a database is not the cache of newsboat.
var ErrForeign = errors.New("a database, but not the cache of newsboat")

// Cache is the cache of newsboat, open for reading.
type Cache struct {
	db   *sql.DB
	copy string // the file to be removed with it, or ""
}

// item is an article as newsboat keeps it. Nothing in it is clean.
type item struct {
	ID                          int64  // rises with the time of fetching
	Feed, FeedTitle             string // the feed's address and title
	GUID, Title, Author, URL    string
	Published                   time.Time // or when it was fetched: newsboat does not tell
	Content                     string    // HTML
	EnclosureURL, EnclosureType string
	Unread                      bool
	Flags                       string // letters that the reader gave it
}

// maxContent bounds the text of an article, in bytes, that is taken from a cache: a
// database may claim anything. maxCopy bounds a cache that comes as a stream.
const (
	maxContent = 8 << 20
	maxCopy    = 4 << 30
)

// Looks reports whether a file that begins with head is a database of SQLite.
func Looks(head []byte) bool { return bytes.HasPrefix(head, []byte("SQLite format 3\x00")) }

// Open opens the cache at path, which Close must end. newsboat may have it open, too.
// The error is ErrForeign for the database of another program.
func Open(ctx context.Context, path string) (*Cache, error) {
	db, err := sqlite.OpenForeign(path)
	if err != nil {
		return nil, err
	}
	tables := 0
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_feed', 'rss_item')").Scan(&tables)
	if err == nil && tables != 2 {
		err = ErrForeign
	}
	if err != nil {
		_ = db.Close()
		return nil, explain(err)
	}
	return &Cache{db: db}, nil
}

// OpenStream opens a cache that r gives, from a copy of it. The rest is as with Open.
func OpenStream(ctx context.Context, r io.Reader) (*Cache, error) {
	f, err := os.CreateTemp("", "dateline-*.db")
	if err != nil {
		return nil, err
	}
	n, err := io.Copy(f, io.LimitReader(r, maxCopy+1))
	if err == nil && n > maxCopy {
		err = errors.New("the size is over the limit of 4 GiB")
	}
	err = cmp.Or(err, f.Close())
	if err == nil {
		var c *Cache
		if c, err = Open(ctx, f.Name()); err == nil {
			c.copy = f.Name()
			return c, nil
		}
	}
	_ = os.Remove(f.Name())
	return nil, err
}

// Close releases the cache.
func (c *Cache) Close() error {
	err := c.db.Close()
	if c.copy != "" {
		_ = os.Remove(c.copy)
	}
	return err
}

// Len returns how many articles Records will give at most.
func (c *Cache) Len(ctx context.Context) (int, error) {
	count := 0
	err := c.db.QueryRowContext(ctx, "SELECT count(*) FROM rss_item WHERE deleted = 0").Scan(&count)
	return count, explain(err)
}

// items gives the articles, but for those that were deleted: the newest first,
// and of equal dates in the order of their feed. An error ends it.
func (c *Cache) items(ctx context.Context) iter.Seq2[item, error] {
	// newsboat stores the entries of a feed from its end to its beginning.
	return c.rows(ctx, func(rs *sql.Rows, i *item) error {
		var published, unread sql.NullInt64
		err := rs.Scan(&i.ID, &i.Feed, &i.FeedTitle, &i.GUID, &i.Title, &i.Author, &i.URL,
			&published, &i.Content, &i.EnclosureURL, &i.EnclosureType, &unread, &i.Flags)
		i.Published, i.Unread = instantOf(published), unread.Int64 != 0
		return err
	}, `SELECT i.id, i.feedurl, coalesce(f.title, ''), i.guid, i.title, i.author, i.url,
		CAST(i.pubDate AS INTEGER), substr(CAST(i.content AS TEXT), 1, ?), coalesce(i.enclosure_url, ''), coalesce(i.enclosure_type, ''),
		CAST(i.unread AS INTEGER), coalesce(i.flags, '')
		FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl WHERE i.deleted = 0 ORDER BY i.pubDate DESC, i.id DESC`, maxContent)
}

// dates gives of all articles, also those that were deleted, what tells where
// their dates come from: ID, Feed, GUID, Title, URL and Published, in the order in
// which they were fetched. An error ends it.
func (c *Cache) dates(ctx context.Context) iter.Seq2[item, error] {
	return c.rows(ctx, func(rs *sql.Rows, i *item) error {
		var published sql.NullInt64
		err := rs.Scan(&i.ID, &i.Feed, &i.GUID, &i.Title, &i.URL, &published)
		i.Published = instantOf(published)
		return err
	}, "SELECT id, feedurl, guid, title, url, CAST(pubDate AS INTEGER) FROM rss_item ORDER BY id")
}

// rows gives what scan reads of each row of a question.
func (c *Cache) rows(ctx context.Context, scan func(*sql.Rows, *item) error, question string, args ...any) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		rs, err := c.db.QueryContext(ctx, question, args...)
		if err != nil {
			yield(item{}, explain(err))
			return
		}
		defer func() { _ = rs.Close() }()
		for rs.Next() {
			var i item
			if err := scan(rs, &i); err != nil {
				yield(item{}, explain(err))
				return
			}
			if !yield(i, nil) {
				return
			}
		}
		if err := rs.Err(); err != nil {
			yield(item{}, explain(err))
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

// explain puts what SQLite reports of a cache in words.
func explain(err error) error {
	if err == nil || errors.Is(err, ErrForeign) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("read the cache of newsboat: %w", err)
}
