package newsboat

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cacheOf makes the database of a script.
func cacheOf(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cache.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), script); err != nil {
		t.Fatal(err)
	}
	return path
}

// schema is that of newsboat 2.21, without what is not read.
const schema = `
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
 author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
 content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
 flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);`

// items returns the titles of what a cache gives, and what is wrong with it.
func items(t *testing.T, path string) (string, error) {
	t.Helper()
	n, err := Open(t.Context(), path)
	if err != nil {
		return "", err
	}
	defer n.Close()
	var titles []string
	for i, err := range n.items(t.Context()) {
		if err != nil {
			return strings.Join(titles, " "), err
		}
		titles = append(titles, i.Title)
	}
	return strings.Join(titles, " "), nil
}

func TestItems(t *testing.T) {
	insert := "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, deleted) VALUES "
	tests := []struct {
		name, script, want string
		err                string
	}{
		{"in the order of the list", schema + insert + `('1', 'old', '', '', 'f', 5, '', 1, 0), ('2', 'second', '', '', 'f', 9, '', 1, 0),
			('3', 'first', '', '', 'f', 9, '', 1, 0), ('4', 'gone', '', '', 'f', 9, '', 1, 1)`, "first second old", ""},
		{"empty", schema, "", ""},
		{"values of other types", schema + insert + `(x'ff', x'6f6f', 3, 4.5, 'f', 'yesterday', x'00', 'x', 0)`, "oo", ""},
		{"another program's", "CREATE TABLE a (b)", "", ErrForeign.Error()},
		{"a trap", schema + `DROP TABLE rss_item; CREATE VIEW rss_item AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n`, "", ErrForeign.Error()},
		{"other columns", "CREATE TABLE rss_feed (a); CREATE TABLE rss_item (b)", "", "no such column"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := cacheOf(t, tt.script)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := items(t, path)
			if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("got %q, %v", got, err)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(before) {
				t.Errorf("the file has changed, or gone: %v", err)
			}
		})
	}
}

// TestBroken: a file that was cut off ends in an error.
func TestBroken(t *testing.T) {
	path := cacheOf(t, schema+`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
		INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) SELECT i, 't', '', '', 'f', i, hex(randomblob(200)), 1 FROM n`)
	for _, cut := range []int64{60_000, 5000, 100} {
		if err := os.Truncate(path, cut); err == nil {
			if _, err := items(t, path); err == nil {
				t.Errorf("no error of a file cut to %d bytes", cut)
			}
		}
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "none.db")); err == nil || errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
}
